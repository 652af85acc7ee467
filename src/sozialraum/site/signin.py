"""Sign-in: where the library asks us, and what we answer."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import override

from sozialraum.planning.people import actions


class Adapter(DefaultAccountAdapter):
    """Accounts are made by the administration, unless the city opens registration (docs/settings.md)."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return settings.SITE.self_registration

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        data = form.cleaned_data
        account = actions.register(email=data["email"], password=data["password1"])
        user.__dict__.update(account.__dict__)
        return user

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The desk, in the language that the account has chosen."""
        with override(getattr(request.user, "language", settings.LANGUAGE_CODE)):
            return reverse(settings.LOGIN_REDIRECT_URL)

    def post_login(self, request: HttpRequest, user: Any, **details: Any) -> HttpResponse:
        actions.note_sign_in(account=user)
        return super().post_login(request, user, **details)

    def format_email_subject(self, subject: str) -> str:
        return f"[{settings.CITY.name or 'Sozialraum'}] {subject}"

    def add_message(self, *arguments: Any, **details: Any) -> None:
        """No greeting after signing in or out: the page that follows says where one is."""

    def set_password(self, user: Any, password: str) -> None:
        """A demonstration account stays without a password: it is entered by one click or not at all."""
        if user.is_demonstration:
            raise PermissionDenied
        super().set_password(user, password)
