"""Pages that compose several rooms; all under the language prefix."""

from django.conf import settings
from django.urls import path

from cms.portal.views import account, components, job, outbox, sources, start

app_name = "portal"

urlpatterns = [
    path("konto/", account.account, name="account"),
    path("kilder/", sources.sources, name="sources"),
    path("start/", start.start, name="start"),
    path("opgave/<uuid:public_id>/", job.job, name="job"),
]

if "search" in settings.ROOMS:
    from cms.portal.views import find, profile

    urlpatterns += [
        path("find/", find.find, name="find"),
        path("find/liste.csv", find.find_csv, name="find_csv"),
        path("find/saadan-sorterer-vi/", find.sorting, name="sorting"),
        path("find/<uuid:public_id>/", profile.show, name="profile"),
    ]

if settings.DEMO:
    urlpatterns += [
        path("udbakke/", outbox.outbox, name="outbox"),
        path("komponenter/", components.components, name="components"),
    ]
