"""The editor: a guide is written in Danish, translated side by side, and found in both languages."""

import re

from playwright.sync_api import expect
from wagtail.models import Page

from cms.pages.models import GuidePage, HomePage
from tests.journeys.walker import Walker

DANISH, ENGLISH = "Sådan køber du ind på prøve", "How to buy on trial"
# The translation tool speaks English where Wagtail's Danish has no word of the same kind.
TRANSLATE, SAVE, EDIT = (re.compile(words) for words in ("Translate|Oversæt", "Save|Gem", "Edit|Redig"))


def choose(walker: Walker, action: str) -> None:
    """One of the actions at the foot of the CMS's editor; most hide behind the arrow beside the first."""
    button = walker.page.locator(f"button[name='{action}']").first
    if not button.is_visible():
        walker.page.locator(
            "footer [data-w-dropdown-target=toggle], .footer [data-w-dropdown-target=toggle]"
        ).first.click()
    with walker.page.expect_navigation():
        button.click()


def test_publishing_in_two_languages(walkers):
    editor: Walker = walkers()
    page = editor.page
    editor.log_in("editor")
    home = HomePage.objects.get(locale__language_code="da")
    editor.go(f"/cms/pages/add/pages/guidepage/{home.pk}/")
    page.locator("[name=title]").fill(DANISH)
    page.locator("[name=lead]").fill("Begynd med én opgave i en måned. Så ved begge parter, hvad det kræver.")
    page.locator("[name=audience]").fill("indkøbere")
    page.get_by_role("tab", name=re.compile("Promot|Fremme|Forfrem|Promov", re.I)).click()
    page.locator("[name=show_in_menus]").check()
    choose(editor, "action-publish")
    guide = GuidePage.objects.get(title=DANISH)
    assert guide.live

    # Side by side.
    editor.go(f"/cms/localize/submit/page/{guide.pk}/")
    page.locator("input[name=locales]").check()
    with page.expect_navigation():
        page.locator("main form input[type=submit]").click()
    english = Page.objects.get(translation_key=guide.translation_key, locale__language_code="en")
    editor.go(f"/cms/pages/{english.pk}/edit/")
    words = {
        DANISH: ENGLISH,
        "Begynd med én opgave i en måned. Så ved begge parter, hvad det kræver.": "Begin with one task for a month.",
        "indkøbere": "buyers",
    }
    for danish, text in words.items():
        segment = page.locator("li:has(> p)").filter(has=page.get_by_text(danish, exact=True)).first
        segment.get_by_role("button", name=TRANSLATE).click()
        segment.locator("textarea").fill(text)
        segment.get_by_role("button", name=SAVE).click()
        expect(segment.get_by_role("button", name=EDIT)).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile("Publish in English|Udgiv på English")).click()
    english.refresh_from_db()
    assert english.live

    reader: Walker = walkers()
    reader.go("/da/")
    reader.page.locator("#site-nav").get_by_role("link", name=DANISH).click()
    expect(reader.page.get_by_role("heading", level=1)).to_have_text(DANISH)
    reader.look()
    reader.page.locator("header a[hreflang=en]").click()
    expect(reader.page.get_by_role("heading", level=1)).to_have_text(ENGLISH)
    reader.look("en")
    expect(reader.page.locator("#site-nav").get_by_role("link", name=ENGLISH)).to_be_visible()


def test_pages_of_the_cms_itself(walker: Walker):
    """A sample: they open and their scripts run; how accessible they are is Wagtail's care."""
    walker.log_in("editor")
    home = HomePage.objects.get(locale__language_code="da")
    for path in (
        "/cms/",
        "/cms/pages/",
        f"/cms/pages/{home.pk}/",
        f"/cms/pages/{home.pk}/edit/",
        "/cms/images/",
        "/cms/documents/",
        "/cms/snippets/pages/term/",
        "/cms/reports/locked/",
    ):
        walker.go(path)
        expect(walker.page.locator("h1, [data-w-breadcrumbs]").first).to_be_attached()
        walker.shoot("cms_" + path.strip("/").replace("/", "_"))
