"""The account's own pages, beside allauth's, under /konto/."""

from django.urls import path

from registry.accounts.views import brokers

app_name = "accounts"

urlpatterns = [
    path("brokere/", brokers.brokers, name="brokers"),
]
