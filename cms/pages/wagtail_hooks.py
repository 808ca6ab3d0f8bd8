"""What the CMS shows editors: the words, links that know both languages, and our name on the door."""

from django.templatetags.static import static
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.rich_text.pages import PageLinkHandler
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.pages.models import Term
from cms.pages.models.links import page_links


class TermViewSet(SnippetViewSet):
    """The glossary: one row a word, both languages side by side."""

    model = Term
    icon = "openquote"
    menu_label = _("Ordliste")
    menu_order = 250
    add_to_admin_menu = True
    list_display = ["name_da", "name_en", "instead_of_da"]
    search_fields = ["name_da", "name_en", "instead_of_da"]


register_snippet(TermViewSet)


class OwnLanguageLinkHandler(PageLinkHandler):
    """Links between pages: to the reader's language when it is there, said when it is not, never to a draft.

    All links of a text in two queries; Wagtail's own asks once for each link.
    """

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        """The opening tag of each link; a link that leads nowhere becomes plain text."""
        ids = [int(attrs["id"]) for attrs in attrs_list if str(attrs.get("id", "")).isdigit()]
        links = page_links(ids, translation.get_language())
        tags = []
        for attrs in attrs_list:
            link = links.get(int(attrs["id"])) if str(attrs.get("id", "")).isdigit() else None
            if link is None or not link["url"]:
                tags.append("<a>")
            elif link["lang"]:
                tags.append(format_html('<a href="{}" hreflang="{}">', link["url"], link["lang"]))
            else:
                tags.append(format_html('<a href="{}">', link["url"]))
        return tags


@hooks.register("register_rich_text_features", order=10)
def own_links(features) -> None:
    """Use our link handler for page links in running text."""
    features.register_link_type(OwnLanguageLinkHandler)


@hooks.register("insert_global_admin_css")
def own_colours() -> str:
    """Our colours in the CMS."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))
