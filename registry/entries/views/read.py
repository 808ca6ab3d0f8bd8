"""The list of entries, and one entry with its history."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from registry.entries import documents
from registry.entries.domain.history import recordings
from registry.entries.domain.lifecycle import ENTRY
from registry.entries.domain.validity import standing_on
from registry.entries.filters import EntryPageFilter
from registry.entries.forms import AsOfForm
from registry.entries.models import Entry
from registry.entries.permissions import Verb, entries
from registry.entries.queries.answers import statements_of, story, with_statements

PAGE_SIZE = 50


@require_GET
def entry_list(request: HttpRequest) -> HttpResponse:
    """Every entry, with its status on a day."""
    entries.require(request.user, Verb.SEE)
    rows = EntryPageFilter(request.GET, queryset=entries.rows(request.user), request=request)
    found = rows.qs.order_by("-created_at", "-pk") if rows.form.is_valid() else Entry.objects.none()
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("side"))
    page.object_list = [listed(entry) for entry in with_statements(page.object_list)]
    query = request.GET.copy()
    query.pop("side", None)
    context = {
        "filter": rows,
        "page": page,
        "query": query.urlencode(),
        "may_record": entries.allows(request.user, Verb.RECORD),
        "crumbs": crumbs(_("Diplomer")),
    }
    return render(request, "entries/entry_list.html", context)


def listed(entry: Entry) -> dict:
    """A row of the list."""
    standing = standing_on(statements_of(entry), entry.asked_on)
    return {
        "entry": entry,
        "badge": documents.badge(standing.status),
        "dates": documents.dates(standing),
        "owner": entry.owner if entry.holder != entry.owner else None,
    }


@require_GET
def entry_detail(request: HttpRequest, public_id) -> HttpResponse:
    """One entry: what holds, what happened, what was recorded when, and what the register said."""
    entry = entries.get(request.user, Verb.SEE, public_id=public_id)
    today = timezone.localdate()
    form = AsOfForm(request.GET or None)
    asked, moment = today, None
    if form.is_bound and form.is_valid():
        asked, moment = form.cleaned_data["on"] or today, form.known_at()
    told = story(entry, today)
    then = standing_on(told.statements, asked, moment)
    allowed = ENTRY.allowed(told.standing.status)
    context = {
        "entry": entry,
        "owner": entry.owner if entry.holder != entry.owner else None,
        "today": today,
        "badge": documents.badge(told.standing.status),
        "verdict": documents.verdict(told.standing.status, today, today),
        "dates": documents.dates(told.standing),
        "reason": documents.reason(told.standing),
        "criteria_version": told.standing.criteria_version,
        "spans": documents.band_spans(told.stretches),
        "versions": documents.band_versions(told.statements),
        "timeline": documents.timeline(told.happenings, today=today),
        "periods": periods(entry, request.user),
        "recordings": [recorded(recording) for recording in reversed(recordings(told.statements))],
        "form": form,
        "then": {
            "asked": form.is_bound and form.is_valid(),
            "badge": documents.badge(then.status),
            "verdict": documents.verdict(then.status, asked, today),
            "dates": documents.dates(then),
        },
        "verbs": [
            {"name": verb, "url": reverse(f"entries:{verb}", kwargs={"public_id": entry.public_id})}
            for verb in allowed
            if verb != "grant" and entries.allows(request.user, verb, entry)
        ],
        "crumbs": crumbs(str(entry.holder), within=True),
    }
    return render(request, "entries/entry_detail.html", context)


def periods(entry: Entry, user) -> list[dict]:
    """Every statement, those that count first; who may correct is offered to."""
    may = entries.allows(user, Verb.CORRECT, entry)
    rows = sorted(
        entry.periods.all(), key=lambda row: (row.replaced_at is not None, -row.starts_on.toordinal(), -row.pk)
    )
    return [
        {"row": row, "counts": row.replaced_at is None, "may_correct": may and row.replaced_at is None} for row in rows
    ]


def recorded(recording) -> dict:
    """One act of recording: what the register said before and after."""
    return {
        "at": recording.at,
        "same": recording.before == recording.after,
        "after": [
            {"badge": documents.badge(stretch.status), "start": stretch.start, "end": stretch.end}
            for stretch in recording.after
        ],
    }


def crumbs(here: str, *, within: bool = False) -> list[dict]:
    """The way to a page of this room."""
    way = [{"label": _("Min forside"), "url": reverse("portal:start")}]
    if within:
        way.append({"label": _("Diplomer"), "url": reverse("entries:list")})
    return [*way, {"label": here, "url": ""}]
