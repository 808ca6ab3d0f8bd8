"""Tables of the organisations room, one file a subject."""

from registry.organisations.models.importing import ImportBatch, ImportRow
from registry.organisations.models.membership import Invitation, Membership
from registry.organisations.models.offer import Offer, OfferArea, OfferCoverage
from registry.organisations.models.organisation import Merge, Organisation, OrganisationIndustry, OrganisationName
from registry.organisations.models.unit import Department, ProductionUnit

__all__ = [
    "Department",
    "ImportBatch",
    "ImportRow",
    "Invitation",
    "Membership",
    "Merge",
    "Offer",
    "OfferArea",
    "OfferCoverage",
    "Organisation",
    "OrganisationIndustry",
    "OrganisationName",
    "ProductionUnit",
]
