"""Reads that span models, grouped by subject."""
