"""The organisation: one row a CVR number, with its names, industries and the row it was merged into."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.codes.models import Code

LANGUAGES = [("da", "Dansk"), ("en", "English")]


class Address(models.Model):
    """A postal address and the municipality it lies in; the municipality is chosen, never derived from the postcode."""

    street = models.CharField(_("Vej og nummer"), max_length=200, blank=True)
    postal_code = models.CharField(_("Postnummer"), max_length=10, blank=True)
    city = models.CharField(_("By"), max_length=100, blank=True)
    country = models.CharField(_("Land"), max_length=3, default="DNK")
    nuts = models.CharField(_("NUTS-område"), max_length=5, blank=True)
    municipality = models.ForeignKey(
        Code, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("Kommune")
    )

    class Meta:
        abstract = True


class OrganisationQuerySet(models.QuerySet):
    """Words about organisations."""

    def current(self) -> "OrganisationQuerySet":
        """Not merged into another."""
        return self.filter(merged_into=None)

    def listed(self) -> "OrganisationQuerySet":
        """May be shown to anyone."""
        return self.current().filter(is_listed=True)


class Organisation(Address):
    """A legal person, a public body or a sole trader."""

    RETENTION = (None, 0, "The register is public record; a sole trader's data is struck when the trade ends.")

    class Kind(models.TextChoices):
        COMPANY = "company", _("Virksomhed")
        ASSOCIATION = "association", _("Forening eller fond")
        PUBLIC_BODY = "public_body", _("Offentlig myndighed")
        MUNICIPALITY = "municipality", _("Kommune")
        OPERATOR = "operator", _("Registrets sekretariat")
        UNKNOWN = "unknown", _("Ikke oplyst")  # a file gave a number and a name, and nobody has said more yet

    class NumberKind(models.TextChoices):
        CVR = "cvr", _("CVR-nummer")
        DEMO = "demo", _("Demonummer")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("Slags"), max_length=20, choices=Kind.choices, default=Kind.COMPANY)
    name = models.CharField(_("Navn"), max_length=300)
    sort_key = models.CharField(max_length=400, editable=False, db_index=True)
    number_kind = models.CharField(max_length=5, choices=NumberKind.choices, default=NumberKind.CVR)
    cvr = models.CharField(_("CVR-nummer"), max_length=8, unique=True, null=True, blank=True)
    legal_form = models.ForeignKey(
        Code, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("Virksomhedsform")
    )
    is_sole_trader = models.BooleanField(_("Enkeltmandsvirksomhed"), default=False)  # then the CVR is personal data
    description = models.TextField(_("Beskrivelse"), blank=True)
    description_language = models.CharField(_("Tekstens sprog"), max_length=5, choices=LANGUAGES, default="da")
    employees_fte = models.PositiveIntegerField(_("Årsværk"), null=True, blank=True)
    employees_on = models.DateField(_("Opgjort"), null=True, blank=True)
    rsv = models.BooleanField(_("Registreret socialøkonomisk virksomhed"), null=True, blank=True)
    rsv_checked_on = models.DateField(_("Slået op"), null=True, blank=True)
    contact_label = models.CharField(_("Kontakt"), max_length=120, blank=True)
    contact_email = models.EmailField(_("E-mail"), blank=True)
    contact_phone = models.CharField(_("Telefon"), max_length=30, blank=True)
    website = models.URLField(_("Hjemmeside"), blank=True)
    contact_confirmed_on = models.DateField(_("Bekræftet af virksomheden"), null=True, blank=True)
    is_listed = models.BooleanField(_("Vises i registret"), default=True)
    is_demo = models.BooleanField(default=False, editable=False)
    source = models.CharField(_("Kilde"), max_length=200, blank=True)
    struck_on = models.DateField(null=True, blank=True, editable=False)  # a sole trader's data was erased that day
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisationer")
        ordering = ["sort_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(merged_into=models.F("pk")), name="organisation_not_merged_into_itself"
            ),
            models.CheckConstraint(
                condition=Q(cvr=None) | Q(cvr__regex=r"^[0-9]{8}$"), name="organisation_cvr_8_digits"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def public_cvr(self) -> str | None:
        """The number as the public may see it: never a sole trader's, which is personal data."""
        return None if self.is_sole_trader else self.cvr


class OrganisationName(models.Model):
    """A further name the organisation is known or spelt by."""

    RETENTION = (None, 0, "Public record; a sole trader's further names are struck with the rest.")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=300)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("navn")
        verbose_name_plural = _("navne")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="alias_once")]

    def __str__(self) -> str:
        return self.name


class OrganisationIndustry(models.Model):
    """An industry code as recorded: scheme, edition, code and text together, since schemes change (DB07, DB25)."""

    RETENTION = (None, 0, "Public record.")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="industries")
    scheme = models.CharField(max_length=20)
    edition = models.CharField(max_length=20, blank=True)
    code = models.CharField(max_length=10)
    text = models.CharField(max_length=300)
    is_main = models.BooleanField(default=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("branche")
        verbose_name_plural = _("brancher")
        ordering = ["-is_main", "scheme", "code"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "scheme", "code", "valid_from"], name="industry_once")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"


class Merge(models.Model):
    """Two rows found to be the same organisation: done by a person, with a reason, and undone the same way."""

    RETENTION = (None, 0, "Part of the public record of the register.")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="merges")
    into = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="absorbed")
    reason = models.CharField(max_length=300)
    done_at = models.DateTimeField(auto_now_add=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("sammenlægning")
        verbose_name_plural = _("sammenlægninger")
        ordering = ["-done_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation"], condition=Q(undone_at=None), name="merge_standing_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation} -> {self.into}"
