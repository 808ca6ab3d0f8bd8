"""What page templates need beyond the house's own tags: running text that is safe whatever was stored."""

import nh3
from django import template
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import RichText, expand_db_html

register = template.Library()

TAGS = {"p", "h3", "ul", "ol", "li", "b", "strong", "i", "em", "br", "a", "hr"}
ATTRIBUTES = {"a": {"href", "hreflang", "lang"}}
SCHEMES = {"http", "https", "mailto", "tel"}


@register.filter
def prose(value: RichText | str) -> SafeString:
    """Rich text as HTML with links resolved. The editor's own cleaning is not trusted alone: text also arrives by
    translation files, imports and old revisions, so everything but a few tags is struck here, at the last door."""
    source = value.source if isinstance(value, RichText) else str(value or "")
    html = nh3.clean(expand_db_html(source), tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)
    return mark_safe(html)
