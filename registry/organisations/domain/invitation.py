"""The life of an invitation."""

from registry.core.domain.lifecycle import Lifecycle

INVITATION = Lifecycle(
    "invitation",
    {
        "accept": (frozenset({"sent"}), "accepted"),
        "revoke": (frozenset({"sent"}), "revoked"),
        "expire": (frozenset({"sent"}), "expired"),
    },
)
