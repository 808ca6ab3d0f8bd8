"""Doors every request passes: a log line without personal data, login by default, MFA for those who decide."""

import logging
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode

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


class Language(LocaleMiddleware):
    """The language of the page, by its address. What has no language in its address (API, health) is either there or
    404: never a redirect to a page of that name."""

    PLAIN = ("/api/", "/health/")

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """As Django does, but for the plain addresses."""
        if request.path_info.startswith(self.PLAIN):
            patch_vary_headers(response, ("Accept-Language",))
            return response
        return super().process_response(request, response)


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
    """Who holds a staff role, or comes to the CMS, must have proved a second factor in this session, on every door.

    What stays open is only the way there: enrolling for who has none, confirming for who has. Somebody with a password
    alone must not be able to take the second factor away or change the address.
    """

    CONFIRM = frozenset({"account_logout", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "set_language"})
    ENROL = frozenset(
        {
            "account_confirm_email",
            "account_logout",
            "account_reauthenticate",
            "mfa_activate_totp",
            "mfa_add_webauthn",
            "set_language",
        }
    )

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        """None lets the request through; else a redirect to enrolment, or to the question for the second factor."""
        user = request.user
        name = request.resolver_match.view_name or ""
        if not user.is_authenticated or is_public(name):
            return None
        if not (user.needs_mfa or self.is_editing(request)) or user.proved_mfa(request.session):
            return None
        factors = user.second_factors()
        if not factors:
            return None if name in self.ENROL else self.lead(request, "mfa_activate_totp")
        if name in self.CONFIRM:
            return None
        return self.lead(request, "mfa_reauthenticate_webauthn" if factors == {"webauthn"} else "mfa_reauthenticate")

    def is_editing(self, request) -> bool:
        """Whether this is the CMS and the user may be there; others are turned away by the CMS itself."""
        return request.path.startswith("/cms/") and request.user.has_perm("wagtailadmin.access_admin")

    def lead(self, request, name: str) -> HttpResponse:
        """To the view, and back here afterwards when this was only a look."""
        query = f"?{urlencode({'next': request.get_full_path()})}" if request.method == "GET" else ""
        return redirect(reverse(name) + query)
