"""The few writes every room shares: moves, journal, jobs, outgoing mail."""

import re
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.mail import EmailMessage
from django.db import models, transaction
from django.db.models import F, Q
from django.dispatch import Signal
from wagtail.log_actions import log

from registry.core import signals
from registry.core.domain.jobs import MAX_ATTEMPTS
from registry.core.domain.lifecycle import IllegalMove, Lifecycle
from registry.core.models import Heartbeat, Job, OutboxMessage

Actor = AbstractBaseUser | None  # None is the system itself


def announce(signal: Signal, sender: type, **facts: Any) -> None:
    """Send the signal when the transaction commits; a roll-back announces nothing.

    Facts that are sets add up: however many rows one transaction changes, such a signal is sent once, with all of them.
    """
    if facts and all(isinstance(fact, frozenset) for fact in facts.values()):
        for _savepoints, waiting, *_ in transaction.get_connection().run_on_commit:
            if isinstance(waiting, _News) and waiting.signal is signal and waiting.sender is sender:
                waiting.add(facts)
                return
    transaction.on_commit(_News(signal, sender, facts))


class _News:
    """One announcement that waits for the commit."""

    def __init__(self, signal: Signal, sender: type, facts: dict[str, Any]) -> None:
        self.signal, self.sender, self.facts = signal, sender, dict(facts)

    def add(self, facts: dict[str, frozenset]) -> None:
        """More of the same. Rolled-back parts may be among them: a receiver looks at the rows as they are."""
        for name, more in facts.items():
            self.facts[name] = self.facts.get(name, frozenset()) | more

    def __call__(self) -> None:
        self.signal.send(sender=self.sender, **self.facts)


def journal(instance: models.Model, action: str, *, by: Actor, **data: Any) -> None:
    """Write who did what to the row, in Wagtail's log, so that it shows in the row's History.

    `data` must be small, JSON-ready and free of personal data.
    """
    log(instance=instance, action=action, user=by, data=data or None, title=str(instance)[:250])


def move(instance: models.Model, lifecycle: Lifecycle, verb: str, *, by: Actor, field: str = "state", **data: Any):
    """Lead the row through one verb of its lifecycle: the only place where a state changes.

    A conditional UPDATE on id and source states decides races: unless exactly one row changed, somebody else was
    first and IllegalMove is raised. Further keyword arguments are columns set in the same UPDATE.
    """
    model = type(instance)
    state = getattr(instance, field)
    target = lifecycle.target(state, verb)
    with transaction.atomic():
        rows = model._base_manager.filter(pk=instance.pk, **{f"{field}__in": lifecycle.sources(verb), field: state})
        if rows.update(**{field: target}, **data) != 1:
            now = model._base_manager.filter(pk=instance.pk).values_list(field, flat=True).first()
            raise IllegalMove(lifecycle.name, verb, now or "deleted")
        setattr(instance, field, target)
        for name, value in data.items():
            setattr(instance, name, value)
        journal(instance, f"{model._meta.app_label}.{verb}", by=by, state=target)
        announce(signals.moved, model, instance=instance, verb=verb, state=target)
    return instance


# --- Jobs -------------------------------------------------------------------------------------------------------


def request_job(kind: str, *, key: str, payload: dict, by: Actor) -> Job:
    """Ask for long work. The same key gives the same row: work asked for twice is done once."""
    with transaction.atomic():
        job, created = Job.objects.get_or_create(
            key=key, defaults={"kind": kind, "payload": payload, "requested_by": by}
        )
        if created:
            announce(signals.job_requested, Job, job_id=job.pk)
    return job


def claim_job(job_id: int, *, now: datetime, lease: timedelta) -> Job | None:
    """Take the job under a lease, or None when it is taken, ended or unknown."""
    token = uuid.uuid4()
    free = Q(state=Job.State.QUEUED) | Q(state=Job.State.RUNNING, lease_until__lt=now)
    changed = (
        Job.objects.filter(free, pk=job_id)
        .order_by()
        .update(state=Job.State.RUNNING, lease_until=now + lease, lease_token=token, attempt=F("attempt") + 1)
    )
    return Job.objects.get(pk=job_id) if changed == 1 else None


def renew_job(job: Job, *, done: int, total: int, now: datetime, lease: timedelta) -> bool:
    """Report progress and keep the lease; False when somebody else holds the job by now."""
    held = Job.objects.filter(pk=job.pk, lease_token=job.lease_token, state=Job.State.RUNNING)
    return held.update(progress=done, total=total, lease_until=now + lease) == 1


