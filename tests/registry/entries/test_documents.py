"""What a person reads about an entry."""

from datetime import date

import pytest
from django.utils.translation import override

from registry.entries import documents
from registry.entries.domain.history import happenings
from registry.entries.domain.kinds import Status
from registry.entries.domain.validity import Statement, standing_on, stretches

TODAY = date(2026, 11, 21)
LIFE = [
    Statement("valid", date(2023, 3, 14), date(2026, 3, 14), reason="granted", criteria_version="1.2"),
    Statement("valid", date(2026, 3, 14), date(2029, 3, 14), reason="renewed", criteria_version="2.0"),
    Statement(
        "suspended",
        date(2024, 9, 21),
        date(2024, 11, 18),
        reason="report_missing",
        reason_da="Årsrapporten manglede.",
        end_reason="remedied",
        end_reason_da="Rettelsen blev kontrolleret.",
    ),
]


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("on", [date(2024, 1, 1), TODAY, date(2028, 1, 1)])
def test_every_status_has_a_sentence_for_before_today_and_after(status, on):
    with override("da"):
        sentence = documents.verdict(status, on, TODAY)
    assert sentence
    assert "%" not in sentence


def test_the_sentence_names_the_day_unless_it_is_today():
    with override("da"):
        assert documents.verdict(Status.VALID, TODAY, TODAY) == "Diplomet gælder i dag"
        assert documents.verdict(Status.VALID, date(2024, 10, 1), TODAY) == "Diplomet gjaldt 1. oktober 2024"


@pytest.mark.parametrize(
    ("on", "text"),
    [
        (TODAY, "Fra 14. marts 2023 til og med 13. marts 2029."),
        (date(2024, 10, 1), "Suspenderet fra 21. september 2024."),
        (date(2030, 1, 1), "Det gjaldt til og med 13. marts 2029."),
        (date(2020, 1, 1), "Det gælder fra 14. marts 2023."),
    ],
)
def test_the_dates_under_the_sentence_say_the_last_day_and_not_the_first_outside(on, text):
    with override("da"):
        assert documents.dates(standing_on(LIFE, on)) == text


def test_the_timeline_is_the_one_of_the_mock_up():
    with override("da"):
        items = documents.timeline(happenings(LIFE), until=TODAY)
    assert [(item["kind"], item["title"]) for item in items] == [
        ("decision", "Fornyet"),
        ("event", "Suspension ophævet"),
        ("suspension", "Suspenderet"),
        ("decision", "Første diplom"),
    ]
    assert items[1]["text"] == "Rettelsen blev kontrolleret."
    assert items[0]["text"] == "Til og med 13. marts 2029. Kriterier version 2.0."


def test_an_expiry_to_come_is_told_as_no_fact():
    with override("da"):
        items = documents.timeline(happenings(LIFE), today=TODAY)
    assert items[0]["title"] == "Udløber, hvis det ikke fornyes"


def test_the_band_draws_what_was_valid_and_joins_versions():
    with override("da"):
        spans = documents.band_spans(stretches(LIFE))
    assert [span["state"] for span in spans] == ["valid", "suspended", "valid"]
    assert [version["label"] for version in documents.band_versions(LIFE)] == ["1.2", "2.0"]
