"""A migrated database has the typed lists: they are loaded after every migrate, and skipped when nothing changed.

Not a data migration: one would run with the tables of its day, and the data files go on changing.
"""

from django.db import connections, router

from registry.codes.models import CodeList, CodeRelation
from registry.codes.readers import read_relations, read_typed
from registry.codes.services import load_typed


def load_after_migrate(using: str, **_: object) -> None:
    """Load the typed lists if this is the store they live in and its tables are there."""
    if not router.allow_migrate_model(using, CodeList) or router.db_for_write(CodeList) != using:
        return
    # After migrating back to before this room there are no tables.
    if CodeRelation._meta.db_table in connections[using].introspection.table_names():
        load_typed(lists=read_typed(), relations=read_relations())
