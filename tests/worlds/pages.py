"""One address of every kind of page, in a city that is published; the roles that may see it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import sozialraum


@dataclass(frozen=True)
class Kind:
    """A kind of page: the name of its address in the URLs, a path to fill in, and who signs in to see it."""

    name: str
    path: str
    role: str = ""


KINDS = (
    Kind("situation:start", "/"),
    Kind("situation:map", "/karte/"),
    Kind("situation:profile", "/raeume/{system}/{code}/"),
    Kind("situation:area", "/planungsraeume/{area}/"),
    Kind("situation:city", "/stadt/"),
    Kind("situation:compare", "/vergleich/?raum={code}&raum={other}"),
    Kind("situation:search", "/suche/?q=an"),
    Kind("statistics:indicators", "/kennzahlen/"),
    Kind("statistics:indicator", "/kennzahlen/{indicator}/"),
    Kind("statistics:figure", "/werte/{indicator}/{edition}/{code}/{period}/total/"),
    Kind("statistics:methods", "/methoden/"),
    Kind("statistics:method", "/methoden/{method}/"),
    Kind("statistics:data_versions", "/datenstaende/"),
    Kind("statistics:data_version", "/datenstaende/{version}/"),
    Kind("statistics:issues", "/datenstaende/{version}/hinweise/"),
    Kind("cycle", "/planungskreislauf/"),
    Kind("desk:imprint", "/impressum/"),
    Kind("desk:privacy", "/datenschutz/"),
    Kind("desk:accessibility", "/barrierefreiheit/"),
    Kind("desk:easy_language", "/leichte-sprache/"),
    Kind("desk:report_barrier", "/barrierefreiheit/melden/"),
    Kind("desk:barrier_reported", "/barrierefreiheit/gemeldet/"),
    Kind("account_login", "/konto/anmelden/"),
    Kind("account_reset_password", "/konto/passwort/vergessen/"),
    Kind("people:demonstration", "/konto/vorfuehrung/"),
    Kind("needs:needs", "/bedarfe/"),
    Kind("needs:subscribe", "/bedarfe/benachrichtigung/"),
    Kind("needs:subscribed", "/bedarfe/benachrichtigung/unterwegs/"),
    Kind("needs:silent", "/bedarfe/stille/"),
    Kind("needs:contribute", "/melden/"),
    Kind("needs:contribute_easy", "/melden/leicht/"),
    Kind("needs:receipt_enter", "/meldung/"),
    Kind("conferences:bodies", "/konferenzen/gremien/"),
    Kind("conferences:participation", "/konferenzen/teilnahme/"),
    Kind("conferences:overview", "/konferenzen/"),
    Kind("conferences:resolutions", "/konferenzen/beschluesse/"),
    Kind("conferences:door", "/raum/"),
    Kind("answers:overview", "/antworten/"),
    Kind("answers:plans", "/antworten/fachplanungen/"),
    Kind("answers:negotiations", "/aushandlungen/"),
    Kind("programme:decisions", "/beschluesse/"),
    Kind("programme:order", "/beschluesse/reihenfolge/"),
    Kind("programme:competences", "/beschluesse/zustaendigkeiten/?kosten=12000"),
    Kind("programme:measures", "/massnahmen/"),
    Kind("programme:budget", "/massnahmen/haushalt/"),
    Kind("programme:programme", "/massnahmen/programm/"),
    Kind("programme:area_programme", "/massnahmen/programm/{area}/"),
    Kind("programme:money", "/geld/"),
    Kind("programme:key", "/geld/schluessel/"),
    Kind("effects:effects", "/wirkung/"),
    Kind("effects:conditions", "/wirkung/lebensbedingungen/"),
    Kind("reports:start", "/uebersicht/"),
    Kind("reports:aemter", "/uebersicht/aemter/"),
    Kind("reports:raeume", "/uebersicht/raeume/"),
    Kind("reports:baenke", "/uebersicht/baenke/"),
    Kind("reports:kennzahlen", "/uebersicht/kennzahlen/"),
)
ADMINISTRATION = "Administration"
MANAGEMENT = "Planungsraummanagement"
PLANNER = "Sozialplanung"
PROVIDER = "Träger"
OFFICER = "Sachbearbeitung im Fachamt"
HEAD = "Leitung im Fachamt"
BEHIND_SIGN_IN = (
    Kind("desk:desk", "/schreibtisch/", "Bewohnerin oder Bewohner"),
    Kind("desk:desk", "/schreibtisch/", PROVIDER),
    Kind("desk:desk", "/schreibtisch/", MANAGEMENT),
    Kind("desk:desk", "/schreibtisch/", PLANNER),
    Kind("desk:desk", "/schreibtisch/", "Statistikstelle"),
    Kind("desk:desk", "/schreibtisch/", "Ratsmitglied"),
    Kind("desk:desk", "/schreibtisch/", OFFICER),
    Kind("desk:desk", "/schreibtisch/", HEAD),
    Kind("desk:desk", "/schreibtisch/", ADMINISTRATION),
    Kind("needs:contribute_for_others", "/melden/fuer-andere/", PROVIDER),
    Kind("needs:batch", "/melden/tabelle/", PROVIDER),
    Kind("needs:queue", "/bedarfe/pruefen/", MANAGEMENT),
    Kind("needs:reviews", "/bedarfe/nachrichten/", MANAGEMENT),
    Kind("needs:objections", "/bedarfe/widersprueche/", MANAGEMENT),
    Kind("conferences:handover", "/konferenzen/uebergabe/", MANAGEMENT),
    Kind("conferences:body_new", "/konferenzen/gremien/neu/", MANAGEMENT),
    Kind("answers:to_hand_over", "/antworten/uebergeben/", MANAGEMENT),
    Kind("answers:to_assign", "/antworten/zuweisen/", PLANNER),
    Kind("answers:inbox", "/antworten/eingang/", OFFICER),
    Kind("answers:plan_new", "/antworten/fachplanungen/neu/", OFFICER),
    Kind("answers:substitutions", "/antworten/vertretung/", HEAD),
    Kind("programme:papers_waiting", "/beschluesse/vorlagen/", PLANNER),
    Kind("programme:competence_new", "/beschluesse/zustaendigkeiten/neu/", PLANNER),
    Kind("programme:measure_new", "/massnahmen/neu/", PROVIDER),
    Kind("programme:budget_upload", "/massnahmen/haushalt/einlesen/", PLANNER),
    Kind("programme:fund_new", "/geld/fonds/neu/", PLANNER),
    Kind("programme:key_draft", "/geld/schluessel/entwurf/", PLANNER),
    Kind("people:own_account", "/konto/", ADMINISTRATION),
    Kind("people:accounts", "/verwaltung/konten/", ADMINISTRATION),
    Kind("people:account_new", "/verwaltung/konten/neu/", ADMINISTRATION),
    Kind("people:organisations", "/verwaltung/organisationen/", ADMINISTRATION),
    Kind("people:organisation_new", "/verwaltung/organisationen/neu/", ADMINISTRATION),
    Kind("people:journal", "/verwaltung/journal/", ADMINISTRATION),
    Kind("people:outbox", "/verwaltung/postausgang/", ADMINISTRATION),
    Kind("messages:messages", "/verwaltung/nachrichten/", ADMINISTRATION),
    Kind("messages:vault", "/verwaltung/datenschutz/", ADMINISTRATION),
    Kind("desk:texts", "/verwaltung/texte/", ADMINISTRATION),
    Kind("desk:text_edit", "/verwaltung/texte/impressum/de/", ADMINISTRATION),
    Kind("desk:barriers", "/verwaltung/barrieren/", ADMINISTRATION),
    Kind("desk:introduction", "/einfuehrung/", ADMINISTRATION),
    Kind("desk:introduction", "/einfuehrung/", PLANNER),
    Kind("desk:missing_bodies", "/einfuehrung/gremien/", PLANNER),
    Kind("desk:costs", "/einfuehrung/kosten/", PLANNER),
    Kind("desk:cost_new", "/einfuehrung/kosten/neu/", PLANNER),
    Kind("desk:costs_proposal", "/einfuehrung/kosten/vorschlag/", PLANNER),
)
# A page that another one leads to by its first link in the main part that looks like this.
REACHED = (
    ("people:account", "/verwaltung/konten/", r"/verwaltung/konten/\d+/$"),
    ("people:organisation", "/verwaltung/organisationen/", r"/verwaltung/organisationen/\d+/$"),
    ("needs:need", "/bedarfe/", r"/bedarfe/\d+/$"),
    ("answers:request", "/antworten/", r"/antworten/\d+/$"),
    ("answers:negotiation", "/aushandlungen/", r"/aushandlungen/\d+/$"),
    ("programme:measure", "/massnahmen/", r"/massnahmen/\d+/$"),
    ("programme:budget_product", "/massnahmen/haushalt/?q=jugend", r"/massnahmen/haushalt/\d+/$"),
    ("programme:fund", "/geld/", r"/geld/fonds/\d+/$"),
    ("programme:distribution", "/geld/", r"/geld/schluessel/\d+/$"),
    ("effects:effect", "/wirkung/", r"/wirkung/\d+/$"),
    ("reports:way", "/uebersicht/", r"/bedarfe/\d+/weg/$"),
    ("reports:yearly", "/uebersicht/", r"/uebersicht/jahresbericht/\d+/$"),
)
ERRORS = (Kind("404", "/gibt-es-nicht/"), Kind("404", "/raeume/{system}/gibt-es-nicht/"))


def filled(folder: Path) -> dict[str, str]:
    """What the paths are filled in with, from the data version in use."""
    version = sozialraum.open(folder).current()
    spaces = version.edition(str(version.settings["social_spaces"]))
    areas = version.edition(str(version.settings["planning_areas"]))
    indicator = "unemployment_share"
    return {
        "system": spaces.space_system, "code": spaces.codes[0], "other": spaces.codes[-1], "area": areas.codes[0],
        "edition": spaces.key, "indicator": indicator, "period": version.periods(indicator, spaces)[-1],
        "version": version.id, "method": "shares",
    }  # fmt: skip
