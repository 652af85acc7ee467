"""What is filled in to begin a measure: four steps on one page, as good on a phone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from sozialraum.planning.journal import clock
from sozialraum.planning.needs.groups import GROUPS
from sozialraum.planning.needs.models import Need
from sozialraum.planning.people.models import Account, Organisation
from sozialraum.planning.people.queries import in_force_of
from sozialraum.planning.people.roles import Bank
from sozialraum.planning.people.rules import may
from sozialraum.planning.programme.forms.sources import SourceField, chosen
from sozialraum.planning.programme.models import BudgetLine, Measure
from sozialraum.planning.programme.plans import Money, Plan
from sozialraum.planning.programme.queries.accounts import offered, promised_before
from sozialraum.planning.programme.rules import RECORD
from sozialraum.planning.statistics.forms import AmountField
from sozialraum.planning.statistics.words import edition_title, said
from sozialraum.warehouse.version import Version

STEPS, YEARS, SOURCES, MOVED = 6, 6, 3, 3


def day(label: Any, **more: Any) -> forms.DateField:
    """A day, by the browser's own calendar."""
    return forms.DateField(label=label, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"), **more)


class LineField(forms.CharField):
    """A line of the budget by its number, as the page of the budget shows it: 0601.13."""

    def clean(self, value: Any) -> BudgetLine | None:
        given = str(super().clean(value) or "").strip()
        if not given:
            return None
        number, _blank, district = given.partition(" ")
        product, _dot, line = number.partition(".")
        found = BudgetLine.objects.filter(product=product, line=line, district=district.strip()).first()
        if found is None:
            raise forms.ValidationError(
                _(
                    "Diese Haushaltsstelle gibt es nicht. Schreiben Sie sie wie im Haushalt: Produkt, Punkt, Zeile."
                )
            )
        return found


def written(line: BudgetLine | None) -> str:
    """A line as LineField reads it."""
    return "" if line is None else f"{line.product}.{line.line} {line.district}".strip()


@dataclass(frozen=True)
class Place:
    """A space of an edition, and the planning area that it belongs to."""

    edition: str
    space: str
    planning_area: str


class MeasureForm(forms.Form):
    """All of a new measure."""

    title = forms.CharField(label=gettext_lazy("Wie heißt die Maßnahme?"), max_length=200)
    text = forms.CharField(
        label=gettext_lazy("Was wird getan?"), max_length=6000, widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("Zwei, drei Sätze, die alle verstehen. Sie stehen öffentlich."),
    )  # fmt: skip
    dimensions = forms.MultipleChoiceField(
        label=gettext_lazy("Lebenslagen"), required=False, widget=forms.CheckboxSelectMultiple
    )
    groups = forms.MultipleChoiceField(
        label=gettext_lazy("Für wen"), required=False, choices=list(GROUPS.items()), widget=forms.CheckboxSelectMultiple
    )  # fmt: skip
    place = forms.ChoiceField(label=gettext_lazy("Wo?"))
    responsible = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=gettext_lazy("Verantwortliches Amt"),
        empty_label=gettext_lazy("bitte wählen"),
    )
    provider = forms.ModelChoiceField(
        Organisation.objects.none(), label=pgettext_lazy("Maßnahme", "Träger"), required=False,
        help_text=gettext_lazy("Leer, wenn das Amt es selbst macht."),
    )  # fmt: skip
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0)
    begins = day(gettext_lazy("Beginn"))
    ends = day(gettext_lazy("Ende"))
    line = LineField(
        label=gettext_lazy("Haushaltsstelle"), required=False, max_length=40,
        help_text=gettext_lazy("Produkt und Zeile, etwa 0601.13. Ohne sie braucht es eine zugesagte Finanzierung."),
    )  # fmt: skip

    def __init__(
        self, data: Any = None, *, version: Version, by: Account, need: Need | None = None, line: str = ""
    ) -> None:
        super().__init__(data, initial=dict(_initial(by, need, line)))
        self.version, self.need = version, need
        dimensions = version.catalogue.dimensions
        self.fields["dimensions"].choices = [(key, said(one.title)) for key, one in dimensions.items()]
        self.fields["place"].choices = [("", _("bitte wählen")), *place_options(version)]
        self._add_organisations(by)
        self._add_steps()
        self._add_money()
        add_indicators(self, version)

    def _add_organisations(self, by: Account) -> None:
        """Those in whose name somebody may begin one: officers for their departments, others for their house."""
        standing = Organisation.objects.filter(is_closed=False)
        offices = standing.filter(bank=Bank.ADMINISTRATION)
        providers = standing.filter(bank=Bank.PROVIDERS)
        held = in_force_of(by)
        keys = [one.scope_key for one in held if one.role == "department_officer"]
        if keys:
            offices = offices.filter(pk__in=[key for key in keys if key.isdecimal()])
        elif not may(by, RECORD) and by.organisation_id:
            providers = providers.filter(pk=by.organisation_id)
            self.fields["provider"].required = True
            self.fields["provider"].help_text, self.fields["provider"].empty_label = "", None
        self.fields["responsible"].queryset, self.fields["provider"].queryset = offices, providers

    def _add_steps(self) -> None:
        for number in range(1, STEPS + 1):
            label = _("Schritt %(n)d") % {"n": number}
            self.fields[f"step_{number}"] = forms.CharField(label=label, max_length=200, required=number == 1)
            self.fields[f"due_{number}"] = day(_("bis"), required=number == 1)

    def _add_money(self) -> None:
        this_year = clock.today().year
        self.years = list(range(this_year - 1, this_year + YEARS - 1))
        for year in self.years:
            self.fields[f"cost_{year}"] = AmountField(
                label=_("Kosten %(year)d, Euro") % {"year": year}, required=False
            )
        need = self.need
        place = (need.social_space, need.planning_area) if need is not None else None
        funds = offered(place, self.years)
        for number in range(1, SOURCES + 1):
            source = self.fields[f"source_{number}"] = SourceField(label=_("Geld aus"), required=False)
            source.offer(funds, _("keine weitere"))
            self.fields[f"name_{number}"] = forms.CharField(
                label=_("Programm oder Geber"), max_length=200, required=False
            )
            self.fields[f"year_{number}"] = forms.TypedChoiceField(
                label=_("Jahr"), choices=[(y, y) for y in self.years], coerce=int, required=False, initial=this_year
            )  # fmt: skip
            self.fields[f"amount_{number}"] = AmountField(label=_("Betrag in Euro"), required=False)
            self.fields[f"confirmed_{number}"] = day(_("zugesagt am"), required=False)

    def clean(self) -> dict[str, Any]:
        """Halves of a pair are named where they stand."""
        data = super().clean() or {}
        for number in range(1, STEPS + 1):
            self._both(f"step_{number}", f"due_{number}", _("Bis wann?"), _("Welcher Schritt?"))
        for number in range(1, SOURCES + 1):
            self._both(f"source_{number}", f"amount_{number}", _("Wie viel?"), _("Woher kommt das Geld?"))
        return data

    def _both(self, first: str, second: str, lacks_second: str, lacks_first: str) -> None:
        has = [bool(self.cleaned_data.get(name)) for name in (first, second)]
        if has == [True, False] and second not in self.errors:
            self.add_error(second, lacks_second)
        elif has == [False, True] and first not in self.errors:
            self.add_error(first, lacks_first)

    def now_seen(self, measure: int) -> None:
        """The next time it is sent, it is known that another measure was seen."""
        self.data = self.data.copy()
        self.data["seen"] = str(measure)

    def plan(self) -> Plan:
        """For the action."""
        data, where = self.cleaned_data, place_of(self.version, self.cleaned_data["place"])
        return Plan(
            data["title"], data["responsible"], data["begins"], data["ends"], where.edition, where.space,
            tuple(self._steps()), tuple(self._costs()), data["text"], data["provider"], where.planning_area,
            tuple(data["dimensions"]), tuple(data["groups"]), chosen_indicators(data), data["line"],
            tuple(self._sources()),
        )  # fmt: skip

    def _steps(self) -> Iterator[tuple[str, date]]:
        for number in range(1, STEPS + 1):
            if title := self.cleaned_data[f"step_{number}"]:
                yield title, self.cleaned_data[f"due_{number}"]

    def _costs(self) -> Iterator[tuple[int, Decimal]]:
        for year in self.years:
            if (amount := self.cleaned_data[f"cost_{year}"]) is not None:
                yield year, amount

    def _sources(self) -> Iterator[Money]:
        for number in range(1, SOURCES + 1):
            from_, name, year, amount, confirmed = (
                self.cleaned_data[f"{part}_{number}"]
                for part in ("source", "name", "year", "amount", "confirmed")
            )
            if from_:
                source, fund = from_
                year = fund.year if fund is not None else year or clock.today().year
                yield Money(source, year, amount, name, fund, confirmed)

    # -- as the page shows it --

    def _pairs(self, count: int, *parts: str) -> list[tuple[Any, ...]]:
        return [tuple(self[f"{part}_{n}"] for part in parts) for n in range(1, count + 1)]

    @property
    def step_rows(self) -> list[tuple[Any, ...]]:
        return self._pairs(STEPS, "step", "due")

    @property
    def cost_fields(self) -> list[Any]:
        return [self[f"cost_{year}"] for year in self.years]

    @property
    def source_rows(self) -> list[tuple[Any, ...]]:
        return self._pairs(SOURCES, "source", "name", "year", "amount", "confirmed")

    @property
    def indicator_fields(self) -> list[Any]:
        return [self[f"indicator_{n}"] for n in range(1, MOVED + 1)]


