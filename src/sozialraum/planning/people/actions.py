"""What can be done to accounts, organisations and appointments: in one transaction with its journal line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from sozialraum.planning.journal.actions import Actor, Subject, name_acts, record
from sozialraum.planning.people.models import WHOLE_CITY, Account, Appointment, Organisation, Scope
from sozialraum.planning.people.roles import Bank, ScopeKind, role
from sozialraum.planning.people.rules import Agent, Refused, acting, require_other_administrator

ADMINISTER = "accounts.administer"

IN_OFFICE = timedelta(days=3 * 365)  # invented people: longer than the story that is told of them
name_acts(
    {
        "people.account_created": gettext_lazy("Konto angelegt"),
        "people.account_changed": gettext_lazy("Konto geändert"),
        "people.language_changed": gettext_lazy("Sprache gewählt"),
        "people.account_deactivated": gettext_lazy("Konto stillgelegt"),
        "people.account_reactivated": gettext_lazy("Konto wieder geöffnet"),
        "people.invited": gettext_lazy("Einladung verschickt"),
        "people.signed_in": gettext_lazy("Anmeldung"),
        "people.organisation_registered": gettext_lazy("Organisation angelegt"),
        "people.organisation_changed": gettext_lazy("Organisation geändert"),
        "people.appointed": gettext_lazy("Berufung"),
        "people.appointment_ended": gettext_lazy("Berufung beendet"),
        "people.appointment_taken_back": gettext_lazy("Berufung zurückgenommen"),
        "people.appointment_handed_over": gettext_lazy("Rolle übergeben"),
    }
)


def about(account: Account) -> Subject:
    """The subject of a journal line on an account. No e-mail address goes into the journal."""
    return Subject("account", str(account.pk), account.name)


# -- accounts --


@transaction.atomic
def create_account(
    *,
    by: Agent,
    email: str,
    name: str,
    language: str = "de",
    organisation: Organisation | None = None,
    demonstration: bool = False,
) -> Account:
    """Make an account without a password: the person sets it by the link of an invitation.

    A demonstration account has none ever, and only a city marked as demonstration has such accounts.
    """
    actor = acting(by, ADMINISTER)
    if demonstration and not settings.CITY.demonstration:
        raise Refused(_("Vorführkonten gibt es nur in einer Stadt, die als Vorführung gekennzeichnet ist."))
    return _create(
        actor, email=email, name=name, language=language, organisation=organisation,
        is_demonstration=demonstration,
    )  # fmt: skip


@transaction.atomic
def register(*, email: str, password: str, language: str = "de") -> Account:
    """Somebody makes an account of their own; without an appointment it may only look."""
    if not settings.SITE.self_registration:
        raise Refused(_("Diese Stadt legt Konten selbst an."))
    validate_password(password)
    account = _create(
        Actor(None, "", "visitor"), verified=False, email=email, name=email.partition("@")[0],
        language=language,
    )  # fmt: skip
    account.set_password(password)
    account.save(update_fields=["password"])
    return account


def _create(actor: Actor, *, email: str, verified: bool = True, **values: Any) -> Account:
    account = Account(email=email.strip().lower(), **values)
    account.set_unusable_password()
    account.full_clean(exclude=["password"])
    account.save(force_insert=True)
    EmailAddress.objects.create(user=account, email=account.email, primary=True, verified=verified)
    details = {"language": account.language, "demonstration": account.is_demonstration}
    record(by=actor, act="people.account_created", subject=about(account), details=details)
    return account


@transaction.atomic
def change_account(
    *, by: Agent, account: Account, email: str, name: str, language: str, organisation: Organisation | None
) -> Account:
    """Correct who somebody is. A new address takes effect at the next sign-in and ends open invitations."""
    actor = acting(by, ADMINISTER)
    kept = Account.objects.select_for_update().get(pk=account.pk)
    wanted = {
        "email": email.strip().lower(), "name": name, "language": language, "organisation": organisation,
    }  # fmt: skip
    changed = [field for field, value in wanted.items() if getattr(kept, field) != value]
    if not changed:
        return kept
    for field in changed:
        setattr(kept, field, wanted[field])
    kept.full_clean(exclude=["password"])
    kept.save(update_fields=changed)
    if "email" in changed:
        EmailAddress.objects.filter(user=kept).delete()
        EmailAddress.objects.create(user=kept, email=kept.email, primary=True, verified=True)
    record(by=actor, act="people.account_changed", subject=about(kept), details={"changed": changed})
    return kept


@transaction.atomic
def change_language(*, by: Account, language: str) -> None:
    """Somebody chooses the language of their own desk and messages."""
    if language not in Account.Language.values:
        raise Refused(_("Diese Sprache gibt es hier nicht."))
    Account.objects.filter(pk=by.pk).update(language=language)
    own = Actor(by.pk, by.name, "self")
    record(by=own, act="people.language_changed", subject=about(by), details={"to": language})


@transaction.atomic
def deactivate(*, by: Agent, account: Account, reason: str) -> None:
    """Close an account: it can't sign in any more, open sessions end at once, appointments end today."""
    actor = acting(by, ADMINISTER)
    kept = Account.objects.select_for_update().get(pk=account.pk)
    if not kept.is_active:
        raise Refused(_("Das Konto ist schon stillgelegt."))
    if not reason.strip():
        raise Refused(_("Bitte nennen Sie den Grund."))
    require_other_administrator(kept)
    today = timezone.localdate()
    for appointment in kept.appointments.exclude(during__fully_lt=DateRange(today, None)):
        _end(actor, appointment, today, reason)
    kept.is_active = False
    kept.save(update_fields=["is_active"])
    record(by=actor, act="people.account_deactivated", subject=about(kept), reason=reason)


