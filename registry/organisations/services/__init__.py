"""The only writers of the room: one verb a function, grouped by subject."""
