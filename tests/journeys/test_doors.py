"""The doors as a person meets them."""

from playwright.sync_api import expect

from cms.portal.domain.demo_people import PASSWORD
from tests.journeys.walker import Walker


def test_the_cms_is_reached_through_our_own_login_and_the_second_step(walker: Walker):
    walker.go("/cms/")
    assert walker.page.url.startswith(f"{walker.base}/da/konto/login/")
    walker.look()
    walker.tab_through()
    walker.answer_login("editor@demo.example", PASSWORD)
    assert "/konto/2fa/" in walker.page.url
    walker.look()
    walker.answer_code("editor")
    expect(walker.page).to_have_url(f"{walker.base}/cms/")
    expect(walker.page.get_by_role("heading", level=1)).to_be_visible()


def test_a_wrong_code_does_not_open(walker: Walker):
    walker.go("/da/konto/login/")
    walker.answer_login("secretariat@demo.example", PASSWORD)
    walker.page.locator("input[name=code]").fill("000000")
    with walker.page.expect_navigation():
        walker.page.locator("main form button[type=submit]").first.click()
    walker.look()
    walker.go("/da/start/")
    assert "/konto/2fa/" in walker.page.url  # asked again, and nothing shown


def test_a_wrong_password_is_told_so_that_everybody_hears_it(walker: Walker):
    walker.go("/en/konto/login/")
    walker.answer_login("secretariat@demo.example", "not the password")
    walker.look("en")
    expect(walker.page.locator("[data-error-summary], [role=alert]").first).to_be_visible()


def test_a_supplier_sees_nothing_of_the_houses_work(walker: Walker):
    walker.log_in("supplier")
    for path in ("/da/sekretariat/organisationer/", "/da/sekretariat/optegnelser/", "/da/sekretariat/brugere/"):
        walker.expected = {403, 404}
        response = walker.page.goto(walker.base + path)
        assert response.status in {403, 404}, path
        walker.look()
    walker.expected = {403}
    walker.page.goto(f"{walker.base}/cms/")
    expect(walker.page.locator(".wagtail, [data-wagtail-sidebar]")).to_have_count(0)
    expect(walker.page.get_by_role("heading", level=1)).to_be_visible()
