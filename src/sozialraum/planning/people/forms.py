"""What is asked for accounts, organisations and appointments."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sozialraum.planning.people import queries
from sozialraum.planning.people.models import Account, Organisation, Scope
from sozialraum.planning.people.roles import ROLES, Bank


class Day(forms.DateInput):
    """The browser's own field for a day."""

    input_type = "date"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%Y-%m-%d", **options)


class AccountForm(forms.Form):
    """Who somebody is."""

    name = forms.CharField(label=_("Name"), max_length=200, help_text=_("Vorname und Nachname"))
    email = forms.EmailField(label=_("E-Mail-Adresse"), help_text=_("Damit meldet sich die Person an."))
    language = forms.ChoiceField(
        label=_("Sprache"),
        choices=Account.Language.choices,
        help_text=_("Für den Schreibtisch und alle Nachrichten"),
    )
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("keine"),
        help_text=_("Träger, Fachamt, Fraktion: für wen die Person spricht"),
    )

    def __init__(self, *arguments: Any, account: Account | None = None, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.account = account
        self.fields["organisation"].queryset = queries.organisations()

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        others = Account.objects.filter(email=email)
        if self.account:
            others = others.exclude(pk=self.account.pk)
        if others.exists():
            raise forms.ValidationError(_("Mit dieser E-Mail-Adresse gibt es schon ein Konto."))
        return email


class OrganisationForm(forms.Form):
    """What an organisation is called and on which side of the table it sits."""

    name = forms.CharField(label=_("Name"), max_length=200)
    bank = forms.ChoiceField(
        label=_("Bank"), choices=Bank.choices, help_text=_("Auf welcher Seite des Tisches sie sitzt")
    )

    def __init__(self, *arguments: Any, organisation: Organisation | None = None, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.organisation = organisation
        if organisation:
            self.fields["is_closed"] = forms.BooleanField(label=_("Besteht nicht mehr"), required=False)

    def clean_name(self) -> str:
        name = self.cleaned_data["name"].strip()
        others = Organisation.objects.filter(name__iexact=name)
        if self.organisation:
            others = others.exclude(pk=self.organisation.pk)
        if others.exists():
            raise forms.ValidationError(_("Diese Organisation gibt es schon."))
        return name


class AppointmentForm(forms.Form):
    """Role, scope and time. The end is the first day on which the role is no longer held."""

    role_key = forms.ChoiceField(label=_("Rolle"))
    scope = forms.ChoiceField(label=_("Zuständig für"))
    since = forms.DateField(label=_("Ab"), widget=Day())
    until = forms.DateField(
        label=_("Bis"),
        widget=Day(),
        required=False,
        help_text=_("Der erste Tag, an dem die Rolle nicht mehr gilt. Leer: bis auf Weiteres."),
    )
    voting = forms.BooleanField(label=_("Stimmberechtigt in Konferenzen"), required=False)
    reason = forms.CharField(
        label=_("Grundlage"),
        max_length=300,
        required=False,
        help_text=_("Wahl, Beschluss, Dienstverteilungsplan …"),
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["role_key"].choices = [(key, item.title) for key, item in ROLES.items()]
        self.fields["scope"].choices = [
            (kind, [(f"{scope.kind}:{scope.key}", title) for scope, title in scopes])
            for kind, scopes in queries.scope_choices()
        ]
        self.fields["since"].initial = timezone.localdate

    def clean_scope(self) -> Scope:
        kind, _colon, key = self.cleaned_data["scope"].partition(":")
        return Scope(kind, key)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        role, scope = data.get("role_key"), data.get("scope")
        if role and scope and scope.kind not in ROLES[role].scopes:
            allowed = ", ".join(str(kind.label) for kind in ROLES[role].scopes)
            self.add_error("scope", _("Diese Rolle gibt es nur für: %(kinds)s.") % {"kinds": allowed})
        if data.get("since") and data.get("until") and data["until"] <= data["since"]:
            self.add_error("until", _("Das Ende muss nach dem Anfang liegen."))
        return data


class EndForm(forms.Form):
    """When and why a role ends."""

    on = forms.DateField(
        label=_("Ab wann nicht mehr"),
        widget=Day(),
        help_text=_("Der erste Tag, an dem die Rolle nicht mehr gilt"),
    )
    reason = forms.CharField(label=_("Grund"), max_length=300)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["on"].initial = timezone.localdate


class HandOverForm(EndForm):
    """To whom, from when and why a role passes over."""

    to = forms.ModelChoiceField(label=_("An wen"), queryset=Account.objects.none())
    field_order = ["to", "on", "reason"]

    def __init__(self, *arguments: Any, account: Account, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["to"].queryset = Account.objects.filter(is_active=True).exclude(pk=account.pk)
        self.fields["on"].label = _("Ab wann")
        self.fields["on"].help_text = _("Der erste Tag, an dem die andere Person die Rolle hat")


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(label=_("Grund"), max_length=300)


class LanguageForm(forms.Form):
    """The language of one's own desk and messages."""

    language = forms.ChoiceField(label=_("Sprache"), choices=Account.Language.choices)
