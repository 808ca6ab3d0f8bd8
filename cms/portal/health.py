"""Is the house in order? One address for a load balancer and for the alarm: 200 or 503, no login, nothing personal."""

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.portal.queries.health import states


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """The state of each part and the version; 503 unless all are well."""
    parts = states()
    well = all(state == "ok" for state in parts.values())
    return JsonResponse({"ok": well, "version": settings.VERSION, **parts}, status=200 if well else 503)
