"""The address book of the public API, /api/v1/: apart from the rest, so that its schema describes these views only."""

from django.conf import settings
from django.urls import path, register_converter
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import SimpleRouter

from cms.portal.views.api import docs, missing
from registry.entries.api import EntryViewSet
from registry.organisations.api import DepartmentViewSet, OfferViewSet, OrganisationViewSet
from registry.search.api import LISTS, CodesView, SearchView

app_name = "v1"


class CodeListConverter:
    """The name of a published code list."""

    regex = "|".join(LISTS)

    def to_python(self, value: str) -> str:
        """As it is."""
        return value

    to_url = to_python


register_converter(CodeListConverter, "codelist")

router = SimpleRouter(use_regex_path=False)
router.register("organisations", OrganisationViewSet, basename="organisation")
router.register("departments", DepartmentViewSet, basename="department")
router.register("offers", OfferViewSet, basename="offer")
router.register("entries", EntryViewSet, basename="entry")

urlpatterns = [
    path("", docs, name="docs"),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("codes/<codelist:key>/", CodesView.as_view(), name="codes"),
    *router.urls,
]

if "search" in settings.ROOMS:
    urlpatterns.append(path("search/", SearchView.as_view(), name="search"))

urlpatterns.append(path("<path:rest>", missing, name="missing"))
