"""Every public page, every first screen and every error page: phone and wide, Danish and English."""

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page

from cms.pages.models.links import page_url
from cms.portal.domain.demo_people import PEOPLE
from cms.portal.queries.first_screen import address
from registry.core import routes
from registry.organisations.models import Organisation
from tests.journeys.walker import Walker

LANGUAGES = ("da", "en")
FORMS = {  # public pages that are not written in the CMS, with what they are asked
    "account_login": "",
    "account_reset_password": "",
    "account_reset_password_done": "",
    "account_email_verification_sent": "",
    "account_inactive": "",
    "account_signup": "",
    "accounts:brokers": "",
    "pages:search": "?q=diplom",
    "portal:components": "",
    "portal:find": "",
    "portal:sorting": "",
    "portal:sources": "",
    "socialaccount_login_cancelled": "",
    "socialaccount_login_error": "",
}
ELSEWHERE = {
    "account_confirm_email": "needs a key from a mail",
    "account_logout": "leads to the front page",
    "account_reset_password_from_key": "needs a key from a mail",
    "account_reset_password_from_key_done": "walked after a reset",
    "mfa_authenticate": "walked in the doors",
    "openid_connect_callback": "the broker's address",
    "openid_connect_login": "leaves the house",
    "organisations:invitation": "walked by the supplier's colleague",
    "portal:find_csv": "a file",
    "portal:health": "no page",
    "health": "no page",
    "portal:profile": "walked below",
    "robots": "no page",
    "set_language": "no page",
    "sitemap": "no page",
    "wagtail_serve": "the CMS's pages, walked below",
    "wagtailadmin_login": "walked in the doors",
    "wagtaildocs_serve": "files",
    "wagtailimages_serve": "files",
    "was": "leads to the statement",
}


def test_every_public_name_is_walked_or_said_why_not():
    assert routes.PUBLIC - set(FORMS) - set(ELSEWHERE) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_the_cms(walker: Walker, language):
    pages = Page.objects.live().filter(locale__language_code=language, depth__gt=1).order_by("path").specific()
    paths = [page_url(page) for page in pages]
    assert len(paths) > 15
    for path in paths:
        walker.visit(path, language)
    walker.visit("/was/", "da")  # the agreed address knows no language


@pytest.mark.parametrize("language", LANGUAGES)
def test_public_pages_of_the_rooms(walker: Walker, language):
    with translation.override(language):
        paths = [(name, address(name) + query) for name, query in FORMS.items() if address(name)]
    for name, path in paths:
        walker.visit(path, language, status=401 if name == "socialaccount_login_error" else 200)


@pytest.mark.parametrize("language", LANGUAGES)
def test_finding_and_profiles(walker: Walker, language):
    find = f"/{language}/find/"
    for query in ("?q=rengøring", "?q=findesikke", "?q=reng&to=Bøgely"):
        walker.visit(find + query, language)
    rows = Organisation.objects.filter(is_listed=True, merged_into=None).order_by("pk")
    with_departments = rows.filter(departments__isnull=False).first()
    for row in (rows[0], with_departments, *rows.filter(kind="supplier")[:3]):
        walker.visit(f"{find}{row.public_id}/", language)


@pytest.mark.parametrize("role", [person.role for person in PEOPLE])
def test_first_screens(walker: Walker, role):
    walker.log_in(role)
    for language in LANGUAGES:
        walker.visit(f"/{language}/start/", language)


def test_pages_everybody_has_who_is_logged_in(walker: Walker):
    walker.log_in("operator")
    for language in LANGUAGES:
        with translation.override(language):
            names = ("portal:account", "portal:outbox", "mfa_index", "account_change_password", "account_email")
            paths = [reverse(name) for name in (*names, "usersessions_list", "organisations:close_account")]
        for path in paths:
            walker.visit(path, language)


FAULTS = {400: BadRequest("no"), 403: PermissionDenied(), 404: Http404(), 500: RuntimeError("planted by a journey")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_error_pages(walker: Walker, monkeypatch, language):
    for status, fault in FAULTS.items():

        def fail(*_, fault=fault):
            raise fault

        with monkeypatch.context() as patch:
            patch.setattr("cms.pages.queries.search", fail)
            walker.visit(f"/{language}/soeg/?q={status}", language, status)
    for status in (410, 429, 503):
        with monkeypatch.context() as patch:
            patch.setattr(
                "cms.pages.views.render",
                lambda request, *_, status=status: render(request, f"{status}.html", status=status),
            )
            walker.visit(f"/{language}/soeg/?q={status}", language, status)
    walker.visit(f"/{language}/findes-ikke/", language, 404)
