"""The rules over several rows, closed in the database itself (models.py tells what they are for).

Each refusal is an integrity error whose text starts with the rule's name. PostgreSQL compares periods with exclusion
constraints, which hold between transactions; where a rule must look at other rows, its function first locks the entry's
row, so that two transactions cannot both look before either writes. SQLite has one writer at a time.
"""

from django.db import migrations

from registry.core.triggers import trigger

PERIOD, ENTRY = "entries_entryperiod", "entries_entry"


def refuse(rule: str) -> str:
    """The PL/pgSQL statement that refuses."""
    return f"RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = '{rule}'"


def function(name: str, table: str, when: str, body: str) -> str:
    """A PL/pgSQL trigger function and its trigger, both called `name`."""
    return f"""
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
{body}
END $$
--;
CREATE TRIGGER {name} {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()
"""


# --- An entry's holder, scheme and route never change, fit each other, and the key says the holder -------------------
NO_FIT = """(
    NEW.holder_key <> CASE
        WHEN NEW.organisation_id IS NOT NULL THEN 'o:' || NEW.organisation_id
        WHEN NEW.unit_id IS NOT NULL THEN 'u:' || NEW.unit_id
        ELSE 'd:' || NEW.department_id END
    OR NOT EXISTS (SELECT 1 FROM entries_route r WHERE r.id = NEW.route_id AND r.scheme_id = NEW.scheme_id)
    OR NOT EXISTS (SELECT 1 FROM entries_scheme s WHERE s.id = NEW.scheme_id AND (
        (NEW.organisation_id IS NOT NULL AND s.for_organisation) OR (NEW.unit_id IS NOT NULL AND s.for_unit)
        OR (NEW.department_id IS NOT NULL AND s.for_department))))"""
fits = trigger(
    "entry_fits_scheme",
    sqlite=f"""CREATE TRIGGER entry_fits_scheme BEFORE INSERT ON {ENTRY} WHEN {NO_FIT}
BEGIN SELECT RAISE(ABORT, 'entry_fits_scheme'); END""",
    postgresql=function(
        "entry_fits_scheme",
        ENTRY,
        "BEFORE INSERT",
        f"IF {NO_FIT} THEN {refuse('entry_fits_scheme')}; END IF; RETURN NEW;",
    ),
)


def changed(columns: str, isnt: str) -> str:
    """Whether one of the columns has another value; `isnt` is the store's comparison that knows NULL."""
    return " OR ".join(f"NEW.{column} {isnt} OLD.{column}" for column in columns.split())


FIXED = "id public_id organisation_id unit_id department_id holder_key scheme_id route_id created_at"
fixed = trigger(
    "entry_fixed",
    sqlite=f"""CREATE TRIGGER entry_fixed BEFORE UPDATE ON {ENTRY} WHEN {changed(FIXED, "IS NOT")} OR NEW.version < OLD.version
BEGIN SELECT RAISE(ABORT, 'entry_fixed'); END
--;
CREATE TRIGGER entry_kept BEFORE DELETE ON {ENTRY} BEGIN SELECT RAISE(ABORT, 'entry_fixed'); END""",
    undo_sqlite="DROP TRIGGER IF EXISTS entry_fixed\n--;\nDROP TRIGGER IF EXISTS entry_kept",
    postgresql=function(
        "entry_fixed",
        ENTRY,
        "BEFORE UPDATE OR DELETE",
        f"""IF TG_OP = 'DELETE' THEN {refuse("entry_fixed")}; END IF;
IF {changed(FIXED, "IS DISTINCT FROM")} OR NEW.version < OLD.version THEN {refuse("entry_fixed")}; END IF;
RETURN NEW;""",
    ),
)

# --- What was stated stays: a statement may be replaced, once, and its author forgotten; nothing else ----------------
STATED = (
    "id public_id entry_id holder_key scheme_id kind starts_on ends_on reason reason_da reason_en end_reason end_reason_da "
    "end_reason_en criteria_version recorded_at"
)


def rewritten(isnt: str) -> str:
    """Whether the update rewrites history."""
    return f"""({changed(STATED, isnt)}
    OR (NEW.recorded_by_id {isnt} OLD.recorded_by_id AND NEW.recorded_by_id IS NOT NULL)
    OR (OLD.replaced_at IS NOT NULL AND NEW.replaced_at {isnt} OLD.replaced_at)
    OR (OLD.replaced_by_id IS NOT NULL AND NEW.replaced_by_id {isnt} OLD.replaced_by_id))"""


