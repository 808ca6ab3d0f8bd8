"""The kinds of page below the front page."""

from django.core.paginator import Paginator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from cms.pages.models.base import HousePage
from cms.pages.models.blocks import SCENES
from cms.pages.models.links import is_open, page_url, site_cache
from cms.pages.models.terms import Term
from registry.codes.domain.sorting import sort_key

NEWS_A_PAGE = 10


def cards(parent: Page) -> list[dict]:
    """The live pages right below a page as title, address, lead and kind. One query a kind of page."""
    cache = site_cache()
    children = parent.get_children().live().filter(is_open()).specific(defer=False).order_by("path")
    return [
        {"label": child.title, "url": page_url(child, cache), "text": child.lead, "kind": child._meta.verbose_name}
        for child in children
        if isinstance(child, HousePage)
    ]


class SectionPage(HousePage):
    """A theme: what it is about, and the pages that belong to it."""

    scene = models.CharField(_("tegning"), max_length=20, choices=SCENES, blank=True)

    template = "pages/section.html"
    parent_page_types = ["pages.HomePage", "pages.SectionPage"]
    content_panels = [*HousePage.content_panels, FieldPanel("scene")]

    class Meta:
        verbose_name = _("tema")
        verbose_name_plural = _("temaer")

    def get_context(self, request, *args, **kwargs):
        """The pages below."""
        return {**super().get_context(request, *args, **kwargs), "cards": cards(self)}


class GuidePage(HousePage):
    """How to do something, for somebody."""

    audience = models.CharField(_("skrevet til"), max_length=100, blank=True, help_text=_("For eksempel: indkøbere"))
    checked_on = models.DateField(
        _("gennemgået den"),
        null=True,
        blank=True,
        help_text=_("Den dag, nogen sidst læste siden og så efter, om den passer."),
    )

    template = "pages/guide.html"
    parent_page_types = ["pages.HomePage", "pages.SectionPage"]
    subpage_types: list[str] = []
    content_panels = [*HousePage.content_panels, FieldPanel("audience"), FieldPanel("checked_on")]

    class Meta:
        verbose_name = _("vejledning")
        verbose_name_plural = _("vejledninger")


class CasePage(HousePage):
    """A story from a workplace."""

    workplace = models.CharField(_("arbejdsplads"), max_length=100)
    quote = models.TextField(_("citat"), max_length=240, help_text=_("Uden anførselstegn. Vises også på forsiden."))
    who = models.CharField(_("hvem siger det"), max_length=80)
    role = models.CharField(_("rolle"), max_length=160, blank=True)
    scene = models.CharField(_("tegning"), max_length=20, choices=SCENES, default="workshop")
    invented = models.BooleanField(
        _("opdigtet"), default=False, help_text=_("Siden siger tydeligt, at historien er opdigtet.")
    )

    template = "pages/case.html"
    parent_page_types = ["pages.HomePage", "pages.SectionPage"]
    subpage_types: list[str] = []
    content_panels = [
        *HousePage.content_panels,
        MultiFieldPanel([FieldPanel("workplace"), FieldPanel("invented"), FieldPanel("scene")], _("Arbejdsplads")),
        MultiFieldPanel([FieldPanel("quote"), FieldPanel("who"), FieldPanel("role")], _("Citat")),
    ]
    search_fields = [*HousePage.search_fields, index.SearchField("workplace"), index.SearchField("quote")]

    class Meta:
        verbose_name = _("historie")
        verbose_name_plural = _("historier")


class NewsIndexPage(HousePage):
    """All news, newest first."""

    template = "pages/news_index.html"
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.NewsPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("nyhedsliste")
        verbose_name_plural = _("nyhedslister")

    def get_context(self, request, *args, **kwargs):
        """Ten news of the page asked for; a page that is not there becomes the nearest."""
        news = NewsPage.objects.live().filter(is_open()).child_of(self).order_by("-date", "-pk")
        page = Paginator(news, NEWS_A_PAGE).get_page(request.GET.get("side"))
        return {**super().get_context(request, *args, **kwargs), "news": page}


class NewsPage(HousePage):
    """Something that happened, on a day."""

    date = models.DateField(_("dato"), db_index=True)

    template = "pages/news.html"
    parent_page_types = ["pages.NewsIndexPage"]
    subpage_types: list[str] = []
    content_panels = [*Page.content_panels, FieldPanel("date"), FieldPanel("lead"), FieldPanel("body")]

    class Meta:
        verbose_name = _("nyhed")
        verbose_name_plural = _("nyheder")


