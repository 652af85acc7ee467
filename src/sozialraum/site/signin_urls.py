"""Addresses of sign-in, password and second factor; the names are those that the library uses."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import path, re_path

urlpatterns = [
    path("anmelden/", account.login, name="account_login"),
    path("abmelden/", account.logout, name="account_logout"),
    path("stillgelegt/", account.account_inactive, name="account_inactive"),
    path("registrieren/", account.signup, name="account_signup"),
    path("e-mail/", account.email_verification_sent, name="account_email_verification_sent"),
    path("e-mail/<str:key>/", account.confirm_email, name="account_confirm_email"),
    path("noch-einmal/", account.reauthenticate, name="account_reauthenticate"),
    path("passwort/", account.password_change, name="account_change_password"),
    path("passwort/setzen/", account.password_set, name="account_set_password"),
    path("passwort/vergessen/", account.password_reset, name="account_reset_password"),
    path("passwort/vergessen/gesendet/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "passwort/neu/fertig/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    # An expression, because the key holds hyphens itself.
    re_path(
        r"^passwort/neu/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("zwei-faktor/", mfa.index, name="mfa_index"),
    path("zwei-faktor/code/", mfa.authenticate, name="mfa_authenticate"),
    path("zwei-faktor/noch-einmal/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("zwei-faktor/einrichten/", totp.activate_totp, name="mfa_activate_totp"),
    path("zwei-faktor/abschalten/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("zwei-faktor/notfallcodes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "zwei-faktor/notfallcodes/neu/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"
    ),
    path(
        "zwei-faktor/notfallcodes/laden/",
        recovery.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
]
