"""Places of work and the inclusive departments in them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from registry.codes.domain.identifiers import PNumber
from registry.codes.domain.sorting import sort_key
from registry.codes.models import Code
from registry.core.services import Actor, journal
from registry.organisations.domain.refusals import Reason, Refusal
from registry.organisations.models import Department, Organisation, ProductionUnit
from registry.organisations.services.registering import tell

UNIT_FIELDS = frozenset(
    {
        "name",
        "street",
        "postal_code",
        "city",
        "country",
        "nuts",
        "municipality",
        "employees_fte",
        "employees_on",
        "opened_on",
        "closed_on",
    }
)
DEPARTMENT_FIELDS = frozenset(
    {"name", "unit", "description", "description_language", "places", "places_free", "wants_listing"}
)


def add_unit(organisation: Organisation, *, number: PNumber, by: Actor, **fields: Any) -> ProductionUnit:
    """A place of work. Raises Refusal when the number is taken."""
    _known(fields, UNIT_FIELDS)
    unit = ProductionUnit(organisation=organisation, p_number=number.number, **fields)
    try:
        with transaction.atomic():
            unit.save(force_insert=True)
            journal(unit, "organisations.add_unit", by=by)
            tell([organisation.pk])
    except IntegrityError as error:
        if ProductionUnit.objects.filter(p_number=number.number).exists():
            raise Refusal(Reason.NUMBER_TAKEN) from error
        raise
    return unit


def edit_unit(unit: ProductionUnit, *, by: Actor, **changes: Any) -> frozenset[str]:
    """Correct a place of work; the number stays. The names of the fields that changed."""
    _known(changes, UNIT_FIELDS)
    return _edit(unit, "organisations.edit_unit", changes, by=by)


def add_department(
    organisation: Organisation, *, name: str, by: Actor, functions: Iterable[Code] = (), **fields: Any
) -> Department:
    """An inclusive department. It is not listed before its heads are counted (domain/disclosure.py)."""
    _known(fields, DEPARTMENT_FIELDS)
    _check_department(organisation, fields, fields.get("places", 0), fields.get("places_free", 0))
    with transaction.atomic():
        department = Department.objects.create(
            organisation=organisation, name=name, sort_key=sort_key(name, width=400), **fields
        )
        department.functions.set(functions)
        journal(department, "organisations.add_department", by=by)
        tell([organisation.pk])
    return department


def edit_department(
    department: Department, *, by: Actor, functions: Iterable[Code] | None = None, **changes: Any
) -> frozenset[str]:
    """Correct a department; the names of the fields that changed."""
    _known(changes, DEPARTMENT_FIELDS)
    places = changes.get("places", department.places)
    free = changes.get("places_free", department.places_free)
    _check_department(department.organisation, changes, places, free)
    with transaction.atomic():
        wanted = None if functions is None else {code.pk for code in functions}
        held = set(department.functions.order_by("pk").values_list("pk", flat=True))
        others = wanted is not None and wanted != held
        if others:
            department.functions.set(wanted)
        return _edit(department, "organisations.edit_department", changes, by=by, also=("functions",) if others else ())


def set_head_counts(department: Department, *, staff: int, target_group: int, by: Actor, on: date) -> None:
    """How many work there and how many of them are in the target group, counted on the day. Never in the journal."""
    if target_group > staff:
        raise Refusal(Reason.TARGET_ABOVE_STAFF)
    with transaction.atomic():
        rows = Department.objects.filter(pk=department.pk).order_by()
        rows.update(staff=staff, staff_target_group=target_group, counted_on=on)
        department.staff, department.staff_target_group, department.counted_on = staff, target_group, on
        journal(department, "organisations.count_heads", by=by, on=on.isoformat())
        tell([department.organisation_id])


def _check_department(organisation: Organisation, fields: dict[str, Any], places: int, free: int) -> None:
    unit = fields.get("unit")
    if unit is not None and unit.organisation_id != organisation.pk:
        raise Refusal(Reason.FOREIGN_UNIT)
    if free > places:
        raise Refusal(Reason.FREE_ABOVE_PLACES)


def _edit(
    row: ProductionUnit | Department, action: str, changes: dict[str, Any], *, by: Actor, also: tuple[str, ...] = ()
) -> frozenset[str]:
    with transaction.atomic():
        now = type(row)._base_manager.select_for_update(of=("self",)).get(pk=row.pk)
        changed = {name for name, value in changes.items() if getattr(now, name) != value}
        if not changed and not also:
            return frozenset()
        for name in changed:
            setattr(row, name, changes[name])
        columns = set(changed)
        if isinstance(row, Department):
            row.sort_key = sort_key(row.name, width=400)
            columns |= {"sort_key", "updated_at"}
        if columns:
            row.save(update_fields=columns)
        journal(row, action, by=by, fields=sorted({*changed, *also}))
        tell([row.organisation_id])
    return frozenset({*changed, *also})


def _known(fields: dict[str, Any], allowed: frozenset[str]) -> None:
    if unknown := set(fields) - allowed:
        raise TypeError(f"not editable: {sorted(unknown)}")
