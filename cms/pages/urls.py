"""Pages that are not written in the CMS; under the language prefix."""

from django.urls import path

from cms.pages import views

app_name = "pages"

urlpatterns = [path("soeg/", views.search, name="search")]
