"""A supplier keeps its own facts, and a colleague comes in by invitation."""

import re

from playwright.sync_api import expect

from registry.organisations.models import Membership
from tests.journeys.walker import Walker


def test_editing_and_inviting(walkers):
    walker: Walker = walkers()
    page = walker.page
    walker.log_in("supplier")
    organisation = Membership.objects.get(user__email="supplier@demo.example", role="supplier").organisation
    profile = f"/da/find/{organisation.public_id}/"

    # The contact channel.
    page.get_by_role("link", name="Ret jeres oplysninger").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(organisation.name)
    walker.look()
    walker.tab_through()
    own = page.url
    page.get_by_role("link", name="Ret oplysninger").click()
    walker.look()
    page.get_by_label("Telefon").fill("00 00 00 12")
    page.get_by_label("E-mail").fill("ikke en adresse")
    page.get_by_role("button", name="Gem").click()
    expect(page.locator("[data-error-summary]")).to_be_focused()
    walker.look()
    page.get_by_label("E-mail").fill("ordre@proevesen.example")
    page.get_by_role("button", name="Gem").click()
    expect(page).to_have_url(own)
    walker.go(profile)
    expect(page.locator("main")).to_contain_text("00 00 00 12")
    expect(page.locator("main")).to_contain_text("ordre@proevesen.example")

    # Where the first offer is delivered.
    walker.go(own)
    page.locator("section:has(#offers) tbody tr").first.get_by_role("link", name=re.compile("^Ret")).click()
    walker.look()
    everywhere = page.get_by_label("Hele landet")
    if not everywhere.is_checked():
        page.locator("label", has_text="Hele landet").click()
    page.get_by_role("button", name="Gem").click()
    expect(page).to_have_url(own)
    expect(page.locator("section:has(#offers) tbody tr").first).to_contain_text("Hele landet")
    walker.go(profile)
    expect(page.locator("#ydelser")).to_contain_text("Hele landet")
    walker.go(f"/da/find/?q={organisation.name}&to=825")  # Læsø: far from everybody
    expect(page.locator("li.hit h2 a").first).to_have_text(re.compile(re.escape(organisation.name)))

    # A colleague is invited ...
    walker.go(f"/da/organisation/{organisation.public_id}/medarbejdere/")
    walker.look()
    page.get_by_role("link", name="Invitér").click()
    walker.look()
    page.get_by_label("E-mail").fill("kim@proevesen.example")
    page.get_by_label("Rolle", exact=True).select_option("supplier")
    page.get_by_role("button", name="Send invitation").click()
    expect(page.locator("main")).to_contain_text("Invitationen er sendt til kim@proevesen.example.")
    walker.look()

    # ... the letter lies in the demo's outbox ...
    operator: Walker = walkers()
    operator.log_in("operator")
    operator.go("/da/udbakke/")
    letter = operator.page.locator("li.hit", has_text="kim@proevesen.example").first
    letter.locator("summary").click()
    link = letter.get_by_role("link").first.get_attribute("href")
    operator.look()

    # ... and the colleague says yes.
    colleague: Walker = walkers()
    colleague.go(link)
    colleague.look()
    page = colleague.page
    expect(page.get_by_role("heading", level=1)).to_have_text(organisation.name)
    page.get_by_label("Fornavn").fill("Kim")
    page.get_by_label("Efternavn").fill("Prøvesen")
    page.locator("input[type=password]").first.fill("en-lang-og-rolig-kode-2026")
    page.get_by_role("button", name="Opret konto og sig ja").click()
    expect(page).to_have_url(re.compile("/da/start/"))
    expect(page.locator("main")).to_contain_text("Velkommen. Du har nu rollen.")
    expect(page.locator("main")).to_contain_text(organisation.name)
    colleague.look()
    colleague.go(link)
    expect(page.get_by_role("heading", level=1)).to_have_text("Invitationen er brugt")


def test_other_pages_of_ones_own(walker: Walker):
    walker.log_in("department")
    row = Membership.objects.get(user__email="department@demo.example", role="department").organisation
    for tail in ("", "ret/", "navne/nyt/", "arbejdssteder/nyt/", "afdelinger/ny/", "ydelser/ny/"):
        walker.visit(f"/da/min-organisation/{row.public_id}/{tail}")
    department = row.departments.order_by("pk").first()
    for tail in ("ret/", "ansatte/"):
        walker.visit(f"/da/afdelinger/{department.public_id}/{tail}")
