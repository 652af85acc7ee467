"""What is asked of somebody who contributes: first what and where, then for whom and how to reach them."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.numbers import number
from sozialraum.planning.needs.actions.contributing import Heard, Place, Reached, Voice
from sozialraum.planning.needs.forms.pictures import Aside, Pictures
from sozialraum.planning.needs.forms.simply import Simply
from sozialraum.planning.needs.groups import GROUPS
from sozialraum.planning.needs.models import Channel, Kind
from sozialraum.planning.needs.pictures import MOST
from sozialraum.planning.needs.queries import places
from sozialraum.planning.people.roles import Bank
from sozialraum.planning.statistics.queries import current
from sozialraum.planning.statistics.words import language, said

LONGEST_TEXT = 6000
LONGEST_AREA = 20_000  # letters of GeoJSON
MOST_PERSONS = 10_000
HEARD = (Channel.TALK, Channel.WALK, Channel.PAPER)


class Words(forms.CharField):
    """Running text. Its length is said and checked here: a browser would cut off what is pasted, without a word."""

    def __init__(self, *, longest: int = LONGEST_TEXT, rows: int = 7, **more: Any) -> None:
        self.longest = longest
        super().__init__(widget=forms.Textarea({"rows": rows}), **more)

    def clean(self, value: Any) -> str:
        text = super().clean(value).replace("\r\n", "\n")
        if len(text) > self.longest:
            told = _(
                "Das sind %(found)s Zeichen, möglich sind %(most)s. Bitte kürzen Sie den Text, er steht noch da."
            )
            sizes = {"found": number(len(text), 0, language()), "most": number(self.longest, 0, language())}
            raise ValidationError(told, "too_long", sizes)
        return text


def _spaces() -> list[tuple[str, str]]:
    return [("", _("– bitte wählen –")), *places.choices()]


def _dimensions() -> list[tuple[str, str]]:
    return [(one.key, said(one.title)) for one in current().catalogue.dimensions.values()]


class WhatForm(forms.Form):
    """The first step: what is missing or good, and where."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Worum geht es?"), choices=Kind.choices, widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Bitte wählen Sie aus, worum es geht.")},
    )  # fmt: skip
    text = Words(
        label=gettext_lazy("Was fehlt, was ist gut, was ist Ihre Idee?"),
        help_text=gettext_lazy(
            "Schreiben Sie, wie Sie sprechen; höchstens 6.000 Zeichen. Bitte nennen Sie keine Namen anderer Menschen."
        ),
        error_messages={"required": gettext_lazy("Bitte schreiben Sie, was Sie melden möchten.")},
    )
    space = forms.ChoiceField(
        label=gettext_lazy("Sozialraum"), choices=_spaces, required=False,
        error_messages={
            "invalid_choice": gettext_lazy("Diesen Sozialraum gibt es nicht. Bitte wählen Sie einen aus der Liste.")
        },
    )  # fmt: skip
    longitude = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    latitude = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    area = forms.CharField(required=False, widget=forms.HiddenInput)

    about_you: tuple[str, ...] = ()  # fields of a third group

    def clean(self) -> dict[str, Any]:
        """One place of what was given: the drawn area, else the point, else the social space."""
        given = super().clean() or {}
        if "space" in self.errors:
            return given
        try:
            given["place"] = self._place(given)
        except places.NoSuchPlace as error:
            self.add_error("space", _told(error))
        for name in (
            "longitude",
            "latitude",
            "area",
        ):  # nobody sees these fields: what is wrong is said at the place
            if self.errors.pop(name, None) and "space" not in self.errors:
                self.add_error("space", _told(places.NoSuchPlace("no place")))
        return given

    def _place(self, given: dict[str, Any]) -> Place:
        if given.get("area"):
            return places.by_area(_geojson(given["area"]))
        if given.get("longitude") or given.get("latitude"):
            return places.by_point(_degrees(given.get("longitude"), 180), _degrees(given.get("latitude"), 90))
        if given.get("space"):
            return places.by_code(given["space"])
        raise places.NoSuchPlace("nowhere")

    @property
    def voice(self) -> Voice:
        """What was said, without what the second step adds."""
        given = self.cleaned_data
        return Voice(text=given["text"], place=given["place"], kind=given["kind"], language=language())

    @property
    def heard(self) -> dict[str, Any] | None:
        """How it was heard, where somebody speaks for others."""
        return None


