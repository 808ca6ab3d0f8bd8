"""Small rules about text: anchors, tables typed as lines, and how hard a text is to read."""

import re
import unicodedata

_DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
_SENTENCE_END = re.compile(r"[.:!?]+(?=\s|$)|\n+")


def anchor(text: str) -> str:
    """The name a heading is linked to by; Danish letters are spelled out, never lost.

    >>> anchor("Sådan søger I, trin 1")
    'saadan-soeger-i-trin-1'
    >>> anchor("???")
    'afsnit'
    """
    plain = unicodedata.normalize("NFKD", text.lower().translate(_DANISH)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "afsnit"


def table_rows(text: str) -> list[list[str]]:
    """Lines of cells divided by |, empty lines left out. Strokes at both ends, as in Markdown, are not cells.

    >>> table_rows(" | Antal\\n\\n| Kantine | 84 |")
    [['', 'Antal'], ['Kantine', '84']]
    """
    rows = []
    for line in text.splitlines():
        if line.strip():
            line = line.strip()
            if line.startswith("|") and line.endswith("|") and len(line) > 1:
                line = line[1:-1]
            rows.append([cell.strip() for cell in line.split("|")])
    return rows


def lix(text: str) -> float:
    """Björnsson's readability index: words per sentence plus the share (in per cent) of words over six letters.

    Under 25 is very easy, under 35 easy, 35-45 middling, over 55 hard. Source: C.H. Björnsson, Läsbarhet, 1968.

    >>> lix("Dine penge ændrer sig ikke. Du bestemmer selv.")
    16.5
    """
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = sum(1 for part in _SENTENCE_END.split(text) if _WORD.search(part)) or 1
    long_words = sum(len(word) > 6 for word in words)
    return len(words) / sentences + 100 * long_words / len(words)
