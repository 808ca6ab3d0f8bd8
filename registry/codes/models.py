"""Code lists, their codes with validity, dated relations between codes, and the files they were loaded from.

A record elsewhere points at a `Code` row, not at a bare text: the row carries list, edition, names and validity, so
that an older record still reads as it was meant after the list has moved on. `valid_to` is the first day on which the
row no longer counts (half-open, as everywhere in the house); an empty date means "as far as we know, always".
"""

import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from registry.codes.domain.identifiers import Problem


def _on(day: datetime.date) -> Q:
    """The rows whose half-open validity contains `day`."""
    return Q(Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gt=day))


class Named(models.Model):
    """A Danish and an English name, read by the language of the page."""

    name_da = models.CharField(_("navn på dansk"), max_length=400)
    name_en = models.CharField(_("navn på engelsk"), max_length=400, blank=True)

    class Meta:
        abstract = True

    @property
    def name(self) -> str:
        """The name in the active language; Danish where no English name was given."""
        if (get_language() or "da").startswith("en") and self.name_en:
            return self.name_en
        return self.name_da


class NumberProblem(models.TextChoices):
    """Why a text is not a usable company number or P-number, in words for the person who typed it."""

    EMPTY = Problem.EMPTY.value, _("Nummeret mangler.")
    NOT_DIGITS = Problem.NOT_DIGITS.value, _("Nummeret må kun have cifre. Se efter i CVR.")
    LENGTH = Problem.LENGTH.value, _("Et CVR-nummer har 8 cifre, og et P-nummer har 10.")
    LEADING_ZERO = Problem.LEADING_ZERO.value, _("Et CVR-nummer begynder ikke med 0. Se efter i CVR.")
    CHECK_DIGIT = Problem.CHECK_DIGIT.value, _("Der er en tastefejl: Intet CVR-nummer ser sådan ud. Se efter i CVR.")
    DEMO = Problem.DEMO.value, _("Det er et prøvenummer. Det kan kun bruges i demoen.")


class CodeList(Named):
    """One list, such as the municipalities, with where it comes from and on what terms."""

    RETENTION = (None, 0, "Reference data without persons.")

    key = models.SlugField(_("nøgle"), max_length=40, unique=True)
    source = models.CharField(_("kilde"), max_length=200)
    source_url = models.URLField(_("kildens adresse"), blank=True)
    licence = models.CharField(_("licens"), max_length=100)
    edition = models.CharField(_("udgave"), max_length=60)
    short = models.BooleanField(_("kort liste"), default=False)  # typed extract; a full list may be loaded from a file
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)  # counts up at each change of codes
    digest = models.CharField(max_length=64, blank=True, editable=False)  # of the typed data last loaded

    class Meta:
        ordering = ["key"]
        verbose_name = _("kodeliste")
        verbose_name_plural = _("kodelister")

    def __str__(self) -> str:
        return self.name


class CodeQuerySet(models.QuerySet):
    """The words in which codes are asked for."""

    def in_list(self, key: str) -> "CodeQuerySet":
        """Codes of the list with this key."""
        return self.filter(list__key=key)

    def valid_on(self, day: datetime.date) -> "CodeQuerySet":
        """Codes that count on `day`."""
        return self.filter(_on(day))


class Code(Named):
    """One code of a list while it meant one thing; the same code has a new row when its meaning changes."""

    RETENTION = (None, 0, "Reference data without persons; ended codes explain older records.")

    list = models.ForeignKey(CodeList, models.PROTECT, related_name="codes", verbose_name=_("kodeliste"))
    code = models.CharField(_("kode"), max_length=20)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("overordnet")
    )
    valid_from = models.DateField(_("gælder fra"), null=True, blank=True)
    valid_to = models.DateField(_("gælder til"), null=True, blank=True)
    edition = models.CharField(_("udgave"), max_length=60, blank=True)
    sort_key = models.CharField(max_length=200, editable=False)
    attributes = models.JSONField(_("egenskaber"), default=dict, blank=True)

    objects = CodeQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "code", "id"]
        verbose_name = _("kode")
        verbose_name_plural = _("koder")
        constraints = [
            models.CheckConstraint(
                name="code_period", condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lt=F("valid_to"))
            ),
            models.CheckConstraint(name="code_not_blank", condition=~Q(code="")),
            models.UniqueConstraint(name="code_once_a_day", fields=["list", "code", "valid_from"]),
            # Empty dates are not equal to each other in SQL, so the undated row needs its own rule.
            models.UniqueConstraint(name="code_once_undated", fields=["list", "code"], condition=Q(valid_from=None)),
        ]
        indexes = [models.Index(name="code_in_order", fields=["list", "sort_key"])]

    def __str__(self) -> str:
        return self.name

    @property
    def synonyms(self) -> tuple[str, ...]:
        """Words people use for it, in both languages; they lead to the code but are not shown."""
        return (*self.attributes.get("da", ()), *self.attributes.get("en", ()))


class CodeRelationQuerySet(models.QuerySet):
    """The words in which relations are asked for."""

    def valid_on(self, day: datetime.date) -> "CodeRelationQuerySet":
        """Relations that hold on `day`."""
        return self.filter(_on(day))


class CodeRelation(models.Model):
    """A dated fact between two codes: a municipality lies in a region, a postcode touches a municipality."""

    RETENTION = (None, 0, "Reference data without persons.")

    class Kind(models.TextChoices):
        """What the source code is to the target code."""

        IN_REGION = "in_region", _("ligger i region")
        IN_NUTS3 = "in_nuts3", _("ligger i landsdel")
        POSTCODE_TOUCHES = "postcode_touches", _("postnummeret berører kommunen")

    kind = models.CharField(max_length=40, choices=Kind.choices)
    source = models.ForeignKey(Code, models.CASCADE, related_name="relations")
    target = models.ForeignKey(Code, models.CASCADE, related_name="related_from")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    objects = CodeRelationQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "source_id", "target_id", "id"]
        verbose_name = _("forhold mellem koder")
        verbose_name_plural = _("forhold mellem koder")
        constraints = [
            models.CheckConstraint(
                name="code_relation_period",
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lt=F("valid_to")),
            ),
            models.UniqueConstraint(name="code_relation_once_a_day", fields=["kind", "source", "target", "valid_from"]),
            models.UniqueConstraint(
                name="code_relation_once_undated",
                fields=["kind", "source", "target"],
                condition=Q(valid_from=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target_id}"


class LoadedFile(models.Model):
    """An official file that an operator loaded: what it was, from whom, on what terms, and its fingerprint."""

    RETENTION = (None, 0, "Names the source of reference data; the licence asks for it.")

    list = models.ForeignKey(CodeList, models.PROTECT, related_name="files", verbose_name=_("kodeliste"))
    name = models.CharField(_("fil"), max_length=200)
    date = models.DateField(_("filens dato"))
    edition = models.CharField(_("udgave"), max_length=60)
    source = models.CharField(_("kilde"), max_length=200)
    licence = models.CharField(_("licens"), max_length=100)
    sha256 = models.CharField(max_length=64)
    row_count = models.PositiveIntegerField(_("rækker"))
    loaded_at = models.DateTimeField(_("indlæst"))

    class Meta:
        ordering = ["-loaded_at", "-id"]
        verbose_name = _("indlæst fil")
        verbose_name_plural = _("indlæste filer")
        constraints = [models.UniqueConstraint(name="file_once_an_edition", fields=["list", "sha256", "edition"])]

    def __str__(self) -> str:
        return f"{self.name} ({self.edition})"
