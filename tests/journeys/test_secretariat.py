"""The secretariat: a file as the world spells it becomes organisations; one gets a diploma and loses it again."""

import re
from pathlib import Path

from playwright.sync_api import expect

from registry.organisations.models import ImportRow, Organisation
from tests.journeys.walker import Walker


def test_importing_settling_recording_and_suspending(walkers, real_data: Path):
    desk: Walker = walkers()
    page = desk.page
    before = Organisation.objects.count()
    desk.log_in("secretariat")

    # The file is read, and nothing is written yet.
    page.get_by_role("link", name="Indlæs en fil").click()
    page.locator("input[type=file]").set_input_files(real_data / "organisations" / "organisations-raw.csv")
    page.get_by_role("button", name="Læs filen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("organisations-raw.csv")
    rows = page.locator("table tbody tr")
    expect(rows).to_have_count(42)
    expect(rows.filter(has_text="Ny organisation")).to_have_count(19)
    expect(rows.filter(has_text="Venter på en person")).to_have_count(4)
    assert Organisation.objects.count() == before
    desk.look()

    # Loaded: the usable rows at once, the others wait for a person.
    page.get_by_role("button", name="Indlæs", exact=True).click()
    expect(page.locator("main")).to_contain_text("Filen er indlæst.")
    assert Organisation.objects.count() == before + 19
    page.get_by_role("link", name=re.compile("Vis Venter på en person")).click()
    expect(page.locator("table tbody tr")).to_have_count(4)
    assert set(ImportRow.objects.filter(outcome="waiting").values_list("line", flat=True)) == {17, 18, 39, 41}

    # One of the four is settled: a public body that the same file names with its number.
    page.get_by_role("link", name=re.compile("Se på den Konkurrence- og Forbrugerstyrelsen")).click()
    desk.look()
    page.get_by_label("Navn eller CVR-nummer").fill("10294819")
    page.locator("main").get_by_role("button", name="Søg").click()
    page.get_by_role("button", name=re.compile("Konkurrence- og Forbrugerstyrelsen|Knyt|Vælg")).first.click()
    expect(page.locator("main")).to_contain_text("Rækken er knyttet til Konkurrence- og Forbrugerstyrelsen")
    assert ImportRow.objects.filter(outcome="waiting").count() == 3

    # A second time the same file changes nothing.
    desk.go("/da/sekretariat/organisationer/import/")
    page.locator("input[type=file]").set_input_files(real_data / "organisations" / "organisations-raw.csv")
    page.get_by_role("button", name="Læs filen").click()
    expect(page.locator("main")).to_contain_text("Ingen ændringer")

    # A diploma for one of them, from today.
    desk.go("/da/sekretariat/optegnelser/")
    desk.look()
    page.get_by_role("link", name="Registrér diplom").click()
    page.get_by_label("Navn, CVR-nummer eller P-nummer").fill("17472437")
    page.locator("main").get_by_role("button", name="Søg").click()
    page.get_by_role("link", name="Staten og Kommunernes Indkøbsservice A/S").click()
    desk.look()
    page.get_by_role("button", name="Registrér diplomet").click()  # without a scheme: it says what is missing
    expect(page.locator("[data-error-summary]")).to_be_focused()
    desk.look()
    page.locator("label.form-radio-label").first.click()
    page.get_by_role("button", name="Registrér diplomet").click()
    expect(page.locator(".verdict-box").first).to_contain_text("Gyldigt")
    desk.look()
    entry = page.url

    # Anybody sees it.
    public: Walker = walkers()
    public.go("/da/find/?q=17472437")
    public.page.locator("li.hit h2 a").first.click()
    profile = public.page.url
    expect(public.page.get_by_role("heading", level=1)).to_contain_text("Indkøbsservice")
    expect(public.page.locator(".verdict-box").first).to_contain_text("Gyldigt")
    public.look()

    # Suspended: the public page says so, and why.
    desk.go(entry)
    page.get_by_role("link", name="Suspendér").click()
    page.locator("label.form-radio-label").first.click()
    page.get_by_label("Offentlig begrundelse på dansk").fill("Årsrapporten mangler.")
    page.get_by_label("Offentlig begrundelse på engelsk").fill("The annual report is missing.")
    page.locator("label.form-checkbox-label").first.click()
    desk.look()
    page.get_by_role("button", name="Suspendér diplomet").click()
    expect(page.locator(".verdict-box").first).to_contain_text("Suspenderet")
    desk.look()
    public.go(profile)
    expect(public.page.locator(".verdict-box").first).to_contain_text("Suspenderet")
    expect(public.page.locator("main")).to_contain_text("Årsrapporten mangler.")
    public.look()
    public.go(profile.replace("/da/", "/en/"))
    expect(public.page.locator("main")).to_contain_text("The annual report is missing.")


def test_other_pages_of_the_desk(walker: Walker):
    walker.log_in("secretariat")
    for path in (
        "/da/sekretariat/organisationer/",
        "/da/sekretariat/organisationer/?q=rengøring",
        "/da/sekretariat/organisationer/ny/",
        "/da/sekretariat/organisationer/import/",
        "/da/sekretariat/organisationer/venter/",
        "/da/sekretariat/optegnelser/ny/?q=Bøgely",
    ):
        walker.visit(path)
    walker.tab_through()
    walker.go("/da/sekretariat/optegnelser/")
    walker.page.locator("table tbody th a").first.click()
    address = walker.page.url
    walker.look()
    for verb in ("forny", "suspender", "traek-tilbage"):
        walker.expected = {403, 404}
        response = walker.page.goto(f"{address}{verb}/")
        if response.ok:  # not every entry can take every verb today
            walker.look()
