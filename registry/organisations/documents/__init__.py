"""What a person, or another program, reads from this room."""
