"""Doors every request passes: a log line without personal data, login by default, MFA for those who decide."""

import logging
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from registry.core import routes

logger = logging.getLogger("rummelig.request")
GetResponse = Callable[[HttpRequest], HttpResponse]


class RequestLog:
    """One line a request: method, route name, status, time and an id; never the path, which may carry a key."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.request_id = uuid.uuid4().hex
        start = time.perf_counter()
        response = self.get_response(request)
        response["X-Request-ID"] = request.request_id
        match = request.resolver_match
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            response.setdefault("X-Robots-Tag", "noindex")
            response.setdefault("Cache-Control", "private, no-store")
        if request.path.startswith("/cms/"):
            response["Content-Security-Policy"] = settings.CMS_CONTENT_SECURITY_POLICY
        logger.info(
            "request",
            extra={
                "request_id": request.request_id,
                "method": request.method,
                "route": match.view_name if match else None,
                "status": response.status_code,
                "ms": round((time.perf_counter() - start) * 1000),
            },
        )
        return response


def is_public(view_name: str | None) -> bool:
    """Whether the view is named as public; a nameless view is not."""
    if not view_name:
        return False
    return view_name in routes.PUBLIC or view_name.split(":")[0] in routes.PUBLIC_NAMESPACES


class DenyByDefault(LoginRequiredMiddleware):
    """Login for everything that is not named in core/routes.py."""

    def process_view(self, request, view_func, view_args, view_kwargs):
        """None lets the request through; a redirect to login stops it."""
        if request.user.is_authenticated or is_public(request.resolver_match.view_name):
            return None
        return self.handle_no_permission(request, view_func)


class RequireMFA:
    """Who holds a staff role must have proved a second factor in this session, on every door but the way there."""

    OPEN = ("account_", "mfa_", "usersessions_", "set_language")

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        """Send to the enrolment of a second factor, or back to login when it was not proved in this session."""
        user = request.user
        name = request.resolver_match.view_name or ""
        if not user.is_authenticated or name.startswith(self.OPEN) or is_public(name):
            return None
        if not user.needs_mfa or user.proved_mfa(request.session):
            return None
        return redirect("mfa_activate_totp" if not user.has_mfa() else "account_reauthenticate")
