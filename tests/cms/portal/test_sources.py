"""Every code list is named with its source and terms, to anyone."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["da", "en"])
def test_sources_are_named(client, language):
    page = client.get(f"/{language}/kilder/")
    assert page.status_code == 200
    assert len(page.context["sources"]) >= 8
    for source in page.context["sources"]:
        assert source.code_list.licence
        assert source.code_list.source
