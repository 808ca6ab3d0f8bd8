"""Documents are what their names say."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from wagtail.documents.forms import get_document_form
from wagtail.documents.models import Document
from wagtail.models import Collection

pytestmark = pytest.mark.django_db


def workbook(*names: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


def errors(name: str, data: bytes) -> dict:
    root = Collection.get_first_root_node()
    file = ContentFile(data, name=name)
    return get_document_form(Document)(
        {"title": "Tal", "collection": root.pk}, {"file": file}, instance=Document()
    ).errors


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("tal.pdf", b"%PDF-1.7\n"),
        ("tal.csv", "navn;antal\nÅmose;3\n".encode()),
        ("tal.xlsx", workbook("[Content_Types].xml", "xl/workbook.xml")),
    ],
)
def test_honest_documents_are_taken(name, data):
    assert not errors(name, data)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("tal.pdf", b"<html><script>"),
        ("tal.csv", b"\xff\xfe\x00binary"),
        ("tal.xlsx", b"PK not a zip"),
        ("tal.xlsx", workbook("word/document.xml")),
        ("tal.xlsx", workbook("xl/workbook.xml", "xl/vbaProject.bin")),
        ("tal.html", b"<p>"),
    ],
)
def test_documents_in_disguise_are_refused(name, data):
    assert "file" in errors(name, data)


def test_a_document_nobody_can_load_on_a_phone_is_refused(monkeypatch):
    monkeypatch.setattr("cms.pages.forms.MAX_DOCUMENT_BYTES", 4)
    assert "file" in errors("tal.pdf", b"%PDF-1.7")
