"""Reads that span models, grouped by subject."""

from registry.organisations.queries.places import (
    coverages,
    covered_municipalities,
    may_be_listed,
    own_municipality,
    why_not_listed,
)
from registry.organisations.queries.resolution import absorbed_ids, names_of, resolve, resolve_ids

__all__ = [
    "absorbed_ids",
    "coverages",
    "covered_municipalities",
    "may_be_listed",
    "names_of",
    "own_municipality",
    "resolve",
    "resolve_ids",
    "why_not_listed",
]