@transaction.atomic
def reactivate(*, by: Agent, account: Account, reason: str) -> None:
    """Open a closed account again; its appointments stay ended."""
    actor = acting(by, ADMINISTER)
    kept = Account.objects.select_for_update().get(pk=account.pk)
    if kept.is_active:
        raise Refused(_("Das Konto ist nicht stillgelegt."))
    kept.is_active = True
    kept.save(update_fields=["is_active"])
    record(by=actor, act="people.account_reactivated", subject=about(kept), reason=reason)


@transaction.atomic
def invite(*, by: Agent, account: Account, site: str) -> None:
    """Send the link by which somebody sets their first password. `site`: `https://sozialraum.example.org`."""
    actor = acting(by, ADMINISTER)
    if not account.is_active or account.is_demonstration:
        raise Refused(_("Dieses Konto meldet sich nicht mit einem Passwort an."))
    with override(account.language):
        context = {
            "account": account, "link": f"{site}{password_path(account)}", "city": settings.CITY,
            "days": settings.PASSWORD_RESET_TIMEOUT // 86400,
        }  # fmt: skip
        subject = _("Ihr Zugang zur Sozialraumplanung %(city)s") % {"city": settings.CITY.name}
        body = render_to_string("people/mail/invitation.txt", context)
    record(by=actor, act="people.invited", subject=about(account))
    transaction.on_commit(lambda: send_mail(subject, body, None, [account.email]))


def password_path(account: Account) -> str:
    """Path of the page where somebody sets a password without knowing one; it holds for a few days, once."""
    key = default_token_generator.make_token(account)
    return reverse("account_reset_password_from_key", args=[user_pk_to_url_str(account), key])


@transaction.atomic
def note_sign_in(*, account: Account) -> None:
    """Write down that somebody signed in."""
    record(by=Actor(account.pk, account.name, "self"), act="people.signed_in", subject=about(account))


# -- organisations --


@transaction.atomic
def register_organisation(*, by: Agent, name: str, bank: str) -> Organisation:
    """Make an organisation known: a provider, a department, a parliamentary group."""
    actor = acting(by, ADMINISTER)
    organisation = Organisation(name=name.strip(), bank=Bank(bank))
    organisation.full_clean()
    organisation.save(force_insert=True)
    subject = Subject("organisation", str(organisation.pk), organisation.name)
    record(by=actor, act="people.organisation_registered", subject=subject, details={"bank": bank})
    return organisation


@transaction.atomic
def change_organisation(
    *, by: Agent, organisation: Organisation, name: str, bank: str, is_closed: bool
) -> Organisation:
    """Correct an organisation, or say that it is no more."""
    actor = acting(by, ADMINISTER)
    kept = Organisation.objects.select_for_update().get(pk=organisation.pk)
    before = {"name": kept.name, "bank": kept.bank, "is_closed": kept.is_closed}
    after = {"name": name.strip(), "bank": str(Bank(bank).value), "is_closed": is_closed}
    if before == after:
        return kept
    for field, value in after.items():
        setattr(kept, field, value)
    kept.full_clean()
    kept.save()
    subject = Subject("organisation", str(kept.pk), kept.name)
    details = {"from": before, "to": after}
    record(by=actor, act="people.organisation_changed", subject=subject, details=details)
    if before["name"] != kept.name:
        for renaming in _renamings.values():
            renaming(by=actor, before=before["name"], after=kept.name)
    return kept


_renamings: dict[str, Callable[..., None]] = {}


def rename_too(*, by: str, renaming: Callable[..., None]) -> None:
    """Let a later app change a name it copied, in the same transaction: renaming(by=actor, before=…, after=…)."""
    _renamings[by] = renaming


# -- appointments --


@transaction.atomic
def appoint(
    *,
    by: Agent,
    account: Account,
    role_key: str,
    since: date,
    until: date | None = None,
    scope: Scope = WHOLE_CITY,
    bank: str | None = None,
    voting: bool = False,
    reason: str = "",
) -> Appointment:
    """Give somebody a role for a time: from `since` (included) until `until` (excluded)."""
    actor = acting(by, ADMINISTER)
    wanted = role(role_key)
    if not account.is_active:
        raise Refused(_("Wer stillgelegt ist, kann nicht berufen werden."))
    if scope.kind not in wanted.scopes:
        raise Refused(_("Für diese Rolle gibt es eine solche Zuständigkeit nicht."))
    if until is not None and until <= since:
        raise Refused(_("Das Ende liegt nicht nach dem Anfang."))
    return _appoint(
        actor, reason, account=account, role=role_key, scope_kind=scope.kind, scope_key=scope.key,
        bank=bank or wanted.bank, voting=voting, during=DateRange(since, until), appointed_by_id=by.pk,
    )  # fmt: skip


