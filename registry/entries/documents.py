"""What a person reads about an entry: the sentence of the day, the timeline, the band. Words in the active language."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.core.domain.charts import last_day
from registry.entries.domain.history import Event, Happening
from registry.entries.domain.kinds import Kind, Status
from registry.entries.domain.validity import Standing, Statement, Stretch, known, of_kind
from registry.entries.models import public_words

STATUS_WORDS = {
    Status.VALID: gettext_lazy("Gyldigt"),
    Status.SUSPENDED: gettext_lazy("Suspenderet"),
    Status.WITHDRAWN: gettext_lazy("Trukket tilbage"),
    Status.EXPIRED: gettext_lazy("Udløbet"),
    Status.NOT_YET: gettext_lazy("Gælder ikke endnu"),
    Status.NONE: gettext_lazy("Intet diplom"),
}
TODAY = {
    Status.VALID: gettext_lazy("Diplomet gælder i dag"),
    Status.SUSPENDED: gettext_lazy("Diplomet gælder ikke lige nu"),
    Status.WITHDRAWN: gettext_lazy("Diplomet er trukket tilbage"),
    Status.EXPIRED: gettext_lazy("Diplomet er udløbet"),
    Status.NOT_YET: gettext_lazy("Diplomet gælder ikke endnu"),
    Status.NONE: gettext_lazy("Der er ikke noget diplom"),
}
THAT_DAY = {
    Status.VALID: gettext_lazy("Diplomet gjaldt %(day)s"),
    Status.SUSPENDED: gettext_lazy("Diplomet gjaldt ikke %(day)s: Det var suspenderet"),
    Status.WITHDRAWN: gettext_lazy("Diplomet gjaldt ikke %(day)s: Det var trukket tilbage"),
    Status.EXPIRED: gettext_lazy("Diplomet gjaldt ikke %(day)s: Det var udløbet"),
    Status.NOT_YET: gettext_lazy("Diplomet gjaldt ikke endnu %(day)s"),
    Status.NONE: gettext_lazy("Der var ikke noget diplom %(day)s"),
}
COMING_DAY = {
    Status.VALID: gettext_lazy("Diplomet gælder %(day)s, som det ser ud nu"),
    Status.SUSPENDED: gettext_lazy("Diplomet er suspenderet %(day)s, som det ser ud nu"),
    Status.WITHDRAWN: gettext_lazy("Diplomet er trukket tilbage %(day)s"),
    Status.EXPIRED: gettext_lazy("Diplomet er udløbet %(day)s, hvis det ikke fornyes"),
    Status.NOT_YET: gettext_lazy("Diplomet gælder ikke endnu %(day)s"),
    Status.NONE: gettext_lazy("Der er ikke noget diplom %(day)s"),
}
TITLES = {
    Event.GRANTED: gettext_lazy("Første diplom"),
    Event.RENEWED: gettext_lazy("Fornyet"),
    Event.SUSPENDED: gettext_lazy("Suspenderet"),
    Event.LIFTED: gettext_lazy("Suspension ophævet"),
    Event.RESUMED: gettext_lazy("Suspensionen løb ud"),
    Event.WITHDRAWN: gettext_lazy("Trukket tilbage"),
    Event.EXPIRED: gettext_lazy("Udløbet"),
}
FORMS = {  # the mark on the timeline (look.md 6.7)
    Event.GRANTED: "decision",
    Event.RENEWED: "decision",
    Event.SUSPENDED: "suspension",
    Event.WITHDRAWN: "withdrawal",
}


def status_word(status: Status) -> str:
    """The word of the badge."""
    return str(STATUS_WORDS[Status(status)])


def badge(status: Status) -> dict[str, str]:
    """What `c-status` takes: a state it knows and the word."""
    return {"state": "none" if status == Status.NOT_YET else str(status), "label": status_word(status)}


def verdict(status: Status, on: date, today: date) -> str:
    """The answer as a sentence: "Diplomet gælder i dag"."""
    if on == today:
        return str(TODAY[status])
    return (THAT_DAY if on < today else COMING_DAY)[status] % {"day": date_format(on, "DATE_FORMAT")}


def dates(standing: Standing) -> str:
    """From when to when, for the line under the verdict; empty when nothing is known."""
    values = {
        "since": date_format(standing.valid_from or standing.since, "DATE_FORMAT")
        if standing.valid_from or standing.since
        else "",
        "last": date_format(last_day(standing.valid_to), "DATE_FORMAT") if standing.valid_to else "",
        "start": date_format(standing.until, "DATE_FORMAT") if standing.until else "",
    }
    if standing.status == Status.VALID:
        text = _("Fra %(since)s til og med %(last)s.") if standing.valid_to else _("Fra %(since)s, uden slutdag.")
    elif standing.status == Status.SUSPENDED:
        values["since"] = date_format(standing.since, "DATE_FORMAT")
        text = _("Suspenderet fra %(since)s.")
    elif standing.status == Status.WITHDRAWN:
        text = _("Trukket tilbage fra %(since)s.")
    elif standing.status == Status.EXPIRED:
        values["last"] = date_format(last_day(standing.since), "DATE_FORMAT") if standing.since else ""
        text = _("Det gjaldt til og med %(last)s.")
    elif standing.status == Status.NOT_YET and standing.until:
        text = _("Det gælder fra %(start)s.")
    else:
        return ""
    return text % values


def reason(standing: Standing) -> str:
    """The public reason of the statement that decides the day."""
    return public_words(standing.reason, standing.reason_da, standing.reason_en)


def timeline(happenings: Iterable[Happening], until: date | None = None, *, today: date | None = None) -> list[dict]:
    """Items of `c-timeline`, newest first. Either only what happened up to the day `until`, or all, and then what lies
    after `today` is told as something to come."""
    return [
        {
            "date": happening.day,
            "kind": FORMS.get(happening.event, "event"),
            "title": title(happening, today),
            "text": explanation(happening),
        }
        for happening in happenings
        if until is None or happening.day <= until
    ]


def title(happening: Happening, today: date | None) -> str:
    """What happened; an expiry to come is no fact yet."""
    if today is not None and happening.event == Event.EXPIRED and happening.day > today:
        return _("Udløber, hvis det ikke fornyes")
    return str(TITLES[happening.event])


def explanation(happening: Happening) -> str:
    """The line under an event: the words given, else for a grant how long and by which criteria."""
    if happening.reason_da or happening.event not in {Event.GRANTED, Event.RENEWED}:
        return public_words(happening.reason, happening.reason_da, happening.reason_en)
    values = {
        "version": happening.criteria_version,
        "last": date_format(last_day(happening.until), "DATE_FORMAT") if happening.until else "",
    }
    if happening.criteria_version and happening.until:
        return _("Til og med %(last)s. Kriterier version %(version)s.") % values
    if happening.criteria_version:
        return _("Kriterier version %(version)s.") % values
    return _("Til og med %(last)s.") % values if happening.until else ""


def band_spans(stretches: Sequence[Stretch]) -> list[dict]:
    """Items of `c-band`: what was valid when. Nothing is drawn for the days after the last one of validity."""
    return [
        {"start": s.start, "end": s.end, "state": badge(s.status)["state"], "label": status_word(s.status)}
        for s in stretches
        if s.status not in {Status.NONE, Status.NOT_YET} and not (s.status == Status.EXPIRED and s.end is None)
    ]


def band_versions(statements: Iterable[Statement]) -> list[dict]:
    """The criteria versions under the band; periods that meet under one version are joined."""
    found: list[dict] = []
    for statement in of_kind(known(statements), Kind.VALID):
        label = statement.criteria_version
        if found and found[-1]["label"] == label and found[-1]["end"] == statement.starts_on:
            found[-1]["end"] = statement.ends_on
        elif label:
            found.append({"start": statement.starts_on, "end": statement.ends_on, "label": label})
    return found
