"""Files into values of the domain."""

from registry.organisations.readers.table import MAX_BYTES, Sheet, Unreadable, read_sheet

__all__ = ["MAX_BYTES", "Sheet", "Unreadable", "read_sheet"]
