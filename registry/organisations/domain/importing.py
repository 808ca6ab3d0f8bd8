"""The life of an import: looked at before it is loaded, never loaded twice."""

from registry.core.domain.lifecycle import Lifecycle

IMPORT = Lifecycle(
    "import",
    {
        "load": (frozenset({"previewed"}), "loaded"),
        "discard": (frozenset({"previewed"}), "discarded"),
    },
)
