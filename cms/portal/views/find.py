"""Find a supplier: one address says the whole question, so that it can be kept, sent and printed."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.portal import documents
from cms.portal.queries.find import facet_lists, neighbours
from registry.entries import documents as entries
from registry.search.domain.query import Order, Query
from registry.search.filters import ORDER_WORDS, FindFilter
from registry.search.queries.cards import Card, cards
from registry.search.queries.names import Names, names
from registry.search.queries.search import all_ids, search

PAGE = 20
MAX_FILE = 5_000


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """The page: search bar, facets with counts, hits, coverage."""
    today = timezone.localdate()
    known = names(today)
    data = request.GET.copy()
    data.setdefault("on", today.isoformat())
    asked = FindFilter(data, names=known)
    query = asked.query(today=today, size=PAGE)
    result = search(query, known.hierarchy)
    hits = cards(result.ids, known.hierarchy, on=query.on, to=query.to)
    paginator = Paginator(range(min(result.total, result.pages * PAGE)), PAGE)
    params = _params(query, today)
    return render(
        request,
        "portal/find.html",
        {
            "form": asked.form,
            "query": query,
            "today": today,
            "other_day": query.on != today,
            "total": result.total,
            "hits": [_hit(card, known) for card in hits],
            "page": paginator.page(result.page),
            "params": params.urlencode(),
            "facets": facet_lists(query, result, known),
            "chips": _chips(query, known, params),
            "orders": _orders(query, params),
            "order_word": ORDER_WORDS[query.order],
            "sort_note": documents.sort_note(query.order, result.by_relevance),
            "coverage": result.coverage,
            "places": {code: row.name for code, row in known.municipalities.items()},
            "place": known.municipalities[query.to].name if query.to in known.municipalities else "",
            "to_href": _href(params, drop="to") + "&to=" if _href(params, drop="to") != "?" else "?to=",
            "neighbours": [
                {"name": name, "count": count, "href": _href(params, to=code)}
                for code, name, count in (neighbours(query, result, known) if not result.total else [])
            ],
            "sought": _sought(query, known),
            "narrow": len(params) > 1 or "q" in params or result.page > 1,
        },
    )


@require_safe
def sorting(request: HttpRequest) -> HttpResponse:
    """How the hits are put in order, in words anyone can check."""
    return render(request, "portal/find_sorting.html")


@require_safe
def find_csv(request: HttpRequest) -> HttpResponse:
    """The whole answer as a file."""
    today = timezone.localdate()
    known = names(today)
    query = FindFilter(request.GET, names=known).query(today=today)
    ids = all_ids(query, known.hierarchy, MAX_FILE)
    rows = []
    for at in range(0, len(ids), 500):
        rows += cards(ids[at : at + 500], known.hierarchy, on=query.on, to=query.to)
    address = settings.SITE_URL + reverse("portal:profile", args=["00000000-0000-0000-0000-000000000000"]).replace(
        "00000000-0000-0000-0000-000000000000", "{}"
    )
    response = HttpResponse(documents.cards_csv(rows, known, address), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="rummelig-{query.on.isoformat()}.csv"'
    response["X-Robots-Tag"] = "noindex"
    return response


def _params(query: Query, today) -> QueryDict:
    """The question as an address, in one order and without what says nothing."""
    params = QueryDict(mutable=True)
    if query.text:
        params["q"] = query.text
    if query.to:
        params["to"] = query.to
    if query.on != today:
        params["on"] = query.on.isoformat()
    for facet in sorted(query.chosen):
        if keys := query.asked(facet):
            params.setlist(facet, sorted(keys))
    if query.order is not Order.BEST:
        params["order"] = query.order.value
    return params


def _href(params: QueryDict, *, drop: str = "", key: str = "", **change: str) -> str:
    """The address with one value less, or with others in place."""
    copy = params.copy()
    if drop:
        left = [value for value in copy.getlist(drop) if key and value != key]
        copy.setlist(drop, left) if left else copy.pop(drop, None)
    for name, value in change.items():
        copy[name] = value
    return f"?{copy.urlencode()}"


def _chips(query: Query, known: Names, params: QueryDict) -> list[dict[str, str]]:
    """What is chosen, each with the way to take it away."""
    found = []
    if query.text:
        found.append({"label": f"»{query.text}«", "href": _href(params, drop="q")})
    if query.to in known.municipalities:
        place = known.municipalities[query.to].name
        found.append({"label": _("Leverer til %(place)s") % {"place": place}, "href": _href(params, drop="to")})
    if "on" in params:
        day = date_format(query.on, "DATE_FORMAT")
        found.append({"label": _("Status den %(day)s") % {"day": day}, "href": _href(params, drop="on")})
    labels = FindFilter(None, names=known)
    for facet in sorted(query.chosen):
        words = {str(key): str(label) for key, label in labels.filters[facet].extra["choices"]}
        for key in sorted(query.asked(facet), key=lambda key: words.get(key, key)):
            found.append({"label": words.get(key, key), "href": _href(params, drop=facet, key=key)})
    return found


def _orders(query: Query, params: QueryDict) -> list[dict]:
    """The orders that make sense for the question."""
    return [
        {
            "label": ORDER_WORDS[order],
            "href": _href(params, drop="order") if order is Order.BEST else _href(params, order=order.value),
            "current": order is query.order,
        }
        for order in Order
        if order is not Order.DISTANCE or query.to
    ]


def _sought(query: Query, known: Names) -> str:
    """The one service that is sought, in lower case for a sentence; empty when there are several or none."""
    keys = query.keys("service")
    if len(keys) != 1:
        return ""
    row = known.services.get(next(iter(keys)))
    return f"{row.name[:1].lower()}{row.name[1:]}" if row else ""


def _hit(card: Card, known: Names) -> dict:
    """One hit, as the template writes it."""
    best = card.held[0] if card.held else None
    place = known.municipalities.get(card.doc.municipality)
    return {
        "name": card.doc.name,
        "url": reverse("portal:profile", args=[card.doc.public_id]),
        "badge": entries.badge(best.status) if best else {"state": "none", "label": entries.status_word("none")},
        "holds": [documents.holding_words(answer) for answer in card.held],
        "kind": "" if card.held else documents.kind_word(card.organisation),
        "owner": card.organisation.name if card.department else "",
        "place": place.name if place else card.organisation.city,
        "text": card.described.description,
        "language": card.described.description_language,
        "trouble": documents.trouble_words(best) if best else "",
        "reach": documents.reach_words(card.reach, known, card.doc.municipality),
        "distance": card.distance_km,
        "since": documents.since_words(best) if best else "",
        "fte": None if card.department else card.organisation.employees_fte,
    }
