"""The user: known by e-mail, with a second factor where the role asks for one."""

import uuid

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager):
    """Makes users; the address is kept in small letters, since nobody has two mailboxes that differ in case."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        """A user who may log in; without a password only by invitation or reset."""
        if not email:
            raise ValueError("an e-mail address is needed")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        """The first administrator."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str) -> "User":
        """By address, whatever the case."""
        return self.get(email=username.strip().lower())


class User(AbstractUser):
    """A person who logs in. Rights come from memberships in organisations, never from flags here."""

    RETENTION = (None, 0, "Ends with the last membership; see accounts.services.close_account.")

    username = None
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("E-mail"), unique=True)
    language = models.CharField(_("Sprog"), max_length=5, choices=[("da", "Dansk"), ("en", "English")], default="da")
    mfa_required = models.BooleanField(default=False, editable=False)  # kept by the memberships' services
    is_demo = models.BooleanField(default=False, editable=False)  # refused at every door when the demo is off

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []
    objects = UserManager()

    class Meta(AbstractUser.Meta):
        verbose_name = _("bruger")
        verbose_name_plural = _("brugere")
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_one_case")]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    @property
    def needs_mfa(self) -> bool:
        """Whether some role of this user asks for a second factor."""
        return self.mfa_required or self.is_superuser or self.is_staff

    def second_factors(self) -> set[str]:
        """The kinds of second factor that are enrolled: "totp", "webauthn"; recovery codes alone are none."""
        from allauth.mfa.models import Authenticator

        kinds = set(Authenticator.objects.filter(user=self).values_list("type", flat=True))
        return kinds - {Authenticator.Type.RECOVERY_CODES.value}

    def has_mfa(self) -> bool:
        """Whether a second factor is enrolled."""
        return bool(self.second_factors())

    def proved_mfa(self, session) -> bool:
        """Whether this user opened this session, or confirmed it since, with a second factor that still is theirs.

        Allauth writes down how a session was authenticated; a broker's own proof is written down beside it (adapters).
        """
        from allauth.mfa.models import Authenticator

        if session.get("account_authentication_methods_user") != str(self.pk):
            return False
        proofs = [one for one in session.get("account_authentication_methods", []) if one.get("method") == "mfa"]
        if any(proof.get("type") == "broker" for proof in proofs):
            return True
        ids = {proof.get("id") for proof in proofs} - {None}
        return bool(ids) and Authenticator.objects.filter(user=self, pk__in=ids).exists()

    def has_ties(self) -> bool:
        """Whether some row that must stay points at the user, of whatever room."""
        protected = [rel for rel in self._meta.related_objects if rel.on_delete is models.PROTECT]
        return any(rel.related_model._base_manager.filter(**{rel.field.name: self}).exists() for rel in protected)
