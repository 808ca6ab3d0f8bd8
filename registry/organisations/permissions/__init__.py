"""Who may do what in this room: one policy a model."""
