"""The find page: one address says the whole question, and nothing on it needs a script."""

import csv
import datetime
import io
import random
import re

import pytest
from django.utils import timezone

from registry.entries import services as writers
from tests.registry.entries.world import WHY, grant
from tests.registry.factories import DepartmentFactory, OrganisationFactory
from tests.registry.search import world

pytestmark = pytest.mark.django_db
URL = "/da/find/"
NIGHT = datetime.timedelta(days=1)


@pytest.fixture
def today(monkeypatch):
    """The views' own day, held still."""
    monkeypatch.setattr(timezone, "localdate", lambda value=None, tz=None: value.date() if value else world.TODAY)
    return world.TODAY


@pytest.fixture
def supplier(today):
    """A window cleaner with a diploma, in Aarhus."""
    row = OrganisationFactory(
        name="Bøgely Glas", municipality=world.municipality("0751"), employees_fte=26, description="Vinduer og trapper."
    )
    world.offer(row, "cleaning-windows", [("municipality_list", ["0751", "0740"])])
    row.entry = grant(row)
    world.rebuild()
    return row


def text_of(response) -> str:
    """The page as text, blanks put together."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_a_hit_tells_who_where_since_when_and_how_it_stands(client, supplier):
    page = client.get(URL)
    text = text_of(page)
    for words in ("1 leverandør", "Bøgely Glas", "Gyldigt", "Social leverandør · ansætter selv", "26 årsværk"):
        assert words in text
    assert "Diplom siden januar 2024" in text
    assert "Aarhus og én kommune mere" in text
    assert f"/da/find/{supplier.public_id}/" in page.content.decode()


def test_the_order_is_explained(client, supplier):
    assert "skifter hver dag, så alle bliver set" in text_of(client.get(URL))
    assert client.get("/da/find/saadan-sorterer-vi/").status_code == 200


def test_it_is_all_one_form_with_a_button(client, supplier):
    html = client.get(URL).content.decode()
    assert '<form id="find" class="search-bar" method="get"' in html
    assert 'form="find" name="service" value="cleaning-windows"' in html
    assert html.count('type="submit"') >= 2
    assert "<script>" not in html
    assert "style=" not in html


def test_what_is_chosen_stands_as_a_chip_that_leads_back(client, supplier):
    html = client.get(f"{URL}?q=glas&to=0751&service=cleaning-windows&status=valid").content.decode()
    for href in (
        "?to=0751&amp;service=cleaning-windows&amp;status=valid",
        "?q=glas&amp;service=cleaning-windows&amp;status=valid",
        "?q=glas&amp;to=0751&amp;status=valid",
        "?q=glas&amp;to=0751&amp;service=cleaning-windows",
    ):
        assert f'<a class="chip" href="{href}">' in html


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("service=cleaning-windows&to=0740", 1),
        ("service=cleaning-windows&to=0101", 0),
        ("service=laundry-wash", 0),
        ("route=social_supplier/employs", 1),
        ("route=social_supplier/buys", 0),
        ("status=valid", 1),
        ("status=suspended", 0),
        ("size=10_49", 1),
        ("size=50_up", 0),
        ("municipality=0751", 1),
        ("region=1082", 1),
        ("region=1084", 0),
        ("kind=department", 0),
        ("q=vinduer", 1),
    ],
)
def test_each_choice_narrows(client, supplier, query, hits):
    assert client.get(f"{URL}?{query}").context["total"] == hits


@pytest.mark.parametrize("name", ["Aarhus", "århus", "Aarhus Kommune", " AARHUS "])
def test_a_place_is_known_by_name_too(client, supplier, name):
    page = client.get(URL, {"to": name})
    assert page.context["total"] == 1
    assert page.context["query"].to == "0751"


def test_who_holds_nothing_shows_only_when_asked_for(client, today):
    OrganisationFactory(name="Bøgely Kommune")
    world.rebuild()
    assert client.get(URL).context["total"] == 0
    assert client.get(f"{URL}?status=none").context["total"] == 1
    assert client.get(f"{URL}?q=bøgely").context["total"] == 1
    choices = {choice.key: choice.count for choice in client.get(URL).context["facets"]["status"].choices}
    assert choices == {"none": 1}


def test_a_suspended_supplier_stays_and_says_why(client, supplier):
    writers.suspend(supplier.entry, on=datetime.date(2026, 6, 3), words=WHY, by=None, at=world.NOW)
    world.rebuild()
    text = text_of(client.get(URL))
    assert "Suspenderet" in text
    assert "Diplomet gælder ikke lige nu. Suspenderet fra 3. juni 2026. Årsrapporten manglede." in text


def test_the_status_is_that_of_the_day_asked_about(client, supplier):
    writers.suspend(
        supplier.entry,
        on=datetime.date(2025, 3, 1),
        until=datetime.date(2025, 4, 1),
        words=WHY,
        by=None,
        at=world.NOW,
    )
    world.rebuild()
    for day, status in (("2025-02-28", "valid"), ("2025-03-01", "suspended"), ("2025-04-01", "valid")):
        assert client.get(f"{URL}?on={day}&status={status}").context["total"] == 1
    assert client.get(f"{URL}?on=2023-06-01").context["total"] == 0
    page = client.get(f"{URL}?on=2025-03-15")
    assert "Status er den, der gjaldt 15. marts 2025" in text_of(page)
    assert page.context["hits"][0]["badge"]["state"] == "suspended"
    assert client.get(f"{URL}?on=15.03.2025").context["hits"][0]["badge"]["state"] == "suspended"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("on=31.02.2026", "Skriv datoen som dag, måned og år"),
        ("on=i+går", "Skriv datoen som dag, måned og år"),
        ("on=0001-01-01", "Vælg en dag mellem år 2000 og 2099"),
        ("service=xyz", "»xyz« kender vi ikke"),
        ("to=9999", "»9999« kender vi ikke"),
        ("status=fine", "»fine« kender vi ikke"),
        ("order=money", "»money« kender vi ikke"),
        ("q=" + "a" * 300, "200 tegn"),
        ("q=%00", "Null-tegn"),
    ],
)
def test_what_cannot_be_read_is_said_and_the_rest_is_answered(client, supplier, query, words):
    page = client.get(f"{URL}?{query}&size=10_49")
    assert page.status_code == 200
    assert "Der er én ting at rette" in text_of(page)
    assert words in text_of(page)
    assert page.context["total"] == 1


@pytest.mark.parametrize("side", ["0", "-1", "99999999999", "x", "", "1.5"])
def test_any_page_number_is_a_page(client, supplier, side):
    assert client.get(f"{URL}?side={side}").context["page"].number == 1


def test_pages_keep_the_question(client, today):
    for at in range(23):
        grant(OrganisationFactory(name=f"Bøgely Vask {at:02}"))
    world.rebuild()
    first = client.get(f"{URL}?q=vask&order=name")
    assert "?q=vask&amp;order=name&amp;side=2" in first.content.decode()
    assert "Viser 1–20 af 23" in text_of(first)
    second = client.get(f"{URL}?q=vask&order=name&side=2")
    assert [hit["name"] for hit in second.context["hits"]] == [f"Bøgely Vask {at}" for at in (20, 21, 22)]


def test_nothing_here_says_who_is_near(client, supplier):
    page = client.get(f"{URL}?service=cleaning-windows&to=0746")
    text = text_of(page)
    assert "Ingen leverer vinduespolering i Skanderborg endnu" in text
    assert "Aarhus: 1 leverandør" in text
    assert page.context["coverage"]["0751"] == 1


def test_texts_of_suppliers_are_text_and_keep_their_language(client, supplier):
    supplier.description = '<script>alert(1)</script> "><img src=x onerror=alert(1)> We clean.'
    supplier.description_language = "en"
    supplier.name = "<b>Glas</b> & Co"
    supplier.save()
    world.rebuild()
    for url in (URL, f"/da/find/{supplier.public_id}/", "/en/find/"):
        html = client.get(url).content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "<b>Glas</b>" not in html
        assert "&lt;b&gt;Glas&lt;/b&gt; &amp; Co" in html
    assert '<p lang="en">&lt;script&gt;' in client.get(URL).content.decode()


def test_a_question_as_script_is_only_a_question(client, supplier):
    html = client.get(URL, {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in html
    assert "&quot;&gt;&lt;script&gt;" in html


def test_what_may_not_be_shown_any_more_is_gone_before_the_index_knows(client, supplier):
    department = DepartmentFactory(organisation=supplier, name="Afdeling Syd")
    grant(department)
    world.rebuild()
    assert client.get(URL).context["total"] == 2
    type(department).objects.filter(pk=department.pk).update(staff=4, staff_target_group=4)
    assert [hit["name"] for hit in client.get(URL).context["hits"]] == ["Bøgely Glas"]
    type(supplier).objects.filter(pk=supplier.pk).update(is_listed=False)
    assert client.get(URL).context["hits"] == []


def test_no_page_or_file_carries_a_sole_traders_number(client, today):
    row = OrganisationFactory(name="Anna Prøvesen", is_sole_trader=True, street="Hjemvej 7")
    grant(row)
    world.rebuild()
    for url in (URL, f"{URL}?q=anna", f"{URL}liste.csv", f"/da/find/{row.public_id}/", f"{URL}?q={row.cvr}"):
        page = client.get(url)
        found = page.content.decode().replace(f"q={row.cvr}", "").replace(f'value="{row.cvr}"', "")
        found = found.replace(f"»{row.cvr}«", "")
        assert row.cvr not in found
        assert "Hjemvej" not in found
    assert client.get(f"{URL}?q={row.cvr}").context["total"] == 0


def test_the_file_has_every_hit_and_runs_no_formula(client, today):
    for name in ("=1+1", "Bøgely Vask", "@cmd"):
        grant(OrganisationFactory(name=name))
    world.rebuild()
    answer = client.get(f"{URL}liste.csv?order=name")
    assert answer["Content-Type"].startswith("text/csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert [row[0] for row in rows[1:]] == ["'=1+1", "Bøgely Vask", "'@cmd"]
    assert rows[0][0] == "Navn"
    assert {row[4] for row in rows[1:]} == {"Gyldigt"}


def test_filtered_pages_are_not_for_search_engines(client, supplier, settings):
    settings.DEMO = False
    assert "noindex" not in client.get(URL).content.decode()
    assert "noindex" not in client.get(f"{URL}?service=cleaning-windows").content.decode()
    assert "noindex" in client.get(f"{URL}?service=cleaning-windows&to=0751").content.decode()
    assert "noindex" in client.get(f"{URL}?q=vask").content.decode()


def test_only_reading_is_offered(client, supplier):
    assert client.post(URL).status_code == 405
    assert client.delete(URL).status_code == 405


def test_english_says_the_same(client, supplier):
    page = client.get("/en/find/?service=cleaning-windows")
    assert page.status_code == 200
    assert "Window cleaning" in text_of(page)


OWN = re.compile(r'"(search_search|search_text|organisations_|entries_|codes_)')


def own_queries(queries) -> list[str]:
    """The questions this page asks of the register; the frame of every page has its own tests."""
    return [query["sql"] for query in queries.captured_queries if OWN.search(query["sql"]) or "WITH " in query["sql"]]


@pytest.mark.parametrize(
    "query", ["", "q=rengøring", "service=cleaning&to=0751&status=valid&size=10_49&order=distance"]
)
def test_the_page_asks_few_questions_however_many_hits(client, today, query, django_assert_max_num_queries):
    world.build(random.Random(7), size=12)
    client.get(f"{URL}?{query}")
    with django_assert_max_num_queries(20) as queries:
        client.get(f"{URL}?{query}")
    asked = own_queries(queries)
    assert len(asked) <= 7, "\n".join(asked)
