"""Reads of the search room."""
