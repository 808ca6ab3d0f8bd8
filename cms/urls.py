"""The address book of the whole house. Product pages carry the language; files, health and the API do not."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import include, path, reverse
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.images import urls as wagtailimages_urls

from cms.portal import health


def to_login(request: HttpRequest):
    """The CMS has no login of its own: a second door would go round the second factor."""
    if (
        request.user.is_authenticated
    ):  # Wagtail sends here whoever may not enter; asking to log in again would be a ring
        raise PermissionDenied
    return redirect_to_login(request.GET.get("next", ""), reverse("account_login"))


urlpatterns = [
    path("health/", health.health, name="health"),
    path("cms/login/", to_login, name="wagtailadmin_login"),
    path("cms/", include(wagtailadmin_urls)),
    path("filer/", include(wagtaildocs_urls)),
    path("billeder/", include(wagtailimages_urls)),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("cms.pages.urls_root")),
]

if "api" in settings.ROOMS:
    urlpatterns.append(path("api/v1/", include("cms.urls_api", namespace="v1")))

urlpatterns += i18n_patterns(
    path("konto/", include("registry.accounts.urls")),
    path("konto/", include("allauth.urls")),
    path("", include("cms.portal.urls")),
    path("", include("registry.organisations.urls")),
    path("", include("registry.entries.urls")),
    path("", include("cms.pages.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=True,
)

handler400 = "cms.portal.errors.bad_request"
handler403 = "cms.portal.errors.denied"
handler404 = "cms.portal.errors.not_found"
handler500 = "cms.portal.errors.broken"
