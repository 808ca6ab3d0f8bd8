"""The front page of each language."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cms.pages.models.base import HousePage
from cms.pages.models.blocks import ColumnStream, DoorStream, PopularStream
from cms.pages.models.links import is_open, resolve_each


class HomePage(HousePage):
    """Search first, then figures, doors, one story and the news; also the foot of every page."""

    heading = models.CharField(_("overskrift"), max_length=120, blank=True)
    popular = StreamField(PopularStream(), verbose_name=_("ofte søgt"), blank=True, max_num=6)
    doors_title = models.CharField(_("overskrift over dørene"), max_length=80, blank=True)
    doors = StreamField(DoorStream(), verbose_name=_("døre"), blank=True, max_num=3)
    story = models.ForeignKey(
        "pages.CasePage", verbose_name=_("historie"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    footer = StreamField(ColumnStream(), verbose_name=_("kolonner nederst på alle sider"), blank=True, max_num=4)

    template = "pages/home.html"
    parent_page_types = ["wagtailcore.Page"]
    content_panels = [
        *Page.content_panels,
        MultiFieldPanel([FieldPanel("heading"), FieldPanel("lead"), FieldPanel("popular")], _("Øverst")),
        MultiFieldPanel([FieldPanel("doors_title"), FieldPanel("doors")], _("Døre")),
        FieldPanel("story"),
        FieldPanel("body"),
        FieldPanel("footer"),
    ]
    search_fields = [*HousePage.search_fields, index.SearchField("heading")]

    class Meta:
        verbose_name = _("forside")
        verbose_name_plural = _("forsider")

    def get_context(self, request, *args, **kwargs):
        """Figures of the register when that room is on, the doors with their links, the story and three news."""
        from cms.pages.models.pages import CasePage, NewsPage  # they know the front page as their top

        language = self.locale.language_code
        values = [block.value for block in self.doors]
        story = (
            CasePage.objects.live()
            .filter(is_open())
            .filter(translation_key__in=CasePage.objects.filter(pk=self.story_id).values("translation_key"))
            .filter(locale_id=self.locale_id)
            .first()
            if self.story_id
            else None
        )
        doors = [
            {"scene": door["scene"], "title": door["title"], "text": door["text"], "link": link}
            for door, link in zip(values, resolve_each([door["link"] for door in values], language), strict=True)
        ]
        return {
            **super().get_context(request, *args, **kwargs),
            "figures": figures(),
            "shown_doors": doors,
            "shown_story": story,
            "news": list(
                NewsPage.objects.live().filter(is_open()).filter(locale_id=self.locale_id).order_by("-date", "-pk")[:3]
            ),
        }


def figures() -> dict:
    """The figures of the register, or nothing when its search is switched off."""
    if "search" not in settings.ROOMS:
        return {}
    from registry.search import queries  # the room may be off

    return queries.figures(timezone.localdate())
