"""The factories make rows that the tables accept."""

import pytest

from tests.registry import factories as f

pytestmark = pytest.mark.django_db


def test_every_factory_and_trait_makes_a_row_that_the_tables_accept():
    f.UserFactory(superuser=True)
    for trait in ("real_number", "sole_trader", "municipality_kind", "public", "operator", "unlisted"):
        f.OrganisationFactory(**{trait: True})
    f.OrganisationNameFactory()
    f.DepartmentFactory(revealing=True)
    f.DepartmentFactory(uncounted=True)
    offer = f.OfferFactory(coverages=["nationwide", ("radius", 25), ("municipalities", ["0101"])])
    assert offer.coverages.count() == 3
    for trait in ("administrator", "buyer", "department", "consultant", "secretariat", "editor", "ended"):
        f.MembershipFactory(**{trait: True})


def test_a_user_logs_in_with_the_password_of_the_factories():
    assert f.UserFactory().check_password(f.PASSWORD)
