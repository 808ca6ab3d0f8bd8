"""What an import says: every row by number, with field, what is wrong and what to do about it."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.organisations.domain.import_plan import Outcome, Plan, Step
from registry.organisations.domain.import_rows import Finding, Problem
from registry.organisations.models import ImportBatch, ImportRow

# problem -> (what is wrong, what to do)
WORDS = {
    Problem.EMPTY_FILE: (
        gettext_lazy("Filen er tom."),
        gettext_lazy("Vælg filen igen, eller hent den på ny."),
    ),
    Problem.TOO_LARGE: (
        gettext_lazy("Filen er større end %(detail)s MB."),
        gettext_lazy("Del den i flere filer, hver med sin egen overskriftsrække."),
    ),
    Problem.NOT_A_TEXT_FILE: (
        gettext_lazy("Filen er et regneark eller et andet dokument, ikke en CSV-fil."),
        gettext_lazy("Åbn den i regnearket, og gem den som »CSV UTF-8«."),
    ),
    Problem.ENCODING: (
        gettext_lazy("Filen er ikke gemt som UTF-8. Den ligner %(detail)s."),
        gettext_lazy("Gem filen igen som »CSV UTF-8«, ellers bliver æ, ø og å forkerte."),
    ),
    Problem.NUL_BYTE: (
        gettext_lazy("Linjen har et nul-tegn, som ikke hører hjemme i en tekstfil."),
        gettext_lazy("Hent filen på ny. Den er beskadiget."),
    ),
    Problem.LINE_TOO_LONG: (
        gettext_lazy("Linjen er længere end %(detail)s kB."),
        gettext_lazy("Se, om der mangler linjeskift eller et afsluttende anførselstegn."),
    ),
    Problem.QUOTES: (
        gettext_lazy("Et anførselstegn er ikke lukket, eller det står midt i en celle."),
        gettext_lazy("Luk anførselstegnet, eller skriv det to gange, hvis det hører til teksten."),
    ),
    Problem.NO_NUMBER_COLUMN: (
        gettext_lazy("Overskriften har hverken »company_id« eller »cvr«."),
        gettext_lazy("Kald kolonnen med numre »cvr«, hvis de er kontrolleret, ellers »company_id«."),
    ),
    Problem.TWO_NUMBER_COLUMNS: (
        gettext_lazy("Overskriften har både »company_id« og »cvr«."),
        gettext_lazy("Behold den ene, så det er klart, hvor strengt filen skal læses."),
    ),
    Problem.MISSING_COLUMN: (
        gettext_lazy("Kolonnen »%(field)s« mangler."),
        gettext_lazy("Tilføj kolonnen. Cellerne må gerne være tomme, undtagen i »name«."),
    ),
    Problem.DOUBLED_COLUMN: (
        gettext_lazy("Kolonnen »%(field)s« står der flere gange."),
        gettext_lazy("Behold den ene."),
    ),
    Problem.NO_ROWS: (
        gettext_lazy("Filen har en overskrift, men ingen rækker."),
        gettext_lazy("Vælg filen igen, eller hent den på ny."),
    ),
    Problem.TOO_MANY_ROWS: (
        gettext_lazy("Filen har flere end %(detail)s rækker."),
        gettext_lazy("Del den i flere filer, hver med sin egen overskriftsrække."),
    ),
    Problem.RAGGED: (
        gettext_lazy("Rækken har flere eller færre celler end overskriften."),
        gettext_lazy("Se, om der mangler et skilletegn, eller om et komma i teksten skal stå i anførselstegn."),
    ),
    Problem.CONTROL_CHARACTER: (
        gettext_lazy("Cellen har et usynligt styretegn."),
        gettext_lazy("Slet cellen, og skriv den igen."),
    ),
    Problem.NUMBER_EMPTY: (
        gettext_lazy("Nummeret mangler."),
        gettext_lazy("Find organisationens CVR-nummer, eller knyt rækken til en organisation, vi har."),
    ),
    Problem.NUMBER_NOT_DIGITS: (
        gettext_lazy("»%(detail)s« er ikke et nummer."),
        gettext_lazy("Skriv organisationens CVR-nummer på otte cifre."),
    ),
    Problem.NUMBER_LENGTH: (
        gettext_lazy("»%(detail)s« har ikke otte cifre."),
        gettext_lazy("Se efter et ciffer for meget eller for lidt."),
    ),
    Problem.NUMBER_LEADING_ZERO: (
        gettext_lazy("»%(detail)s« begynder med nul. Det gør et CVR-nummer aldrig."),
        gettext_lazy("Se efter, om cifrene er flyttet."),
    ),
    Problem.NUMBER_CHECK_DIGIT: (
        gettext_lazy("»%(detail)s« er ikke et CVR-nummer. Kontrolcifferet passer ikke."),
        gettext_lazy("Se efter ombyttede cifre, og slå nummeret op i CVR."),
    ),
    Problem.NUMBER_DEMO: (
        gettext_lazy("»%(detail)s« er et demonummer, som ingen kan have."),
        gettext_lazy("Demonumre bruges kun, hvor demoen er slået til."),
    ),
    Problem.NUMBER_SPELLING: (
        gettext_lazy("»%(detail)s« er ikke skrevet som otte cifre."),
        gettext_lazy("Skriv cifrene uden mellemrum, streger og bogstaver."),
    ),
    Problem.NUMBER_DOUBLED: (
        gettext_lazy("Nummeret står også i linje %(detail)s."),
        gettext_lazy("Behold den ene række."),
    ),
    Problem.NAME_MISSING: (
        gettext_lazy("Navnet mangler."),
        gettext_lazy("Skriv organisationens navn."),
    ),
    Problem.TOO_LONG: (
        gettext_lazy("Teksten er for lang."),
        gettext_lazy("Se efter, om to celler er skrevet sammen."),
    ),
    Problem.POSTAL_CODE: (
        gettext_lazy("»%(detail)s« er ikke et dansk postnummer."),
        gettext_lazy("Skriv fire cifre, eller skriv landet, hvis adressen er i udlandet."),
    ),
    Problem.NUTS: (
        gettext_lazy("»%(detail)s« er ikke et NUTS-område."),
        gettext_lazy("Skriv en kode som DK012, eller lad cellen være tom."),
    ),
    Problem.COUNTRY: (
        gettext_lazy("»%(detail)s« er ikke en landekode."),
        gettext_lazy("Skriv tre bogstaver, for eksempel DNK, eller lad cellen være tom."),
    ),
    Problem.MUNICIPALITY: (
        gettext_lazy("»%(detail)s« er ikke en kommunekode."),
        gettext_lazy("Skriv fire cifre, for eksempel 0101, eller lad cellen være tom."),
    ),
    Problem.LEGAL_FORM: (
        gettext_lazy("»%(detail)s« er ikke en virksomhedsform, vi kender."),
        gettext_lazy("Skriv koden fra CVR, for eksempel 60, eller lad cellen være tom."),
    ),
    Problem.WEBSITE: (
        gettext_lazy("»%(detail)s« er ikke en adresse på nettet."),
        gettext_lazy("Begynd med https://, eller lad cellen være tom."),
    ),
    Problem.KIND: (
        gettext_lazy("»%(detail)s« er ikke en slags organisation."),
        gettext_lazy("Skriv company, association, public_body eller municipality, eller lad cellen være tom."),
    ),
}

OUTCOME_WORDS = {
    Outcome.CREATED: gettext_lazy("Ny organisation"),
    Outcome.UPDATED: gettext_lazy("Opdateret"),
    Outcome.ALIAS: gettext_lazy("Nyt navn på en kendt"),
    Outcome.UNCHANGED: gettext_lazy("Ingen ændring"),
    Outcome.WAITING: gettext_lazy("Venter på en person"),
    Outcome.ATTACHED: gettext_lazy("Knyttet af en person"),
    Outcome.DISMISSED: gettext_lazy("Lagt væk af en person"),
    Outcome.REFUSED: gettext_lazy("Ikke indlæst"),
}


def explain(finding: Finding) -> dict[str, Any]:
    """One fault in words, in the language of the reader."""
    what, remedy = WORDS[finding.problem]
    fill = {"field": finding.field, "detail": finding.detail}
    return {
        "line": finding.line or None,
        "field": finding.field,
        "problem": finding.problem.value,
        "message": str(what) % fill,
        "remedy": str(remedy),
    }


def explain_row(row: ImportRow) -> dict[str, Any] | None:
    """The fault of a kept row in words; None when it has none."""
    if not row.problem:
        return None
    detail = " ".join(str(row.values.get(row.field, "")).split())[:60]
    return explain(Finding(row.line, row.field, Problem(row.problem), detail))


def explain_step(step: Step) -> dict[str, Any]:
    """What becomes of one row, in words and in codes."""
    return {
        "line": step.line,
        "outcome": step.outcome.value,
        "words": str(OUTCOME_WORDS[step.outcome]),
        "number": step.number,
        "name": step.name,
        "changes": list(step.changes),
        "findings": [explain(finding) for finding in step.findings],
    }


def report(plan: Plan, *, state: str, file_name: str, sha256: str, ignored: tuple[str, ...], blank: int) -> dict:
    """The whole import for a program to read: counts, every row, and every fault."""
    return {
        "file": file_name,
        "sha256": sha256,
        "form": plan.form.value,
        "state": state,
        "rows": len(plan.steps),
        "blank_lines": blank,
        "ignored_columns": list(ignored),
        "counts": {outcome.value: plan.counts.get(outcome, 0) for outcome in Outcome},
        "organisations": len({step.number for step in plan.steps if step.number}),
        "new_organisations": len(plan.drafts),
        "new_waiting": len(plan.questions),
        "findings": [explain(finding) for finding in plan.findings],
        "lines": [explain_step(step) for step in plan.steps],
    }


def unusable(findings: tuple[Finding, ...], *, file_name: str) -> dict:
    """A file that cannot be read, for a program."""
    return {
        "file": file_name,
        "state": "unusable",
        "rows": 0,
        "findings": [explain(finding) for finding in findings],
        "lines": [],
    }


def sentence(finding: Finding) -> str:
    """One fault as a line of text."""
    words = explain(finding)
    if not finding.line:
        return _("%(message)s %(remedy)s") % words
    if not finding.field:
        return _("Linje %(line)s: %(message)s %(remedy)s") % words
    return _("Linje %(line)s, %(field)s: %(message)s %(remedy)s") % words


def summary(batch: ImportBatch) -> dict[str, int]:
    """Rows of a kept file by outcome."""
    counts: dict[str, int] = {}
    for outcome in batch.rows.order_by().values_list("outcome", flat=True):
        counts[outcome] = counts.get(outcome, 0) + 1
    return counts
