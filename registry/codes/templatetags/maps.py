"""Municipalities as a drawn map and as tiles: which step each has, what it is called, where its square stands."""

import csv
from functools import lru_cache
from pathlib import Path

from django import template
from django.utils.translation import gettext

from registry.codes.domain.coverage_steps import ranges, step, thresholds
from registry.core.templatetags.house import plain

register = template.Library()

TILES = Path(__file__).resolve().parent.parent / "data" / "tiles.csv"
SIDE = 40  # of a square, in units of the drawing
# Drawn by us: invented municipalities lie as islands in the Kattegat. Nobody can take them for real ones there.
ISLANDS = {
    "9901": "M6780,4230l130,-70 110,30 90,-20 120,90 10,130 -60,80 30,110 -120,90 -150,-20 -90,40 -110,-110z",
    "9902": "M7400,4770l100,-110 140,20 70,-50 130,80 60,140 -40,90 60,100 -90,130 -160,10 -60,60 -150,-60 -30,-130z",
    "9903": "M7640,3300l150,-80 90,50 130,10 70,130 -30,120 40,90 -130,120 -120,-30 -110,40 -120,-100 10,-130 -50,-90z",
}


@lru_cache(maxsize=1)
def squares():
    """Code -> (row, column, abbreviation), from the typed file."""
    with TILES.open(encoding="utf-8") as file:
        return {line["code"]: (int(line["row"]), int(line["col"]), line["abbr"]) for line in csv.DictReader(file)}


@register.simple_tag
def coverage(counts, names, chosen="", href=""):
    """What c-map, c-tiles and c-places draw. A municipality without a count has nought.

    `counts` code -> number, `names` code -> name (its order breaks ties in the table), `chosen` one code, `href` a
    prefix to which the code is added. Invented municipalities appear only where `names` knows them.
    """
    counts, names = counts or {}, names or {}
    bounds = thresholds(counts.values())
    places = []
    for code, (row, column, abbreviation) in squares().items():
        if code in ISLANDS and code not in names:
            continue
        count = int(counts.get(code) or 0)
        places.append(
            {
                "code": code,
                "name": names.get(code, abbreviation),
                "abbreviation": abbreviation,
                "count": count,
                "step": step(count, bounds),
                "chosen": code == chosen,
                "url": f"{plain(href)}{code}" if href else "",
                "island": ISLANDS.get(code, ""),
                "x": column * SIDE,
                "y": row * SIDE,
                "text_x": column * SIDE + SIDE // 2 - 1,
                "text_y": row * SIDE + SIDE // 2 + 4,
            }
        )
    order = {code: place for place, code in enumerate(names)}
    table = sorted(places, key=lambda place: (-place["count"], order.get(place["code"], len(order)), place["name"]))
    # The chosen one is drawn last, so that its outline lies above its neighbours'.
    places.sort(key=lambda place: (place["chosen"], place["y"], place["x"]))
    return {
        "places": places,
        "table": table,
        "chosen": next((place for place in places if place["chosen"]), None),
        "some": sum(place["count"] > 0 for place in places),
        "legend": ["0"] + [range_words(first, last) for first, last in ranges(bounds)],
    }


def range_words(first, last):
    if last is None:
        return gettext("%(number)s og flere") % {"number": first}
    return str(first) if first == last else f"{first}–{last}"
