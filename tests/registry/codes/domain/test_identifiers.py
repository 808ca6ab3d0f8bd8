"""Company numbers: our ten lines, with python-stdnum as judge."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from stdnum.dk import cvr as judge

from registry.codes.domain.identifiers import Cvr, Kind, PNumber, Problem, normalise_cvr, normalise_p_number
from registry.codes.models import NumberProblem

digits = st.text(alphabet="0123456789", min_size=8, max_size=8)


@given(digits)
@example("37795526")
@example("90000004")
@example("99999999")
def test_eight_digits_are_judged_as_stdnum_judges_them(number):
    ours = normalise_cvr(number)
    assert isinstance(ours, Cvr) == judge.is_valid(number)


@given(digits, st.lists(st.sampled_from(" -./:"), min_size=8, max_size=8), st.sampled_from(["", "DK", "dk ", "DK-"]))
def test_blanks_dashes_and_the_country_change_nothing(number, between, country):
    raw = country + "".join(mark + digit for mark, digit in zip(between, number, strict=True))
    assert normalise_cvr(raw) == normalise_cvr(number)
    assert isinstance(normalise_cvr(raw), Cvr) == judge.is_valid(raw)


@given(st.text(max_size=14))
def test_no_text_whatever_makes_it_fail_and_what_passes_meets_the_rule(raw):
    ours = normalise_cvr(raw)
    assert isinstance(ours, Problem) or judge.is_valid(ours.number)


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("ORG-37795526", "37795526"),
        ("ORG-16-28-71-80", "16287180"),
        ("37 79 55 26", "37795526"),
        ("37\u00a079\u00a055\u00a026", "37795526"),
        ("CVR-nr. 37795526", "37795526"),
        ("DK37795526", "37795526"),
        ("３７７９５５２６", "37795526"),
        ("37795526\u200b", "37795526"),
    ],
)
def test_spellings_of_the_world_lead_to_the_number(raw, number):
    assert normalise_cvr(raw) == Cvr(number)


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ("", Problem.EMPTY),
        (None, Problem.EMPTY),
        ("  - ", Problem.EMPTY),
        ("ORG-null", Problem.NOT_DIGITS),
        ("Klagenævnet for Udbud", Problem.NOT_DIGITS),
        ("3779552", Problem.LENGTH),
        ("37795526.0", Problem.LENGTH),
        ("07795526", Problem.LEADING_ZERO),
        ("37795527", Problem.CHECK_DIGIT),
        ("DK", Problem.NOT_DIGITS),
    ],
)
def test_what_cannot_be_used_says_why(raw, problem):
    assert normalise_cvr(raw) == problem


@pytest.mark.parametrize("first_seven", ["9000008", "9000011", "9000025", "9000039", "9000042"])
def test_demo_numbers_are_known_but_pass_only_when_asked(first_seven):
    for last in range(10):
        number = f"{first_seven}{last}"
        assert normalise_cvr(number) == Problem.DEMO
        assert normalise_cvr(number, allow_demo=True) == Cvr(number, Kind.DEMO)


def test_a_plain_typing_fault_is_never_taken_for_a_demo_number():
    assert normalise_cvr("37795527", allow_demo=True) == Problem.CHECK_DIGIT


def test_a_p_number_has_ten_digits_and_no_check():
    assert normalise_p_number("P-nr. 10 03 38 83 94") == PNumber("1003388394")
    assert normalise_p_number("1234567890") == PNumber("1234567890")
    assert normalise_p_number("37795526") == Problem.LENGTH
    assert normalise_p_number("") == Problem.EMPTY


def test_every_problem_has_words_for_people():
    assert {str(problem) for problem in Problem} == set(NumberProblem.values)
