"""Ready-made texts are written plainly; this turns them into the few tags a page's running text may have.

Paragraphs and lists are separated by blank lines. A line that begins with "- " is a list item, "### " a small heading.
**Bold** and [links](address) are the only signs inside a line.
"""

import re
from collections.abc import Callable
from html import escape

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")


def to_html(text: str, link: Callable[[str], str] = lambda address: f'href="{escape(address)}"') -> str:
    """The text as HTML; `link` gives the attributes of a link from its address.

    >>> to_html("Ring til **os**.\\n\\n- ét\\n- [to](/da/)")
    '<p>Ring til <b>os</b>.</p><ul><li>ét</li><li><a href="/da/">to</a></li></ul>'
    """
    parts = []
    for chunk in re.split(r"\n\s*\n", text.strip()):
        lines = [line.strip() for line in chunk.splitlines() if line.strip()]
        if not lines:
            continue
        if all(line.startswith("- ") for line in lines):
            items = "".join(f"<li>{_inline(line[2:], link)}</li>" for line in lines)
            parts.append(f"<ul>{items}</ul>")
        elif lines[0].startswith("### "):
            parts.append(f"<h3>{_inline(lines[0][4:], link)}</h3>")
        else:
            parts.append(f"<p>{_inline(' '.join(lines), link)}</p>")
    return "".join(parts)


def _inline(text: str, link: Callable[[str], str]) -> str:
    text = _BOLD.sub(r"<b>\1</b>", escape(text, quote=False))
    return _LINK.sub(lambda match: f"<a {link(match[2])}>{match[1]}</a>", text)
