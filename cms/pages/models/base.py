"""What all pages share: a title, a lead, a body, a trail, and their versions in the other language."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cms.pages.models.blocks import BodyBlock
from cms.pages.models.links import absolute, is_open, page_url, site_cache


class HousePage(Page):
    """A page of ours."""

    RETENTION = (None, 0, "Public material; an editor takes it down.")

    lead = models.TextField(
        _("indledning"),
        max_length=300,
        blank=True,
        help_text=_("Én eller to sætninger. Sig det vigtigste først. Vises øverst og i søgeresultater."),
    )
    body = StreamField(BodyBlock(), verbose_name=_("indhold"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    search_fields = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.AutocompleteField("lead"),
        index.SearchField("body"),
        index.AutocompleteField("body"),
    ]

    class Meta:
        abstract = True

    def serve(self, request, *args, **kwargs):
        """Tell the language switch where this page stands in the other languages, then answer."""
        request.page_translations = {version["code"]: version["url"] for version in self.versions}
        return super().serve(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        """The trail, the versions and the headings; the same few queries on every page."""
        return {
            **super().get_context(request, *args, **kwargs),
            "crumbs": self.crumbs(),
            "versions": self.versions if self.live else [],
            "contents": self.headings,
            "foreign": self.foreign,
        }

    @property
    def versions(self) -> list[dict]:
        """This page in each language where it is live: code, url, full_url."""
        if not hasattr(self, "_versions"):
            cache = site_cache()
            family = (
                Page.objects.live()
                .filter(is_open())
                .filter(translation_key=self.translation_key)
                .select_related("locale")
            )
            urls = [(page.locale.language_code, page_url(page, cache)) for page in family.order_by("locale_id")]
            self._versions = [{"code": code, "url": url, "full_url": absolute(url)} for code, url in urls if url]
        return self._versions

    def crumbs(self) -> list[dict]:
        """From the front page down to this one; the last is where the reader stands and has no address."""
        if self.depth <= 2:
            return []
        cache = site_cache()
        trail = Page.objects.ancestor_of(self).filter(depth__gte=2).order_by("depth")
        crumbs = [
            {"label": _("Forside") if page.depth == 2 else page.title, "url": page_url(page, cache)} for page in trail
        ]
        return [*crumbs, {"label": self.title, "url": ""}]

    @property
    def foreign(self) -> str:
        """The language of the text when the page only mirrors one from another tree; else nothing."""
        if not self.alias_of_id or self.alias_of.locale_id == self.locale_id:
            return ""
        return self.alias_of.locale.language_code

    @property
    def headings(self) -> list[dict]:
        """The page's own sections, for a list of contents."""
        return [
            {"label": block.value["text"], "anchor": block.value.anchor}
            for block in self.body
            if block.block_type == "heading" and block.value["level"] == "2"
        ]
