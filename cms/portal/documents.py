"""What a person reads on the pages that compose several rooms: the words on a card, and the list as a file."""

import csv
import io
from collections.abc import Iterable, Mapping

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registry.codes.models import Code
from registry.entries import documents as entries
from registry.entries.domain.kinds import Status
from registry.entries.queries import Answer
from registry.organisations.models import Organisation
from registry.search.queries.cards import Card, Reach
from registry.search.queries.names import Names

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")  # a spreadsheet would take the text for a formula


def sort_note(order: str, by_relevance: bool) -> str:
    """In which order the hits stand, in words."""
    if order == "name":
        return _("Efter navn fra A til Å.")
    if order == "newest":
        return _("Nyeste i registret først.")
    if order == "distance":
        return _("Nærmest rådhuset først. Står to lige, skifter rækkefølgen hver dag, så alle bliver set.")
    if by_relevance:
        return _("Mest relevante først. Står to lige, skifter rækkefølgen hver dag, så alle bliver set.")
    return _("Gyldige diplomer først. Rækkefølgen skifter hver dag, så alle bliver set.")


def reach_words(reach: Reach, names: Names, own: str = "") -> str:
    """Where somebody delivers, in a few words; empty when nothing is said."""
    if reach.nationwide:
        return _("Hele landet")
    if len(reach.regions) > 1:
        return ngettext("%(count)s region", "%(count)s regioner", len(reach.regions)) % {"count": len(reach.regions)}
    if reach.regions:
        return _("Hele %(region)s") % {"region": _name(names.regions, reach.regions[0])}
    towns = [code for code in reach.municipalities if code in names.municipalities]
    if own in names.municipalities and (reach.own_town or own in towns):
        towns = [own, *(code for code in towns if code != own)]
    if towns:
        first = _name(names.municipalities, towns[0])
        more = len(towns) - 1
        if not more:
            return _("Hele %(municipality)s Kommune") % {"municipality": first}
        return ngettext("%(municipality)s og én kommune mere", "%(municipality)s og %(count)s kommuner mere", more) % {
            "municipality": first,
            "count": more,
        }
    if reach.radius_km:
        return _("Radius %(km)s km") % {"km": reach.radius_km}
    return ""


def reach_long(reach: Reach, names: Names, own: Code | None) -> str:
    """Where one offer is delivered, with every name."""
    if reach.nationwide:
        return _("Hele landet")
    parts = [_name(names.regions, code) for code in reach.regions]
    if own and (reach.own_town or own.code in reach.municipalities):
        parts.append(own.name)
    parts += [_name(names.municipalities, code) for code in reach.municipalities if not own or code != own.code]
    if reach.radius_km:
        parts.append(_("inden for %(km)s km") % {"km": reach.radius_km})
    return ", ".join(parts)


def number(value: int) -> str:
    """A number as it is read in the language of the page."""
    return number_format(value, force_grouping=True)


def _name(codes: Mapping[str, Code], code: str) -> str:
    return codes[code].name if code in codes else code


def since_words(answer: Answer) -> str:
    """Since when the diploma has been valid, in month and year."""
    start = answer.standing.valid_from
    return _("Diplom siden %(month)s") % {"month": date_format(start, "F Y")} if start else ""


def trouble_words(answer: Answer) -> str:
    """Why the diploma does not count, on the card: a suspended supplier stays visible and says why."""
    if answer.status not in {Status.SUSPENDED, Status.WITHDRAWN, Status.EXPIRED}:
        return ""
    verdict = f"{entries.TODAY[answer.status]}." if answer.status is Status.SUSPENDED else ""
    parts = (verdict, entries.dates(answer.standing), entries.reason(answer.standing))
    return " ".join(part for part in parts if part)


def holding_words(answer: Answer) -> str:
    """What is held and by which way."""
    scheme, route = answer.entry.scheme.name, answer.entry.route.name
    if answer.entry.scheme.code == "inclusive_department":
        return scheme
    return f"{scheme} · {route[:1].lower()}{route[1:]}"


# --- The list as a file -----------------------------------------------------------------------------------------
def guarded(value: object) -> str:
    """The text of a cell. One that a spreadsheet would run gets an apostrophe first.

    >>> guarded("=1+1"), guarded("Bøgely"), guarded(" @cmd"), guarded(None)
    ("'=1+1", 'Bøgely', "' @cmd", '')
    """
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" \u00a0").startswith(DANGEROUS) or text.startswith(DANGEROUS) else text


def cards_csv(cards: Iterable[Card], names: Names, address: str) -> str:
    """The hits as CSV with a byte-order mark, so that a spreadsheet reads the letters right; semicolons as in Denmark.

    A sole trader's company number is personal data and is left out. `address` is the profile's, with {} for its id.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    head = [_("Navn"), _("CVR-nummer"), _("Organisation"), _("Ordning"), _("Status"), _("Gyldigt fra")]
    writer.writerow([*head, _("Gyldigt til og med"), _("Kommune"), _("Leverer til"), _("Adresse på profilen")])
    for card in cards:
        answer = card.held[0] if card.held else None
        writer.writerow(
            guarded(value)
            for value in (
                card.doc.name,
                card.organisation.public_cvr,
                card.organisation.name,
                holding_words(answer) if answer else "",
                entries.status_word(answer.status if answer else Status.NONE),
                answer.standing.valid_from if answer else "",
                entries.last_day(answer.standing.valid_to) if answer and answer.standing.valid_to else "",
                _name(names.municipalities, card.doc.municipality),
                reach_words(card.reach, names, card.doc.municipality),
                address.format(card.doc.public_id),
            )
        )
    return "\ufeff" + out.getvalue()


def kind_word(organisation: Organisation) -> str:
    """What kind of organisation, in words."""
    return organisation.get_kind_display()
