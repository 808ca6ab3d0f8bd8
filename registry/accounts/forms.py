"""Forms of the account."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from registry.core.forms import HouseForm


class LanguageForm(HouseForm):
    """The language of pages and mails."""

    language = forms.ChoiceField(
        label=_("Sprog på sider og i mails"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )
