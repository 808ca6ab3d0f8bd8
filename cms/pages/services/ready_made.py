"""Ready-made pages in two languages: planted once, then the editors' own.

The English pages are translations in the CMS's own sense, string by string, so that an editor who opens one sees the
Danish text beside it and what has changed since.
"""

import uuid
from collections.abc import Callable

from django.db import transaction
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from cms.pages import models
from cms.pages.domain.markup import to_html

DANISH, ENGLISH = "da", "en"
PROSE = {"prose", "text"}  # running text in these block fields; plain text in "quote" and "door"
PLAIN_TEXT_IN = {"quote", "door", "heading"}
STREAMS = {"body", "popular", "doors", "footer"}
NOT_FIELDS = {"key", "type", "parent"}
_IDS = uuid.UUID("6d5f2d0e-7a34-4a8e-9a52-0d3f5a6c1b11")  # ids of blocks are the same in every demo


def in_language(value, language: str):
    """The tree with every pair of texts replaced by the one in `language`."""
    if isinstance(value, dict):
        if value.keys() == {DANISH, ENGLISH}:
            return value[language]
        return {name: in_language(part, language) for name, part in value.items()}
    if isinstance(value, list):
        return [in_language(part, language) for part in value]
    return value


def stream(name: str, blocks: list[dict], page_of: Callable[[str], int | None]) -> list[dict]:
    """Blocks as a stream stores them, with ids that depend on nothing but the place of the block."""

    def html(text: str) -> str:
        return to_html(text, link)

    def link(address: str) -> str:
        if address.startswith("page:"):
            return f'linktype="page" id="{page_of(address.removeprefix("page:"))}"'
        return f'href="{address}"'

    def value_of(kind: str, field: str, value, path: str):
        if isinstance(value, dict):
            return {part: value_of(kind, part, content, f"{path}.{part}") for part, content in value.items()}
        if isinstance(value, list):
            return [
                {
                    "type": "item",
                    "id": str(uuid.uuid5(_IDS, f"{path}.{n}")),
                    "value": value_of(kind, "", item, f"{path}.{n}"),
                }
                for n, item in enumerate(value)
            ]
        if field == "page":
            return page_of(value)
        if field in PROSE and kind not in PLAIN_TEXT_IN:
            return html(value)
        return value.isoformat() if hasattr(value, "isoformat") else value

    rows = []
    for number, block in enumerate(blocks):
        [(kind, value)] = block.items()
        path = f"{name}.{number}"
        if kind == "heading" and isinstance(value, str):
            value = {"text": value, "level": "2"}
        field = kind if kind == "prose" else ""
        rows.append({"type": kind, "id": str(uuid.uuid5(_IDS, path)), "value": value_of(kind, field, value, path)})
    return rows


@transaction.atomic
def plant_terms(*, terms: list[dict]) -> int:
    """Words that are not there yet, by their Danish name; a word an editor has changed stays. How many were new."""
    known = set(models.Term.objects.values_list("name_da", flat=True))
    new = [
        models.Term(**{f"{field}_{language}": text for field, pair in term.items() for language, text in pair.items()})
        for term in terms
        if term["name"][DANISH] not in known
    ]
    for term in new:
        term.full_clean()
        term.save()
    return len(new)


def plant_pages(*, pages: list[dict], by=None) -> int:
    """Publish pages that are not there yet, in Danish and as translations to English. How many were new.

    A page is known by its Danish address, so a page an editor has changed, moved or taken down is never overwritten.
    Parents come before children in `pages`. The front page is filled once, while nobody has edited it.
    """
    danish, english = (Locale.objects.get(language_code=code) for code in (DANISH, ENGLISH))
    found: dict[str, models.HomePage] = {}
    new: list[tuple[dict, models.HomePage]] = []
    with transaction.atomic():
        for spec in pages:
            page, is_new = _page(spec, found, danish)
            found[spec["key"]] = page
            if is_new:
                new.append((spec, page))
        for spec, page in new:
            fields = _fields(spec, DANISH, found, page.translation_key)
            for name, value in fields.items():
                setattr(page, name, value)
            page.save_revision(user=by).publish(user=by)
    for spec, page in new:
        with transaction.atomic():
            page.refresh_from_db()
            _translate(page, type(page)(**_fields(spec, ENGLISH, found, page.translation_key)), english, by)
    return len(new)


def _page(spec: dict, found: dict, locale: Locale):
    """The Danish page of a spec, made as a draft when it is not there; and whether it is to be filled."""
    if spec["type"] == "HomePage":
        front = models.HomePage.objects.get(locale=locale)
        return front, front.latest_revision_id is None
    model = getattr(models, spec["type"])
    parent = found[spec["parent"]]
    slug = spec["slug"][DANISH]
    existing = model.objects.child_of(parent).filter(slug=slug).first()
    if existing:
        return existing, False
    plain = {
        name: in_language(value, DANISH) for name, value in spec.items() if name not in NOT_FIELDS | STREAMS | {"story"}
    }
    page = model(live=False, locale=locale, **plain)
    parent.refresh_from_db()
    return parent.add_child(instance=page), True


def _fields(spec: dict, language: str, found: dict, name: uuid.UUID | str) -> dict:
    """Field values of a spec in one language."""

    def page_of(key: str) -> int:
        return found[key].pk

    fields = {}
    for field, value in in_language(spec, language).items():
        if field in STREAMS:
            fields[field] = stream(f"{spec['key']}.{field}", value, page_of)
        elif field == "story":
            fields["story_id"] = page_of(value)
        elif field not in NOT_FIELDS:
            fields[field] = value
    return fields


def _translate(page, words, locale: Locale, by) -> None:
    """Publish `page` in `locale`, with the texts of `words`: an unsaved page of the same build in that language."""
    source, _created = TranslationSource.update_or_create_from_instance(page)
    translation, _created = Translation.objects.get_or_create(source=source, target_locale=locale)
    texts: dict[str, list[str]] = {}
    for segment in extract_segments(words):
        if isinstance(segment, StringSegmentValue):
            texts.setdefault(segment.path, []).append(segment.string.data)
    segments = source.stringsegment_set.select_related("context", "string").order_by("order")
    for segment in segments:
        if waiting := texts.get(segment.context.path):
            StringTranslation.objects.update_or_create(
                translation_of=segment.string,
                locale=locale,
                context=segment.context,
                defaults={"data": waiting.pop(0), "last_translated_by": by},
            )
    translation.save_target(user=by, publish=True)
