"""The register in four figures, what went wrong among them, with source and hour."""

import datetime

from django.db.models import Max, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from registry.codes.queries import hierarchy
from registry.entries.domain.kinds import Kind
from registry.entries.models import Entry
from registry.search.domain.cover import count_by_municipality
from registry.search.domain.facets import Facet, Status, holding
from registry.search.models import SearchArea, SearchDoc, SearchTerm, SearchValue


def figures(on: datetime.date) -> dict:
    """`items` with value and label, and `source`; empty while nothing has been made searchable. Six reads."""
    made = SearchDoc.objects.filter(alive=True).aggregate(at=Max("refreshed_at"))["at"]
    if made is None:
        return {}
    moment = timezone.localtime(made)
    values = {"day": date_format(moment, "DATE_FORMAT"), "time": date_format(moment, "TIME_FORMAT")}
    country = hierarchy(on)
    return {
        "items": [
            {"value": _valid("social_supplier/"), "label": _("sociale leverandører med gyldigt diplom")},
            {"value": _valid("inclusive_department/"), "label": _("rummelige afdelinger med gyldigt diplom")},
            {
                "value": _reached(country),
                "label": _("kommuner, hvor nogen leverer, af %(all)s") % {"all": len(country.municipalities)},
            },
            {"value": _trouble(on), "label": _("suspenderet eller trukket tilbage i %(year)s") % {"year": on.year}},
        ],
        "source": _("Kilde: registret, %(day)s kl. %(time)s.") % values,
    }


def _valid(prefix: str) -> int:
    """Listings that hold the scheme today."""
    routes = (
        SearchValue.objects.filter(facet=Facet.ROUTE, key__startswith=prefix).order_by().values_list("pk", flat=True)
    )
    terms = SearchTerm.objects.filter(value__in=[holding(pk, Status.VALID) for pk in routes], doc__alive=True)
    return terms.values("doc").distinct().count()


def _reached(country) -> int:
    """Municipalities that somebody with a valid diploma delivers to."""
    rows = SearchArea.objects.filter(service=0, doc__alive=True, doc__standing=Status.VALID).order_by()
    counts = count_by_municipality(dict.fromkeys(rows.values_list("area", flat=True).distinct(), 1), country)
    return sum(count > 0 for count in counts.values())


def _trouble(on: datetime.date) -> int:
    """Diplomas that were suspended or withdrawn this year, as the register says now."""
    when = Q(periods__starts_on__gte=on.replace(month=1, day=1), periods__starts_on__lte=on, periods__replaced_at=None)
    kinds = Q(periods__kind__in=[Kind.SUSPENDED, Kind.WITHDRAWN])
    return Entry.objects.public(on).filter(when & kinds).order_by().values("pk").distinct().count()
