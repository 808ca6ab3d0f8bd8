"""What becomes of the rows: the plan carried out and made again changes nothing."""

from hypothesis import given, settings
from hypothesis import strategies as st

from registry.organisations.domain.import_plan import Known, Outcome, Plan, make_plan
from registry.organisations.domain.import_rows import REQUIRED, Form, Lists, Row
from tests.registry.factories import real_number

NUMBERS = [real_number() for _ in range(3)]
rows_of_cells = st.lists(
    st.fixed_dictionaries(
        {
            "number": st.sampled_from([*NUMBERS, "", "ORG-null", *(f"ORG-{number}" for number in NUMBERS)]),
            "name": st.sampled_from(["Bøgely", "BØGELY", "Egelev", "Åmose", ""]),
            "street": st.sampled_from(["", "Prøvevej 1", "Prøvevej 2"]),
            "kind": st.sampled_from(["", "company", "unknown"]),
            "source": st.sampled_from(["a", "b"]),
        }
    ),
    max_size=12,
)


def make(cells, form=Form.RAW, known=None, asked=None) -> Plan:
    blank = dict.fromkeys(REQUIRED, "")
    rows = [
        Row(line, blank | {form.number_column: row["number"], **{k: v for k, v in row.items() if k != "number"}})
        for line, row in enumerate(cells, start=2)
    ]
    return make_plan(rows, form, lists=Lists(), known=known or {}, asked=asked or {})


def carry_out(plan: Plan, known: dict[str, Known]) -> dict[str, Known]:
    """What the service does, on values."""
    after = dict(known)
    for pk, draft in enumerate(plan.drafts, start=100):
        after[draft.number.number] = Known(pk, draft.name, frozenset(draft.aliases), draft.facts)
    for change in plan.changes:
        number = next(number for number, row in known.items() if row is change.known)
        was = change.known
        names = was.aliases | set(change.aliases)
        after[number] = Known(was.pk, change.name or was.name, frozenset(names), {**was.facts, **change.facts})
    return after


@settings(deadline=None)  # the machine may be busy
@given(rows_of_cells, rows_of_cells)
def test_the_same_file_twice_changes_nothing_whatever_was_there_before(first, second):
    known, asked = {}, {}
    for cells in (first, second):
        plan = make(cells, known=known, asked=asked)
        assert sum(plan.counts.values()) == len(cells)  # every row is accounted for
        known = carry_out(plan, known)
        asked |= {question.fingerprint: Outcome.WAITING for question in plan.questions}
        again = make(cells, known=known, asked=asked)
        assert not again.does_something
        assert set(again.counts) <= {Outcome.UNCHANGED, Outcome.WAITING}


@settings(deadline=None)  # the machine may be busy
@given(rows_of_cells.filter(lambda cells: all(row["number"] in NUMBERS and row["name"] for row in cells)))
def test_a_strict_file_twice_changes_nothing_or_is_refused_whole(cells):
    plan = make(cells, Form.STRICT)
    numbers = [row["number"] for row in cells]
    assert plan.is_refused is (len(numbers) != len(set(numbers)))
    if plan.is_refused:
        assert not plan.does_something
        assert set(plan.counts) == {Outcome.REFUSED}
    else:
        assert not make(cells, Form.STRICT, known=carry_out(plan, {})).does_something


@settings(deadline=None)  # the machine may be busy
@given(rows_of_cells)
def test_every_name_in_the_file_is_kept_as_name_or_alias(cells):
    known = carry_out(make(cells), {})
    for row in cells:
        number = row["number"].removeprefix("ORG-")
        if number in NUMBERS and row["name"]:
            assert row["name"] in {known[number].name, *known[number].aliases}


def test_a_raw_file_overwrites_nothing_and_a_strict_one_keeps_the_old_name_as_an_alias():
    known = {NUMBERS[0]: Known(1, "Bøgely", frozenset(), {"street": "Prøvevej 1", "country": "DNK"})}
    row = {"number": NUMBERS[0], "name": "Bøgely A/S", "street": "Prøvevej 2", "kind": "", "source": "a"}
    raw = make([row], known=known).changes[0]
    assert (raw.name, raw.facts, raw.aliases) == ("", {}, {"Bøgely A/S": "a"})
    strict = make([row], Form.STRICT, known=known).changes[0]
    assert (strict.name, strict.facts, strict.aliases) == ("Bøgely A/S", {"street": "Prøvevej 2"}, {"Bøgely": "a"})


def test_a_question_that_a_person_answered_is_not_put_again_and_a_second_equal_row_is_its_own_question():
    row = {"number": "", "name": "Åmose", "street": "", "kind": "", "source": "a"}
    plan = make([row, row])
    assert len(plan.questions) == 2
    asked = {plan.questions[0].fingerprint: Outcome.DISMISSED}
    again = make([row | {"source": "en anden fil"}], asked=asked)
    assert (again.steps[0].outcome, again.questions) == (Outcome.DISMISSED, ())
