"""Who may see which page: every named address stands here, said once more and apart from the code.

To add a page, add a line. `who`: EVERYBODY, SIGNED_IN, or the names of the roles. Who may not is sent to the sign-in
page (302) without an account, and told so (403) with one. `get`: the status for those who may, 200 if not said
otherwise; a pair (without account, with one) where it differs. `post`: whether the page takes a POST. `args`: what
its address needs, by keys of the world that `build_world` makes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sozialraum.planning.people.roles import ROLES
from worlds.people import everybody, organisation, somebody

EVERYBODY = ("anonymous", *ROLES)
SIGNED_IN = tuple(ROLES)
ADMINISTRATION = ("city_administrator",)
READERS_OF_THE_JOURNAL = ("city_administrator", "data_protection_officer")


@dataclass(frozen=True)
class Row:
    """One line of the matrix."""

    who: tuple[str, ...]
    get: int | tuple[int, int] = 200
    post: bool = False
    args: dict[str, str] = field(default_factory=dict)

    def expected(self, role: str) -> int:
        """The status of a GET for a role or "anonymous"."""
        if role not in self.who:
            return 302 if role == "anonymous" else 403
        if isinstance(self.get, tuple):
            return self.get[0] if role == "anonymous" else self.get[1]
        return self.get


@dataclass
class World:
    """What the addresses of the matrix need; further apps add their own values."""

    people: dict[str, Any]
    values: dict[str, Any]


def build_world(version: Any) -> World:
    """A city with one person a role and one thing of each kind, made through actions; its figures are `version`."""
    from sozialraum.planning.desk import actions as desk

    people = everybody()
    for person in people.values():
        person.set_password("ein Passwort von zwölf Zeichen")
        person.save()
    account = somebody("Wer Immer")
    manager = people["planning_area_manager"]
    values = {
        "account": account.pk,
        "appointment": manager.appointments.get().pk,
        "organisation": organisation().pk,
        "barrier": desk.report_barrier(what="Der Knopf ist nicht zu erreichen.").pk,
        "text": "impressum",
        "language": "de",
        "letter": _letter(),
        "key": "no-such-key",
        "uidb36": "1",
        "system": "sozialraeume",
        "code": "A",
        "area": "1",
        "edition": "sozialraeume@2019-01-01",
        "indicator": INDICATOR,
        "period": version.periods(INDICATOR, version.edition("sozialraeume"))[-1],
        "group": "total",
        "version": version.id,
        "method": "shares",
        "form": "csv",
        "content": version.outlines_name(version.edition("sozialraeume")),
    }
    return World(people, values)


def _letter() -> str:
    from pathlib import Path

    from django.conf import settings

    outbox = Path(settings.OUTBOX)
    outbox.mkdir(exist_ok=True)
    (outbox / "20260101-120000-1.log").write_text("Subject: Hallo\nTo: x@example.org\n\nText\n")
    return "20260101-120000-1"


INDICATOR = "unemployment_share"
SPACE = {"system": "system", "code": "code"}
ACCOUNT = {"pk": "account"}
APPOINTMENT = {"pk": "appointment"}

MATRIX: dict[str, Row] = {
    # desk
    # situation: public, all of it
    "situation:start": Row(EVERYBODY),
    "situation:map": Row(EVERYBODY),
    "situation:outlines": Row(EVERYBODY, args={"edition": "edition", "content": "content"}),
    "situation:map_values": Row(EVERYBODY),
    "situation:map_download": Row(EVERYBODY, args={"form": "form"}),
    "situation:profile": Row(EVERYBODY, args=SPACE),
    "situation:profile_download": Row(EVERYBODY, args=SPACE | {"form": "form"}),
    "situation:area": Row(EVERYBODY, args={"code": "area"}),
    "situation:area_download": Row(EVERYBODY, args={"code": "area", "form": "form"}),
    "situation:city": Row(EVERYBODY),
    "situation:city_download": Row(EVERYBODY, args={"form": "form"}),
    "situation:compare": Row(EVERYBODY),
    "situation:compare_download": Row(EVERYBODY, args={"form": "form"}),
    "situation:search": Row(EVERYBODY),
    # statistics: public, all of it
    "statistics:indicators": Row(EVERYBODY),
    "statistics:indicator": Row(EVERYBODY, args={"key": "indicator"}),
    "statistics:indicator_download": Row(EVERYBODY, args={"key": "indicator", "form": "form"}),
    "statistics:figure": Row(
        EVERYBODY,
        args={key: key for key in ("indicator", "edition", "code", "period", "group")},
    ),
    "statistics:methods": Row(EVERYBODY),
    "statistics:method": Row(EVERYBODY, args={"key": "method"}),
    "statistics:data_versions": Row(EVERYBODY),
    "statistics:data_version": Row(EVERYBODY, args={"id": "version"}),
    "statistics:issues": Row(EVERYBODY, args={"id": "version"}),
    "statistics:issues_download": Row(EVERYBODY, args={"id": "version"}),
    # the frame
    "cycle": Row(EVERYBODY),
    "desk:desk": Row(SIGNED_IN),
    "desk:imprint": Row(EVERYBODY),
    "desk:privacy": Row(EVERYBODY),
    "desk:accessibility": Row(EVERYBODY),
    "desk:easy_language": Row(EVERYBODY),
    "desk:report_barrier": Row(EVERYBODY, post=True),
    "desk:barrier_reported": Row(EVERYBODY),
    "desk:texts": Row(ADMINISTRATION),
    "desk:text_edit": Row(ADMINISTRATION, post=True, args={"key": "text", "language": "language"}),
    "desk:barriers": Row(ADMINISTRATION),
    "desk:barrier": Row(ADMINISTRATION, post=True, args={"pk": "barrier"}),
    # people
    "people:own_account": Row(SIGNED_IN, post=True),
    "people:demonstration": Row(EVERYBODY, get=404, post=True),  # the city of the tests is no demonstration
    "people:accounts": Row(ADMINISTRATION),
    "people:account_new": Row(ADMINISTRATION, post=True),
    "people:account": Row(ADMINISTRATION, args=ACCOUNT),
    "people:account_edit": Row(ADMINISTRATION, post=True, args=ACCOUNT),
    "people:account_invite": Row(ADMINISTRATION, get=302, post=True, args=ACCOUNT),
    "people:account_close": Row(ADMINISTRATION, post=True, args=ACCOUNT),
    "people:appointment_new": Row(ADMINISTRATION, post=True, args=ACCOUNT),
    "people:appointment_end": Row(ADMINISTRATION, post=True, args=APPOINTMENT),
    "people:appointment_hand_over": Row(ADMINISTRATION, post=True, args=APPOINTMENT),
    "people:organisations": Row(ADMINISTRATION),
    "people:organisation_new": Row(ADMINISTRATION, post=True),
    "people:organisation": Row(ADMINISTRATION, post=True, args={"pk": "organisation"}),
    "people:journal": Row(READERS_OF_THE_JOURNAL),
    "people:outbox": Row(ADMINISTRATION),
    "people:letter": Row(ADMINISTRATION, args={"name": "letter"}),
    # sign-in; who is signed in is led on, and what touches security asks for the password again
    "account_login": Row(EVERYBODY, get=(200, 302), post=True),
    "account_logout": Row(EVERYBODY, get=(302, 200), post=True),
    "account_inactive": Row(EVERYBODY),
    "account_signup": Row(EVERYBODY, get=(200, 302), post=True),
    "account_email_verification_sent": Row(EVERYBODY),
    "account_confirm_email": Row(EVERYBODY, post=True, args={"key": "key"}),
    "account_reauthenticate": Row(SIGNED_IN, post=True),
    "account_change_password": Row(SIGNED_IN, post=True),
    "account_set_password": Row(SIGNED_IN, get=302, post=True),
    "account_reset_password": Row(EVERYBODY, post=True),
    "account_reset_password_done": Row(EVERYBODY),
    "account_reset_password_from_key": Row(EVERYBODY, post=True, args={"uidb36": "uidb36", "key": "key"}),
    "account_reset_password_from_key_done": Row(EVERYBODY),
    "mfa_index": Row(SIGNED_IN),
    "mfa_authenticate": Row(EVERYBODY, get=302, post=True),
    "mfa_reauthenticate": Row(SIGNED_IN, get=302, post=True),
    "mfa_activate_totp": Row(SIGNED_IN, get=302, post=True),
    "mfa_deactivate_totp": Row(SIGNED_IN, get=404, post=True),
    "mfa_view_recovery_codes": Row(SIGNED_IN, get=404),
    "mfa_generate_recovery_codes": Row(SIGNED_IN, get=302, post=True),
    "mfa_download_recovery_codes": Row(SIGNED_IN, get=404, post=True),
}
