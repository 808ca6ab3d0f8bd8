"""Background doors of the room, grouped by subject."""

from registry.organisations.tasks import importing as importing
from registry.organisations.tasks import membership as membership
