"""Which foreign log-ins are connected."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from registry.accounts import gateways


def brokers(request: HttpRequest) -> HttpResponse:
    """Say it as it is: connected, or not connected yet."""
    return render(request, "accounts/brokers.html", {"brokers": gateways.brokers()})
