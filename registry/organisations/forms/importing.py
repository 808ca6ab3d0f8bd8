"""Forms about imports: a file, and a row that waits."""

import datetime

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from registry.core.forms import HouseForm
from registry.organisations.forms.fields import CvrField
from registry.organisations.forms.organisation import KINDS


class UploadForm(HouseForm):
    """A CSV file."""

    file = forms.FileField(
        label=_("Fil"),
        allow_empty_file=True,  # the reader says what an empty file means, with a remedy
        help_text=_("CSV, UTF-8, højst 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv,text/plain"}),
    )


class AttachForm(HouseForm):
    """Which organisation a waiting row speaks of."""

    organisation = forms.CharField(widget=forms.HiddenInput)


class CreateForm(HouseForm):
    """The organisation a waiting row speaks of, when the register does not have it."""

    name = forms.CharField(label=_("Navn"), max_length=300)
    kind = forms.ChoiceField(label=_("Slags"), choices=KINDS)

    def __init__(self, *args, on: datetime.date | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"] = CvrField(
            required=False,
            allow_demo=settings.DEMO,
            help_text=_("Lad feltet stå tomt, hvis organisationen ikke har et dansk CVR-nummer."),
        )
        self.order_fields(["number", "name", "kind"])


class DismissForm(HouseForm):
    """Why a row is of no use."""

    reason = forms.CharField(label=_("Begrundelse"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
