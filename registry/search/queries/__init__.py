"""Reads of the search room."""

from registry.search.queries.figures import figures

__all__ = ["figures"]
