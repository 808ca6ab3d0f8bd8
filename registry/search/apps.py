"""Registration of the search room."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Search: listings, terms, areas, text, and the order in which they are shown."""

    name = "registry.search"
    label = "search"

    def ready(self) -> None:
        """Connect the receivers and the room's own term providers."""
        from registry.search import receivers  # noqa: F401
