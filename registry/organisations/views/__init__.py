"""Pages of the room, grouped by subject."""
