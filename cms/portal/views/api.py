"""The page that explains the API to people: made from the schema, so that it says what the API does."""

from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Every address with what it takes and what it gives."""
    return render(request, "portal/api.html", {"calls": calls(), "base": f"{settings.SITE_URL}/api/v1/"})


@csrf_exempt
def missing(request: HttpRequest, rest: str) -> JsonResponse:
    """404 as the rest of the API says it."""
    return JsonResponse({"detail": "No such address. See /api/v1/ for those there are."}, status=404)


@lru_cache(maxsize=1)
def calls() -> list[dict]:
    """The calls of the schema; it never changes while a process runs."""
    with override("en"):  # the schema is written in English; labels of filters follow it
        schema = SchemaGenerator(urlconf=settings.SPECTACULAR_SETTINGS["SERVE_URLCONF"]).get_schema(public=True)
    components = schema["components"]["schemas"]
    found = []
    for path, methods in schema["paths"].items():
        if path.endswith("/schema/"):
            continue
        call = methods["get"]
        answer = call["responses"]["200"]["content"]["application/json"]["schema"]
        found.append(
            {
                "path": path,
                "id": call["operationId"],
                "summary": call.get("summary", ""),
                "description": call.get("description", ""),
                "parameters": [_parameter(one) for one in call.get("parameters", [])],
                "fields": _fields(answer, components),
            }
        )
    return found


def _parameter(one: dict) -> dict:
    schema = one.get("schema", {})
    items = schema.get("items", schema)
    return {
        "name": one["name"],
        "where": one["in"],
        "many": schema.get("type") == "array",
        "type": items.get("format") or items.get("type", ""),
        "values": [str(value) for value in items.get("enum", []) if value],
        "description": one.get("description", ""),
    }


def _fields(schema: dict, components: dict) -> list[dict]:
    """Names and types of the answer; for a list, of one row."""
    target = schema.get("items", schema)
    properties = components.get(_reference(target), {}).get("properties", {})
    if "results" in properties and "next" in properties:
        properties = components.get(_reference(properties["results"]["items"]), {}).get("properties", {})
    return [
        {
            "name": name,
            "type": _reference(field) or field.get("format") or field.get("type", ""),
            "many": field.get("type") == "array",
            "description": field.get("description", ""),
        }
        for name, field in properties.items()
    ]


def _reference(schema: dict) -> str:
    """The component a schema points at, directly or as the only alternative beside null."""
    for one in [schema, *schema.get("allOf", []), *schema.get("oneOf", []), schema.get("items", {})]:
        if "$ref" in one:
            return one["$ref"].rsplit("/", 1)[1]
    return ""
