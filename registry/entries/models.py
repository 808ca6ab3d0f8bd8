"""Schemes and routes, the entries held, and what was stated about each entry, when it was so and when it was known.

Three rules about the tables:

- Bitemporal. A statement (`EntryPeriod`) says what held on [starts_on, ends_on). It counts from `recorded_at` until it
  is replaced at `replaced_at`; what was once recorded is never changed and never deleted, so that "what did the
  register say then" has one answer for ever.
- One answer a day. The valid periods of a holder in one scheme never overlap, whichever route they came by: a company
  that both employs and buys holds one diploma, and who asks "does X hold the scheme on D" must not weigh two.
- Both hold in the database itself, in every store (migrations 0002), not only in the services.
"""

import datetime
import uuid
from collections.abc import Collection

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from registry.codes.models import Named
from registry.entries.domain.kinds import HolderKind, Kind, Reason, Status
from registry.organisations.domain import disclosure
from registry.organisations.models import Department, Organisation, ProductionUnit

KIND_WORDS = {Kind.VALID: _("Gyldigt"), Kind.SUSPENDED: _("Suspenderet"), Kind.WITHDRAWN: _("Trukket tilbage")}
HOLDER_WORDS = {
    HolderKind.ORGANISATION: _("Organisation"),
    HolderKind.UNIT: _("Produktionsenhed"),
    HolderKind.DEPARTMENT: _("Afdeling"),
}
REASON_WORDS = {
    Reason.GRANTED: _("Kravene er opfyldt"),
    Reason.RENEWED: _("Fornyet efter ny vurdering"),
    Reason.REPORT_MISSING: _("En lovet rapport mangler"),
    Reason.CRITERIA_NOT_MET: _("Kravene er ikke længere opfyldt"),
    Reason.UNDER_INVESTIGATION: _("Forholdene undersøges"),
    Reason.REMEDIED: _("Forholdet er rettet og kontrolleret"),
    Reason.OWN_WISH: _("Efter eget ønske"),
    Reason.CLOSED: _("Virksomheden eller afdelingen er lukket"),
    Reason.FALSE_EVIDENCE: _("Dokumentationen var ikke rigtig"),
    Reason.RECORDED_WRONG: _("Registreret forkert"),
    Reason.OTHER: _("Anden grund"),
}
REASONS = [(code.value, word) for code, word in REASON_WORDS.items()]


def public_words(code: str, danish: str, english: str) -> str:
    """Public words of a reason in the active language: Danish where no English was given, else what the code says."""
    if (get_language() or "da").startswith("en") and english:
        return english
    return danish or str(REASON_WORDS.get(code, ""))


OWNER_PATHS = ("organisation", "unit__organisation", "department__organisation")
Holder = Organisation | ProductionUnit | Department


class DatedQuerySet(models.QuerySet):
    """Words about codes with a period."""

    def valid_on(self, day: datetime.date) -> "DatedQuerySet":
        """Codes that count on the day."""
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gt=day))


class Dated(Named):
    """A code with names and the days [valid_from, valid_to) on which it may be granted."""

    code = models.SlugField(_("Kode"), max_length=40)
    valid_from = models.DateField(_("Gælder fra"), null=True, blank=True)
    valid_to = models.DateField(_("Gælder til"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Scheme(Dated):
    """What can be held, such as the diploma of a social supplier, and by whom."""

    RETENTION = (None, 0, "Public record: an entry names its scheme for ever.")

    statement_da = models.TextField(_("Hvad ordningen siger, på dansk"), blank=True)
    statement_en = models.TextField(_("Hvad ordningen siger, på engelsk"), blank=True)
    for_organisation = models.BooleanField(_("Kan gives til en organisation"), default=False)
    for_unit = models.BooleanField(_("Kan gives til en produktionsenhed"), default=False)
    for_department = models.BooleanField(_("Kan gives til en afdeling"), default=False)

    class Meta:
        ordering = ["code"]
        verbose_name = _("ordning")
        verbose_name_plural = _("ordninger")
        constraints = [
            models.UniqueConstraint(fields=["code"], name="scheme_code_once"),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lt=F("valid_to")), name="scheme_days"
            ),
        ]

    @property
    def statement(self) -> str:
        """What holding it says, in the active language; Danish where no English was given."""
        if (get_language() or "da").startswith("en") and self.statement_en:
            return self.statement_en
        return self.statement_da

    def may_be_held_by(self, kind: HolderKind) -> bool:
        """Whether such a holder can hold it."""
        return getattr(self, f"for_{kind}")


