"""What each role meets first after login: only what is there today, most pressing first."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst
from wagtail.models import Page

from registry.accounts.models import User
from registry.core.models import Job, OutboxMessage
from registry.entries.models import Entry
from registry.entries.queries import ending_between
from registry.entries.queries.families import families
from registry.organisations.domain.roles import Role
from registry.organisations.models import Department, ImportRow, Organisation
from registry.organisations.models.roles import ROLE_WORDS
from registry.organisations.permissions.roles import held
from registry.organisations.queries import membership as people

SOON = timedelta(days=90)  # entries that end within a quarter are told about
FAR = timedelta(days=366 * 20)
OVERDUE = timedelta(minutes=15)  # a mail that waits longer is a fault
LATELY = timedelta(days=30)
SHOWN = 10

# Most pressing work first; who holds several roles sees them in this order.
ORDER = (
    Role.CITIZEN,
    Role.SUPPLIER,
    Role.DEPARTMENT,
    Role.ADMINISTRATOR,
    Role.BUYER,
    Role.SECRETARIAT,
    Role.ASSESSOR,
    Role.DECIDER,
    Role.CONSULTANT,
    Role.PROCUREMENT,
    Role.ANALYST,
    Role.EDITOR,
    Role.DATA_PROTECTION,
    Role.OPERATOR,
)


@dataclass(frozen=True)
class Section:
    """One role's part of the page: its template and what it shows."""

    role: str
    title: str
    template: str
    organisations: list[Organisation]
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Held:
    """One entry on the owner's page; `ends_on` is the first day it no longer counts, None when no end is known."""

    entry: Entry
    status: str
    ends_on: date | None
    ends_soon: bool


def address(name: str, **kwargs: Any) -> str:
    """The address of a page that may not be there yet (or whose room is switched off): "" means no link."""
    try:
        return reverse(name, kwargs=kwargs or None)
    except NoReverseMatch:
        return ""


def sections(user: User, *, on: date, now: datetime) -> list[Section]:
    """The parts of the user's first page."""
    mine = held(user, on)
    rows = Organisation.objects.filter(pk__in={item.counts_in_id for item in mine}).order_by("sort_key", "pk")
    by_id = {row.pk: row for row in rows}
    found = []
    for role in ORDER:
        own = [item for item in mine if item.role == role]
        if not own:
            continue
        is_house = any(item.is_house for item in own)
        organisations = list({item.counts_in_id: by_id[item.counts_in_id] for item in own}.values())
        key = "house_administrator" if role == Role.ADMINISTRATOR and is_house else role.value
        build = BUILDERS.get(key)
        found.append(
            Section(
                role=role.value,
                title=ROLE_WORDS[role],
                template=f"portal/start/_{key if build else 'later'}.html",
                organisations=organisations,
                facts=build(organisations, on, now) if build else {},
            )
        )
    return found


# --- What each role sees ------------------------------------------------------------------------------------------


def holdings(organisations: list[Organisation], on: date) -> dict[int, list[Held]]:
    """What each organisation, its units and departments hold or held, by the organisation's id; three queries."""
    ids = [row.pk for row in organisations]
    family = families(ids)
    ends = {item.entry.pk: item.ends_on for item in ending_between(on, on + FAR, organisation_ids=ids)}
    rows = Entry.objects.with_names().with_owner().with_status(on)
    rows = rows.owned_by(frozenset().union(*family.values())).order_by("scheme__code", "holder_key", "pk")
    found: dict[int, list[Held]] = {pk: [] for pk in ids}
    for entry in rows:
        end = ends.get(entry.pk)
        item = Held(entry, entry.status, end, end is not None and end - on <= SOON)
        for pk in ids:
            if entry.owner_id in family[pk]:
                found[pk].append(item)
    return found


def supplier(organisations: list[Organisation], on: date, now: datetime) -> dict:
    """What is held and when it ends, and the one next step."""
    held_by = holdings(organisations, on)
    cards = []
    for row in organisations:
        items = held_by[row.pk]
        valid = [item for item in items if item.status == "valid"]
        if any(item.status == "suspended" for item in items):
            step = "suspended"
        elif any(item.ends_soon for item in valid):
            step = "ending"
        else:
            step = "fine" if valid else "none"
        first_end = min((item.ends_on for item in valid if item.ends_soon), default=None)
        profile = address("portal:profile", public_id=row.public_id) if row.is_listed else ""
        own = address("organisations:own", public_id=row.public_id)
        card = {"organisation": row, "held": items, "step": step, "ends_on": first_end, "profile": profile, "own": own}
        cards.append(card)
    return {"cards": cards}


def department(organisations: list[Organisation], on: date, now: datetime) -> dict:
    """Places and what is held, department by department."""
    rows = Department.objects.filter(organisation__in=organisations).select_related("organisation")
    return {"departments": list(rows.order_by("sort_key", "pk")), **supplier(organisations, on, now)}


