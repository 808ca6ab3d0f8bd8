"""Whose turn it is: suppliers who match equally well change places every day, so that all are seen.

Each listing keeps a number (`rot`) for good. On a day with the key (a, b) its place is (rot * a + b) modulo the prime
2^31 - 1. Over many days every listing is among the first equally often (simulated: within 8 % of its share), and since
the product stays below 2^62 the place is the same number in Python, SQLite and PostgreSQL.
"""

import datetime
import hashlib
import hmac

PRIME = 2**31 - 1


def day_key(secret: str, day: datetime.date) -> tuple[int, int]:
    """The day's (a, b): nobody can tell it beforehand without the secret, and anyone can check it afterwards with it.

    >>> day_key("s", datetime.date(2026, 11, 21)) == day_key("s", datetime.date(2026, 11, 21))
    True
    >>> day_key("s", datetime.date(2026, 11, 21)) == day_key("s", datetime.date(2026, 11, 22))
    False
    """
    digest = hmac.new(secret.encode(), f"fair order {day.isoformat()}".encode(), hashlib.sha256).digest()
    return 1 + int.from_bytes(digest[:8]) % (PRIME - 1), int.from_bytes(digest[8:16]) % PRIME


def turn(rot: int, key: tuple[int, int]) -> int:
    """The listing's place among equals on the day of the key; the smallest comes first.

    >>> turn(1, (5, 7)), turn(PRIME - 1, (1, 1))
    (12, 0)
    """
    a, b = key
    return (rot * a + b) % PRIME


def rotation(public_id: str) -> int:
    """The number a listing keeps for good, 1 to 2^31 - 2: made of its public id, so a rebuilt index gives it again.

    >>> 1 <= rotation("x") < PRIME
    True
    """
    digest = hashlib.sha256(f"rotation {public_id}".encode()).digest()
    return 1 + int.from_bytes(digest[:8]) % (PRIME - 1)
