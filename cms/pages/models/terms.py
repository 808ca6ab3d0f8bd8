"""The words we use, and the ones we avoid."""

from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from cms.pages.domain.texts import anchor


class Term(index.Indexed, models.Model):
    """A word of the field with a plain explanation, in both languages on one row."""

    RETENTION = (None, 0, "Public material.")

    name_da = models.CharField(_("ord på dansk"), max_length=80, unique=True)
    name_en = models.CharField(_("ord på engelsk"), max_length=80)
    text_da = models.TextField(_("forklaring på dansk"), max_length=600)
    text_en = models.TextField(_("forklaring på engelsk"), max_length=600)
    instead_of_da = models.CharField(
        _("siges i stedet for"),
        max_length=120,
        blank=True,
        help_text=_("Ord, andre bruger, og som vi undgår. Så finder folk alligevel forklaringen."),
    )
    instead_of_en = models.CharField(_("siges i stedet for, på engelsk"), max_length=120, blank=True)

    panels = [
        MultiFieldPanel([FieldPanel("name_da"), FieldPanel("text_da"), FieldPanel("instead_of_da")], _("Dansk")),
        MultiFieldPanel([FieldPanel("name_en"), FieldPanel("text_en"), FieldPanel("instead_of_en")], _("Engelsk")),
    ]
    search_fields = [index.AutocompleteField("name_da"), index.AutocompleteField("name_en")]

    class Meta:
        ordering = ["name_da"]
        verbose_name = _("ord")
        verbose_name_plural = _("ordliste")

    def __str__(self) -> str:
        return self.name

    def _in(self, field: str) -> str:
        language = "en" if translation.get_language() == "en" else "da"
        return getattr(self, f"{field}_{language}") or getattr(self, f"{field}_da")

    @property
    def name(self) -> str:
        """The word in the language of now."""
        return self._in("name")

    @property
    def text(self) -> str:
        """The explanation in the language of now."""
        return self._in("text")

    @property
    def instead_of(self) -> str:
        """The avoided word in the language of now."""
        return self.instead_of_en if translation.get_language() == "en" else self.instead_of_da

    @property
    def anchor(self) -> str:
        """The id of the word on the glossary page, the same in both languages."""
        return anchor(self.name_da)
