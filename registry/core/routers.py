"""Which store a table lives in. Statistics never share a database with casework."""

from django.conf import settings


class StatisticsRouter:
    """Apps in STATISTICS_APPS live in `statistics`, all others in `default`, and no relation crosses."""

    def alias(self, app_label: str) -> str:
        """The store of an app."""
        return "statistics" if app_label in settings.STATISTICS_APPS else "default"

    def db_for_read(self, model, **hints) -> str:
        """Where a model is read."""
        return self.alias(model._meta.app_label)

    db_for_write = db_for_read

    def allow_relation(self, first, second, **hints) -> bool:
        """Only within one store."""
        return self.alias(first._meta.app_label) == self.alias(second._meta.app_label)

    def allow_migrate(self, db: str, app_label: str, **hints) -> bool:
        """Answers for both sides, else the second store gets every table of the first."""
        return db == self.alias(app_label)
