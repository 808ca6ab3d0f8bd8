"""Code lists in the back office: to look up and check, never to edit. Editions come by command, checked as a whole."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from registry.codes.models import Code, CodeList, LoadedFile


class ReadOnlyViewSet(ModelViewSet):
    """A list and a page for each row. Addresses that would change something do not exist."""

    inspect_view_enabled = True
    copy_view_enabled = False
    form_fields = ()  # no form is ever shown; Wagtail wants the attribute
    list_per_page = 50

    def get_urlpatterns(self) -> list:
        """Index and inspect only."""
        row = f"<{self.pk_path_converter}:pk>"
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path(f"inspect/{row}/", self.inspect_view, name="inspect"),
        ]

    def get_common_view_kwargs(self, **kwargs) -> dict:
        """No names of addresses that do not exist."""
        named = super().get_common_view_kwargs(**kwargs)
        gone = {"history_url_name", "usage_url_name", "add_url_name", "edit_url_name", "delete_url_name"}
        return {name: value for name, value in named.items() if name not in gone}


class CodeListViewSet(ReadOnlyViewSet):
    """Which lists there are, from whom, in which edition."""

    model = CodeList
    name = "code_list"
    icon = "list-ul"
    menu_label = _("Lister")
    list_display = ("name", "key", "edition", "source", "licence", "short")
    inspect_view_fields = ("name_da", "name_en", "key", "edition", "short", "source", "source_url", "licence")
    search_fields = ("name_da", "name_en", "key")
    ordering = ("key",)


class CodeViewSet(ReadOnlyViewSet):
    """All codes, also those that have ended."""

    model = Code
    name = "code"
    icon = "tag"
    menu_label = _("Koder")
    list_display = ("name", "code", "list", "valid_from", "valid_to")
    list_filter = ("list",)
    inspect_view_fields = (
        "list", "code", "name_da", "name_en", "parent", "valid_from", "valid_to", "edition", "attributes",
    )  # fmt: skip
    search_fields = ("name_da", "name_en", "code")
    ordering = ("sort_key", "code", "id")


class LoadedFileViewSet(ReadOnlyViewSet):
    """Official files that were loaded."""

    model = LoadedFile
    name = "code_file"
    icon = "doc-full"
    menu_label = _("Indlæste filer")
    list_display = ("name", "list", "edition", "date", "row_count", "loaded_at")
    inspect_view_fields = ("name", "list", "edition", "date", "source", "licence", "sha256", "row_count", "loaded_at")
    ordering = ("-loaded_at", "-id")


class CodesGroup(ViewSetGroup):
    """One entry in the menu for the three."""

    menu_label = _("Kodelister")
    menu_icon = "list-ul"
    menu_order = 600
    items = (CodeListViewSet, CodeViewSet, LoadedFileViewSet)
    add_to_admin_menu = True
