"""Site search, short address, robots and sitemap, as anyone meets them."""

from xml.etree import ElementTree

import pytest

from cms.pages.models import AccessibilityPage, GuidePage

pytestmark = pytest.mark.django_db


@pytest.fixture
def statement(danish, grow):
    return grow(
        AccessibilityPage, danish, "Tilgængelighed", slug="tilgaengelighed", phone="00 00 00 12", email="a@b.example"
    )


def test_search_page_before_and_after_a_question(client, danish, grow):
    grow(GuidePage, danish, "Udbud & klausuler", slug="udbud", lead="Hvad I må.")
    assert client.get("/da/soeg/").status_code == 200
    page = client.get("/da/soeg/", {"q": "udbud"}).content.decode()
    assert "Udbud &amp; klausuler" in page
    assert "1 side passer." in page
    assert "Ingen sider passer" in client.get("/da/soeg/", {"q": "<b>intet</b>"}).content.decode()


def test_what_was_searched_for_is_shown_as_text(client):
    assert "<script>alert" not in client.get("/da/soeg/", {"q": "<script>alert(1)</script>"}).content.decode()


def test_search_is_only_for_reading(client):
    assert client.post("/da/soeg/").status_code == 405


def test_results_keep_out_of_search_engines(client):
    assert 'content="noindex' in client.get("/da/soeg/", {"q": "x"}).content.decode()


@pytest.mark.parametrize("address", ["/was", "/was/"])
def test_the_short_address_leads_to_the_statement(client, statement, address):
    response = client.get(address)
    assert (response.status_code, response.url) == (302, "/da/tilgaengelighed/")
    assert "Ikke vurderet endnu" in client.get(response.url).content.decode()


def test_the_short_address_prefers_the_readers_language(client, statement, translate):
    translate(statement, {"Tilgængelighed": "Accessibility", "tilgaengelighed": "accessibility"})
    assert client.get("/was", headers={"accept-language": "en"}).url == "/en/accessibility/"


def test_the_short_address_without_a_statement_is_not_found(client):
    assert client.get("/was", follow=True).status_code == 404


def test_robots_may_read_what_is_public(client, settings):
    settings.DEMO = False
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /cms/" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text
    assert "Disallow: /\n" not in text


def test_robots_keep_out_of_a_demo(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    assert "Disallow: /\n" in response.content.decode()


def test_the_sitemap_is_valid_and_pairs_the_languages(client):
    response = client.get("/sitemap.xml")
    assert response["Content-Type"] == "application/xml"
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    tree = ElementTree.fromstring(response.content)
    assert [node.text for node in tree.findall("s:url/s:loc", space)] == [
        "http://testserver/da/",
        "http://testserver/en/",
    ]
    assert {node.get("hreflang") for node in tree.findall("s:url/x:link", space)} == {"da", "en"}
