"""One small page a verb: what it means, the form, one button. Nothing is written on GET."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from registry.core.domain.lifecycle import IllegalMove
from registry.core.forms import HouseForm
from registry.entries import forms, services
from registry.entries.domain.changes import Refused
from registry.entries.domain.kinds import HolderKind, Kind
from registry.entries.domain.validity import known, of_kind
from registry.entries.models import KIND_WORDS, Entry, EntryPeriod
from registry.entries.permissions import Verb, entries
from registry.entries.queries.answers import statements_of
from registry.entries.queries.holders import find_holders, holder
from registry.entries.views.read import crumbs

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_GET
def record_find(request: HttpRequest) -> HttpResponse:
    """Whom to record a diploma for."""
    entries.require(request.user, Verb.RECORD)
    form = forms.HolderSearch(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    found = [{"kind": str(kind), "holder": row} for kind, row in find_holders(text)]
    context = {"form": form, "text": text, "found": found, "crumbs": crumbs(_("Registrér diplom"), within=True)}
    return render(request, "entries/entry_find.html", context)


@form_page
def record(request: HttpRequest, kind: str, public_id) -> HttpResponse:
    """Record a diploma for the organisation, production unit or department."""
    entries.require(request.user, Verb.RECORD)
    row = holder(kind, public_id)
    if row is None:
        raise Http404
    form = forms.RecordForm(request.POST or None, kind=HolderKind(kind), initial={"starts_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        route = form.cleaned_data["route"]
        try:
            entry = services.record(
                holder=row,
                scheme=route.scheme,
                route=route,
                words=form.words(),
                by=request.user,
                at=timezone.now(),
                **form.period(),
            )
        except (Refused, IllegalMove) as error:
            form.refuse(error)
        else:
            messages.success(request, _("Diplomet er registreret."))
            return redirect("entries:detail", public_id=entry.public_id)
    context = {"holder": row, "form": form, "crumbs": crumbs(_("Registrér diplom"), within=True)}
    return render(request, "entries/entry_record.html", context, status=422 if form.errors else 200)


def act(
    request: HttpRequest,
    entry: Entry,
    form: HouseForm,
    write: Callable[[HouseForm], object],
    *,
    template: str,
    done: str,
    here: str,
    **context: object,
) -> HttpResponse:
    """The one course of every verb's page: show, or write and go back to the entry, or say why not."""
    if request.method == "POST" and form.is_valid():
        try:
            write(form)
        except (Refused, IllegalMove) as error:
            form.refuse(error)
        else:
            messages.success(request, done)
            return redirect("entries:detail", public_id=entry.public_id)
    context |= {"entry": entry, "form": form, "crumbs": crumbs(here, within=True)}
    return render(request, template, context, status=422 if form.errors else 200)


def shown(entry: Entry, **initial: object) -> dict:
    """First values of a form: today, and the version that is looked at."""
    return {"on": timezone.localdate(), "seen": entry.version} | initial


@form_page
def renew(request: HttpRequest, public_id) -> HttpResponse:
    """A further period."""
    entry = entries.get(request.user, Verb.RENEW, public_id=public_id)
    valid = of_kind(known(statements_of(entry)), Kind.VALID)
    follows = valid[-1].ends_on if valid else None
    form = forms.RenewForm(request.POST or None, initial=shown(entry, starts_on=follows or timezone.localdate()))

    def write(form: forms.RenewForm) -> None:
        services.renew(
            entry,
            words=form.words(),
            by=request.user,
            at=timezone.now(),
            seen=form.cleaned_data["seen"],
            **form.period(),
        )

    return act(
        request,
        entry,
        form,
        write,
        template="entries/entry_renew.html",
        done=_("Diplomet er fornyet."),
        here=_("Forny"),
    )


@form_page
def suspend(request: HttpRequest, public_id) -> HttpResponse:
    """Suspend from a day."""
    entry = entries.get(request.user, Verb.SUSPEND, public_id=public_id)
    form = forms.SuspendForm(request.POST or None, initial=shown(entry))

    def write(form: forms.SuspendForm) -> None:
        data = form.cleaned_data
        services.suspend(
            entry,
            on=data["on"],
            until=forms.day_after(data["last_day"]),
            words=form.words(),
            heard=data["heard"],
            by=request.user,
            at=timezone.now(),
            seen=data["seen"],
        )

    return act(
        request,
        entry,
        form,
        write,
        template="entries/entry_suspend.html",
        done=_("Diplomet er suspenderet."),
        here=_("Suspendér"),
    )


@form_page
def lift(request: HttpRequest, public_id) -> HttpResponse:
    """Lift the suspension from a day."""
    entry = entries.get(request.user, Verb.LIFT, public_id=public_id)
    form = forms.LiftForm(request.POST or None, initial=shown(entry))

    def write(form: forms.LiftForm) -> None:
        data = form.cleaned_data
        services.lift(entry, on=data["on"], words=form.words(), by=request.user, at=timezone.now(), seen=data["seen"])

    return act(
        request,
        entry,
        form,
        write,
        template="entries/entry_lift.html",
        done=_("Suspensionen er ophævet."),
        here=_("Ophæv suspension"),
    )


@form_page
def withdraw(request: HttpRequest, public_id) -> HttpResponse:
    """Withdraw from a day."""
    entry = entries.get(request.user, Verb.WITHDRAW, public_id=public_id)
    form = forms.WithdrawForm(request.POST or None, initial=shown(entry))

    def write(form: forms.WithdrawForm) -> None:
        data = form.cleaned_data
        services.withdraw(
            entry,
            on=data["on"],
            words=form.words(),
            heard=data["heard"],
            by=request.user,
            at=timezone.now(),
            seen=data["seen"],
        )

    return act(
        request,
        entry,
        form,
        write,
        template="entries/entry_withdraw.html",
        done=_("Diplomet er trukket tilbage."),
        here=_("Træk tilbage"),
    )


def statement(request: HttpRequest, public_id) -> EntryPeriod:
    """The statement, if this user may correct its entry."""
    row = get_object_or_404(EntryPeriod.objects.order_by("pk"), public_id=public_id)
    row.entry = entries.get(request.user, Verb.CORRECT, pk=row.entry_id)
    return row


@form_page
def correct(request: HttpRequest, public_id) -> HttpResponse:
    """State it anew."""
    row = statement(request, public_id)
    form = forms.CorrectForm(request.POST or None, period=row, initial={"seen": row.entry.version})

    def write(form: forms.CorrectForm) -> None:
        data = form.cleaned_data
        services.correct(row, why=data["why"], by=request.user, at=timezone.now(), seen=data["seen"], **form.values())

    return act(
        request,
        row.entry,
        form,
        write,
        template="entries/period_correct.html",
        done=_("Udsagnet er rettet."),
        here=_("Ret"),
        period=row,
        kind=KIND_WORDS[Kind(row.kind)],
    )


@form_page
def annul(request: HttpRequest, public_id) -> HttpResponse:
    """Take it out."""
    row = statement(request, public_id)
    form = forms.WhyForm(request.POST or None, initial={"seen": row.entry.version})

    def write(form: forms.WhyForm) -> None:
        data = form.cleaned_data
        services.annul(row, why=data["why"], by=request.user, at=timezone.now(), seen=data["seen"])

    return act(
        request,
        row.entry,
        form,
        write,
        template="entries/period_annul.html",
        done=_("Udsagnet tæller ikke længere."),
        here=_("Tag ud"),
        period=row,
        kind=KIND_WORDS[Kind(row.kind)],
    )