def _initial(by: Account, need: Need | None, line: str) -> Iterator[tuple[str, Any]]:
    """What is known already: of the need, and of whoever fills it in."""
    yield "begins", clock.today()
    if line:
        yield "line", line
    own = by.organisation
    if own is not None:
        yield ("responsible" if own.bank == Bank.ADMINISTRATION else "provider"), own.pk
    if need is None:
        return
    yield "title", need.title
    yield "dimensions", need.dimensions
    yield "groups", need.groups
    yield "place", f"{need.edition}|{need.social_space}"
    last = Measure.with_proposals.filter(need=need).order_by("-pk").values_list("pk", flat=True).first()
    yield "seen", last or 0
    promised = promised_before(need.pk)
    if promised is not None:
        yield "source_1", chosen(promised.fund)
        yield "amount_1", -promised.amount
        yield "confirmed_1", clock.today()
    office = Organisation.objects.filter(name=need.department, bank=Bank.ADMINISTRATION).first()
    if office is not None:
        yield "responsible", office.pk


def place_options(version: Version) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """All spaces of all editions but building blocks, by edition, the social spaces of today first."""
    today = version.edition()
    for edition in sorted(version.editions(), key=lambda one: (one is not today, one.space_system, one.key)):
        if edition.role != "building_block":
            spaces = sorted(zip(edition.codes, edition.names, strict=True), key=lambda one: one[1].casefold())
            keys = [(f"{edition.key}|{edition.space_system}/{code}", name) for code, name in spaces]
            yield edition_title(edition), keys


