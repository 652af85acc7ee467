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
    """A stage of the cycle. `prefixes`: where its pages lie; without any it doesn't exist yet."""

    key: str
    title: str | Promise
    path: str
    prefixes: tuple[str, ...] = ()
    says: str | Promise = ""
    sections: tuple[Section, ...] = ()

    @property
    def exists(self) -> bool:
        """Whether there are pages of this stage."""
        return bool(self.prefixes)

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
    Section(_("Übersichten"), "/uebersicht/", ("/uebersicht/",)),
)

STAGES = (
    Stage(
        "situation",
        _("Lebenslagen"),
        "/karte/",
        tuple(prefix for section in SITUATION for prefix in section.prefixes),
        _("Wie leben die Menschen hier? Zahlen für jeden Sozialraum, über die Jahre und nach Gruppen."),
        SITUATION,
    ),
    Stage(
        "needs",
        _("Bedarfe"),
        "/bedarfe/",
        ("/bedarfe/", "/melden/", "/meldung/"),
        _("Wo fehlt etwas? Alle können einen Bedarf anmelden. Viele Stimmen werden zu einem Bedarf."),
    ),
    Stage(
        "conferences",
        _("Konferenzen"),
        "/konferenzen/",
        ("/konferenzen/", "/raum/", "/platz/"),
        _("Politik, Verwaltung, Träger und Bewohnerschaft beraten gemeinsam, was der Sozialraum braucht."),
    ),
    Stage(
        "answers",
        _("Antworten"),
        "/antworten/",
        tuple(prefix for section in ANSWERS for prefix in section.prefixes),
        _("Die zuständigen Ämter nehmen Stellung: bis wann, womit, und wenn nicht, warum nicht."),
        ANSWERS,
    ),
    Stage(
        "programme",
        _("Beschlüsse & Maßnahmen"),
        "/beschluesse/",
        tuple(prefix for section in PROGRAMME for prefix in section.prefixes),
        _("Wer hat was beschlossen, was kostet es, und wie weit ist es?"),
        PROGRAMME,
    ),
    Stage(
        "effects",
        pgettext_lazy("stage", "Wirkung"),
        "/wirkung/",
        tuple(prefix for section in EFFECTS for prefix in section.prefixes),
        _("Hat es geholfen? Wer einen Bedarf angemeldet hat, erfährt es. Dann beginnt der Kreis von vorn."),
        EFFECTS,
    ),
)


def place(path: str, entries: tuple[Stage, ...] | tuple[Section, ...]) -> str:
    """The path of the entry under which an address (without language) lies, or nothing."""
    for entry in entries:
        if any(path.startswith(prefix) for prefix in entry.prefixes):
            return entry.path
    return ""
