"""Load organisations from a CSV file; JSON on standard output when asked, messages on standard error."""

import json
import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone, translation

from registry.organisations.documents import importing as words
from registry.organisations.domain.import_plan import Outcome, Plan
from registry.organisations.domain.import_rows import Finding, Problem
from registry.organisations.readers import MAX_BYTES, Sheet, Unreadable, read_sheet
from registry.organisations.services import importing

GOOD, FAULTS, UNUSABLE = 0, 1, 2


class Command(BaseCommand):
    """Exit codes: 0 loaded or nothing to do, 1 faults in a strict file, nothing loaded, 2 the file cannot be used."""

    help = "Load organisations from a CSV file with a column company_id (raw numbers) or cvr (strict)."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and write nothing")
        parser.add_argument("--json", action="store_true", help="the whole report as JSON on standard output")
        parser.add_argument("--language", default="da", choices=["da", "en"], help="language of the messages")

    def handle(self, *args, **options) -> None:
        with translation.override(options["language"]):
            code = self.run(options["file"], dry_run=options["dry_run"], as_json=options["json"])
        if code:
            sys.exit(code)

    def run(self, path: Path, *, dry_run: bool, as_json: bool) -> int:
        """Read, plan and load; the exit code."""
        try:
            sheet = read_sheet(self.bytes_of(path))
        except OSError as error:
            self.stderr.write(f"{path}: {error.strerror}")
            return UNUSABLE
        except Unreadable as error:
            for finding in error.findings:
                self.stderr.write(words.sentence(finding))
            self.stderr.write(translation.gettext("Intet er indlæst."))
            if as_json:
                self.print_json(words.unusable(error.findings, file_name=path.name))
            return UNUSABLE
        plan, state = self.load(sheet, path.name, dry_run=dry_run)
        self.tell(plan, sheet, state)
        if as_json:
            self.print_json(
                words.report(
                    plan,
                    state=state,
                    file_name=path.name,
                    sha256=sheet.sha256,
                    ignored=sheet.ignored,
                    blank=sheet.blank,
                )
            )
        return FAULTS if plan.is_refused else GOOD

    def bytes_of(self, path: Path) -> bytes:
        """The file, unless its size alone says that it is too large."""
        if path.stat().st_size > MAX_BYTES:
            raise Unreadable(Finding(0, "", Problem.TOO_LARGE, str(MAX_BYTES // 1024 // 1024)))
        return path.read_bytes()

    def load(self, sheet: Sheet, file_name: str, *, dry_run: bool) -> tuple[Plan, str]:
        """The plan, and what became of it in one word."""
        on, demo = timezone.localdate(), settings.DEMO
        if dry_run:
            plan = importing.plan_import(sheet.rows, sheet.form, on=on, allow_demo=demo)
            return plan, "refused" if plan.is_refused else "dry_run"
        plan, batch = importing.import_rows(
            sheet.rows,
            sheet.form,
            sha256=sheet.sha256,
            file_name=file_name,
            by=None,
            on=on,
            at=timezone.now(),
            allow_demo=demo,
        )
        return plan, "refused" if plan.is_refused else "loaded" if batch else "unchanged"

    def tell(self, plan: Plan, sheet: Sheet, state: str) -> None:
        """The import in a few lines, and every row that needs a person."""
        _ = translation.gettext
        for column in sheet.ignored:
            self.stderr.write(_("Kolonnen »%(column)s« kendes ikke og er sprunget over.") % {"column": column})
        for step in plan.steps:
            for finding in step.findings:
                self.stderr.write(words.sentence(finding))
        for outcome, count in plan.counts.items():
            self.stderr.write(f"{words.OUTCOME_WORDS[outcome]}: {count}")
        organisations = len({step.number for step in plan.steps if step.number})
        waiting = plan.counts.get(Outcome.WAITING, 0)
        facts = {"organisations": organisations, "waiting": waiting}
        last = {
            "refused": _("Intet er indlæst. Ret filen, og prøv igen."),
            "dry_run": _("%(organisations)s organisationer, %(waiting)s rækker venter. Intet er indlæst endnu.")
            % facts,
            "loaded": _("Indlæst: %(organisations)s organisationer, %(waiting)s rækker venter på en person.") % facts,
            "unchanged": _("Ingen ændringer: alt i filen står i registret i forvejen."),
        }
        self.stderr.write(last[state])

    def print_json(self, content: dict) -> None:
        self.stdout.write(json.dumps(content, ensure_ascii=False, indent=2))
