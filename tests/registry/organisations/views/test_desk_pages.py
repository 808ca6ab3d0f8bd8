"""The secretariat's pages: find, register, merge, strike, import, settle; closed to everybody else."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from registry.core.models import Job
from registry.organisations.domain.import_rows import REQUIRED
from registry.organisations.models import ImportBatch, ImportRow, Merge, Organisation
from registry.organisations.services.merging import merge
from registry.organisations.services.registering import add_alias
from registry.organisations.views import importing as importing_views
from tests.registry.factories import OrganisationFactory, real_number
from tests.registry.organisations.conftest import client_of

pytestmark = pytest.mark.django_db


def url(name: str, row=None) -> str:
    return reverse(f"organisations:{name}", kwargs={"public_id": getattr(row, "public_id", row)} if row else {})


def table(*rows: tuple[str, str], column="company_id") -> SimpleUploadedFile:
    lines = [",".join((column, *REQUIRED)), *(f"{number},{name},,,,,DNK,prøve" for number, name in rows)]
    return SimpleUploadedFile("fil.csv", "\n".join(lines).encode(), content_type="text/csv")


@pytest.fixture
def desk(secretary):
    return client_of(secretary)


@pytest.fixture
def batch(desk) -> ImportBatch:
    desk.post(url("import"), {"file": table((real_number(), "Bøgely"), ("ORG-null", "Egelev"))})
    return ImportBatch.objects.get()


@pytest.fixture
def row(desk, batch) -> ImportRow:
    desk.post(url("import_load", batch))
    return ImportRow.objects.get(outcome="waiting")


@pytest.fixture
def things(batch, row):
    organisation, other = OrganisationFactory(sole_trader=True), OrganisationFactory()
    done = merge(other, organisation, reason="samme", by=None, at=timezone.now())
    return {
        "organisation_list": None,
        "organisation_new": None,
        "import": None,
        "import_batch": batch,
        "import_load": batch,
        "import_discard": batch,
        "waiting": None,
        "waiting_row": row,
        "merge": organisation,
        "strike": organisation,
        "merge_undo": done,
    }


PAGES = (
    "organisation_list",
    "organisation_new",
    "import",
    "import_batch",
    "import_load",
    "import_discard",
    "waiting",
    "waiting_row",
    "merge",
    "strike",
    "merge_undo",
)
POST_ONLY = {"import_load", "import_discard", "merge_undo"}


@pytest.mark.parametrize("page", PAGES)
def test_each_page_is_for_the_secretariat_alone(page, things, desk, firm, assessor, stranger):
    send = "post" if page in POST_ONLY else "get"
    address = url(page, things[page])
    assert getattr(desk, send)(address).status_code in {200, 302}
    assert getattr(client_of(assessor), send)(address).status_code == 403
    for user in (stranger, firm.administrator):
        assert getattr(client_of(user), send)(address).status_code in {403, 404}
    nobody = getattr(Client(), send)(address)
    assert nobody.status_code == 302 and "/konto/login/" in nobody.url
    if page in POST_ONLY:
        assert desk.get(address).status_code == 405
    if things[page] is not None:
        assert getattr(desk, send)(url(page, uuid.uuid4())).status_code == 404


def test_organisations_are_found_by_name_alias_number_and_spelling(desk, django_assert_max_num_queries):
    found = OrganisationFactory(name="Ærtebjerg Værksted")
    add_alias(found, name="Åens Hus", source="", by=None)
    OrganisationFactory(name="Egelev")
    for text in ("ærtebjerg", "ÆRTE", "åens", found.cvr, f"CVR {found.cvr}"):
        page = desk.get(url("organisation_list"), {"q": text})
        assert [row.name for row in page.context["page"]] == ["Ærtebjerg Værksted"], text
    assert "Ingen organisationer passer" in desk.get(url("organisation_list"), {"q": "findes ikke"}).content.decode()
    for n in range(30):
        OrganisationFactory(name=f"Bøgely {n}")
    with django_assert_max_num_queries(15):
        desk.get(url("organisation_list"))


def test_an_organisation_is_registered_by_hand_and_its_number_once(desk):
    data = {"number": real_number(), "name": "Bøgely", "kind": "company", "is_listed": "on"}
    assert desk.post(url("organisation_new"), data).status_code == 302
    again = desk.post(url("organisation_new"), data)
    assert (again.status_code, list(again.context["form"].errors)) == (422, ["number"])
    bad = desk.post(url("organisation_new"), data | {"number": "12345678"})
    assert list(bad.context["form"].errors) == ["number"]
    assert desk.post(url("organisation_new"), data | {"kind": "operator", "number": ""}).status_code == 422


def test_merging_shows_both_asks_why_and_can_be_undone(desk):
    one, other = OrganisationFactory(name="Bøgely"), OrganisationFactory(name="Bøgely A/S")
    page = desk.get(url("merge", one), {"q": "bøgely"})
    assert [row.name for row in page.context["found"]] == ["Bøgely A/S"]
    page = desk.get(url("merge", one), {"ind": str(other.public_id)})
    assert [item["row"].name for item in page.context["pair"]] == ["Bøgely", "Bøgely A/S"]
    assert desk.post(url("merge", one), {"into": str(other.public_id), "reason": ""}).status_code == 422
    assert desk.post(url("merge", one), {"into": "x", "reason": "samme"}).status_code == 422
    assert desk.post(url("merge", one), {"into": str(one.public_id), "reason": "samme"}).status_code == 422
    done = desk.post(url("merge", one), {"into": str(other.public_id), "reason": "samme adresse"}, follow=True)
    assert "samme adresse" in done.content.decode()
    assert desk.post(url("merge", one), {"into": str(other.public_id), "reason": "igen"}).status_code == 422
    row = Merge.objects.get()
    assert desk.post(url("merge_undo", row)).status_code == 302
    assert Organisation.objects.get(pk=one.pk).merged_into is None
    assert "En anden var først" in desk.post(url("merge_undo", row), follow=True).content.decode()


def test_striking_asks_twice(desk):
    trader = OrganisationFactory(sole_trader=True)
    assert desk.post(url("strike", trader), {}).status_code == 422
    assert desk.post(url("strike", trader), {"sure": "on"}).status_code == 302
    assert Organisation.objects.get(pk=trader.pk).cvr is None
    assert "slettet" in desk.get(url("strike", trader)).content.decode()
    assert desk.get(url("own", trader)).status_code == 200


def test_a_file_is_looked_at_before_it_is_loaded(desk, batch):
    page = desk.get(url("import_batch", batch))
    text = page.content.decode()
    assert "Nummer i filen" in text and "ORG-null" in text and "CVR-nummer på otte cifre" in text
    assert not Organisation.objects.filter(name="Bøgely").exists()
    assert desk.post(url("import_load", batch)).status_code == 302
    assert Organisation.objects.filter(name="Bøgely").count() == 1
    assert "En anden var først" in desk.post(url("import_load", batch), follow=True).content.decode()
    assert "En anden var først" in desk.post(url("import_discard", batch), follow=True).content.decode()
    filtered = desk.get(url("import_batch", batch), {"vis": "waiting"})
    assert [item["name"] for item in filtered.context["rows"]] == ["Egelev"]


def test_a_file_is_thrown_away(desk, batch):
    assert desk.post(url("import_discard", batch)).url == url("import")
    assert not Organisation.objects.filter(name="Bøgely").exists()
    assert "En anden var først" in desk.post(url("import_load", batch), follow=True).content.decode()


def test_the_same_file_again_says_that_there_is_nothing_new(desk):
    number = real_number()
    for _ in range(2):
        response = desk.post(url("import"), {"file": table((number, "Bøgely"))})
        for waiting in ImportBatch.objects.filter(state="previewed"):
            desk.post(url("import_load", waiting))
    assert response.status_code == 200
    assert "Ingen ændringer" in response.content.decode()
    assert ImportBatch.objects.count() == 1


def test_a_strict_file_with_faults_is_told_row_by_row_and_kept_nowhere(desk):
    number = real_number()
    response = desk.post(url("import"), {"file": table((number, "Bøgely"), (number, ""), column="cvr")})
    text = response.content.decode()
    assert response.status_code == 422
    assert "Navnet mangler." in text and "Intet er indlæst" in text
    assert not ImportBatch.objects.exists() and not Organisation.objects.filter(cvr=number).exists()


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", "Filen er tom"),
        ("company_id,name\n1,Bøgely".encode("cp1252"), "ikke gemt som UTF-8"),
        (b"PK\x03\x04xxxx", "regneark"),
        (b"company_id,name\n1,x", "Kolonnen »street« mangler"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(desk, data, text):
    response = desk.post(url("import"), {"file": SimpleUploadedFile("fil.csv", data)})
    assert response.status_code == 422
    assert text in response.content.decode()


def test_no_file_at_all_is_told_at_the_field(desk):
    response = desk.post(url("import"), {})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["file"])


def test_a_file_that_says_it_is_too_large_is_refused_before_it_is_read(desk):
    response = desk.generic("POST", url("import"), b"", CONTENT_LENGTH=str(200 * 1024 * 1024))
    assert response.status_code == 413
    assert "større end 10 MB" in response.content.decode()


def test_the_upload_is_protected_against_forged_requests(secretary):
    client = Client(enforce_csrf_checks=True)
    client.force_login(secretary)
    assert client.post(url("import"), {"file": table((real_number(), "Bøgely"))}).status_code == 403
    assert not ImportBatch.objects.exists()


def test_a_large_file_is_loaded_as_a_job_once(desk, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(importing_views, "AT_ONCE", 1)
    desk.post(url("import"), {"file": table((real_number(), "Bøgely"), (real_number(), "Egelev"))})
    batch = ImportBatch.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        response = desk.post(url("import_load", batch))
        desk.post(url("import_load", batch))
    job = Job.objects.get(kind="organisations.import")
    assert response.url == reverse("portal:job", kwargs={"public_id": job.public_id})
    assert (job.state, job.progress, job.total) == ("done", 2, 2)
    assert job.result["url"] == url("import_batch", batch)
    assert Organisation.objects.filter(name__in=["Bøgely", "Egelev"]).count() == 2


def test_a_waiting_row_proposes_and_a_person_attaches(desk, row):
    likely = OrganisationFactory(name="EGELEV")
    page = desk.get(url("waiting_row", row))
    assert [found.name for found in page.context["likely"]] == ["EGELEV"]
    assert desk.post(url("waiting_row", row), {"verb": "attach", "organisation": "x"}).status_code == 422
    data = {"verb": "attach", "organisation": str(likely.public_id)}
    assert desk.post(url("waiting_row", row), data).url == url("waiting")
    assert list(likely.aliases.values_list("name", flat=True)) == ["Egelev"]
    assert desk.post(url("waiting_row", row), data).status_code == 422  # settled already
    assert "EGELEV" in desk.get(url("waiting_row", row)).content.decode()


def test_a_waiting_row_becomes_an_organisation_or_is_laid_away_with_a_reason(desk, row):
    assert desk.post(url("waiting_row", row), {"verb": "dismiss", "away-reason": ""}).status_code == 422
    taken = OrganisationFactory(real_number=True)
    data = {"verb": "create", "new-name": "Egelev", "new-kind": "company", "new-number": taken.cvr}
    assert desk.post(url("waiting_row", row), data).status_code == 422
    assert desk.post(url("waiting_row", row), data | {"new-number": real_number()}).url == url("waiting")
    assert "Ingen rækker venter" in desk.get(url("waiting")).content.decode()


def test_an_unknown_verb_changes_nothing(desk, row):
    assert desk.post(url("waiting_row", row), {"verb": "burn"}).status_code == 200
    row.refresh_from_db()
    assert row.outcome == "waiting"
