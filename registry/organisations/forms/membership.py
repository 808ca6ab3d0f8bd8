"""Forms about the people of an organisation."""

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.accounts.models import User
from registry.core.forms import HouseForm
from registry.organisations.domain.roles import Role, roles_for
from registry.organisations.models import Organisation
from registry.organisations.models.roles import ROLE_WORDS

# What the services' refusals are in words.
REFUSALS = {
    "already_invited": _("Adressen har allerede en åben invitation til den rolle. Du kan sende den igen."),
    "already_member": _("Personen har allerede den rolle."),
    "ended_already": _("Rollen er allerede afsluttet."),
    "ends_before_start": _("Slutdagen skal ligge efter den dag, rollen begynder."),
    "expired": _("Invitationen er udløbet. Bed om en ny."),
    "last_administrator": _(
        "I skal altid have en administrator. Giv rollen til en anden først, så kan denne rolle afsluttes."
    ),
    "merged": _("Organisationen er lagt sammen med en anden. Brug den anden."),
    "not_open": _("Invitationen er ikke åben længere."),
    "other_address": _("Invitationen er sendt til en anden adresse end den, du er logget på med."),
    "role_not_here": _("Den rolle findes ikke i den slags organisation."),
    "unknown_reason": _("Vælg en grund."),
    "unknown_role": _("Vælg en rolle."),
}

REASON_CHOICES = [
    ("new_duties", _("Personen har fået andre opgaver")),
    ("replaced", _("En anden har overtaget")),
    ("left", _("Personen er holdt op")),
    ("mistake", _("Rollen blev givet ved en fejl")),
    ("misuse", _("Rollen er misbrugt")),
]


def role_choices(organisation: Organisation) -> list[tuple[str, str]]:
    """The roles that can be held there, in the order of the house."""
    allowed = roles_for(organisation.kind)
    return [(role.value, ROLE_WORDS[role]) for role in Role if role in allowed]


class InviteForm(HouseForm):
    """Invite an address to a role."""

    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(label=_("Rolle"), help_text=_("Rollen siger, hvad personen må gøre for jer."))
    ends_on = forms.DateField(
        label=_("Første dag uden rollen"),
        required=False,
        help_text=_("Lad feltet stå tomt, hvis rollen ikke har en slutdag."),
        widget=forms.DateInput(),
    )
    language = forms.ChoiceField(label=_("Sprog i mailen"), choices=settings.LANGUAGES)

    def __init__(self, *args, organisation: Organisation, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = role_choices(organisation)

    def clean_ends_on(self):
        """After today, since the role begins when the invitation is accepted."""
        day = self.cleaned_data["ends_on"]
        if day is not None and day <= timezone.localdate():
            raise forms.ValidationError(REFUSALS["ends_before_start"])
        return day


class EndForm(HouseForm):
    """End somebody's role."""

    reason = forms.ChoiceField(label=_("Grund"), choices=REASON_CHOICES, widget=forms.RadioSelect)


class JoinForm(HouseForm):
    """Sign up by an invitation."""

    first_name = forms.CharField(
        label=_("Fornavn"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    last_name = forms.CharField(
        label=_("Efternavn"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    password = forms.CharField(
        label=_("Adgangskode"),
        strip=False,
        help_text=_("Mindst 12 tegn. Fire tilfældige ord er nemme at huske og svære at gætte."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, email: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self):
        """The password must not look like the person."""
        data = super().clean()
        if data.get("password"):
            names = {key: data.get(key, "") for key in ("first_name", "last_name")}
            try:
                validate_password(data["password"], User(email=self.email, **names))
            except forms.ValidationError as error:
                self.add_error("password", error)
        return data


class PeopleSearch(HouseForm):
    """Find a person among all roles."""

    mark_optional = False
    q = forms.CharField(
        label=_("Navn, e-mail eller organisation"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )


class CloseForm(HouseForm):
    """Close one's own account: the address, written once more, so that it is not a slip of the hand."""

    email = forms.EmailField(
        label=_("Skriv din e-mailadresse for at bekræfte"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, *args, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self) -> str:
        """The account's own address."""
        email = self.cleaned_data["email"].strip().lower()
        if email != self.user.email:
            raise forms.ValidationError(_("Det er ikke adressen på din konto."))
        return email
