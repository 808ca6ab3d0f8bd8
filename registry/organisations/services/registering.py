"""Organisations come, are corrected, get further names, and a sole trader's data is struck when the trade has ended."""

from collections.abc import Iterable
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
    quiet: bool = False,
    **fields: Any,
) -> Organisation:
    """A new organisation, with its further names as (name, source). Raises Refusal when the number is taken.

    `quiet`: the caller announces many at once (an import).
    """
    _only_editable(fields)
    organisation = Organisation(
        name=name,
        sort_key=sort_key(name, width=400),
        cvr=number.number if number else None,
        number_kind=number.kind.value if number else Organisation.NumberKind.CVR,
        source=source,
        is_demo=is_demo,
        **fields,
    )
    try:
        with transaction.atomic():
            organisation.save(force_insert=True)
            OrganisationName.objects.bulk_create(
                OrganisationName(organisation=organisation, name=alias, source=origin) for alias, origin in aliases
            )
            journal(organisation, "organisations.register", by=by, source=source)
            tell([] if quiet else [organisation.pk])
    except IntegrityError as error:
        if number and Organisation.objects.filter(cvr=number.number).exists():
            raise Refusal(Reason.NUMBER_TAKEN) from error
        raise
    return organisation


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
