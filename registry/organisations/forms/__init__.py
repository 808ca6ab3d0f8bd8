"""Forms of the room's pages, grouped by subject."""
