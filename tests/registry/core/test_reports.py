"""Logs and error reports carry no personal data."""

import logging

import pytest
from django.test import RequestFactory

from registry.core.reports import ScrubbingFilter, ScrubRecord, strike

CANARIES = ["010203-4567", "0102034567", "anna.proevesen@example.org", "+45 00 00 12 34", "00 00 12 34"]


@pytest.mark.parametrize("canary", CANARIES)
def test_what_points_at_a_person_is_struck(canary):
    assert canary not in strike(f"fejl hos {canary} i dag")


def test_a_log_line_and_its_traceback_are_struck():
    try:
        raise ValueError(f"cannot read {CANARIES[0]}")
    except ValueError as error:
        record = logging.LogRecord(
            "x", logging.ERROR, "f", 1, "no %s", (CANARIES[2],), (ValueError, error, error.__traceback__)
        )
    assert ScrubRecord().filter(record)
    line = logging.Formatter().format(record)
    assert CANARIES[0] not in line
    assert CANARIES[2] not in line


def test_an_error_report_has_no_field_no_setting_and_no_variable():
    request = RequestFactory().post(
        "/da/", {"name": "Anna"}, headers={"cookie": "sessionid=x", "accept-language": "da"}
    )
    report = ScrubbingFilter()
    assert report.is_active(request)
    assert report.get_post_parameters(request) == {"name": "[struck]"}
    assert report.get_safe_settings() == {}
    assert report.get_traceback_frame_variables(request, None) == []
    assert set(report.get_safe_request_meta(request)) <= {
        "REQUEST_METHOD",
        "CONTENT_TYPE",
        "CONTENT_LENGTH",
        "HTTP_ACCEPT_LANGUAGE",
    }
