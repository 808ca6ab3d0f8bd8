"""Reads that span rooms, grouped by page."""
