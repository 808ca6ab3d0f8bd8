"""The floor every room stands on: lifecycle, period, journal, jobs, outbox, policies. No domain words."""
