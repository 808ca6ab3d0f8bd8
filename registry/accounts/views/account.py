"""My account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def account(request: HttpRequest) -> HttpResponse:
    """Language, log-in, second factor, roles."""
    return render(request, "accounts/account.html")