history = trigger(
    "entry_history",
    sqlite=f"""CREATE TRIGGER entry_history BEFORE UPDATE ON {PERIOD} WHEN {rewritten("IS NOT")}
BEGIN SELECT RAISE(ABORT, 'entry_history'); END
--;
CREATE TRIGGER entry_history_kept BEFORE DELETE ON {PERIOD} BEGIN SELECT RAISE(ABORT, 'entry_history'); END""",
    undo_sqlite="DROP TRIGGER IF EXISTS entry_history\n--;\nDROP TRIGGER IF EXISTS entry_history_kept",
    postgresql=function(
        "entry_history",
        PERIOD,
        "BEFORE UPDATE OR DELETE",
        f"""IF TG_OP = 'DELETE' THEN {refuse("entry_history")}; END IF;
IF {rewritten("IS DISTINCT FROM")} THEN {refuse("entry_history")}; END IF;
RETURN NEW;""",
    ),
)

# --- A statement carries its entry's holder and scheme ---------------------------------------------------------------
FOREIGN = f"""NOT EXISTS (SELECT 1 FROM {ENTRY} e WHERE e.id = NEW.entry_id
    AND e.holder_key = NEW.holder_key AND e.scheme_id = NEW.scheme_id)"""
same_holder = trigger(
    "entry_period_of_its_holder",
    sqlite=f"""CREATE TRIGGER entry_period_of_its_holder BEFORE INSERT ON {PERIOD} WHEN {FOREIGN}
BEGIN SELECT RAISE(ABORT, 'entry_period_of_its_holder'); END""",
    postgresql=function(
        "entry_period_of_its_holder",
        PERIOD,
        "BEFORE INSERT",
        f"IF {FOREIGN} THEN {refuse('entry_period_of_its_holder')}; END IF; RETURN NEW;",
    ),
)

# --- No two currently recorded valid periods of a holder in a scheme overlap, no two suspensions of an entry --------
OVERLAPS = "p.starts_on < COALESCE(NEW.ends_on, '9999-12-31') AND NEW.starts_on < COALESCE(p.ends_on, '9999-12-31')"
no_overlap = trigger(
    "entry_valid_overlap",
    sqlite=f"""CREATE TRIGGER entry_valid_overlap BEFORE INSERT ON {PERIOD}
WHEN NEW.kind = 'valid' AND NEW.replaced_at IS NULL AND EXISTS (SELECT 1 FROM {PERIOD} p
    WHERE p.holder_key = NEW.holder_key AND p.scheme_id = NEW.scheme_id AND p.kind = 'valid' AND p.replaced_at IS NULL
    AND {OVERLAPS})
BEGIN SELECT RAISE(ABORT, 'entry_valid_overlap'); END
--;
CREATE TRIGGER entry_suspended_overlap BEFORE INSERT ON {PERIOD}
WHEN NEW.kind = 'suspended' AND NEW.replaced_at IS NULL AND EXISTS (SELECT 1 FROM {PERIOD} p
    WHERE p.entry_id = NEW.entry_id AND p.kind = 'suspended' AND p.replaced_at IS NULL AND {OVERLAPS})
BEGIN SELECT RAISE(ABORT, 'entry_suspended_overlap'); END""",
    undo_sqlite="DROP TRIGGER IF EXISTS entry_valid_overlap\n--;\nDROP TRIGGER IF EXISTS entry_suspended_overlap",
    # btree_gist is a trusted extension: the owner of the database may create it. It stays on the way back.
    postgresql=f"""CREATE EXTENSION IF NOT EXISTS btree_gist
--;
ALTER TABLE {PERIOD} ADD CONSTRAINT entry_valid_overlap EXCLUDE USING gist
    (holder_key WITH =, scheme_id WITH =, daterange(starts_on, ends_on) WITH &&)
    WHERE (kind = 'valid' AND replaced_at IS NULL)
--;
ALTER TABLE {PERIOD} ADD CONSTRAINT entry_suspended_overlap EXCLUDE USING gist
    (entry_id WITH =, daterange(starts_on, ends_on) WITH &&)
    WHERE (kind = 'suspended' AND replaced_at IS NULL)""",
    undo_postgresql=f"""ALTER TABLE {PERIOD} DROP CONSTRAINT entry_valid_overlap
--;
ALTER TABLE {PERIOD} DROP CONSTRAINT entry_suspended_overlap""",
)

# --- A suspension lies within validity, nothing is valid after a withdrawal ------------------------------------------
# Validity may run through several periods that meet. A suspension without an end lasts until it is lifted or validity
# ends, so for it the last end is no gap. `row` is the suspension, as NEW or as another row.


