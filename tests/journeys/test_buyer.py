"""A buyer finds, filters and reads: with the keyboard alone, without script, on a phone, in English."""

import datetime
import re

import pytest
from playwright.sync_api import expect

from registry.entries.models import EntryPeriod
from tests.journeys.walker import PHONE, Walker


def hits(walker: Walker) -> int:
    """How many the heading says there are."""
    return int(re.sub(r"\D", "", walker.page.get_by_role("heading", level=1).inner_text()))


def test_with_the_keyboard_alone(walker: Walker):
    page = walker.page
    keyboard = page.keyboard
    walker.go("/da/")
    walker.tab_through()
    walker.go("/da/")
    keyboard.press("Tab")
    keyboard.press("Enter")  # the skip link
    expect(page.locator("main")).to_be_focused()

    # Service and place.
    walker.press_to(page.locator("#id_q"))
    keyboard.type("rengøring")
    keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/da/find/\?"))
    everywhere = hits(walker)
    assert everywhere > 5
    walker.go("/da/")
    walker.press_to(page.locator("#id_q"))
    keyboard.type("rengøring")
    walker.press_to(page.locator("#id_to"))
    keyboard.type("Bøgely Kommune")
    keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/da/find/\?"))
    expect(page.locator("a.chip")).to_have_count(2)
    there = hits(walker)
    assert 0 < there < everywhere
    walker.tab_through()

    # A facet on, a chip away.
    box = page.locator(".facet input[name=status][value=valid]")
    walker.press_to(box)
    keyboard.press("Space")
    expect(box).to_be_checked()
    keyboard.press("Enter")
    page.wait_for_url(re.compile("status=valid"))
    assert 0 < hits(walker) <= there
    chip = page.locator("a.chip").filter(has_text="Bøgely")
    walker.press_to(chip)
    keyboard.press("Enter")
    page.wait_for_url(lambda url: "to=" not in url)
    assert hits(walker) >= there

    # The profile, and another day.
    link = page.locator("li.hit h2 a").first
    name = link.inner_text()
    walker.press_to(link)
    keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.locator(".verdict-box").first).to_contain_text("Gyldigt")
    walker.tab_through()
    walker.press_to(page.locator("input[name=on]"))
    page.locator("input[name=on]").fill("2020-01-15")  # how a date is typed is the browser's own affair
    keyboard.press("Enter")
    page.wait_for_url(re.compile("on=2020-01-15"))
    expect(page.locator(".verdict-box").first).not_to_contain_text("Diplomet gælder i dag")


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_without_script(walkers, size):
    options = {"java_script_enabled": False} | ({"viewport": PHONE} if size == "phone" else {})
    walker: Walker = walkers(**options)
    page = walker.page
    walker.go("/da/")
    page.locator("#id_q").fill("kantine")
    page.locator("main form[role=search] button").first.click()
    before = hits(walker)
    assert before > 0
    if size == "phone":
        expect(page.locator(".facets")).to_be_hidden()
        page.locator(".facets-open a").click()
    expect(page.locator(".facets")).to_be_visible()
    page.locator(".facet input[name=status][value=valid] + label").click()
    page.get_by_role("button", name="Vis resultater").click()
    assert "status=valid" in page.url
    assert 0 < hits(walker) <= before
    page.locator("a.chip").filter(has_text="kantine").click()
    assert "q=" not in page.url
    page.locator("input[name=on]").first.fill("2026-01-15")
    page.locator("#find button[type=submit]").click()
    assert "on=2026-01-15" in page.url
    page.locator("li.hit h2 a").first.click()
    expect(page.locator(".verdict-box").first).to_be_visible()
    expect(page.locator("#historik")).to_be_visible()
    if size == "phone":
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        # The menu needs no script: everything in it can be reached.
        expect(page.locator("#site-nav a").first).to_be_visible()


def test_on_a_phone(walkers):
    walker: Walker = walkers(viewport=PHONE, has_touch=True, is_mobile=True)
    page = walker.page
    walker.go("/da/")
    page.locator(".menu-button").tap()
    page.locator("#site-nav").get_by_role("link", name="Find leverandør").tap()
    page.locator("#id_q").fill("rengøring")
    page.locator("#id_to").select_option(label="Bøgely")
    page.locator("#find button[type=submit]").tap()
    page.wait_for_url(re.compile("to="))
    before = hits(walker)
    page.locator(".facets-open a").tap()
    page.locator(".facet input[name=status][value=valid] + label").tap()
    page.get_by_role("button", name="Vis resultater").tap()
    page.wait_for_url(re.compile("status=valid"))
    assert 0 < hits(walker) <= before
    walker.look()
    page.set_viewport_size(PHONE)
    page.locator("li.hit h2 a").first.tap()
    expect(page.locator(".verdict-box").first).to_contain_text("Gyldigt")
    walker.look()


def test_in_english(walker: Walker):
    page = walker.page
    walker.go("/da/")
    page.locator("header a[hreflang=en]").click()
    page.wait_for_url(re.compile("/en/"))
    page.locator("#id_q").fill("cleaning")
    page.locator("main form[role=search] button").first.click()
    page.wait_for_url(re.compile("/en/find/"))
    assert hits(walker) > 5
    page.locator(".facet input[name=status][value=valid]").check(force=True)
    page.locator("#find button[type=submit]").click()
    page.wait_for_url(re.compile("status=valid"))
    walker.look("en")
    page.locator("li.hit h2 a").first.click()
    walker.look("en")
    # What suppliers write stays in their language, and says so.
    assert page.locator("main [lang=da]").count() > 0
    page.locator("header a[hreflang=da]").click()
    page.wait_for_url(re.compile("/da/find/"))


def test_what_was_true_on_a_day(walker: Walker):
    """A suspended diploma: not valid on the day, valid the day before."""
    period = EntryPeriod.objects.filter(kind="suspended", replaced_at=None, entry__organisation__is_listed=True)
    row = period.select_related("entry__organisation").order_by("pk").first()
    profile = f"/da/find/{row.entry.organisation.public_id}/"
    walker.go(f"{profile}?on={row.starts_on.isoformat()}")
    expect(walker.page.locator(".verdict-box").first).to_contain_text("Suspenderet")
    walker.look()
    walker.go(f"{profile}?on={(row.starts_on - datetime.timedelta(days=1)).isoformat()}")
    expect(walker.page.locator(".verdict-box").first).to_contain_text("Gyldigt")
