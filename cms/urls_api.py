"""The address book of the public API, /api/v1/: apart from the rest, so that its schema describes these views only."""

app_name = "v1"

urlpatterns: list = []
