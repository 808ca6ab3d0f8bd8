"""News that core announces on commit."""

from django.dispatch import Signal

job_requested = Signal()  # job_id
message_posted = Signal()  # message_id
moved = Signal()  # instance, verb, state