def administrator(organisations: list[Organisation], on: date, now: datetime) -> dict:
    """Who acts for the organisations, and which invitations wait."""
    rows = [
        {
            "organisation": row,
            "members": people.members_of(row, on).values("user").distinct().order_by().count(),
            "invitations": people.open_invitations(row).count(),
            "url": address("organisations:members", public_id=row.public_id),
        }
        for row in organisations
    ]
    return {"rows": rows}


def house_administrator(organisations: list[Organisation], on: date, now: datetime) -> dict:
    """The same for the house, and the way to everybody's roles."""
    return {**administrator(organisations, on, now), "people_url": address("organisations:people")}


def buyer(organisations: list[Organisation], on: date, now: datetime) -> dict:
    """The search box."""
    return {"find_url": address("portal:find")}


def secretariat(organisations: list[Organisation], on: date, now: datetime) -> dict:
    """Rows that wait for a person, invitations without an answer, entries that end soon."""
    ending = ending_between(on, on + SOON)
    return {
        "waiting": ImportRow.objects.filter(outcome=ImportRow.Outcome.WAITING).count(),
        "waiting_url": address("organisations:waiting"),
        "import_url": address("organisations:import"),
        "organisations_url": address("organisations:organisation_list"),
        "invitations": people.open_invitations().count(),
        "ending": ending[:SHOWN],
        "ending_count": len(ending),
        "entries_url": address("entries:list"),
    }


def editor(organisations: list[Organisation], on: date, now: datetime) -> dict:
    """Pages with changes that nobody has published yet."""
    drafts = Page.objects.filter(has_unpublished_changes=True).order_by("-latest_revision_created_at", "pk")
    return {
        "drafts": [
            {
                "title": page.get_admin_display_title(),
                "url": reverse("wagtailadmin_pages:edit", args=[page.pk]),
                "changed_at": page.latest_revision_created_at,
            }
            for page in drafts[:SHOWN]
        ],
        "draft_count": drafts.count(),
        "cms_url": reverse("wagtailadmin_home"),
    }


def operator(organisations: list[Organisation], on: date, now: datetime) -> dict:
    """Failed work, mail that does not leave, age of the backup, version."""
    failed = Job.objects.filter(state=Job.State.FAILED, ended_at__gte=now - LATELY)
    backup = last_backup(settings.BACKUP_ROOT)
    return {
        "failed": list(failed.order_by("-ended_at", "-pk")[:SHOWN]),
        "failed_count": failed.count(),
        "stuck_mail": OutboxMessage.objects.filter(sent_at=None, created_at__lt=now - OVERDUE).count(),
        "backup_at": backup,
        "backup_days": (now - backup).days if backup else None,
        "version": settings.VERSION,
        "outbox_url": address("portal:outbox"),
    }


def last_backup(folder: Path) -> datetime | None:
    """When the newest complete backup was made, by its own manifest."""
    moments = []
    for manifest in folder.glob("*/manifest.json") if folder.is_dir() else ():
        try:
            moments.append(datetime.fromisoformat(json.loads(manifest.read_text("utf-8"))["made_at"]))
        except (OSError, ValueError, KeyError):
            continue
    return max(moments, default=None)


def data_protection(organisations: list[Organisation], on: date, now: datetime) -> dict:
    """How long each table is kept and why, what is overdue, and how many hold each role."""
    deleted, kept = [], []
    for model in apps.get_models():
        if not hasattr(model, "RETENTION"):
            continue
        column, days, why = model.RETENTION
        line = {"name": capfirst(str(model._meta.verbose_name)), "room": model._meta.app_label, "why": why}
        if column is None:
            kept.append(line)
        else:
            late = now - timedelta(days=days + 1)  # the sweep has had its night
            overdue = model._base_manager.filter(**{f"{column}__lt": late}).count()
            deleted.append({**line, "days": days, "overdue": overdue})
    counts = people.role_counts(on)
    return {
        "deleted": sorted(deleted, key=lambda line: (-line["overdue"], line["days"], line["name"])),
        "kept": sorted(kept, key=lambda line: (line["room"], line["name"])),
        "overdue": sum(line["overdue"] for line in deleted),
        "roles": [{"label": ROLE_WORDS[role], "count": counts[role]} for role in Role],
        "holders": sum(counts.values()),
        "people_url": address("organisations:people"),
    }


BUILDERS: dict[str, Callable[[list[Organisation], date, datetime], dict]] = {
    "administrator": administrator,
    "buyer": buyer,
    "data_protection": data_protection,
    "department": department,
    "editor": editor,
    "house_administrator": house_administrator,
    "operator": operator,
    "secretariat": secretariat,
    "supplier": supplier,
}


def contact() -> dict[str, str]:
    """Whom to ask: the house's own contact."""
    row = Organisation.objects.current().filter(kind=Organisation.Kind.OPERATOR).order_by("pk").first()
    if row is None:
        return {"name": "", "email": "", "phone": ""}
    return {"name": row.name, "email": row.contact_email, "phone": row.contact_phone}