class Route(Dated):
    """A way to meet a scheme: employing people oneself, or buying from those who do."""

    RETENTION = (None, 0, "Public record: an entry names its route for ever.")

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="routes", verbose_name=_("Ordning"))

    class Meta:
        ordering = ["scheme", "code"]
        verbose_name = _("vej")
        verbose_name_plural = _("veje")
        constraints = [
            models.UniqueConstraint(fields=["scheme", "code"], name="route_code_once"),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lt=F("valid_to")), name="route_days"
            ),
        ]


class EntryQuerySet(models.QuerySet):
    """Words about entries."""

    def with_names(self) -> "EntryQuerySet":
        """With what a page or the API says about an entry, in one query."""
        return self.select_related("scheme", "route", *(f"{path}__merged_into" for path in OWNER_PATHS))

    def with_owner(self) -> "EntryQuerySet":
        """With `owner_id`: the organisation that the holder is, or belongs to."""
        return self.annotate(owner_id=Coalesce(*OWNER_PATHS))

    def owned_by(self, organisation_ids: Collection[int]) -> "EntryQuerySet":
        """Held by the organisations, their units or departments."""
        return self.filter(
            Q(organisation__in=organisation_ids)
            | Q(unit__organisation__in=organisation_ids)
            | Q(department__organisation__in=organisation_ids)
        )

    def with_status(self, day: datetime.date, known_at: datetime.datetime | None = None) -> "EntryQuerySet":
        """With `status` on the day as the register said at the moment: the rule of domain/validity.py, said in SQL."""
        said = EntryPeriod.objects.filter(entry=OuterRef("pk")).known_at(known_at)
        valid, covering = said.filter(kind=Kind.VALID), said.covering(day)
        return self.annotate(
            status=Case(
                When(Exists(covering.filter(kind=Kind.WITHDRAWN)), then=Value(Status.WITHDRAWN.value)),
                When(
                    Exists(valid.covering(day)) & Exists(covering.filter(kind=Kind.SUSPENDED)),
                    then=Value(Status.SUSPENDED.value),
                ),
                When(Exists(valid.covering(day)), then=Value(Status.VALID.value)),
                When(Exists(valid.filter(ends_on__lte=day)), then=Value(Status.EXPIRED.value)),
                When(Exists(valid), then=Value(Status.NOT_YET.value)),
                default=Value(Status.NONE.value),
            )
        )

    def public(self, on: datetime.date) -> "EntryQuerySet":
        """That may be shown to anyone on the day: of listed organisations, and departments whose listing says nothing
        about who is in the target group. A merged organisation is listed when the one it was merged into is."""
        rule = disclosure.rule_on(on)
        share = int(rule.largest_share * 100)
        told = (
            Q(department__wants_listing=True, department__counted_on__gte=on - rule.oldest_count)
            & Q(department__staff__gte=rule.least_staff)
            & Q(department__staff__gte=F("department__staff_target_group") + rule.least_others)
            & Q(department__staff_target_group__lte=F("department__staff") * share / 100)
        )
        listed = Organisation.objects.filter(Q(merged_into=None, is_listed=True) | Q(merged_into__is_listed=True))
        return self.owned_by(listed.order_by().values("pk")).filter(Q(department=None) | told)


class Entry(models.Model):
    """One scheme held by one organisation, production unit or department, by one route, from the grant to the end.

    Renewals are further periods of the same entry. After a withdrawal, or by another route, a new entry is made. The
    row itself says nothing about today: ask `queries`. `version` counts the changes, so that two people who act on the
    same sight of an entry cannot both succeed.
    """

    RETENTION = (None, 0, "Public record: what was held on a day must be answerable for ever.")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="entries"
    )
    unit = models.ForeignKey(ProductionUnit, null=True, blank=True, on_delete=models.PROTECT, related_name="entries")
    department = models.ForeignKey(Department, null=True, blank=True, on_delete=models.PROTECT, related_name="entries")
    holder_key = models.CharField(
        max_length=24, editable=False
    )  # "o:12", "u:7", "d:3": one column to compare holders by
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="entries")
    route = models.ForeignKey(Route, on_delete=models.PROTECT, related_name="entries")
    version = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField()  # given by the service: the register's clock is an argument

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("optegnelse")
        verbose_name_plural = _("optegnelser")
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(organisation__isnull=False, unit=None, department=None)
                    | Q(organisation=None, unit__isnull=False, department=None)
                    | Q(organisation=None, unit=None, department__isnull=False)
                ),
                name="entry_one_holder",
            ),
        ]
        indexes = [models.Index(fields=["holder_key", "scheme"], name="entry_of_holder")]

    def __str__(self) -> str:
        return f"{self.scheme} · {self.holder}"

    @property
    def holder(self) -> Holder:
        """Who holds it."""
        return self.organisation or self.unit or self.department

    @property
    def holder_kind(self) -> HolderKind:
        """What kind of holder."""
        if self.organisation_id:
            return HolderKind.ORGANISATION
        return HolderKind.UNIT if self.unit_id else HolderKind.DEPARTMENT

    @property
    def owner(self) -> Organisation:
        """The organisation that the holder is, or belongs to."""
        return self.organisation or self.holder.organisation


