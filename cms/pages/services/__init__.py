"""What is done to the pages outside the editor: who may edit, and ready-made content."""

from cms.pages.services.editors import sync_editor_group
from cms.pages.services.ready_made import plant_pages, plant_terms

__all__ = ["plant_pages", "plant_terms", "sync_editor_group"]
