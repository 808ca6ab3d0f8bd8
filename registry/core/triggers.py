"""Rules over several rows, closed in the database itself, once per store."""

from django.db import migrations


def trigger(name: str, *, sqlite: str, postgresql: str, undo_sqlite: str = "", undo_postgresql: str = ""):
    """A migration operation that runs the statement(s) of the store at hand.

    `sqlite` and `postgresql` are whole CREATE statements; several are separated by a line that holds only `--;`.
    Undo drops what `name` says unless told otherwise. A trigger raises with a text that starts with `name`, so
    that services can tell which rule was met.
    """

    def run(statements: str, schema_editor) -> None:
        for statement in statements.split("\n--;\n"):
            if statement.strip():
                schema_editor.execute(statement)

    def forwards(apps, schema_editor) -> None:
        run(postgresql if schema_editor.connection.vendor == "postgresql" else sqlite, schema_editor)

    def backwards(apps, schema_editor) -> None:
        if schema_editor.connection.vendor == "postgresql":
            run(undo_postgresql or f"DROP FUNCTION IF EXISTS {name}() CASCADE", schema_editor)
        else:
            run(undo_sqlite or f"DROP TRIGGER IF EXISTS {name}", schema_editor)

    return migrations.RunPython(forwards, backwards)
