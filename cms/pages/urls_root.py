"""Addresses that carry no language: agreed names that others look for."""

from django.urls import path

from cms.pages import views

urlpatterns = [
    path("was", views.was, name="was"),
    path("was/", views.was, name="was"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
]
