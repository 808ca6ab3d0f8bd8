"""The page behind an invitation's link: a look changes nothing, a yes gives the role."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from registry.accounts.queries import address_is_known
from registry.organisations.forms.membership import REFUSALS, JoinForm
from registry.organisations.queries.membership import invitation_by_secret
from registry.organisations.services import membership as services


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the invitation; accept it on POST, as the user logged in or as a new one."""
    row = invitation_by_secret(secret)
    if row is None:
        raise Http404
    on = timezone.localdate()
    user = request.user
    is_open = row.state == "sent" and row.expires_on > on
    mine = user.is_authenticated and user.email == row.email
    is_new = not user.is_authenticated and not address_is_known(row.email)
    form = JoinForm(request.POST if request.method == "POST" else None, email=row.email) if is_open and is_new else None
    refusal = ""
    if request.method == "POST" and is_open:
        try:
            if mine:
                services.accept(row, user=user, on=on)
                return welcome(request)
            if form is not None and form.is_valid():
                user, _membership = services.accept_as_new(row, on=on, **form.cleaned_data)
                record_authentication(request, user, method="password", email=user.email)
                messages.success(request, _("Velkommen. Du har nu rollen."))
                return perform_login(request, user, email_verification="none")
        except services.Refused as refused:
            refusal = REFUSALS[refused.code]
        except (services.IllegalMove, IntegrityError):  # somebody was first: another window, or the sender
            refusal = REFUSALS["not_open"]
    state = "open" if is_open else ("expired" if row.state == "sent" else row.state)
    context = {
        "invitation": row,
        "state": state,
        "mine": mine,
        "is_new": is_new,
        "form": form,
        "refusal": refusal,
        "next": request.path,
    }
    wrong = refusal or (form is not None and form.errors) or (request.method == "POST" and not is_open)
    return render(request, "organisations/membership_invitation.html", context, status=422 if wrong else 200)


def welcome(request: HttpRequest) -> HttpResponse:
    """To the first page, with the new role."""
    messages.success(request, _("Velkommen. Du har nu rollen."))
    return redirect("portal:start")
