"""Names while somebody types: the index of names first, then the beginnings of other words in names."""

from django.db import connection

from registry.codes.domain.sorting import sort_key
from registry.search.domain.words import question
from registry.search.models import SearchDoc

LEAST = 2  # letters
MOST = 8


def suggest(text: str, most: int = MOST) -> list[str]:
    """Names of listings of which the name, or a word of it, begins with the text; at most a few, in Danish order."""
    sought = question(text)
    if not sought or sum(len(word.form) for word in sought) < LEAST:
        return []
    # The tie mark of the key stands at its end and would spoil a beginning; with å for aa there is none.
    key = sort_key(text.lower().replace("aa", "å"), width=400)
    listed = SearchDoc.objects.showable()
    rows = listed.filter(sort_key__gte=key, sort_key__lt=f"{key}:").order_by("sort_key", "pk")
    names = list(dict.fromkeys(rows.values_list("name", flat=True)[:most]))
    if len(names) < most:
        more = listed.filter(pk__in=_beginning(sought)).order_by("sort_key", "pk").values_list("name", flat=True)
        names = list(dict.fromkeys([*names, *more[:most]]))
    return names[:most]


def _beginning(sought) -> list[int]:
    """Ids of listings whose name has a word beginning with each of the words; unranked, so it costs nothing."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            match = " & ".join(f"'{word.form}':*A" for word in sought)
            cursor.execute("SELECT doc FROM search_text WHERE words @@ %s::tsquery LIMIT 200", [match])
        else:
            match = "{name} : (" + " AND ".join(f'"{word.form}" *' for word in sought) + ")"
            cursor.execute("SELECT rowid FROM search_text WHERE search_text MATCH %s LIMIT 200", [match])
        return [row[0] for row in cursor.fetchall()]