@transaction.atomic
def end_appointment(*, by: Agent, appointment: Appointment, on: date, reason: str) -> None:
    """End a role: on that day it is no longer held. One that has not begun by then is taken back."""
    actor = acting(by, ADMINISTER)
    kept = Appointment.objects.select_for_update().get(pk=appointment.pk)
    if kept.during.upper is not None and kept.during.upper <= on:
        raise Refused(_("Diese Berufung endet schon früher."))
    if not reason.strip():
        raise Refused(_("Bitte nennen Sie den Grund."))
    if kept.role == "city_administrator":
        require_other_administrator(kept.account, on=on)
    _end(actor, kept, on, reason)


@transaction.atomic
def hand_over(*, by: Agent, appointment: Appointment, to: Account, on: date, reason: str) -> Appointment:
    """Somebody else takes the role over on a day, for the same scope and until the same end."""
    actor = acting(by, ADMINISTER)
    kept = Appointment.objects.select_for_update().get(pk=appointment.pk)
    if to.pk == kept.account_id or not to.is_active:
        raise Refused(_("Bitte wählen Sie eine andere Person mit einem aktiven Konto."))
    if kept.during.upper is not None and kept.during.upper <= on:
        raise Refused(_("Diese Berufung endet schon früher."))
    until = kept.during.upper
    _end(actor, kept, on, reason, handed_to=to)
    return _appoint(
        actor, reason, account=to, role=kept.role, scope_kind=kept.scope_kind, scope_key=kept.scope_key,
        bank=kept.bank, voting=kept.voting, during=DateRange(on, until), appointed_by_id=by.pk,
    )  # fmt: skip


def _appoint(actor: Actor, reason: str, **values: Any) -> Appointment:
    appointment = Appointment(**values)
    try:
        with transaction.atomic():
            appointment.save(force_insert=True)
    except IntegrityError as error:
        if "appointment_once_at_a_time" not in str(error):
            raise
        raise Refused(_("Die Person hat diese Rolle in dieser Zeit schon.")) from error
    details = _described(appointment)
    record(
        by=actor, act="people.appointed", subject=about(appointment.account), reason=reason, details=details
    )
    return appointment


def _end(
    actor: Actor, appointment: Appointment, on: date, reason: str, handed_to: Account | None = None
) -> None:
    details = _described(appointment) | {"ended_on": on.isoformat()}
    if handed_to:
        details["handed_to"] = {"account": handed_to.pk, "name": handed_to.name}
    if on <= appointment.during.lower:
        act = "people.appointment_taken_back"
        appointment.delete()
    else:
        act = "people.appointment_handed_over" if handed_to else "people.appointment_ended"
        appointment.during = DateRange(appointment.during.lower, on)
        appointment.save(update_fields=["during"])
    record(by=actor, act=act, subject=about(appointment.account), reason=reason, details=details)


def _described(appointment: Appointment) -> dict[str, Any]:
    until = appointment.during.upper
    return {
        "role": appointment.role,
        "scope": [appointment.scope_kind, appointment.scope_key],
        "bank": str(appointment.bank),
        "voting": appointment.voting,
        "from": appointment.during.lower.isoformat(),
        "until": until.isoformat() if until else None,
    }


# -- demonstration --


@dataclass(frozen=True)
class DemonstrationPerson:
    """Somebody who is invented to show a role. `scope`: kind and key; a department is named by its organisation."""

    email: str
    name: str
    organisation: str
    role: str
    scope: Scope
    voting: bool


@transaction.atomic
def furnish_demonstration(
    *, by: Agent, organisations: Mapping[str, str], people: Sequence[DemonstrationPerson]
) -> int:
    """Have the invented organisations (name -> bank) and people; returns how many people are new.

    Doing it again changes nothing.
    """
    known = {o.name: o for o in Organisation.objects.all()}
    for name, bank in organisations.items():
        if name not in known:
            known[name] = register_organisation(by=by, name=name, bank=bank)
    present = set(Account.objects.filter(is_demonstration=True).values_list("email", flat=True))
    new = [person for person in people if person.email.lower() not in present]
    for person in new:
        account = create_account(
            by=by, email=person.email, name=person.name, organisation=known.get(person.organisation),
            demonstration=True,
        )  # fmt: skip
        scope = person.scope
        if scope.kind == ScopeKind.DEPARTMENT:
            scope = Scope(scope.kind, str(known[scope.key].pk))
        appoint(
            by=by, account=account, role_key=person.role, since=timezone.localdate() - IN_OFFICE, scope=scope,
            voting=person.voting, reason=_("Vorführung"),
        )  # fmt: skip
    return len(new)