class EntryPeriodQuerySet(models.QuerySet):
    """Words about statements."""

    def known_at(self, moment: datetime.datetime | None) -> "EntryPeriodQuerySet":
        """What the register said at the moment; None asks what it says now."""
        if moment is None:
            return self.filter(replaced_at=None)
        return self.filter(Q(replaced_at=None) | Q(replaced_at__gt=moment), recorded_at__lte=moment)

    def covering(self, day: datetime.date) -> "EntryPeriodQuerySet":
        """Statements about the day."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=day), starts_on__lte=day)


class EntryPeriod(models.Model):
    """A statement: on [starts_on, ends_on) the entry is valid, suspended or withdrawn; recorded then, replaced then.

    A suspension without an end lasts until it is lifted or validity ends. A withdrawal has no end. `holder_key` and
    `scheme` repeat the entry's, because an exclusion constraint sees one table only; the database keeps them equal.
    """

    RETENTION = (None, 0, "Public record: what the register said on a day must be answerable for ever.")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="periods")
    holder_key = models.CharField(max_length=24, editable=False)
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(kind.value, word) for kind, word in KIND_WORDS.items()])
    starts_on = models.DateField(_("Fra"))
    ends_on = models.DateField(_("Til"), null=True, blank=True)  # the first day that no longer counts
    reason = models.CharField(_("Grund"), max_length=30, choices=REASONS)
    reason_da = models.CharField(_("Offentlig begrundelse, dansk"), max_length=500, blank=True)  # never about a person
    reason_en = models.CharField(_("Offentlig begrundelse, engelsk"), max_length=500, blank=True)
    end_reason = models.CharField(_("Grund til at det endte"), max_length=30, choices=REASONS, blank=True)
    end_reason_da = models.CharField(_("Hvorfor det endte, dansk"), max_length=500, blank=True)
    end_reason_en = models.CharField(_("Hvorfor det endte, engelsk"), max_length=500, blank=True)
    criteria_version = models.CharField(_("Kriterier, version"), max_length=20, blank=True)
    recorded_at = models.DateTimeField(_("Registreret"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    replaced_at = models.DateTimeField(null=True, blank=True)
    replaced_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaces")

    objects = EntryPeriodQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "recorded_at", "pk"]
        verbose_name = _("udsagn")
        verbose_name_plural = _("udsagn")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=sorted(kind.value for kind in Kind)), name="entry_period_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")), name="entry_period_starts_before_it_ends"
            ),
            models.CheckConstraint(
                condition=~Q(kind="withdrawn") | Q(ends_on=None), name="entry_period_withdrawal_has_no_end"
            ),
            models.CheckConstraint(
                condition=Q(replaced_at=None, replaced_by=None) | Q(replaced_at__gte=F("recorded_at")),
                name="entry_period_replaced_after_recorded",
            ),
            models.UniqueConstraint(
                fields=["entry"], condition=Q(kind="withdrawn", replaced_at=None), name="entry_period_withdrawn_once"
            ),
        ]
        indexes = [
            models.Index(fields=["entry", "kind", "starts_on"], name="entry_period_of_entry"),
            models.Index(fields=["holder_key", "scheme", "starts_on"], name="entry_period_of_holder"),
            models.Index(fields=["kind", "starts_on"], name="entry_period_starting", condition=Q(replaced_at=None)),
            models.Index(fields=["kind", "ends_on"], name="entry_period_ending", condition=Q(replaced_at=None)),
            models.Index(fields=["recorded_at"], name="entry_period_recorded"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.starts_on} - {self.ends_on or ''}"

    @property
    def reason_text(self) -> str:
        """The public words in the active language; Danish where no English was given, else what the code says."""
        return public_words(self.reason, self.reason_da, self.reason_en)

    @property
    def end_reason_text(self) -> str:
        """Why it ended, the same way; empty when nobody ended it."""
        return public_words(self.end_reason, self.end_reason_da, self.end_reason_en)
