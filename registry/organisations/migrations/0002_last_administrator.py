"""One open invitation an address and role; and no organisation loses its last administrator, whoever writes.

On PostgreSQL the trigger locks the organisation's row first: of two administrators who leave in the same moment, the second
waits, sees that the first is gone, and is refused. SQLite has one writer, so its trigger needs no lock.
"""

from django.db import migrations, models

from registry.core.triggers import trigger

# Shortening or moving an administrator's membership: on its new last day somebody else must be there.
CHANGED_SQLITE = """
CREATE TRIGGER membership_last_administrator BEFORE UPDATE OF ends_on, role, organisation_id
ON organisations_membership
WHEN OLD.role = 'administrator'
  AND (NEW.role <> OLD.role OR NEW.organisation_id <> OLD.organisation_id
       OR (NEW.ends_on IS NOT NULL AND (OLD.ends_on IS NULL OR NEW.ends_on < OLD.ends_on)))
  AND EXISTS (SELECT 1 FROM organisations_organisation o WHERE o.id = OLD.organisation_id AND o.merged_into_id IS NULL)
  AND NOT EXISTS (
    SELECT 1 FROM organisations_membership m
    WHERE m.organisation_id = OLD.organisation_id AND m.role = 'administrator'
      AND m.id <> OLD.id AND m.user_id <> OLD.user_id
      AND m.starts_on <= COALESCE(NEW.ends_on, date('now'))
      AND (m.ends_on IS NULL OR m.ends_on > COALESCE(NEW.ends_on, date('now'))))
BEGIN
  SELECT RAISE(ABORT, 'membership_last_administrator: the organisation would have no administrator');
END
--;
CREATE TRIGGER membership_last_administrator_deleted BEFORE DELETE ON organisations_membership
WHEN OLD.role = 'administrator' AND (OLD.ends_on IS NULL OR OLD.ends_on > date('now'))
  AND EXISTS (SELECT 1 FROM organisations_organisation o WHERE o.id = OLD.organisation_id AND o.merged_into_id IS NULL)
  AND NOT EXISTS (
    SELECT 1 FROM organisations_membership m
    WHERE m.organisation_id = OLD.organisation_id AND m.role = 'administrator'
      AND m.id <> OLD.id AND m.user_id <> OLD.user_id
      AND m.starts_on <= date('now') AND (m.ends_on IS NULL OR m.ends_on > date('now')))
BEGIN
  SELECT RAISE(ABORT, 'membership_last_administrator: the organisation would have no administrator');
END
"""

CHANGED_POSTGRESQL = """
CREATE FUNCTION membership_last_administrator() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  leaves_on date := CURRENT_DATE;
BEGIN
  IF OLD.role <> 'administrator' THEN
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  IF TG_OP = 'DELETE' THEN
    IF OLD.ends_on IS NOT NULL AND OLD.ends_on <= CURRENT_DATE THEN
      RETURN OLD;
    END IF;
  ELSE
    IF NEW.role = OLD.role AND NEW.organisation_id = OLD.organisation_id
       AND (NEW.ends_on IS NULL OR (OLD.ends_on IS NOT NULL AND NEW.ends_on >= OLD.ends_on)) THEN
      RETURN NEW;
    END IF;
    leaves_on := COALESCE(NEW.ends_on, CURRENT_DATE);
  END IF;
  PERFORM 1 FROM organisations_organisation o
    WHERE o.id = OLD.organisation_id AND o.merged_into_id IS NULL FOR NO KEY UPDATE;
  IF FOUND AND NOT EXISTS (
    SELECT 1 FROM organisations_membership m
    WHERE m.organisation_id = OLD.organisation_id AND m.role = 'administrator'
      AND m.id <> OLD.id AND m.user_id <> OLD.user_id
      AND m.starts_on <= leaves_on AND (m.ends_on IS NULL OR m.ends_on > leaves_on)) THEN
    RAISE EXCEPTION 'membership_last_administrator: the organisation would have no administrator'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$
--;
CREATE TRIGGER membership_last_administrator BEFORE UPDATE OR DELETE ON organisations_membership
FOR EACH ROW EXECUTE FUNCTION membership_last_administrator()
"""


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial")]

    operations = [
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "sent")),
                fields=("organisation", "email", "role"),
                name="invitation_open_once",
            ),
        ),
        trigger(
            "membership_last_administrator",
            sqlite=CHANGED_SQLITE,
            postgresql=CHANGED_POSTGRESQL,
            undo_sqlite="DROP TRIGGER membership_last_administrator\n--;\nDROP TRIGGER membership_last_administrator_deleted",
        ),
    ]
