"""Background doors of the room, grouped by subject."""
