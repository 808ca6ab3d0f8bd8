"""Merging marks, never re-points; undone the same way."""

import pytest
from django.utils import timezone

from registry.organisations.domain.refusals import Reason, Refusal
from registry.organisations.models import Merge, Organisation
from registry.organisations.queries import absorbed_ids, names_of, resolve, resolve_ids
from registry.organisations.services.merging import merge, undo_merge
from tests.registry.factories import OfferFactory, OrganisationFactory, OrganisationNameFactory

pytestmark = pytest.mark.django_db


def join(one, other, reason="Samme adresse og navn"):
    return merge(one, other, reason=reason, by=None, at=timezone.now())


@pytest.fixture
def three():
    return [OrganisationFactory(name=name) for name in ("Bøgely", "Bøgely A/S", "Bøgely Gruppen")]


def test_a_merged_row_stands_for_the_last_of_the_chain_and_nothing_that_points_at_it_moves(three):
    a, b, c = three
    offer = OfferFactory(organisation=a)
    OrganisationNameFactory(organisation=a, name="BØGELY")
    join(a, b)
    join(b, c)
    a.refresh_from_db()
    assert resolve(a) == c
    assert resolve_ids([a.pk, b.pk, c.pk]) == dict.fromkeys([a.pk, b.pk, c.pk], c.pk)
    assert absorbed_ids(c) == {a.pk, b.pk, c.pk}
    assert set(names_of(c)) == {"Bøgely", "BØGELY", "Bøgely A/S"}
    offer.refresh_from_db()
    assert offer.organisation == a


def test_undoing_gives_back_exactly_what_was(three):
    a, b, _ = three
    before = Organisation.objects.filter(pk=a.pk).values().get()
    done = join(a, b)
    undo_merge(done, by=None, at=timezone.now())
    assert Organisation.objects.filter(pk=a.pk).values().get() == before
    assert Merge.objects.get().undone_at is not None
    join(a, b)  # and it can be done again
    assert Merge.objects.count() == 2


def test_undoing_a_link_of_a_chain_leaves_the_other(three):
    a, b, c = three
    first = join(a, b)
    join(b, c)
    undo_merge(first, by=None, at=timezone.now())
    assert resolve_ids([a.pk, b.pk]) == {a.pk: a.pk, b.pk: c.pk}


@pytest.mark.parametrize(
    ("pair", "reason"),
    [
        ((0, 0), Reason.SAME_ROW),
        ((2, 0), Reason.TARGET_MERGED),
        ((0, 2), Reason.MERGED),
        ((1, 0), Reason.TARGET_MERGED),
    ],
)
def test_no_ring_no_merge_into_a_merged_row_no_second_merge(three, pair, reason):
    join(three[0], three[1])
    with pytest.raises(Refusal) as refused:
        join(three[pair[0]], three[pair[1]])
    assert refused.value.reason is reason
    assert Merge.objects.count() == 1


def test_a_stale_copy_cannot_merge_twice(three):
    a, b, c = three
    stale = Organisation.objects.get(pk=a.pk)
    join(a, b)
    with pytest.raises(Refusal):
        join(stale, c)


def test_a_reason_is_asked_for_and_the_house_itself_is_never_merged(three):
    with pytest.raises(Refusal) as refused:
        join(three[0], three[1], reason="  ")
    assert refused.value.reason is Reason.REASON_MISSING
    with pytest.raises(Refusal) as refused:
        join(three[0], OrganisationFactory(operator=True))
    assert refused.value.reason is Reason.OPERATOR


def test_a_merge_is_undone_once(three):
    done = join(three[0], three[1])
    stale = Merge.objects.get()
    undo_merge(done, by=None, at=timezone.now())
    with pytest.raises(Refusal) as refused:
        undo_merge(stale, by=None, at=timezone.now())
    assert refused.value.reason is Reason.SETTLED


def test_both_are_announced_on_commit(three, told, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        join(three[0], three[1])
    assert told == [frozenset({three[0].pk, three[1].pk})]