class GlossaryPage(HousePage):
    """The words we use, in alphabetical order."""

    template = "pages/glossary.html"
    parent_page_types = ["pages.HomePage", "pages.SectionPage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("ordlistens side")
        verbose_name_plural = _("ordlistens sider")

    def get_context(self, request, *args, **kwargs):
        """The words in the page's language, in Danish order (which is also the English one for plain letters)."""
        context = super().get_context(request, *args, **kwargs)
        return {**context, "terms": sorted(Term.objects.order_by("pk"), key=lambda term: sort_key(term.name))}


class ContactPage(HousePage):
    """How to reach us, and which authority answers for the register. No form: nothing to store, nothing to lose."""

    phone = models.CharField(_("telefon"), max_length=30)
    hours = models.CharField(_("telefontid"), max_length=120, blank=True)
    email = models.EmailField(_("mail"))
    address = models.TextField(_("postadresse"), max_length=200, blank=True)
    authority = models.CharField(_("ansvarlig myndighed"), max_length=120)
    authority_text = models.TextField(_("hvad myndigheden svarer for"), max_length=400, blank=True)

    template = "pages/contact.html"
    parent_page_types = ["pages.HomePage"]
    subpage_types: list[str] = []
    content_panels = [
        *HousePage.content_panels,
        MultiFieldPanel(
            [FieldPanel("phone"), FieldPanel("hours"), FieldPanel("email"), FieldPanel("address")], _("Kontakt")
        ),
        MultiFieldPanel([FieldPanel("authority"), FieldPanel("authority_text")], _("Ansvar")),
    ]

    class Meta:
        verbose_name = _("kontaktside")
        verbose_name_plural = _("kontaktsider")

    @property
    def phone_address(self) -> str:
        """The number as a telephone dials it."""
        return "tel:" + "".join(letter for letter in self.phone if letter.isdigit() or letter == "+")


class TextPage(HousePage):
    """Running text: privacy, cookies, open data."""

    checked_on = models.DateField(_("gennemgået den"), null=True, blank=True)

    template = "pages/text.html"
    parent_page_types = ["pages.HomePage", "pages.SectionPage"]
    subpage_types: list[str] = []
    content_panels = [*HousePage.content_panels, FieldPanel("checked_on")]

    class Meta:
        verbose_name = _("tekstside")
        verbose_name_plural = _("tekstsider")


class AccessibilityPage(HousePage):
    """The accessibility statement, found at /was. It says "not assessed" until somebody has assessed the site."""

    class Status(models.TextChoices):
        """What is known about how accessible the site is."""

        NOT_ASSESSED = "not_assessed", _("Ikke vurderet")
        PARTIAL = "partial", _("Vurderet: overholder kravene delvis")
        FULL = "full", _("Vurderet: overholder kravene")

    status = models.CharField(_("status"), max_length=20, choices=Status.choices, default=Status.NOT_ASSESSED)
    assessed_on = models.DateField(_("vurderet den"), null=True, blank=True)
    assessed_by = models.CharField(_("vurderet af"), max_length=120, blank=True)
    statement_url = models.URLField(
        _("den officielle erklæring"),
        blank=True,
        help_text=_("Adressen på was.digst.dk, når erklæringen er lavet dér."),
    )
    phone = models.CharField(_("telefon"), max_length=30)
    email = models.EmailField(_("mail"))

    template = "pages/accessibility.html"
    parent_page_types = ["pages.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    content_panels = [
        *HousePage.content_panels,
        MultiFieldPanel(
            [FieldPanel("status"), FieldPanel("assessed_on"), FieldPanel("assessed_by"), FieldPanel("statement_url")],
            _("Vurdering"),
        ),
        MultiFieldPanel([FieldPanel("phone"), FieldPanel("email")], _("Kontakt")),
    ]

    class Meta:
        verbose_name = _("tilgængelighedserklæring")
        verbose_name_plural = _("tilgængelighedserklæringer")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status="not_assessed") | models.Q(assessed_on__isnull=False),
                name="assessed_has_a_day",
                violation_error_message=_("En vurdering har en dato."),
            )
        ]

    phone_address = ContactPage.phone_address