NO_PLACE = {
    "nowhere": gettext_lazy(
        "Bitte sagen Sie, wo es ist: Wählen Sie einen Sozialraum, oder zeigen Sie auf die Karte."
    ),
    "too large": gettext_lazy(
        "Die gezeichnete Fläche umfasst mehr als die halbe Stadt. Bitte zeichnen Sie eine kleinere."
    ),
    "outside of the city": gettext_lazy(
        "Dieser Ort liegt nicht in der Stadt."
        " Bitte zeigen Sie auf einen Ort in der Stadt, oder wählen Sie einen Sozialraum."
    ),
    "unreadable": gettext_lazy(
        "Diesen Ort konnten wir nicht erkennen. Bitte zeigen Sie noch einmal auf die Karte, oder wählen Sie "
        "einen Sozialraum."
    ),
}


def _told(error: places.NoSuchPlace) -> ValidationError:
    code = str(error)
    code = code if code in NO_PLACE else "unreadable"
    return ValidationError(NO_PLACE[code], code)


def _degrees(text: str | None, most: int) -> float:
    try:
        found = float(text or "")
    except ValueError:
        raise places.NoSuchPlace("no number") from None
    if not math.isfinite(found) or abs(found) > most:
        raise places.NoSuchPlace("not on earth")
    return found


def _geojson(text: str) -> Any:
    if len(text) > LONGEST_AREA:
        raise places.NoSuchPlace("too long")
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise places.NoSuchPlace("no JSON") from None


