"""Numbers of companies and their workplaces, as people write them.

CVR: eight digits, the first not 0, weighted sum with 2, 7, 6, 5, 4, 3, 2, 1 divisible by 11 (the authority states that
every CVR number meets the rule). P-number: ten digits; the authority once issued a series with other weights, so a
P-number is never refused on a check digit.

A number that begins with 9 and fails the rule can never be issued. Such numbers stand for demo organisations and for
the state's test organisations; they are of kind "demo" and are refused unless the caller says that they may pass.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 1)
# What people and other systems put before the number: country, the word itself, the organisation id of eForms notices.
PREFIX = re.compile(r"^(?:ORG|CVR(?:NUMMER|NR|NO)?|DK)(?=.)", re.ASCII)
P_PREFIX = re.compile(r"^(?:P(?:NUMMER|NR|NO)?)(?=.)", re.ASCII)
SEPARATORS = frozenset(" .,/:_")


class Kind(StrEnum):
    """Whether a company number can exist, or is one that never will."""

    CVR = "cvr"
    DEMO = "demo"


class Problem(StrEnum):
    """Why a text is not a usable number; the words for people stand in `models.NumberProblem`."""

    EMPTY = "empty"
    NOT_DIGITS = "not_digits"
    LENGTH = "length"
    LEADING_ZERO = "leading_zero"
    CHECK_DIGIT = "check_digit"
    DEMO = "demo"


@dataclass(frozen=True, slots=True)
class Cvr:
    """A usable company number."""

    number: str
    kind: Kind = Kind.CVR

    def __str__(self) -> str:
        return self.number

    @property
    def spaced(self) -> str:
        """As people read it.

        >>> Cvr("37795526").spaced
        '37 79 55 26'
        """
        return spaced(self.number)


@dataclass(frozen=True, slots=True)
class PNumber:
    """A usable number of a production unit."""

    number: str

    def __str__(self) -> str:
        return self.number


def spaced(number: str) -> str:
    """Digits in pairs.

    >>> spaced("1003388394")
    '10 03 38 83 94'
    """
    return " ".join(number[at : at + 2] for at in range(0, len(number), 2))


def remainder(number: str) -> int:
    """Weighted sum of eight digits modulo 11; 0 for a CVR number.

    >>> remainder("37795526"), remainder("37795527")
    (0, 1)
    """
    return sum(weight * int(digit) for weight, digit in zip(WEIGHTS, number, strict=True)) % 11


def normalise_cvr(raw: str | None, *, allow_demo: bool = False) -> Cvr | Problem:
    """The company number in `raw`, or why there is none.

    Blanks, dashes, dots and a leading DK, CVR or ORG are dropped. Nothing is guessed: a missing or extra digit is a
    problem for a person.

    >>> normalise_cvr("ORG-16-28-71-80")
    Cvr(number='16287180', kind=<Kind.CVR: 'cvr'>)
    >>> normalise_cvr("DK 37 79 55 26").number, str(normalise_cvr("ORG-null")), str(normalise_cvr("37795527"))
    ('37795526', 'not_digits', 'check_digit')
    >>> str(normalise_cvr("90000080")), normalise_cvr("90000080", allow_demo=True).kind.value
    ('demo', 'demo')
    """
    text = _compact(raw)
    while match := PREFIX.match(text):
        text = text[match.end() :]
    problem = _digits_problem(text, length=8)
    if problem:
        return problem
    if text[0] == "0":
        return Problem.LEADING_ZERO
    if remainder(text) == 0:
        return Cvr(text)
    if text[0] != "9":
        return Problem.CHECK_DIGIT
    return Cvr(text, Kind.DEMO) if allow_demo else Problem.DEMO


def normalise_p_number(raw: str | None) -> PNumber | Problem:
    """The production unit's number in `raw`, or why there is none; no check digit is asked for.

    >>> normalise_p_number("P-nr. 10 03 38 83 94")
    PNumber(number='1003388394')
    >>> str(normalise_p_number("100338839"))
    'length'
    """
    text = P_PREFIX.sub("", _compact(raw))
    return _digits_problem(text, length=10) or PNumber(text)


def _digits_problem(text: str, *, length: int) -> Problem | None:
    if not text:
        return Problem.EMPTY
    if not (text.isascii() and text.isdigit()):
        return Problem.NOT_DIGITS
    return None if len(text) == length else Problem.LENGTH


def _compact(raw: str | None) -> str:
    """Upper case without separators; full-width digits and hard blanks become plain ones first."""
    text = unicodedata.normalize("NFKC", raw or "").upper()
    kept = []
    for char in text:
        if char in SEPARATORS or char.isspace() or unicodedata.category(char) in {"Pd", "Cf"} or char == "\u2212":
            continue
        kept.append(char)
    return "".join(kept)
