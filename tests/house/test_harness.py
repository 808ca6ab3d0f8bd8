"""The test run's own nets hold."""

import pytest
from django.contrib.auth import get_user_model
from django.template import engines
from django.template.base import Origin
from wagtail.models import Page

from tests import harness


def template(text: str, name: str):
    made = engines["django"].from_string(text)
    origin = Origin(name=name)
    made.template.origin = origin
    for node in made.template.nodelist:
        node.origin = origin
    return made


def test_an_undefined_variable_in_our_template_raises():
    with pytest.raises(harness.UndefinedVariable, match=r"nobody in templates/x\.html"):
        template("{{ nobody }}", str(harness.ROOT / "templates" / "x.html")).render({})


def test_an_undefined_variable_in_a_foreign_template_is_empty_and_takes_its_default():
    foreign = template("[{{ nobody }}{{ nobody|default:'x' }}]", "/elsewhere/x.html")
    assert foreign.render({}) == "[x]"


@pytest.mark.django_db
def test_rows_that_nobody_ordered_come_back_shuffled():
    users = get_user_model().objects
    for number in range(40):
        users.create(email=f"prøve{number}@demo.example")
    assert [user.pk for user in users.all()] != [user.pk for user in users.order_by("pk")]
    assert [user.pk for user in users.order_by("pk")] == sorted(user.pk for user in users.all())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", [1, 2])
def test_a_test_that_commits_leaves_what_migrations_wrote(time):
    assert Page.objects.filter(depth=1).count() == 1
    assert not get_user_model().objects.filter(email="efter@demo.example").exists()
    get_user_model().objects.create(email="efter@demo.example")
    Page.objects.filter(depth__gt=1).delete()