class EasyWhatForm(Simply, WhatForm):
    """The same in Leichte Sprache."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["kind"].label = _("Was möchten Sie sagen?")
        self.fields["kind"].choices = [
            (Kind.MISSING, _("Etwas fehlt. Oder etwas stört mich.")),
            (Kind.GOOD, _("Etwas ist gut. Es soll so bleiben.")),
            (Kind.IDEA, _("Ich habe eine Idee.")),
        ]
        self.fields["text"].label = _("Erzählen Sie uns davon")
        self.fields["text"].help_text = _(
            "Schreiben Sie, wie Sie sprechen. Sie dürfen Fehler machen. Bitte schreiben Sie keine Namen von "
            "anderen Menschen."
        )
        self.fields["space"].label = _("In welchem Stadt-Teil ist das?")


class OthersWhatForm(WhatForm):
    """The same for those who bring the voice of others: whose, how heard, how many."""

    on_behalf_of = forms.CharField(
        label=gettext_lazy("Für wen sprechen Sie?"), max_length=200,
        help_text=gettext_lazy("Zum Beispiel: Frauen aus dem Deutschkurs. Keine Namen von Personen."),
        error_messages={"required": gettext_lazy("Bitte sagen Sie, für wen Sie sprechen.")},
    )  # fmt: skip
    channel = forms.ChoiceField(
        label=gettext_lazy("Wie haben Sie davon gehört?"), choices=[(one.value, one.label) for one in HEARD],
        widget=forms.RadioSelect, initial=Channel.TALK,
    )  # fmt: skip
    persons = forms.IntegerField(
        label=gettext_lazy("Wie viele Menschen haben das gesagt?"), min_value=1, max_value=MOST_PERSONS, initial=1,
        error_messages={
            "invalid": gettext_lazy("Bitte geben Sie eine ganze Zahl an."),
            "min_value": gettext_lazy("Bitte nennen Sie mindestens einen Menschen."),
            "max_value": gettext_lazy("Bitte nennen Sie höchstens 10.000 Menschen."),
        },
    )  # fmt: skip
    bank = forms.ChoiceField(
        label=gettext_lazy("Für welche Seite am Tisch sprechen sie?"),
        choices=Bank.choices,
        initial=Bank.RESIDENTS,
    )

    on = forms.DateField(
        label=gettext_lazy("Wann war das?"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Bitte schreiben Sie das Datum so: 31.12.2026")},
    )  # fmt: skip

    about_you = ("on_behalf_of", "channel", "on", "persons", "bank")

    def clean_on(self) -> date | None:
        day: date | None = self.cleaned_data["on"]
        if day is not None and day > timezone.localdate():
            raise ValidationError(
                _("Dieser Tag liegt in der Zukunft. Bitte nennen Sie den Tag, an dem Sie es gehört haben.")
            )
        if day is not None and day.year < 2000:
            raise ValidationError(_("Bitte nennen Sie einen Tag ab dem Jahr 2000."))
        return day

    @property
    def heard(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.about_you}


class DetailsForm(forms.Form):
    """The second step: which Lebenslagen, for whom, pictures, and contact data if somebody wants an answer."""

    dimensions = forms.MultipleChoiceField(
        label=gettext_lazy("Welche Lebenslagen betrifft das?"), choices=_dimensions, required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Was schon angekreuzt ist, schlägt das Programm nach Ihrem Text vor. Ändern Sie "
                               "es, bis es stimmt."),
    )  # fmt: skip
    groups = forms.MultipleChoiceField(
        label=gettext_lazy("Für wen ist das wichtig?"), choices=list(GROUPS.items()), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Auch hier schlägt das Programm nach Ihrem Text etwas vor."),
    )  # fmt: skip
    pictures = Pictures(
        label=gettext_lazy("Bilder"),
        puts_aside=True,
        help_text=gettext_lazy(
            "Höchstens 5 Bilder (JPEG, PNG, WebP) mit je 10 MB, bitte ohne Gesichter."
            " Ort und Zeit der Aufnahme entfernen wir."
        ),
    )
    description = forms.CharField(
        label=gettext_lazy("Was ist auf den Bildern zu sehen?"), max_length=300, required=False,
        help_text=gettext_lazy("Für alle, die die Bilder nicht sehen können."),
    )  # fmt: skip
    email = forms.EmailField(
        label=gettext_lazy("E-Mail-Adresse"), max_length=254, required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"invalid": gettext_lazy("Bitte prüfen Sie die E-Mail-Adresse. So sieht eine aus: "
                                                "name@beispiel.de")},
    )  # fmt: skip
    phone = forms.RegexField(
        r"^[0-9+()/ .-]{5,40}$", label=gettext_lazy("Telefon"), required=False,
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}),
        error_messages={"invalid": gettext_lazy("Bitte schreiben Sie die Telefonnummer nur mit Ziffern und den "
                                                "Zeichen + ( ) / -")},
    )  # fmt: skip

    about_it = ("dimensions", "groups")
    about_pictures: tuple[str, ...] = ("pictures", "description")
    about_contact = ("email", "phone")
    label_still = gettext_lazy("Diese Bilder haben wir schon")

    def __init__(
        self, *args: Any, with_contact: bool = True, aside: Sequence[Aside] = (), **more: Any
    ) -> None:
        super().__init__(*args, **more)
        if not with_contact:  # whoever is signed in is told at their account
            for name in self.about_contact:
                del self.fields[name]
        self.aside: tuple[Aside, ...] = ()
        self._offer(aside)

    def _offer(self, aside: Sequence[Aside]) -> None:
        """Pictures that were right when something else was wrong: they needn't be chosen again."""
        self.aside = tuple(aside)
        if aside:
            digests = [one.digest for one in aside]
            self.fields["still"] = forms.MultipleChoiceField(
                label=self.label_still, required=False, widget=forms.CheckboxSelectMultiple, initial=digests,
                choices=[(one.digest, one.name) for one in aside],
            )  # fmt: skip
            self.about_pictures = ("still", "pictures", "description")

    def show_aside(self, aside: Sequence[Aside]) -> None:
        """Have the form, shown once more, offer these, each ticked."""
        self._offer(aside)
        if self.is_bound:
            self.data = self.data.copy()
            self.data.setlist("still", [one.digest for one in aside])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "pictures" in given:
            still = [one.picture for one in self.aside if one.digest in given.get("still", ())]
            given["pictures"] = list({one.digest: one for one in (*still, *given["pictures"])}.values())
            if len(given["pictures"]) > MOST:
                told = _("Zusammen sind das %(found)d Bilder, möglich sind %(most)d.")
                found = {"found": len(given["pictures"]), "most": MOST}
                self.add_error("pictures", ValidationError(told, "too_many", found))
        return given

    @property
    def wanted_aside(self) -> list[Aside]:
        """What lies aside and is still wanted."""
        wanted = self.cleaned_data.get("still", ())
        return [one for one in self.aside if one.digest in wanted]

    @property
    def reached(self) -> Reached:
        return Reached(email=self.cleaned_data.get("email", ""), phone=self.cleaned_data.get("phone", ""))


class EasyDetailsForm(Simply, DetailsForm):
    """The same in Leichte Sprache."""

    label_still = gettext_lazy("Diese Fotos haben wir schon")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        told = {
            "dimensions": (
                _("Um welche Themen geht es?"),
                _("Vielleicht ist schon ein Kreuz da. Sie können das ändern."),
            ),
            "groups": (_("Für wen ist das wichtig?"), _("Sie können mehrere Kreuze machen.")),
            "pictures": (
                _("Haben Sie ein Foto?"),
                _("Sie können bis zu 5 Fotos schicken. Auf den Fotos sollen keine Gesichter sein."),
            ),
            "description": (
                _("Was ist auf dem Foto?"),
                _("Das hilft blinden Menschen."),
            ),
            "email": (_("Ihre E-Mail-Adresse"), _("Sie können das leer lassen.")),
            "phone": (_("Ihre Telefon-Nummer"), _("Sie können das leer lassen.")),
        }
        for name, (label, help_text) in told.items():
            if name in self.fields:
                self.fields[name].label, self.fields[name].help_text = label, help_text


def heard_of(given: dict[str, Any] | None, by: Any) -> Heard | None:
    """How a voice was heard, with who heard it."""
    return Heard(by=by, **given) if given is not None else None
