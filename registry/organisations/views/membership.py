"""Pages about the people of an organisation: who they are, inviting, ending."""

from urllib.parse import urlencode

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from registry.organisations import mails
from registry.organisations.forms.membership import REFUSALS, CloseForm, EndForm, InviteForm, PeopleSearch
from registry.organisations.permissions.membership import PeopleVerb, invitations, members, memberships
from registry.organisations.queries import membership as queries
from registry.organisations.services import membership as services

PAGE_SIZE = 50
form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_GET
def member_list(request: HttpRequest, public_id) -> HttpResponse:
    """The people who act for an organisation, and the invitations that wait."""
    organisation = members.get(request.user, PeopleVerb.SEE_PEOPLE, public_id=public_id)
    on = timezone.localdate()
    context = {
        "organisation": organisation,
        "members": queries.members_of(organisation, on),
        "invitations": queries.open_invitations(organisation),
        "today": on,
        "may_invite": members.allows(request.user, PeopleVerb.INVITE, organisation),
        "may_end": members.allows(request.user, PeopleVerb.END, organisation),
        "crumbs": crumbs(organisation, _("Medarbejdere og roller")),
    }
    return render(request, "organisations/membership_list.html", context)


@form_page
def invite(request: HttpRequest, public_id) -> HttpResponse:
    """Invite an address."""
    organisation = members.get(request.user, PeopleVerb.INVITE, public_id=public_id)
    form = InviteForm(posted(request), organisation=organisation, initial={"language": get_language()})
    if request.method == "POST" and form.is_valid():
        try:
            row = services.invite(
                organisation, by=request.user, on=timezone.localdate(), letter=mails.invitation, **form.cleaned_data
            )
        except services.Refused as refusal:
            form.add_error(None, REFUSALS[refusal.code])
        else:
            messages.success(request, _("Invitationen er sendt til %(email)s.") % {"email": row.email})
            return redirect("organisations:members", public_id=public_id)
    context = {"organisation": organisation, "form": form, "crumbs": crumbs(organisation, _("Invitér"))}
    return render(request, "organisations/membership_invite.html", context, status=422 if form.errors else 200)


@require_POST
def invitation_renew(request: HttpRequest, public_id) -> HttpResponse:
    """Send an invitation again."""
    row = invitations.get(request.user, PeopleVerb.INVITE, public_id=public_id)
    try:
        services.renew(row, by=request.user, on=timezone.localdate(), letter=mails.invitation)
    except services.Refused as refusal:
        messages.error(request, REFUSALS[refusal.code])
    else:
        messages.success(request, _("Invitationen er sendt igen. Det gamle link virker ikke længere."))
    return redirect("organisations:members", public_id=row.organisation.public_id)


@require_POST
def invitation_revoke(request: HttpRequest, public_id) -> HttpResponse:
    """Take an invitation back."""
    row = invitations.get(request.user, PeopleVerb.INVITE, public_id=public_id)
    try:
        services.revoke(row, by=request.user)
    except services.IllegalMove:
        messages.error(request, REFUSALS["not_open"])
    else:
        messages.success(request, _("Invitationen er trukket tilbage. Linket virker ikke længere."))
    return redirect("organisations:members", public_id=row.organisation.public_id)


@form_page
def membership_end(request: HttpRequest, public_id) -> HttpResponse:
    """End somebody's role from today."""
    row = memberships.get(request.user, PeopleVerb.END, public_id=public_id)
    form = EndForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            services.end_membership(row, by=request.user, on=timezone.localdate(), reason=form.cleaned_data["reason"])
        except services.Refused as refusal:
            form.add_error(None, REFUSALS[refusal.code])
        else:
            messages.success(request, _("Rollen er afsluttet."))
            return redirect("organisations:members", public_id=row.organisation.public_id)
    context = {"membership": row, "form": form, "crumbs": crumbs(row.organisation, _("Afslut rolle"))}
    return render(request, "organisations/membership_end.html", context, status=422 if form.errors else 200)


@form_page
def membership_leave(request: HttpRequest, public_id) -> HttpResponse:
    """Give up a role of one's own."""
    row = memberships.get(request.user, PeopleVerb.LEAVE, public_id=public_id)
    refusal_text = ""
    if request.method == "POST":
        try:
            services.end_membership(row, by=request.user, on=timezone.localdate(), reason="left")
        except services.Refused as refusal:
            refusal_text = REFUSALS[refusal.code]
        else:
            messages.success(request, _("Du har ikke rollen længere."))
            return redirect("portal:account")
    context = {"membership": row, "refusal": refusal_text}
    return render(request, "organisations/membership_leave.html", context, status=422 if refusal_text else 200)


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Every role in force, for the administrator of the house."""
    memberships.require(request.user, PeopleVerb.SEE_ALL_PEOPLE)
    form = PeopleSearch(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    page = Paginator(queries.all_memberships(timezone.localdate(), text), PAGE_SIZE).get_page(request.GET.get("side"))
    context = {"form": form, "page": page, "text": text, "query": urlencode({"q": text}) if text else ""}
    return render(request, "organisations/membership_people.html", context)


@form_page
def close_account(request: HttpRequest) -> HttpResponse:
    """Close one's own account: every role ends, and name and address are forgotten."""
    if request.method == "POST":
        raise_if_reauthentication_required(request, app="allauth.account")
    form = CloseForm(posted(request), user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            services.close_account(request.user, by=request.user, on=timezone.localdate())
        except services.Refused as refusal:
            form.add_error(None, REFUSALS[refusal.code])
        else:
            request.session.flush()
            messages.success(request, _("Din konto er lukket. Vi har slettet dit navn og din adresse."))
            return redirect("account_login")
    return render(request, "organisations/membership_close.html", {"form": form}, status=422 if form.errors else 200)


def posted(request: HttpRequest):
    """What was sent, also when it is nothing: an empty answer is an answer."""
    return request.POST if request.method == "POST" else None


def crumbs(organisation, here: str) -> list[dict]:
    """The way to a page about an organisation's people."""
    way = [{"label": _("Min forside"), "url": reverse("portal:start")}]
    people_page = reverse("organisations:members", kwargs={"public_id": organisation.public_id})
    way.append({"label": organisation.name, "url": people_page})
    return [*way, {"label": here, "url": ""}]
