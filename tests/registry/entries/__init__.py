"""Entries: who holds what, from when to when."""
