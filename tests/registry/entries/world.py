"""Entries for tests, made through the services as the product makes them."""

import datetime

from registry.entries import queries, services
from registry.entries.domain.changes import Words
from registry.entries.domain.kinds import Reason
from registry.entries.models import Entry, EntryPeriod
from registry.organisations.models import Department, Organisation
from tests.registry.factories import OrganisationFactory

START = datetime.date(2024, 1, 1)
END = datetime.date(2027, 1, 1)
WHY = Words(Reason.REPORT_MISSING, "Årsrapporten manglede.", "The annual report was missing.")


def day(number: int) -> datetime.date:
    """START plus a number of days."""
    return START + datetime.timedelta(days=number)


def moment(number: float) -> datetime.datetime:
    """Noon of START plus a number of days."""
    return datetime.datetime(2024, 1, 1, 12, tzinfo=datetime.UTC) + datetime.timedelta(days=number)


def grant(
    holder=None, *, starts_on=START, ends_on: datetime.date | None = END, route="", at=None, by=None, **fields
) -> Entry:
    """A diploma granted: a social supplier that employs, or an inclusive department."""
    holder = holder or OrganisationFactory()
    scheme = "inclusive_department" if isinstance(holder, Department) else "social_supplier"
    route = route or ("department" if isinstance(holder, Department) else "employs")
    found = queries.route(scheme, route)
    values = {"criteria_version": "1.2"} | fields
    return services.record(
        holder=holder,
        scheme=found.scheme,
        route=found,
        starts_on=starts_on,
        ends_on=ends_on,
        by=by,
        at=at or moment(0),
        **values,
    )


def raw(entry: Entry, kind: str, starts_on, ends_on=None, **fields) -> EntryPeriod:
    """A statement written past the services, as a careless script would."""
    values = {
        "entry": entry,
        "holder_key": entry.holder_key,
        "scheme_id": entry.scheme_id,
        "kind": kind,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "reason": "other",
        "recorded_at": moment(1),
    } | fields
    return EntryPeriod.objects.create(**values)


def raw_entry(holder: Organisation, scheme_code="social_supplier", route_code="employs", **fields) -> Entry:
    """An entry without statements, written past the services."""
    route = queries.route(scheme_code, route_code)
    values = {
        "organisation": holder,
        "holder_key": f"o:{holder.pk}",
        "scheme": route.scheme,
        "route": route,
        "created_at": moment(0),
    } | fields
    return Entry.objects.create(**values)
