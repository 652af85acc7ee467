"""The planning cycle as the way through the product: its stages, and what stands under the first of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Section:
    """A page, or kind of page, under a stage."""

    title: str | Promise
    path: str
    prefixes: tuple[str, ...]


@dataclass(frozen=True)
class Stage:
    """A stage of the cycle. `prefixes`: where its pages lie. `who`: who acts, who is consulted, who decides."""

    key: str
    title: str | Promise
    path: str
    prefixes: tuple[str, ...]
    says: str | Promise
    who: str | Promise
    sections: tuple[Section, ...] = ()
    beside: tuple[Section, ...] = ()  # where no sections stand under it: what to see first

    @property
    def further(self) -> tuple[Section, ...]:
        """Where one gets from it besides its own page."""
        return tuple(one for one in (*self.sections, *self.beside) if one.path != self.path)

    @property
    def anchor(self) -> str:
        """Where the page on the planning cycle explains it."""
        return _ANCHORS[self.key]


_ANCHORS = {
    "situation": "lebenslagen", "needs": "bedarfe", "conferences": "konferenzen", "answers": "antworten",
    "programme": "beschluesse", "effects": "wirkung",
}  # fmt: skip


SITUATION = (
    Section(_("Karte"), "/karte/", ("/karte/",)),
    Section(_("Sozialräume"), "/suche/", ("/suche/", "/raeume/", "/planungsraeume/")),
    Section(_("Stadt im Ganzen"), "/stadt/", ("/stadt/",)),
    Section(_("Vergleich"), "/vergleich/", ("/vergleich/",)),
    Section(_("Kennzahlen"), "/kennzahlen/", ("/kennzahlen/", "/werte/")),
    Section(_("Methoden"), "/methoden/", ("/methoden/",)),
    Section(_("Datenstände"), "/datenstaende/", ("/datenstaende/",)),
)
ANSWERS = (
    Section(_("Stellungnahmen"), "/antworten/", ("/antworten/",)),
    Section(_("Aushandlungen"), "/aushandlungen/", ("/aushandlungen/",)),
)
PROGRAMME = (
    Section(pgettext_lazy("stage", "Beschlüsse"), "/beschluesse/", ("/beschluesse/",)),
    Section(_("Maßnahmen"), "/massnahmen/", ("/massnahmen/",)),
    Section(_("Geld"), "/geld/", ("/geld/",)),
)
EFFECTS = (
    Section(pgettext_lazy("stage", "Wirkung"), "/wirkung/", ("/wirkung/",)),
    Section(_("Lebensbedingungen"), "/wirkung/lebensbedingungen/", ("/wirkung/lebensbedingungen/",)),
    Section(_("Übersichten"), "/uebersicht/", ("/uebersicht/",)),
)
NEEDS = (
    Section(_("Bedarf melden"), "/melden/", ()),
    Section(_("Wo es still ist"), "/bedarfe/stille/", ()),
)
CONFERENCES = (
    Section(_("Gremien"), "/konferenzen/gremien/", ()),
    Section(_("Wer mitmacht"), "/konferenzen/teilnahme/", ()),
)

STAGES = (
    Stage(
        "situation",
        _("Lebenslagen"),
        "/karte/",
        tuple(prefix for section in SITUATION for prefix in section.prefixes),
        _("Wie leben die Menschen hier? Zahlen für jeden Sozialraum, über die Jahre und nach Gruppen."),
        _(
            "Die Sozialplanung beobachtet und fragt dabei Planungsraummanagement, Träger und Bewohnerschaft. "
            "Entschieden wird hier nichts."
        ),
        SITUATION,
    ),
    Stage(
        "needs",
        _("Bedarfe"),
        "/bedarfe/",
        ("/bedarfe/", "/melden/", "/meldung/"),
        _("Wo fehlt etwas? Alle können einen Bedarf anmelden. Viele Stimmen werden zu einem Bedarf."),
        _(
            "Alle dürfen melden, Planungsraummanagement und Träger auch für andere und vom Papier. "
            "Das Planungsraummanagement prüft nur die Form; in der Sache entscheidet hier niemand."
        ),
        beside=NEEDS,
    ),
    Stage(
        "conferences",
        _("Konferenzen"),
        "/konferenzen/",
        ("/konferenzen/", "/raum/", "/platz/"),
        _("Politik, Verwaltung, Träger und Bewohnerschaft beraten gemeinsam, was der Sozialraum braucht."),
        _(
            "Die Sozialraumkonferenz berät, mit dem Fachamt als Gast, und entscheidet, ob sie einen Bedarf trägt. "
            "Das Planungsraummanagement bereitet daraus eine Liste vor, über die die Planungsraumkonferenz entscheidet."
        ),
        beside=CONFERENCES,
    ),
    Stage(
        "answers",
        _("Antworten"),
        "/antworten/",
        tuple(prefix for section in ANSWERS for prefix in section.prefixes),
        _("Die zuständigen Ämter nehmen Stellung: bis wann, womit, und wenn nicht, warum nicht."),
        _(
            "Das federführende Amt entwirft, andere Ämter wirken mit, und die Leitung gibt frei. Verhandeln "
            "Konferenz und Fachamt, moderiert das Planungsraummanagement, bis es eine Einigung oder einen "
            "festgehaltenen Dissens gibt."
        ),
        ANSWERS,
    ),
    Stage(
        "programme",
        _("Beschlüsse & Maßnahmen"),
        "/beschluesse/",
        tuple(prefix for section in PROGRAMME for prefix in section.prefixes),
        _("Wer hat was beschlossen, was kostet es, und wie weit ist es?"),
        _(
            "Ausschüsse und Ortsbeiräte werden gehört. Je nach Sache und Summe beschließt das Fachamt, die "
            "Steuerungsgruppe, ein Ausschuss oder der Rat, über ihren Verfügungsfonds die Konferenz. Umgesetzt "
            "wird von Fachämtern und Trägern."
        ),
        PROGRAMME,
    ),
    Stage(
        "effects",
        pgettext_lazy("stage", "Wirkung"),
        "/wirkung/",
        tuple(prefix for section in EFFECTS for prefix in section.prefixes),
        _("Hat es geholfen? Wer einen Bedarf angemeldet hat, erfährt es. Dann beginnt der Kreis von vorn."),
        _(
            "Die Sozialplanung wertet aus und fragt alle, die den Bedarf gemeldet haben; die Konferenz wird gehört. "
            "Die Planungsraumkonferenz entscheidet: wirksam, teilweise wirksam oder nicht."
        ),
        EFFECTS,
    ),
)


def place(path: str, entries: tuple[Stage, ...] | tuple[Section, ...]) -> str:
    """The path of the entry under which an address (without language) lies, the nearest of them, or nothing."""
    found = [(len(p), entry.path) for entry in entries for p in entry.prefixes if path.startswith(p)]
    return max(found, default=(0, ""))[1]
