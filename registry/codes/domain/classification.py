"""How the codes of public classifications are written, and which code stands above which.

CPV (regulation (EC) 213/2008): eight digits, in notices sometimes followed by a check digit after a dash. Trailing
zeros mark the level, so the parent of a code is found by turning its last digit that is not 0 into 0.
Statistics Denmark writes 81.21.00 where the CVR register writes 812100; stored is the form without dots.
"""

import re
from collections.abc import Container

CPV = re.compile(r"^(\d{8})(?:-\d)?$", re.ASCII)
INDUSTRY = re.compile(r"^(?:[A-Z]|\d{1,6})$", re.ASCII)


def cpv_code(raw: str) -> str | None:
    """The eight digits, or None.

    >>> cpv_code("90910000-9"), cpv_code(" 90910000 "), cpv_code("9091")
    ('90910000', '90910000', None)
    """
    match = CPV.match(raw.strip())
    return match.group(1) if match else None


def cpv_ancestors(code: str) -> tuple[str, ...]:
    """Codes above, nearest first, up to the division of two digits. Not all of them exist.

    >>> cpv_ancestors("90919200")
    ('90919000', '90910000', '90900000', '90000000')
    >>> cpv_ancestors("90000000")
    ()
    """
    found = []
    for length in range(7, 1, -1):
        above = code[:length] + "0" * (8 - length)
        if above != code and above not in found:
            found.append(above)
    return tuple(found)


def cpv_parent(code: str, known: Container[str]) -> str | None:
    """The nearest code above that exists in `known`.

    >>> cpv_parent("90919200", {"90900000", "90000000"})
    '90900000'
    """
    return next((above for above in cpv_ancestors(code) if above in known), None)


def industry_code(raw: str) -> str | None:
    """A section's letter or up to six digits, without dots and blanks; None if it is neither.

    >>> industry_code("81.21.00 "), industry_code("N"), industry_code("81.21.001")
    ('812100', 'N', None)
    """
    code = raw.strip().replace(".", "").upper()
    return code if INDUSTRY.match(code) else None
