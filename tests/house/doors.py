"""Every address of the house, and who may open it. The test beside walks the list; an address without a line fails.

Three people stand before each door: nobody (not logged in), a stranger (a supplier of another company) and a member
without the role: somebody of the organisation, and somebody of the house, who hold another role. Where the two meet
different things, `member` is a pair.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.urls import URLPattern, URLResolver

OPEN = frozenset({200, 301, 302, 304, 400, 404, 405, 422})  # answers, whatever it says
LOGIN = frozenset({"login"})  # sent to the login page
HIDDEN = frozenset({404})
REFUSED = frozenset({403})
SHUT = HIDDEN | REFUSED
SENT = frozenset({302})


@dataclass(frozen=True)
class Door:
    """What each of the three meets. `needs` names the values in the world that the address is made of."""

    nobody: frozenset
    stranger: frozenset
    member: frozenset | tuple[frozenset, frozenset]
    needs: dict[str, str] = field(default_factory=dict)
    method: str = "get"


def public(**needs: str) -> Door:
    """Answers anyone."""
    return Door(OPEN, OPEN, OPEN, needs)


def personal(**needs: str) -> Door:
    """About the person who is logged in, so it answers everybody who is."""
    return Door(LOGIN, OPEN, OPEN, needs)


def house(**needs: str) -> Door:
    """Work of the house: closed to strangers and companies, refused to colleagues in other roles."""
    return Door(LOGIN, SHUT, (SHUT, REFUSED), needs)


def own(**needs: str) -> Door:
    """A row of one organisation: not there for strangers, refused to its members in other roles."""
    return Door(LOGIN, HIDDEN, REFUSED, needs)


CMS = Door(
    LOGIN, SHUT | SENT | LOGIN, SHUT | SENT | LOGIN
)  # Wagtail sends who may not enter to /cms/login/, which refuses


@dataclass(frozen=True)
class Address:
    """One pattern of the address book."""

    name: str
    route: str
    parameters: tuple[tuple[str, str], ...]  # (name, converter)


def addresses(patterns, names: tuple[str, ...] = (), route: str = "") -> Iterator[Address]:
    """Every pattern below, with its full name."""
    for entry in patterns:
        here = route + str(entry.pattern)
        if isinstance(entry, URLResolver):
            deeper = (*names, entry.namespace) if entry.namespace else names
            yield from addresses(entry.url_patterns, deeper, here)
        elif isinstance(entry, URLPattern):
            converters = getattr(entry.pattern, "converters", {})
            groups = getattr(getattr(entry.pattern, "regex", None), "groupindex", {})
            known = {key: type(value).__name__ for key, value in converters.items()} or dict.fromkeys(groups, "regex")
            yield Address(":".join((*names, entry.name or "")), here, tuple(known.items()))