def place_of(version: Version, chosen: str) -> Place:
    """What was chosen, with its planning area; none for the city, or where boundaries cross."""
    key, _bar, space = chosen.partition("|")
    edition, system = version.edition(key), str(version.settings.get("planning_areas", ""))
    if edition.space_system == system:
        return Place(key, space, space)
    parent = version.parent_of(edition)
    if parent is None or parent.space_system != system:
        return Place(key, space, "")
    return Place(key, space, f"{system}/{edition.parents[edition.index_of(space.partition('/')[2])]}")


def add_indicators(form: forms.Form, version: Version, chosen: Sequence[str] = ()) -> None:
    """Fields for the figures by which one should see it: as many as are chosen, and some more."""
    options = indicator_options(version)
    if gone := [(key, key) for key in chosen if key not in version.catalogue.indicators]:
        options.append((_("im Katalog nicht mehr enthalten"), gone))
    for number in range(1, max(MOVED, len(chosen)) + 1):
        form.fields[f"indicator_{number}"] = forms.ChoiceField(
            label=_("Kennzahl %(n)d, an der man es sehen soll") % {"n": number},
            choices=[("", _("keine")), *options], required=False, initial=dict(enumerate(chosen, 1)).get(number, ""),
        )  # fmt: skip


def chosen_indicators(data: Mapping[str, Any]) -> tuple[str, ...]:
    """What was chosen in them, each once."""
    found = [value for name, value in data.items() if name.startswith("indicator_") and value]
    return tuple(dict.fromkeys(found))


def indicator_options(version: Version) -> list[tuple[str, list[tuple[str, str]]]]:
    """Indicators by Lebenslage."""
    found: dict[str, list[tuple[str, str]]] = {}
    for key, one in version.catalogue.indicators.items():
        found.setdefault(one.dimension, []).append((key, said(one.title)))
    dimensions = version.catalogue.dimensions
    return [(said(dimensions[key].title) if key in dimensions else key, rows) for key, rows in found.items()]
