"""Organisations come, are corrected, get further names, and a sole trader's data is struck when the trade has ended."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry

from registry.codes.domain.identifiers import Cvr
from registry.codes.domain.sorting import sort_key
from registry.core.services import Actor, announce, journal
from registry.organisations.domain.refusals import Reason, Refusal
from registry.organisations.models import Organisation, OrganisationName
from registry.organisations.signals import organisation_changed

BATCH = 500
EDITABLE = frozenset(
    {
        "name",
        "kind",
        "street",
        "postal_code",
        "city",
        "country",
        "nuts",
        "municipality",
        "legal_form",
        "is_sole_trader",
        "description",
        "description_language",
        "employees_fte",
        "employees_on",
        "rsv",
        "rsv_checked_on",
        "contact_label",
        "contact_email",
        "contact_phone",
        "website",
        "contact_confirmed_on",
        "is_listed",
    }
)


def tell(ids: Iterable[int]) -> None:
    """Announce that these organisations look different now."""
    if ids := frozenset(ids):
        announce(organisation_changed, Organisation, ids=ids)


def register_organisation(
    *,
    name: str,
    number: Cvr | None,
    by: Actor,
    aliases: Iterable[tuple[str, str]] = (),
    source: str = "",
    is_demo: bool = False,
    **fields: Any,
) -> Organisation:
    """A new organisation, with its further names as (name, source). Raises Refusal when the number is taken."""
    new = NewOrganisation(name, number, tuple(aliases), source, is_demo, fields)
    try:
        with transaction.atomic():
            (organisation,) = register_many([new], by=by)
            tell([organisation.pk])
    except IntegrityError as error:
        if number and Organisation.objects.filter(cvr=number.number).exists():
            raise Refusal(Reason.NUMBER_TAKEN) from error
        raise
    return organisation


@dataclass(frozen=True, slots=True)
class NewOrganisation:
    """An organisation to be registered; `fields` are editable ones."""

    name: str
    number: Cvr | None
    aliases: tuple[tuple[str, str], ...] = ()
    source: str = ""
    is_demo: bool = False
    fields: dict[str, Any] = field(default_factory=dict)

    def row(self) -> Organisation:
        """The row, not yet written."""
        _only_editable(self.fields)
        return Organisation(
            name=self.name,
            sort_key=sort_key(self.name, width=400),
            cvr=self.number.number if self.number else None,
            number_kind=self.number.kind.value if self.number else Organisation.NumberKind.CVR,
            source=self.source,
            is_demo=self.is_demo,
            **self.fields,
        )


def register_many(news: Iterable[NewOrganisation], *, by: Actor) -> list[Organisation]:
    """Many at once, each with its line in the journal; the caller announces. All or none."""
    news = list(news)
    with transaction.atomic():
        rows = Organisation.objects.bulk_create([new.row() for new in news], batch_size=BATCH)
        OrganisationName.objects.bulk_create(
            [
                OrganisationName(organisation=row, name=alias, source=origin[:200])
                for row, new in zip(rows, news, strict=True)
                for alias, origin in new.aliases
            ],
            batch_size=BATCH,
        )
        kind = ContentType.objects.get_for_model(Organisation)
        ModelLogEntry.objects.bulk_create(
            [
                ModelLogEntry(
                    content_type=kind,
                    object_id=str(row.pk),
                    label=row.name[:250],
                    action="organisations.register",
                    timestamp=row.created_at,
                    user_id=by.pk if by else None,
                    data={"source": row.source},
                )
                for row in rows
            ],
            batch_size=BATCH,
        )
    return rows


def edit_organisation(organisation: Organisation, *, by: Actor, quiet: bool = False, **changes: Any) -> frozenset[str]:
    """Correct fields; the names of those that really changed. A new name keeps the old one as a further name."""
    _only_editable(changes)
    with transaction.atomic():
        now = lock(organisation)
        if now.merged_into_id is not None:
            raise Refusal(Reason.MERGED)
        if now.struck_on is not None:
            raise Refusal(Reason.STRUCK)
        changed = frozenset(name for name, value in changes.items() if getattr(now, name) != value)
        for name in changed:
            setattr(organisation, name, changes[name])
        if not changed:
            return changed
        if "name" in changed:
            organisation.sort_key = sort_key(organisation.name, width=400)
            OrganisationName.objects.get_or_create(organisation=organisation, name=now.name)
        organisation.save(update_fields=[*changed, "sort_key", "updated_at"])
        journal(organisation, "organisations.edit", by=by, fields=sorted(changed))
        tell([] if quiet else [organisation.pk])
    return changed


def add_alias(
    organisation: Organisation, *, name: str, source: str, by: Actor, quiet: bool = False
) -> OrganisationName | None:
    """A further name, kept in the spelling given; None when it is known already."""
    with transaction.atomic():
        now = lock(organisation)
        if now.struck_on is not None:
            raise Refusal(Reason.STRUCK)
        if name == now.name:
            return None
        alias, created = OrganisationName.objects.get_or_create(
            organisation=organisation, name=name, defaults={"source": source[:200]}
        )
        if not created:
            return None
        journal(organisation, "organisations.add_alias", by=by, source=source[:200])
        tell([] if quiet else [organisation.pk])
    return alias


def remove_alias(organisation: Organisation, alias: OrganisationName, *, by: Actor) -> None:
    """Take a further name away."""
    with transaction.atomic():
        if OrganisationName.objects.filter(organisation=organisation, pk=alias.pk).delete()[0]:
            journal(organisation, "organisations.remove_alias", by=by)
            tell([organisation.pk])


def strike_sole_trader(organisation: Organisation, *, by: Actor, on: date) -> None:
    """Erase a sole trader's personal data when the trade has ended; the row stays, so that what points at it stands.

    Name, number, address, contact, text, further names, the rows it was imported from, and the name in the journal go.
    """
    with transaction.atomic():
        now = lock(organisation)
        if not now.is_sole_trader:
            raise Refusal(Reason.NOT_A_SOLE_TRADER)
        if now.struck_on is not None:
            raise Refusal(Reason.STRUCK)
        name = "Ophørt enkeltmandsvirksomhed"
        blank = dict.fromkeys(
            ("street", "postal_code", "city", "nuts", "description", "contact_label", "contact_email", "contact_phone"),
            "",
        )
        facts = {**blank, "website": "", "source": "", "cvr": None, "name": name, "is_listed": False, "struck_on": on}
        for field, value in facts.items():
            setattr(organisation, field, value)
        organisation.sort_key = sort_key(name, width=400)
        organisation.save(update_fields=[*facts, "sort_key", "updated_at"])
        organisation.aliases.all().delete()
        organisation.import_rows.update(values={})
        for unit in organisation.units.order_by("pk"):
            unit.name = name
            unit.street = unit.postal_code = unit.city = ""
            unit.save(update_fields=["name", "street", "postal_code", "city"])
        for offer in organisation.offers.order_by("pk"):
            offer.is_active, offer.title, offer.description = False, name, ""
            offer.save(update_fields=["is_active", "title", "description", "updated_at"])
        scrub_journal(organisation)
        journal(organisation, "organisations.strike", by=by)
        tell([organisation.pk])


def scrub_journal(organisation: Organisation) -> None:
    """Every line of the journal about the organisation and what belongs to it loses the name it was written under."""
    for model in (Organisation, *(relation.related_model for relation in Organisation._meta.related_objects)):
        if model is Organisation:
            ids = [organisation.pk]
        elif any(field.name == "organisation" for field in model._meta.fields):
            ids = model._base_manager.filter(organisation=organisation).order_by("pk").values_list("pk", flat=True)
        else:
            continue
        lines = ModelLogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(model), object_id__in=[str(pk) for pk in ids]
        )
        lines.order_by().update(label=organisation.name)


def lock(organisation: Organisation) -> Organisation:
    """The row as it is now, held until the transaction ends."""
    return Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)


def _only_editable(fields: dict[str, Any]) -> None:
    if unknown := set(fields) - EDITABLE:
        raise TypeError(f"not editable: {sorted(unknown)}")
