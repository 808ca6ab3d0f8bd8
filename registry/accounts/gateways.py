"""The brokers a person may log in through, and whether they are connected. Nothing is connected until it is set up."""

from dataclasses import dataclass
from importlib.util import find_spec

from django.conf import settings
from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class Broker:
    """A foreign log-in: `state` is "connected", "not_connected" (no settings) or "not_installed" (library missing)."""

    kind: str
    name: str
    state: str
    provider_id: str = ""

    @property
    def is_connected(self) -> bool:
        """Whether a person can use it now."""
        return self.state == "connected"

    @property
    def login_url(self) -> str:
        """Where the way to the broker begins; "" while it is not connected."""
        if not self.is_connected:
            return ""
        try:
            if self.kind == "oidc":
                return reverse("openid_connect_login", kwargs={"provider_id": self.provider_id})
            return reverse("saml_login", kwargs={"organization_slug": self.provider_id})
        except NoReverseMatch:
            return ""


def saml_is_installed() -> bool:
    """SAML needs python3-saml, which needs the xmlsec C library: an optional extra."""
    return find_spec("onelogin") is not None


def brokers() -> list[Broker]:
    """Both slots, in the order they are shown."""
    oidc = bool(settings.OIDC_ISSUER and settings.OIDC_CLIENT_ID)
    if not settings.SAML_IDP_METADATA_URL:
        saml = "not_connected"
    else:
        saml = "connected" if saml_is_installed() else "not_installed"
    return [
        Broker("oidc", settings.OIDC_NAME, "connected" if oidc else "not_connected", "oidc"),
        Broker("saml", settings.SAML_NAME, saml, "saml"),
    ]


def connected() -> list[Broker]:
    """The brokers that have a button on the log-in page."""
    return [broker for broker in brokers() if broker.is_connected]