def outside(row: str) -> str:
    """Whether the suspension leaves the validity that is now recorded."""
    valid = f"v.entry_id = {row}.entry_id AND v.kind = 'valid' AND v.replaced_at IS NULL"
    return f"""(NOT EXISTS (SELECT 1 FROM {PERIOD} v WHERE {valid}
        AND v.starts_on <= {row}.starts_on AND (v.ends_on IS NULL OR v.ends_on > {row}.starts_on))
    OR EXISTS (SELECT 1 FROM {PERIOD} v WHERE {valid}
        AND v.ends_on > {row}.starts_on AND ({row}.ends_on IS NULL OR v.ends_on < {row}.ends_on)
        AND NOT EXISTS (SELECT 1 FROM {PERIOD} w WHERE w.entry_id = v.entry_id AND w.kind = 'valid'
            AND w.replaced_at IS NULL AND w.starts_on = v.ends_on)
        AND ({row}.ends_on IS NOT NULL OR EXISTS (SELECT 1 FROM {PERIOD} w WHERE w.entry_id = v.entry_id
            AND w.kind = 'valid' AND w.replaced_at IS NULL AND w.starts_on > v.ends_on))))"""


def other(kind: str) -> str:
    """Other statements of the same entry that now count."""
    return f"SELECT 1 FROM {PERIOD} o WHERE o.entry_id = NEW.entry_id AND o.kind = '{kind}' AND o.replaced_at IS NULL"


# What a changed validity may break is looked at after the change.
BROKEN = f"{other('suspended')} AND {outside('o')}"
WITHDRAWN_BEFORE = f"{other('withdrawn')} AND (NEW.ends_on IS NULL OR NEW.ends_on > o.starts_on)"
VALID_AFTER = f"{other('valid')} AND (o.ends_on IS NULL OR o.ends_on > NEW.starts_on)"
COUNTS = "NEW.replaced_at IS NULL"
within = trigger(
    "entry_suspended_within_valid",
    sqlite=f"""CREATE TRIGGER entry_suspended_within_valid AFTER INSERT ON {PERIOD}
WHEN {COUNTS} AND ((NEW.kind = 'suspended' AND {outside("NEW")}) OR (NEW.kind = 'valid' AND EXISTS ({BROKEN})))
BEGIN SELECT RAISE(ABORT, 'entry_suspended_within_valid'); END
--;
CREATE TRIGGER entry_suspended_kept_within_valid AFTER UPDATE OF replaced_at ON {PERIOD}
WHEN NEW.kind = 'valid' AND EXISTS ({BROKEN})
BEGIN SELECT RAISE(ABORT, 'entry_suspended_within_valid'); END
--;
CREATE TRIGGER entry_withdrawn_is_last AFTER INSERT ON {PERIOD}
WHEN {COUNTS} AND ((NEW.kind = 'valid' AND EXISTS ({WITHDRAWN_BEFORE}))
    OR (NEW.kind = 'withdrawn' AND EXISTS ({VALID_AFTER})))
BEGIN SELECT RAISE(ABORT, 'entry_withdrawn_is_last'); END""",
    undo_sqlite="""DROP TRIGGER IF EXISTS entry_suspended_within_valid
--;
DROP TRIGGER IF EXISTS entry_suspended_kept_within_valid
--;
DROP TRIGGER IF EXISTS entry_withdrawn_is_last""",
    postgresql=function(
        "entry_suspended_within_valid",
        PERIOD,
        "AFTER INSERT OR UPDATE OF replaced_at",
        f"""PERFORM 1 FROM {ENTRY} e WHERE e.id = NEW.entry_id FOR UPDATE;
IF {COUNTS} AND NEW.kind = 'suspended' AND {outside("NEW")} THEN {refuse("entry_suspended_within_valid")}; END IF;
IF NEW.kind = 'valid' AND EXISTS ({BROKEN}) THEN {refuse("entry_suspended_within_valid")}; END IF;
IF {COUNTS} AND NEW.kind = 'valid' AND EXISTS ({WITHDRAWN_BEFORE}) THEN {refuse("entry_withdrawn_is_last")}; END IF;
IF {COUNTS} AND NEW.kind = 'withdrawn' AND EXISTS ({VALID_AFTER}) THEN {refuse("entry_withdrawn_is_last")}; END IF;
RETURN NULL;""",
    ),
)


class Migration(migrations.Migration):
    dependencies = [("entries", "0001_initial")]

    operations = [fits, fixed, history, same_holder, no_overlap, within]
