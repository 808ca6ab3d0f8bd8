"""Error reports and logs without personal data: what looks like a number, an address or a secret is struck out."""

import logging
import re

from django.views.debug import SafeExceptionReporterFilter

STRUCK = "[struck]"
PATTERNS = (
    re.compile(r"\b\d{6}[- ]?\d{4}\b"),  # CPR, and P-numbers with it
    re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+"),
    re.compile(r"\+?\d{2}( ?\d{2}){3,}\b"),
)


def strike(text: str) -> str:
    """The text with everything that may point at a person struck out.

    >>> strike("fejl for 010203-4567 og anna@example.org")
    'fejl for [struck] og [struck]'
    """
    for pattern in PATTERNS:
        text = pattern.sub(STRUCK, text)
    return text


class ScrubRecord(logging.Filter):
    """Strikes personal data from a log record before any handler sees it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always lets the record through, cleaned."""
        record.msg = strike(record.getMessage())
        record.args = ()
        record.__dict__.pop("request", None)
        if record.exc_info and record.exc_info[1] is not None:
            # The traceback's last line is the exception's own text, which may quote input.
            record.exc_text = strike(logging.Formatter().formatException(record.exc_info))
        return True


class ScrubbingFilter(SafeExceptionReporterFilter):
    """Error reports carry no settings, no posted fields, no cookies and no local variables."""

    def is_active(self, request) -> bool:
        """Active in every environment, also where DEBUG is on."""
        return True

    def get_post_parameters(self, request) -> dict:
        """No field of a form is reported."""
        return dict.fromkeys(request.POST, STRUCK) if request is not None else {}

    def get_traceback_frame_variables(self, request, tb_frame) -> list:
        """No local variable is reported."""
        return []

    def get_safe_settings(self) -> dict:
        """No setting is reported."""
        return {}

    def get_safe_request_meta(self, request) -> dict:
        """Only what is needed to find the fault."""
        keep = ("REQUEST_METHOD", "CONTENT_TYPE", "CONTENT_LENGTH", "HTTP_ACCEPT_LANGUAGE")
        return {key: request.META[key] for key in keep if key in getattr(request, "META", {})}
