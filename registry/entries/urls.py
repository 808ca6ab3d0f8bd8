"""Addresses of the entries room; under the language prefix."""

from django.urls import path

from registry.entries.views import read, write

app_name = "entries"

urlpatterns = [
    path("sekretariat/optegnelser/", read.entry_list, name="list"),
    path("sekretariat/optegnelser/ny/", write.record_find, name="find"),
    path("sekretariat/optegnelser/ny/<slug:kind>/<uuid:public_id>/", write.record, name="record"),
    path("sekretariat/optegnelser/<uuid:public_id>/", read.entry_detail, name="detail"),
    path("sekretariat/optegnelser/<uuid:public_id>/forny/", write.renew, name="renew"),
    path("sekretariat/optegnelser/<uuid:public_id>/suspender/", write.suspend, name="suspend"),
    path("sekretariat/optegnelser/<uuid:public_id>/ophaev/", write.lift, name="lift"),
    path("sekretariat/optegnelser/<uuid:public_id>/traek-tilbage/", write.withdraw, name="withdraw"),
    path("sekretariat/optegnelser/udsagn/<uuid:public_id>/ret/", write.correct, name="correct"),
    path("sekretariat/optegnelser/udsagn/<uuid:public_id>/tag-ud/", write.annul, name="annul"),
]