def end_job(job: Job, *, now: datetime, result: dict | None = None, error: str = "") -> bool:
    """Close the job as done, or as failed with a note that carries no personal data."""
    held = Job.objects.filter(pk=job.pk, lease_token=job.lease_token, state=Job.State.RUNNING)
    if error and job.attempt < MAX_ATTEMPTS and error != "refused":
        return held.update(state=Job.State.QUEUED, lease_until=None, note=error[:500]) == 1
    state = Job.State.FAILED if error else Job.State.DONE
    return held.update(state=state, ended_at=now, lease_until=None, note=error[:500], result=result or {}) == 1


def due_jobs(*, now: datetime, resend_after: timedelta) -> list[int]:
    """Mark and return the jobs the broker must be told about (again): never sent, sent long ago, or lease run out."""
    waiting = Q(state=Job.State.QUEUED) & (Q(sent_at__isnull=True) | Q(sent_at__lt=now - resend_after))
    lost = Q(state=Job.State.RUNNING, lease_until__lt=now, attempt__lt=MAX_ATTEMPTS)
    hopeless = Job.objects.filter(state=Job.State.RUNNING, lease_until__lt=now, attempt__gte=MAX_ATTEMPTS)
    hopeless.order_by().update(state=Job.State.FAILED, ended_at=now, note="lease ran out too often")
    ids = list(Job.objects.filter(waiting | lost).order_by("pk").values_list("pk", flat=True)[:500])
    Job.objects.filter(pk__in=ids).order_by().update(sent_at=now)
    return ids


def mark_job_sent(job_id: int, *, now: datetime) -> None:
    """Remember that the broker was told, so that the sweep waits before it tells again."""
    Job.objects.filter(pk=job_id).order_by().update(sent_at=now)


# --- Outgoing mail ----------------------------------------------------------------------------------------------


def post(*, key: str, to: str, subject: str, text: str, language: str = "da") -> OutboxMessage:
    """Put a mail in the outbox; the same key never goes out twice. Mail carries no personal data beyond the address."""
    with transaction.atomic():
        message, created = OutboxMessage.objects.get_or_create(
            key=key, defaults={"to": to, "subject": subject[:200], "text": text, "language": language}
        )
        if created:
            announce(signals.message_posted, OutboxMessage, message_id=message.pk)
    return message


LINK = re.compile(r"https?://\S+")


def send_message(message_id: int, *, now: datetime, lease: timedelta, keep_links: bool = False) -> bool:
    """Claim the mail and hand it to the mail backend; True when this call sent it.

    A link in a mail may open a door (a new password, an invitation), so what is kept afterwards is the mail without its
    links; the demo keeps them, because its outbox is where the mail is read. The Message-ID is made of the row's id: a
    mail server that gets it twice after a crash can tell.
    """
    open_rows = OutboxMessage.objects.filter(
        Q(lease_until__isnull=True) | Q(lease_until__lt=now), pk=message_id, sent_at__isnull=True
    ).order_by()
    if open_rows.update(lease_until=now + lease, attempt=F("attempt") + 1) != 1:
        return False
    message = OutboxMessage.objects.get(pk=message_id)
    mail = EmailMessage(message.subject, message.text, to=[message.to])
    mail.extra_headers["Message-ID"] = f"<{message.public_id}@rummelig>"
    try:
        mail.send()
    except OSError as error:
        # Kept and tried again by the sweep: the lease runs out. The address is not written down.
        OutboxMessage.objects.filter(pk=message_id).update(error=type(error).__name__)
        return False
    kept = message.text if keep_links else LINK.sub("[link]", message.text)
    OutboxMessage.objects.filter(pk=message_id).update(sent_at=now, lease_until=None, error="", text=kept)
    return True


def open_messages(*, now: datetime) -> list[int]:
    """Ids of mails that nobody is sending."""
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=now)
    return list(
        OutboxMessage.objects.filter(free, sent_at__isnull=True).order_by("pk").values_list("pk", flat=True)[:500]
    )


def beat(name: str, *, now: datetime) -> None:
    """Write a sign of life."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": now})


# --- Retention --------------------------------------------------------------------------------------------------


def forget(model: type[models.Model], *, now: datetime) -> int:
    """Delete the rows of a model whose declared retention has run out; how many."""
    field, days, _why = model.RETENTION
    if field is None:
        return 0
    count, _ = model._base_manager.filter(**{f"{field}__lt": now - timedelta(days=days)}).delete()
    return count
