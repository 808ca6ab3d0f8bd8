"""Questions to the code lists. The day is always an argument; nothing here knows today."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Count, F, Q

from registry.codes.domain.geography import Hierarchy, Membership
from registry.codes.models import Code, CodeList, CodeQuerySet, CodeRelation, LoadedFile

PLACES = ("municipality", "region")


# --- Codes ------------------------------------------------------------------------------------------------------
def codes(list_key: str, on: date | None = None) -> CodeQuerySet:
    """Codes of a list in Danish order; on a day, or all that ever counted. An unknown list has no codes."""
    found = Code.objects.in_list(list_key).order_by("sort_key", "code", "id")
    return found if on is None else found.valid_on(on)


def get(list_key: str, code: str, on: date | None = None) -> Code:
    """The code as it counts on a day; without a day its latest row. Raises Code.DoesNotExist."""
    found = codes(list_key, on).filter(code=code).order_by(F("valid_from").desc(nulls_last=True), "-id").first()
    if found is None:
        raise Code.DoesNotExist(f"{list_key} has no code {code!r}" + (f" on {on}" if on else ""))
    return found


def by_code(list_key: str, on: date) -> dict[str, Code]:
    """Codes of a list on a day by their code, in Danish order: one query for a page that names many."""
    return {code.code: code for code in codes(list_key, on)}


def tree(list_key: str, on: date) -> list[tuple[Code, list[Code]]]:
    """Groups with their leaves, both in Danish order; for lists of two levels such as the services."""
    rows = list(codes(list_key, on))
    leaves: dict[int, list[Code]] = {row.pk: [] for row in rows if row.parent_id is None}
    for row in rows:
        if row.parent_id in leaves:
            leaves[row.parent_id].append(row)
    return [(row, leaves[row.pk]) for row in rows if row.parent_id is None]


def find(list_key: str, text: str, on: date, limit: int = 20) -> list[Code]:
    """Codes for a picker: by the start of the code, or a part of a name or of a word people use for it."""
    text = " ".join(text.split())
    if not text:
        return list(codes(list_key, on)[:limit])
    wanted = Q(code__istartswith=text)
    # SQLite compares only a-z without regard to case, so the usual spellings of æ, ø and å are asked for.
    for spelling in {text, text.lower(), text.capitalize()}:
        wanted |= Q(name_da__icontains=spelling) | Q(name_en__icontains=spelling)
    found = list(codes(list_key, on).filter(wanted)[:limit])
    if len(found) < limit and list_key in {"service", "function"}:
        there = {code.pk for code in found}
        lower = text.lower()
        others = (code for code in codes(list_key, on) if code.pk not in there)
        found += [code for code in others if any(lower in word.lower() for word in code.synonyms)]
    return found[:limit]


# --- Places -----------------------------------------------------------------------------------------------------
def region_of(municipality: str, on: date) -> Code:
    """The region a municipality lies in on a day. Raises Code.DoesNotExist."""
    relation = (
        CodeRelation.objects.valid_on(on)
        .filter(kind=CodeRelation.Kind.IN_REGION, source__list__key="municipality", source__code=municipality)
        .select_related("target")
        .first()
    )
    if relation is None:
        raise Code.DoesNotExist(f"no region of {municipality!r} on {on}")
    return relation.target


def hierarchy(on: date) -> Hierarchy:
    """Municipalities, regions and town-hall points on a day.

    Remembered in the process; each call asks one small query for the version of the lists, so a load in another
    process is seen at once and a rolled-back one is never shown.
    """
    lists = CodeList.objects.filter(key__in=PLACES).order_by("key")
    return _hierarchy(tuple(lists.values_list("key", "version", "digest")), on)


@lru_cache(maxsize=32)
def _hierarchy(stamp: tuple, on: date) -> Hierarchy:
    memberships = CodeRelation.objects.filter(kind=CodeRelation.Kind.IN_REGION).order_by("id")
    places = codes("municipality", on).values_list("code", "attributes")
    return Hierarchy.from_memberships(
        on,
        (Membership(*row) for row in memberships.values_list("source__code", "target__code", "valid_from", "valid_to")),
        {code: (facts["lat"], facts["lon"]) for code, facts in places if "lat" in facts},
    )


def municipalities_by_region(on: date) -> list[tuple[Code, list[Code]]]:
    """Regions with their municipalities on a day, in Danish order, for forms and lists."""
    region_of, municipalities = hierarchy(on).region_of, list(codes("municipality", on))
    return [
        (region, [code for code in municipalities if region_of.get(code.code) == region.code])
        for region in codes("region", on)
    ]


def postcode_name(postcode: str) -> str | None:
    """The place a postcode names, or None if there is no such postcode."""
    return codes("postcode").filter(code=postcode.strip()).values_list("name_da", flat=True).first()


def postcode_municipalities(postcode: str, on: date) -> list[Code]:
    """Municipalities that a postcode is known to touch: a proposal, never the answer, for it may lie in several."""
    relations = CodeRelation.objects.valid_on(on).filter(
        kind=CodeRelation.Kind.POSTCODE_TOUCHES, source__list__key="postcode", source__code=postcode.strip()
    )
    ids = relations.order_by().values("target_id")
    return list(codes("municipality", on).filter(pk__in=ids))


# --- Where it comes from ----------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Source:
    """A list with its source, for the page that names sources and licences."""

    code_list: CodeList
    count: int
    files: tuple[LoadedFile, ...]


def sources() -> list[Source]:
    """All lists with source, licence, edition, number of codes and the official files loaded, newest first."""
    files: dict[int, list[LoadedFile]] = {}
    for file in LoadedFile.objects.order_by("-loaded_at", "-id"):
        files.setdefault(file.list_id, []).append(file)
    lists = CodeList.objects.annotate(count=Count("codes")).order_by("key")
    return [Source(row, row.count, tuple(files.get(row.pk, ()))) for row in lists]
