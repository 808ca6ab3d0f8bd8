"""What the services' refusals are in words."""

from django.utils.translation import gettext_lazy as _

from registry.organisations.domain.disclosure import Reason as Listing
from registry.organisations.domain.refusals import Reason

WORDS = {
    Reason.NUMBER_TAKEN: _("Nummeret hører allerede til en anden række i registret."),
    Reason.NAME_TAKEN: _("Navnet står der allerede."),
    Reason.MERGED: _("Organisationen er lagt sammen med en anden. Ret den anden, eller fortryd sammenlægningen."),
    Reason.STRUCK: _("Personoplysningerne er slettet. Rækken kan ikke rettes mere."),
    Reason.SAME_ROW: _("Vælg en anden organisation end den selv."),
    Reason.TARGET_MERGED: _("Den valgte organisation er selv lagt sammen med en anden. Vælg den, den blev til."),
    Reason.OPERATOR: _("Registrets eget sekretariat kan ikke lægges sammen med andre."),
    Reason.NOT_A_SOLE_TRADER: _("Det er kun en enkeltmandsvirksomheds oplysninger, der kan slettes på den måde."),
    Reason.FOREIGN_UNIT: _("Arbejdsstedet hører til en anden organisation."),
    Reason.FOREIGN_DEPARTMENT: _("Afdelingen hører til en anden organisation."),
    Reason.FREE_ABOVE_PLACES: _("Der kan ikke være flere ledige pladser, end der er pladser."),
    Reason.TARGET_ABOVE_STAFF: _("Der kan ikke være flere i målgruppen, end der er ansatte."),
    Reason.REASON_MISSING: _("Skriv en begrundelse."),
    Reason.SETTLED: _("En anden var først. Se, hvad der er sket."),
    Reason.NOT_LOADED: _("Filen er ikke indlæst endnu."),
}

LISTING_WORDS = {
    Listing.NOT_WANTED: _("I har valgt, at afdelingen ikke vises."),
    Listing.NOT_COUNTED: _("Skriv, hvor mange der arbejder i afdelingen, før den kan vises."),
    Listing.COUNT_TOO_OLD: _("Opgørelsen af ansatte er mere end 18 måneder gammel. Skriv en ny."),
    Listing.TOO_FEW: _("Der skal være mindst fem ansatte, ellers kan man regne ud, hvem der er i målgruppen."),
    Listing.TOO_FEW_OTHERS: _(
        "Mindst to ansatte skal være uden for målgruppen, ellers kan man regne ud, hvem der er i den."
    ),
    Listing.SHARE_TOO_LARGE: _(
        "Højst 80 procent må være i målgruppen, ellers siger stedet i sig selv, at man er i den."
    ),
}
