"""Links lead to the reader's language, never to a draft, and say when they lead elsewhere."""

import pytest
from wagtail.models import PageViewRestriction

from cms.pages.models import SectionPage
from cms.pages.models.links import absolute, page_links, place_url, safe_address

pytestmark = pytest.mark.django_db


def test_a_link_leads_to_the_readers_language_when_it_is_live(danish, grow, translate):
    page = grow(SectionPage, danish, "Jobrunder", slug="jobrunder")
    draft = translate(page, {"Jobrunder": "Job rounds", "jobrunder": "job-rounds"}, publish=False)
    assert page_links([page.pk], "en")[page.pk] == {"label": "Jobrunder", "url": "/da/jobrunder/", "lang": "da"}
    draft.get_latest_revision().publish()
    assert page_links([page.pk], "en")[page.pk] == {"label": "Job rounds", "url": "/en/job-rounds/", "lang": ""}


def test_a_link_to_a_draft_or_a_closed_page_is_left_out(danish, grow):
    draft = grow(SectionPage, danish, "Kladde", slug="kladde", live=False)
    closed = grow(SectionPage, danish, "Lukket", slug="lukket")
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    assert page_links([draft.pk, closed.pk, 9999], "da") == {}


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//evil.example/x", "evil", "", "ht!tp://x"]
)
def test_addresses_we_do_not_send_anyone_to(address):
    assert safe_address(address) == ""


@pytest.mark.parametrize("address", ["https://example.org/", "mailto:a@b.example", "tel:00000012", "/da/", "#trin"])
def test_addresses_we_do(address):
    assert safe_address(address) == address


def test_a_place_whose_room_is_off_has_no_address():
    assert place_url("verify") == ""
    assert place_url("nowhere") == ""


def test_a_whole_address_stands_on_the_host_of_the_settings(settings):
    settings.SITE_URL = "https://rummelig.example"
    assert absolute("/da/") == "https://rummelig.example/da/"
    assert absolute("https://other.example/da/") == "https://other.example/da/"
