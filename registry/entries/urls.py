"""Addresses of the entries room; under the language prefix."""

app_name = "entries"

urlpatterns: list = []
