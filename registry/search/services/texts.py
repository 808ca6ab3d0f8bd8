"""The text index: FTS5 on SQLite, tsvector on PostgreSQL, the same analysed words in both."""

from collections.abc import Collection, Mapping

from django.db import connection

WEIGHTS = "ABCD"  # name, other names, services, the rest
Texts = tuple[str, str, str, str]


def write_texts(texts: Mapping[int, Texts], *, gone: Collection[int]) -> None:
    """Replace the texts of the listings in `gone` by those in `texts`."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DELETE FROM search_text WHERE doc = ANY(%s)", [list(gone)])
            cursor.executemany(
                "INSERT INTO search_text (doc, words) VALUES (%s, %s::tsvector)",
                [(doc, _tsvector(parts)) for doc, parts in sorted(texts.items())],
            )
        else:
            cursor.executemany("DELETE FROM search_text WHERE rowid = %s", [(doc,) for doc in gone])
            cursor.executemany(
                "INSERT INTO search_text (rowid, name, alias, service, body) VALUES (%s, %s, %s, %s, %s)",
                [(doc, *parts) for doc, parts in sorted(texts.items())],
            )


def _tsvector(parts: Texts) -> str:
    """A tsvector literal. The words are letters and digits only (domain.words), so quoting is all there is to do."""
    places = []
    # A place of its own for each weight: of two weights at one place PostgreSQL keeps the higher only.
    for place, (weight, part) in enumerate(zip(WEIGHTS, parts, strict=True), start=1):
        places += [f"'{word}':{place}{weight}" for word in part.split()]
    return " ".join(places)
