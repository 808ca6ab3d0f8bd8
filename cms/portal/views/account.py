"""My account: language, log-in, second factor, roles, and the way out."""

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, translate_url
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from registry.accounts import gateways, services
from registry.accounts.forms import LanguageForm
from registry.organisations.queries.membership import memberships_of


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Show the account; POST chooses the language."""
    user = request.user
    form = LanguageForm(request.POST if request.method == "POST" else None, initial={"language": user.language})
    if request.method == "POST" and form.is_valid():
        language = form.cleaned_data["language"]
        services.set_language(user, language, by=user)
        with translation.override(language):
            messages.success(request, _("Sproget er gemt."))
        response = redirect(translate_url(reverse("portal:account"), language))
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, secure=settings.SESSION_COOKIE_SECURE)
        return response
    on = timezone.localdate()
    rows = list(memberships_of(user))
    context = {
        "form": form,
        "running": [row for row in rows if row.ends_on is None or row.ends_on > on],
        "ended": [row for row in rows if row.ends_on is not None and row.ends_on <= on],
        "factors": user.second_factors(),
        "sessions": UserSession.objects.filter(user=user).count(),
        "brokers": gateways.brokers(),
        "today": on,
    }
    return render(request, "portal/account.html", context, status=422 if form.errors else 200)
