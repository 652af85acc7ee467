"""What is asked of somebody who brings a table: the file, then what its columns are."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sozialraum.planning.needs.batch import columns as c
from sozialraum.planning.needs.batch.parsing import LARGEST, Table, Unreadable, parse
from sozialraum.planning.needs.models import Channel
from sozialraum.planning.people.roles import Bank
from sozialraum.planning.statistics.queries import current
from sozialraum.planning.statistics.words import said

# Behind a label, in place of “optional”.
NEEDED_WHEN = {"im_namen": gettext_lazy("nötig, wenn die Tabelle es nicht sagt")}
TYPES = ".csv,.txt,.tsv,.xlsx,.xls,.ods"


class TableForm(forms.Form):
    """The file itself; it is opened at once, so that what is no table is told here."""

    needed_when = NEEDED_WHEN

    file = forms.FileField(
        label=gettext_lazy("Datei mit den Meldungen"),
        help_text=gettext_lazy("CSV oder XLSX, höchstens 20 MB und 10.000 Zeilen. Die erste Zeile nennt die Spalten."),
        widget=forms.FileInput({"accept": TYPES}),
        error_messages={
            "required": gettext_lazy("Bitte wählen Sie eine Datei."),
            "empty": gettext_lazy("Die Datei ist leer."),
        },
    )  # fmt: skip

    im_namen = forms.CharField(
        label=gettext_lazy("Im Namen von wem?"), max_length=200, required=False,
        help_text=gettext_lazy("Wo die Tabelle nichts sagt, etwa „Umfrage im Treff“. Keine Namen einzelner Menschen."),
    )  # fmt: skip

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:  # before it is read
            raise forms.ValidationError(
                _("Die Datei ist zu groß: höchstens 20 MB. Teilen Sie sie, oder nehmen Sie Bilder heraus.")
            )
        content: bytes = file.read()
        try:
            parse(content)
        except Unreadable as error:
            raise forms.ValidationError(str(error)) from error
        return content


class ColumnsForm(forms.Form):
    """What the columns are, and what holds where a row says nothing. It travels in the address."""

    needed_when = NEEDED_WHEN

    im_namen = forms.CharField(
        label=gettext_lazy("Im Namen von wem?"), max_length=200, required=False,
        help_text=gettext_lazy("Wo die Tabelle nichts sagt, etwa „Umfrage im Treff“. Keine Namen einzelner Menschen."),
    )  # fmt: skip
    bank = forms.ChoiceField(
        label=gettext_lazy("Für welche Seite am Tisch sprechen sie?"), choices=Bank.choices
    )
    weg = forms.ChoiceField(
        label=gettext_lazy("Auf welchem Weg gehört?"), choices=Channel.choices,
        help_text=gettext_lazy("Wo die Tabelle nichts sagt"),
    )  # fmt: skip
    lebenslage = forms.ChoiceField(
        label=gettext_lazy("Lebenslage"), required=False, help_text=gettext_lazy("Wo die Tabelle keine nennt")
    )

    PROPOSE, NONE = "vorschlag", "keine"

    def __init__(self, given: Any, *, table: Table, proposed: c.Columns) -> None:
        first = {"bank": Bank.RESIDENTS, "weg": Channel.TABLE, "lebenslage": self.PROPOSE, "im_namen": ""}
        first |= {_name(meaning): str(at) for meaning, at in proposed.items()}
        super().__init__(first | {key: given[key] for key in given})
        titles = [(key, said(one.title)) for key, one in current().catalogue.dimensions.items()]
        self.fields["lebenslage"].choices = [
            (self.PROPOSE, _("Vorschlag des Programms nach dem Text")), (self.NONE, _("keine")),
            *titles,
        ]  # fmt: skip
        heads = [
            ("", _("– keine Spalte –")),
            *((str(i), head or f"{i + 1}.") for i, head in enumerate(table.heads)),
        ]
        for meaning, label in c.MEANINGS.items():
            self.fields[_name(meaning)] = forms.ChoiceField(label=label, choices=heads, required=False)

    @property
    def columns(self) -> list[forms.BoundField]:
        """The fields that say which column is what."""
        return [self[_name(meaning)] for meaning in c.MEANINGS]

    @property
    def for_all(self) -> list[forms.BoundField]:
        """The fields that hold for all rows."""
        return [self[name] for name in ("im_namen", "lebenslage", "bank", "weg")]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get(_name(c.TEXT)):
            self.add_error(_name(c.TEXT), _("In welcher Spalte steht, was gesagt wurde?"))
        if not given.get(_name(c.BEHALF)) and not given.get("im_namen", "").strip():
            self.add_error(
                "im_namen", _("Für wen sprechen Sie? Nötig ist eine Spalte oder eine Angabe für alle Zeilen.")
            )
        point = given.get(_name(c.LONGITUDE)) and given.get(_name(c.LATITUDE))
        if not point and not given.get(_name(c.SPACE)):
            self.add_error(
                _name(c.SPACE), _("Wo ist das? Nötig sind Längen- und Breitengrad oder ein Sozialraum.")
            )
        return given

    def chosen(self) -> dict[str, str]:
        """Meaning → number of the column, as text."""
        return {meaning: self.cleaned_data.get(_name(meaning), "") for meaning in c.MEANINGS}

    def rest(self) -> dict[str, Any]:
        """What holds for the whole table, as `Choices` has it."""
        given = self.cleaned_data
        dimension = given["lebenslage"]
        return {
            "on_behalf_of": given["im_namen"].strip(), "bank": given["bank"], "channel": given["weg"],
            "dimension": "" if dimension in ("", self.PROPOSE, self.NONE) else dimension,
            "propose": dimension == self.PROPOSE,
        }  # fmt: skip


def _name(meaning: str) -> str:
    return f"spalte_{meaning}"
