"""Tags and filters that every template may use without loading them (a template builtin)."""

from functools import cache
from html import unescape

from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.formats import date_format, number_format
from django.utils.safestring import SafeData
from django.utils.translation import gettext, gettext_lazy, ngettext

from registry.core.domain.charts import SMALL, Scale, bar_widths, last_day
from registry.core.forms import in_house as dress_form

register = template.Library()

STATUS_WORDS = {
    "valid": gettext_lazy("Gyldigt"),
    "suspended": gettext_lazy("Suspenderet"),
    "withdrawn": gettext_lazy("Trukket tilbage"),
    "expired": gettext_lazy("Udløbet"),
    "none": gettext_lazy("Intet diplom"),
    "fulfilled": gettext_lazy("Opfyldt"),
    "on_track": gettext_lazy("Følger planen"),
    "at_risk": gettext_lazy("I risiko"),
    "behind": gettext_lazy("Bagud"),
    "undecided": gettext_lazy("Kan ikke afgøres"),
}
NUMBER_WORDS = (
    gettext_lazy("nul"),
    gettext_lazy("én"),
    gettext_lazy("to"),
    gettext_lazy("tre"),
    gettext_lazy("fire"),
    gettext_lazy("fem"),
    gettext_lazy("seks"),
    gettext_lazy("syv"),
    gettext_lazy("otte"),
    gettext_lazy("ni"),
    gettext_lazy("ti"),
    gettext_lazy("elleve"),
    gettext_lazy("tolv"),
)
# The order matters: most browsers also carry the names of others.
BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
MACHINES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


# --- Static files -----------------------------------------------------------------------------------------------


@cache
def static_exists(path):
    """Whether a built file is there. Asked once: the folder is replaced only by set-up, before the server starts."""
    return bool(settings.STATIC_MANIFEST or finders.find(path))


@register.simple_tag
def asset(path):
    """Address of a static file that set-up may not have built, or "" when it is missing: pages work without it."""
    if not static_exists(path):
        return ""
    try:
        return static(path)
    except ValueError:  # the manifest does not know it
        return ""


# --- Words and numbers ------------------------------------------------------------------------------------------


@register.filter
def status_word(state):
    """The word of a status; a state nobody knows is "Kan ikke afgøres", never an empty tag."""
    return STATUS_WORDS.get(str(state), STATUS_WORDS["undecided"])


@register.filter
def known_status(state):
    return state if str(state) in STATUS_WORDS else "undecided"


@register.filter
def in_words(count):
    """Counts up to twelve as a word, then as a figure."""
    return NUMBER_WORDS[count] if 0 <= count < len(NUMBER_WORDS) else number_format(count)


@register.filter
def small_count(value):
    """A published count: figures under five are never shown as figures. None says that the count is suppressed."""
    if value is None or 0 < value < SMALL:
        return gettext("Under %(limit)s") % {"limit": SMALL}
    return number_format(value, use_l10n=True, force_grouping=True)


@register.filter
def number(value):
    """1.234.567 in Danish, 1,234,567 in English; None is a dash that is read aloud as nothing."""
    return "–" if value is None else number_format(value, force_grouping=True)


@register.filter
def kroner(value):
    """1.234.567,89 kr. with a hard space; the amount is in kroner, never in øre."""
    if value is None:
        return "–"
    return gettext("%(amount)s\u00a0kr.") % {"amount": number_format(value, decimal_pos=2, force_grouping=True)}


@register.filter
def day(value):
    """A date written out: 21. november 2026."""
    return date_format(value, "DATE_FORMAT") if value else ""


@register.filter
def short_day(value):
    """A date for tables: 21.11.2026."""
    return date_format(value, "SHORT_DATE_FORMAT") if value else ""


@register.filter
def last_inside(value):
    """The last day of a half-open period, from its end."""
    return last_day(value)


@register.filter
def under(value, limit):
    return int(value) < int(limit)


@register.filter
def lookup(mapping, key):
    """`mapping[key]`, or "" when it is not there."""
    try:
        return mapping[key]
    except (KeyError, IndexError, TypeError):
        return ""


@register.filter
def device(user_agent):
    """A browser and its machine in two words, as well as one can tell: "Firefox, Linux"."""
    text = str(user_agent or "")
    browser = next((name for mark, name in BROWSERS if mark in text), gettext("Ukendt browser"))
    machine = next((name for mark, name in MACHINES if mark in text), "")
    return f"{browser}, {machine}" if machine else browser


# --- Forms ------------------------------------------------------------------------------------------------------


