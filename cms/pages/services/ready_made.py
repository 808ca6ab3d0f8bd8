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


@transaction.atomic
def plant_pages(*, pages: list[dict], by=None) -> int:
    """Publish ready-made pages in Danish and as translations to English, on a site nobody has edited yet.

    Once the front page has a revision nothing is planted, so that what editors have changed, moved or deleted stays
    so. Parents come before children in `pages`. The number of Danish pages planted.
    """
    danish, english = (Locale.objects.get(language_code=code) for code in (DANISH, ENGLISH))
    front = models.HomePage.objects.get(locale=danish)
    if front.latest_revision_id is not None:
        return 0
    found: dict = {}
    for spec in pages:
        found[spec["key"]] = front if spec["type"] == "HomePage" else _draft(spec, found[spec["parent"]], danish)
    for spec in pages:  # only now, since pages link to each other
        page = found[spec["key"]]
        page.refresh_from_db()
        for name, value in _fields(spec, DANISH, found).items():
            setattr(page, name, value)
        page.save_revision(user=by).publish(user=by)
    for spec in pages:
        page = found[spec["key"]]
        page.refresh_from_db()
        _translate(page, type(page)(**_fields(spec, ENGLISH, found)), english, by)
    return len(pages)


def _draft(spec: dict, parent, locale: Locale):
    """The page of a spec without its streams, not yet published."""
    plain = {name: value for name, value in in_language(spec, DANISH).items() if name not in NOT_FIELDS | STREAMS}
    parent.refresh_from_db()
    return parent.add_child(instance=getattr(models, spec["type"])(live=False, locale=locale, **plain))


def _fields(spec: dict, language: str, found: dict) -> dict:
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
    # Saved as a draft and published at once: the library's own way publishes on commit from a stale copy of the page,
    # which forgets the children planted below it in the meantime.
    translation.save_target(user=by, publish=False)
    translation.get_target_instance().get_latest_revision().publish(user=by)
