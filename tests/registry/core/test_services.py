"""Moves, jobs, outgoing mail, news and retention."""

import datetime

import pytest
from django.core import mail
from django.db import connection, transaction
from django.dispatch import Signal
from django.utils import timezone

from registry.core import services, tasks
from registry.core.domain.jobs import JOB, MAX_ATTEMPTS
from registry.core.domain.lifecycle import IllegalMove, Lifecycle
from registry.core.models import Job, OutboxMessage
from registry.organisations.domain.invitation import INVITATION
from registry.organisations.models import Invitation
from tests.registry.factories import OrganisationFactory

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 21, 12, tzinfo=datetime.UTC)
LEASE = datetime.timedelta(minutes=2)


def invitation(state="sent") -> Invitation:
    return Invitation.objects.create(
        organisation=OrganisationFactory(),
        email="ny@proeve.example",
        role="supplier",
        state=state,
        secret_hash=f"{state}-{Invitation.objects.count()}",
        expires_on=NOW.date(),
    )


@pytest.mark.parametrize("verb", sorted(INVITATION.moves))
@pytest.mark.parametrize("state", sorted(INVITATION.states))
def test_every_verb_from_every_state(state, verb):
    row = invitation(state)
    sources, target = INVITATION.moves[verb]
    if state in sources:
        services.move(row, INVITATION, verb, by=None)
        assert Invitation.objects.get(pk=row.pk).state == row.state == target
    else:
        with pytest.raises(IllegalMove):
            services.move(row, INVITATION, verb, by=None)
        assert Invitation.objects.get(pk=row.pk).state == state


def test_a_stale_copy_is_refused():
    row = invitation()
    stale = Invitation.objects.get(pk=row.pk)
    services.move(row, INVITATION, "accept", by=None)
    with pytest.raises(IllegalMove):
        services.move(stale, INVITATION, "revoke", by=None)


def test_an_unknown_verb_is_a_fault_and_not_a_closed_door():
    with pytest.raises(KeyError):
        Lifecycle("door", {"open": (frozenset({"closed"}), "open")}).target("closed", "opne")


# --- Jobs -------------------------------------------------------------------------------------------------------
def test_work_asked_for_twice_is_one_row():
    first = services.request_job("x", key="k", payload={"id": 1}, by=None)
    assert services.request_job("x", key="k", payload={"id": 1}, by=None).pk == first.pk


@pytest.mark.parametrize("state", sorted(JOB.states))
@pytest.mark.parametrize("verb", ["claim", "renew", "finish", "fail"])
def test_every_verb_of_a_job_from_every_state(state, verb):
    job = Job.objects.create(kind="x", key="k", state=state, lease_until=NOW + LEASE, attempt=MAX_ATTEMPTS)
    done = {
        "claim": lambda: services.claim_job(job.pk, now=NOW, lease=LEASE) is not None,
        "renew": lambda: services.renew_job(job, done=1, total=2, now=NOW, lease=LEASE),
        "finish": lambda: services.end_job(job, now=NOW, result={"rows": 1}),
        "fail": lambda: services.end_job(job, now=NOW, error="broken"),
    }[verb]()
    # A running job under a lease that holds cannot be claimed; only a running one can be renewed or ended.
    assert done == (state == "queued" if verb == "claim" else state == "running")


def test_a_lease_that_ran_out_is_taken_over_and_the_first_worker_can_end_nothing():
    services.request_job("x", key="k", payload={}, by=None)
    pk = Job.objects.get().pk
    first = services.claim_job(pk, now=NOW, lease=LEASE)
    second = services.claim_job(pk, now=NOW + 2 * LEASE, lease=LEASE)
    assert second.attempt == 2
    assert not services.end_job(first, now=NOW + 2 * LEASE, result={"by": "first"})
    assert services.end_job(second, now=NOW + 2 * LEASE, result={"by": "second"})
    assert Job.objects.get().result == {"by": "second"}


