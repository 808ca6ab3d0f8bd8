"""Pure rules about places, numbers and order: no clock, no database."""