@register.filter
def in_house(form):
    """Dress a foreign form in our renderer."""
    return dress_form(form)


@register.simple_tag
def error_summary(*forms):
    """What is to be put right in the forms of a page: title and (href, text) lines; None when nothing is wrong.

    A form that stands in a summary does not repeat the errors that belong to no field.
    """
    lines = []
    for form in forms:
        if not form or not form.is_bound or not form.errors:
            continue
        form.summarised = True
        lines += [{"href": "", "text": text} for text in form.non_field_errors()]
        for bound in form:
            target = getattr(bound, "error_target", bound.id_for_label)
            lines += [{"href": f"#{target}", "text": text} for text in bound.errors]
    if not lines:
        return None
    count = len(lines)
    title = ngettext("Der er én ting at rette", "Der er %(count)s ting at rette", count)
    return {"title": title % {"count": in_words(count)}, "lines": lines}


def plain(text):
    """Text as it was before a template escaped it on its way into a component."""
    return unescape(text) if isinstance(text, SafeData) else str(text)


# --- Pages of a list --------------------------------------------------------------------------------------------


@register.simple_tag
def page_links(page, query=""):
    """Links of a Paginator page: number, href, current; None where numbers are left out. `query` is without `side`."""
    query = plain(query)
    base = f"?{query}&" if query else "?"
    links = []
    for item in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1):
        if isinstance(item, int):
            links.append({"number": item, "href": f"{base}side={item}", "current": item == page.number})
        else:
            links.append(None)
    return {
        "links": links,
        "previous": f"{base}side={page.number - 1}" if page.has_previous() else "",
        "next": f"{base}side={page.number + 1}" if page.has_next() else "",
    }


# --- Charts -----------------------------------------------------------------------------------------------------


@register.simple_tag
def bar_rows(rows):
    """Rows of c-bars with what the drawing needs: `width` in per cent and `text`, the figure as it is read."""
    rows = list(rows)
    widths = bar_widths([row["value"] for row in rows])
    return [
        {
            "label": row["label"],
            "text": row.get("text") or small_or_number(row),
            "share": row.get("share", ""),
            "url": row.get("url", ""),
            "emphasis": row.get("emphasis", False),
            "total": row.get("total", False),
            "width": f"{width}%",
            "drawn": width > 0,
        }
        for row, width in zip(rows, widths, strict=True)
    ]


def small_or_number(row):
    return gettext("Under %(limit)s") % {"limit": SMALL} if row["value"] is None else number(row["value"])


@register.simple_tag
def band(spans, today, versions=()):
    """The validity band: stretches of status and of criteria version, years, and the line of today, in per cent.

    `spans` and `versions` are dicts with start, end (first day outside, or None) and label; spans also state.
    What lies after `today` is a promise, not a fact, and is drawn dashed.
    """
    spans, versions = list(spans), list(versions or ())
    if not spans:
        return None
    days = [today] + [item[key] for item in spans + versions for key in ("start", "end") if item.get(key)]
    scale = Scale(days)
    stretches = []
    for item in spans:
        start, end = item["start"], item.get("end")
        label = item.get("label") or status_word(item["state"])
        if start <= today and (end is None or end > today):
            stretches.append(stretch(scale, item["state"], start, today, label))
            if item["state"] in {"valid", "suspended"}:
                stretches.append(promise(scale, today, end))
        else:
            stretches.append(stretch(scale, item["state"] if start <= today else "promise", start, end, label))
    return {
        "spans": stretches,
        "versions": [stretch(scale, "version", v["start"], v.get("end"), v["label"]) for v in versions],
        "years": [{"year": str(year), "x": f"{x}%", "last": x > 96} for year, x in scale.years()],
        "today": f"{scale.at(today)}%",
        "today_anchor": "end" if scale.at(today) > 70 else "start" if scale.at(today) < 20 else "middle",
    }


def promise(scale, today, end):
    """What is still to come of a valid stretch; says until when where there is room (a wide screen only)."""
    span = scale.span(today, end)
    label = gettext("gælder til %(date)s") % {"date": day(last_day(end))} if end and span.width > 28 else ""
    return {"state": "promise", "x": f"{span.x}%", "width": f"{span.width}%", "label": label}


def stretch(scale, state, start, end, label):
    span = scale.span(start, end)
    # A label needs room: about one per cent of the width a letter on a phone, so short stretches go without.
    fits = span.width >= 2.2 * len(str(label)) + 2
    return {"state": state, "x": f"{span.x}%", "width": f"{span.width}%", "label": label if fits else ""}