def test_a_fault_is_tried_again_until_it_is_hopeless(monkeypatch, django_capture_on_commit_callbacks):
    def broken(job, report):
        raise RuntimeError("no")

    monkeypatch.setitem(tasks.HANDLERS, "broken", broken)
    job = Job.objects.create(kind="broken", key="k")
    for _attempt in range(MAX_ATTEMPTS):
        assert Job.objects.get().state == "queued"
        tasks.run_job(job.pk)
    assert (Job.objects.get().state, Job.objects.get().note) == ("failed", "RuntimeError")


def test_refused_work_is_not_tried_again(monkeypatch):
    def refuse(job, report):
        raise tasks.Refused("Filen er tom.")

    monkeypatch.setitem(tasks.HANDLERS, "refuse", refuse)
    job = Job.objects.create(kind="refuse", key="k")
    tasks.run_job(job.pk)
    assert (Job.objects.get().state, Job.objects.get().note) == ("failed", "Filen er tom.")


def test_the_sweep_tells_the_broker_about_lost_work_only():
    old = NOW - datetime.timedelta(hours=1)
    lost = Job.objects.create(kind="x", key="lost", state="running", lease_until=old, attempt=1)
    never = Job.objects.create(kind="x", key="never")
    Job.objects.create(kind="x", key="told", sent_at=NOW)
    Job.objects.create(kind="x", key="held", state="running", lease_until=NOW + LEASE)
    Job.objects.create(kind="x", key="done", state="done")
    assert services.due_jobs(now=NOW, resend_after=LEASE) == [lost.pk, never.pk]
    assert services.due_jobs(now=NOW, resend_after=LEASE) == [lost.pk]  # until somebody claims it


# --- Mail and news ----------------------------------------------------------------------------------------------
def test_a_mail_goes_out_once():
    for _again in range(2):
        services.post(key="k", to="a@proeve.example", subject="Emne", text="Tekst")
    row = OutboxMessage.objects.get()
    assert services.send_message(row.pk, now=NOW, lease=LEASE)
    assert not services.send_message(row.pk, now=NOW + 2 * LEASE, lease=LEASE)
    assert [message.subject for message in mail.outbox] == ["Emne"]
    assert services.open_messages(now=NOW + 2 * LEASE) == []


def test_a_mail_server_that_is_down_is_tried_again(monkeypatch):
    row = services.post(key="k", to="a@proeve.example", subject="Emne", text="Tekst")
    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", lambda self: (_ for _ in ()).throw(OSError("down")))
        assert not services.send_message(row.pk, now=NOW, lease=LEASE)
    assert services.open_messages(now=NOW) == []
    assert services.open_messages(now=NOW + 2 * LEASE) == [row.pk]


def test_news_of_one_transaction_is_told_once_with_all_of_it(django_capture_on_commit_callbacks):
    told, signal = [], Signal()
    signal.connect(lambda sender, ids, **_: told.append(ids), weak=False)
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(3):
            services.announce(signal, Job, ids=frozenset({number}))
    assert told == [frozenset({0, 1, 2})]


def test_news_of_a_transaction_that_is_rolled_back_is_not_told(django_capture_on_commit_callbacks):
    told, signal = [], Signal()
    signal.connect(lambda sender, **_: told.append(1), weak=False)
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ZeroDivisionError), transaction.atomic():
        services.announce(signal, Job, ids=frozenset({1}))
        raise ZeroDivisionError
    assert told == []


def test_what_is_old_is_forgotten():
    for days in (89, 91):
        ended = timezone.now() - datetime.timedelta(days=days)
        Job.objects.create(kind="x", key=str(days), state="done", ended_at=ended)
    tasks.sweep_retention()
    assert [job.key for job in Job.objects.order_by("pk")] == ["89"]


def test_the_states_are_closed_in_the_database():
    from django.db import IntegrityError

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        Job.objects.create(kind="x", key="k", state="lost")
        cursor.execute("SELECT 1")
