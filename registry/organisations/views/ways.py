"""What the pages of this room share: the way to a page, and a refusal turned into a form's error."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from registry.organisations.domain.refusals import Refusal
from registry.organisations.forms.refusals import WORDS
from registry.organisations.models import Organisation
from registry.organisations.permissions.organisation import organisations


def own_way(organisation: Organisation, *steps: str) -> list[dict]:
    """Crumbs of a page about one organisation."""
    home = {"label": _("Min forside"), "url": reverse("portal:start")}
    page = {"label": organisation.name, "url": own_url(organisation)}
    return [home, page, *({"label": step, "url": ""} for step in steps)]


def own_url(organisation: Organisation) -> str:
    """The page of one organisation."""
    return reverse("organisations:own", kwargs={"public_id": organisation.public_id})


def desk_way(*steps: tuple[str, str] | str) -> list[dict]:
    """Crumbs of a page of the secretariat; the last step is this page."""
    way = [
        {"label": _("Min forside"), "url": reverse("portal:start")},
        {"label": _("Organisationer"), "url": reverse("organisations:organisation_list")},
    ]
    for step in steps:
        label, url = (step, "") if isinstance(step, str) else step
        way.append({"label": label, "url": url})
    return way


def show_refusal(form: forms.Form, refusal: Refusal, field: str | None = None) -> None:
    """Say in the form why the service refused."""
    form.add_error(field if field in form.fields else None, WORDS[refusal.reason])


def chosen_one(request: HttpRequest, public_id: str | None) -> Organisation | None:
    """The organisation named in a field, among those the user may know of; None when nothing sensible was named."""
    try:
        wanted = UUID(public_id or "")
    except ValueError:
        return None
    return organisations.rows(request.user).filter(public_id=wanted).first()


def data_of(request: HttpRequest) -> QueryDict | None:
    """What was sent, also when nothing was filled in; None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None


def status_of(*bound: forms.Form) -> int:
    """422 when a form of the page has errors."""
    return 422 if any(form.is_bound and form.errors for form in bound) else 200
