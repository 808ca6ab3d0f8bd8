"""Words as they are searched: the same analysis for what is written and what is asked, and for both stores.

Each word has two forms. The *form* is lower case, folded to plain letters (å is aa, æ is ae, ø is oe), so that Aarhus
is Århus; beginnings of words are matched against it. The *stem* is the Danish stem of the word, taken before folding,
because the stemmer needs the Danish letters. Both are indexed: a stem is not always a beginning of the word as typed
("køkken" has the stem "køk", "køkkenet" has "køkken").
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

MAX_TEXT = 20_000  # letters of one field that are read
MAX_WORDS = 12  # words of one question
MAX_LETTERS = 60  # of one word
MIN_PREFIX = 3  # shorter words must match whole: "st" is not the beginning of "sted"

# "S.T." and "a.m.b.a" are one word each, and so are "A/S" and "I/S".
ABBREVIATION = re.compile(r"(?<![^\W_])[^\W\d_](?:\.[^\W\d_])+\.?(?![^\W_])")
COMPANY_FORM = re.compile(r"(?<![^\W_])([^\W\d_])/([^\W\d_])(?![^\W_])")
SILENT = re.compile("['’‘`´\u00ad\u200b\u2060\ufeff]")
FOLDED = str.maketrans(
    {"å": "aa", "æ": "ae", "ø": "oe", "ä": "ae", "ö": "oe", "ü": "y", "ß": "ss", "ł": "l", "đ": "d", "ð": "d"}
    | {"þ": "th", "œ": "oe", "ı": "i"}
)
# Words that say nothing about what is sought; dropped from a question that has other words, never from the index.
STOP_WORDS = frozenset(
    {
        "ad",
        "af",
        "alle",
        "at",
        "de",
        "den",
        "der",
        "det",
        "en",
        "er",
        "et",
        "for",
        "fra",
        "har",
        "i",
        "ikke",
        "med",
        "men",
    }
    | {"og", "om", "op", "os", "på", "samt", "som", "til", "ved", "vi", "vores", "and", "in", "of", "the", "to"}
)
FOLDED_STOP_WORDS = frozenset(word.translate(FOLDED) for word in STOP_WORDS)
_STEMMER = snowballstemmer.stemmer("danish")


@dataclass(frozen=True, slots=True)
class Word:
    """One word in the two forms in which it can be matched."""

    form: str
    stem: str


def fold(text: str) -> str:
    """Plain letters: lower case, Danish letters spelt out, other marks dropped.

    >>> fold("Århus"), fold("Café Ærø"), fold("CAFÉ")
    ('aarhus', 'cafe aeroe', 'cafe')
    """
    # casefold twice: full-width and styled letters become plain ones only after NFKC.
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).casefold().translate(FOLDED)
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


def words(text: str) -> list[Word]:
    """The words of a text in order.

    >>> [word.form for word in words("S.T. Screen A/S, køb af køkkener")]
    ['st', 'screen', 'as', 'koeb', 'af', 'koekkener']
    >>> words("Køkkenet")[0].stem, words("køkken")[0].stem
    ('koekken', 'koek')
    """
    text = unicodedata.normalize("NFKC", text[:MAX_TEXT]).lower()
    text = SILENT.sub("", text)
    text = ABBREVIATION.sub(lambda match: match[0].replace(".", ""), text)
    text = COMPANY_FORM.sub(r"\1\2", text)
    return [word for raw in _split(text) if (word := _word(raw)).form]


def question(text: str) -> list[Word]:
    """The words to look for: without doubles and, if others are left, without words that say nothing.

    >>> [word.form for word in question("rengøring af skoler og skoler")]
    ['rengoering', 'skoler']
    >>> [word.form for word in question("i og for")]
    ['i', 'og', 'for']
    """
    found = list(dict.fromkeys(words(text[:400])))
    telling = [word for word in found if word.form not in FOLDED_STOP_WORDS]
    return (telling or found)[:MAX_WORDS]


def indexed(*texts: str) -> list[str]:
    """Every form and stem of the texts, each once, in order: what is put into a text index.

    >>> indexed("Køkkenet", "køkken")
    ['koekkenet', 'koekken', 'koek']
    """
    found: dict[str, None] = {}
    for text in texts:
        for word in words(text):
            found[word.form] = found[word.stem] = None
    return list(found)


def plain(text: str) -> str:
    """The whole text as forms with single blanks: two names that are the same to a reader are equal here.

    >>> plain("S.T.  Screen A/S") == plain("st screen as")
    True
    """
    return " ".join(word.form for word in words(text))


def _split(text: str) -> list[str]:
    """Runs of letters and digits, whatever the script. Marks belong to the letter before them."""
    kept = "".join(char if unicodedata.category(char)[0] in "LNM" else " " for char in text)
    return kept.split()


@lru_cache(maxsize=50_000)
def _word(raw: str) -> Word:
    form = _letters(fold(raw))
    stem = _letters(fold(_STEMMER.stemWord(raw))) if raw.isalpha() else form
    return Word(form, stem or form)


def _letters(folded: str) -> str:
    """Only what every store takes for part of a word."""
    return "".join(char for char in folded if unicodedata.category(char)[0] in "LN")[:MAX_LETTERS]
