"""Pages, pictures and words."""

from cms.pages.models.home import HomePage
from cms.pages.models.images import HouseImage, HouseRendition
from cms.pages.models.pages import (
    AccessibilityPage,
    CasePage,
    ContactPage,
    GlossaryPage,
    GuidePage,
    NewsIndexPage,
    NewsPage,
    SectionPage,
    TextPage,
)
from cms.pages.models.terms import Term

__all__ = [
    "AccessibilityPage",
    "CasePage",
    "ContactPage",
    "GlossaryPage",
    "GuidePage",
    "HomePage",
    "HouseImage",
    "HouseRendition",
    "NewsIndexPage",
    "NewsPage",
    "SectionPage",
    "Term",
    "TextPage",
]
