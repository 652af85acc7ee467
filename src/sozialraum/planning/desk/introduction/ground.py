"""What everything stands on: settings of the city, its spaces, its first data."""

from __future__ import annotations

import numpy as np
from django.conf import settings
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sozialraum.numbers import number
from sozialraum.planning.desk.introduction.steps import Link, Point, Step, point
from sozialraum.planning.needs.queries.silent import inhabitants_of
from sozialraum.planning.spaces.models import SpaceSystem
from sozialraum.planning.spaces.queries import editions_on
from sozialraum.planning.statistics.queries.versions import available
from sozialraum.planning.statistics.words import day_in_words, language, said
from sozialraum.warehouse.version import Version

FEW = 500  # inhabitants; below it many figures are secret or too uncertain to compare
LOAD = (
    "sozialraum load STADT --data ORDNER --city ORDNER-DER-STADT\nsozialraum build --city ORDNER-DER-STADT\n"
    "sozialraum publish --city ORDNER-DER-STADT"
)
PLANNING_AREAS = '[city]\nplanning_areas = "stadtbezirke"'


# -- settings --


def settings_step(who: str) -> Step:
    """What city.toml says; read at the start of the program, so nothing is asked of the database."""
    city = settings.CITY
    days = ngettext("einem Tag", "%(n)d Tagen", city.needs.check_days) % {"n": city.needs.check_days}
    services = tuple(one.name for one in city.needs.services)
    points = (
        point(_("Name der Stadt"), bool(city.name), city.name,
              _("Der Name kommt aus dem Rezept der Stadt, wenn Sie die ersten Daten einlesen."),
              lines='[city]\nname = "Name der Stadt"'),
        *_address(),
        point(_("Frist für die Prüfung"), True,
              _("Eine Meldung gilt nach %(days)s ohne Prüfung als überfällig.") % {"days": days}),
        point(_("Wer Schäden behebt und in Einzelfällen hilft"), bool(services), ", ".join(services),
              _("Keine Stelle ist genannt. Dann nennt das Planungsraummanagement sie jedes Mal selbst."), waits=True,
              lines='[[needs.services]]\nname = "Mängelmelder der Stadt"\nemail = "maengel@example.org"'),
    )  # fmt: skip
    says = _(
        "Alles, was diese Stadt von anderen unterscheidet, steht in der Datei city.toml im Ordner der Stadt. "
        "Nach einer Änderung wird das Programm neu gestartet."
    )
    return Step("einstellungen", _("Einstellungen"), says, who, points)


def _address() -> tuple[Point, ...]:
    site, title = settings.CITY.site, _("Adresse im Netz")
    if settings.CITY.demonstration:
        return (point(title, True, _("In einer Vorführung nicht nötig: Sie läuft nur auf diesem Rechner.")),)
    found = [
        point(title, bool(site.hosts), ", ".join(site.hosts),
              _("Noch ist die Seite nur auf diesem Rechner zu erreichen."),
              lines='[site]\nhosts = ["sozialraum.example.org"]'),
        point(_("Verschlüsselte Verbindung"), site.https, _("Die Seite ist nur über HTTPS zu erreichen."),
              _("Ohne HTTPS liest jemand unterwegs mit, auch Passwörter."), lines="[site]\nhttps = true"),
    ]  # fmt: skip
    if site.hosts and not site.trusted_proxies:
        missing = _("Steht ein Proxy davor, nennen Sie ihn. Sonst zählen alle Besuche als einer.")
        found.append(
            point(
                _("Proxy davor"),
                False,
                "",
                missing,
                lines="[site]\ntrusted_proxies = 1",
                waits=True,
            )
        )
    return tuple(found)


# -- spaces --


def spaces_step(who: str, version: Version | None) -> Step:
    """Editions in force, what is a social space and a planning area, how they lie in each other, how big they are."""
    found = {one.system.role: one for one in editions_on().annotate(n=Count("spaces"))}
    roles = SpaceSystem.Role
    own, areas = found.get(roles.SOCIAL_SPACE.value), found.get(roles.PLANNING_AREA.value)
    missing, lines = _("Im Rezept ist nicht gesagt, welche Räume Planungsräume sind."), PLANNING_AREAS
    if own is None:
        missing, lines = _("Sie kommen zusammen mit den Sozialräumen."), ""
    points = [
        point(_("Sozialräume"), own is not None, _kind(own),
              _("Noch kein Raumstand ist veröffentlicht. Er kommt mit den ersten Daten: Das ist der nächste Schritt."),
              links=(Link(_("Karte"), "/karte/"),)),
        point(_("Planungsräume"), areas is not None, _kind(areas), missing, lines=lines),
    ]  # fmt: skip
    if version is not None and own is not None:
        points += [*_inside(version), *_sizes(version)]
    says = _(
        "Sozialräume sind die kleinen Räume, in denen Menschen sich kennen. Planungsräume fassen mehrere zusammen; "
        "in jedem arbeitet ein Planungsraummanagement."
    )
    return Step("raeume", _("Räume"), says, who, tuple(points))


def _kind(edition: object) -> str:
    if edition is None:
        return ""
    values = {"n": edition.n, "title": edition.system.title, "year": edition.during.lower.year}  # type: ignore[attr-defined]
    return _("%(n)d Räume: %(title)s, Grenzen seit %(year)d.") % values


def _inside(version: Version) -> list[Point]:
    system = version.settings.get("planning_areas")
    if not system:
        return []
    spaces, areas = version.edition(), version.edition(str(system))
    parents = list(spaces.parents) if len(spaces.parents) else [""] * len(spaces)
    alone = tuple(
        spaces.names[i] for i, parent in enumerate(parents) if parent not in set(areas.codes)
    )  # fmt: skip
    return [
        point(_("Jeder Sozialraum in einem Planungsraum"), not alone, _("Jeder gehört zu genau einem."),
              _("Diese Sozialräume gehören zu keinem Planungsraum. Das sagt die Tabelle der Räume im Rezept."),
              names=alone),
    ]  # fmt: skip


def _sizes(version: Version) -> list[Point]:
    edition = version.edition()
    people = inhabitants_of(version, edition)
    known = people[~np.isnan(people)]
    if not len(known):
        return [
            point(
                _("Größe"), False, "", _("Wie viele Menschen dort leben, ist noch nicht bekannt."), waits=True
            )
        ]
    words = {
        "least": number(float(known.min()), 0, language()), "most": number(float(known.max()), 0, language()),
        "half": number(float(np.median(known)), 0, language()),
    }  # fmt: skip
    says = _("Zwischen %(least)s und %(most)s Menschen, in der Mitte %(half)s.") % words
    small = tuple(edition.names[i] for i in np.flatnonzero(people < FEW))
    missing = _(
        "%(says)s In Räumen unter %(few)d Menschen sind viele Zahlen geheim oder unsicher. Sie lassen sich trotzdem "
        "beraten; Zahlen liest man dort besser am Planungsraum ab."
    )
    return [
        point(
            _("Größe"),
            not small,
            says,
            missing % {"says": says, "few": FEW},
            names=small,
            waits=True,
        )
    ]


# -- first data --


def data_step(who: str, version: Version | None) -> Step:
    """What is loaded and published, which of the Lebenslagen have figures."""
    says = _("Aus den Tabellen, die Ihre Stadt ohnehin hat, werden die Lebenslagen jedes Sozialraums.")
    title = _("Erste Daten")
    if version is None:
        missing = _(
            "Noch ist kein Datenstand veröffentlicht. Drei Befehle bringen die Dateien der Stadt hierher."
        )
        return Step("daten", title, says, who, (point(_("Datenstand"), False, "", missing, lines=LOAD),))
    files = sum(len(one.get("files", ())) for one in version.releases.values())
    published = _("Datenstand %(id)s, veröffentlicht am %(day)s.") % {
        "id": version.id, "day": day_in_words(version.published)
    }  # fmt: skip
    loaded = ngettext("%(n)d Lieferung eingelesen.", "%(n)d Lieferungen eingelesen.", len(version.releases))
    points = [
        point(_("Lieferungen"), bool(version.releases), loaded % {"n": len(version.releases), "files": files},
              _("Noch keine Lieferung ist eingelesen."), lines=LOAD),
        point(_("Datenstand"), True, published, links=(Link(_("Datenstände"), "/datenstaende/"),)),
        *_dimensions(version), *_issues(version),
    ]  # fmt: skip
    return Step("daten", title, says, who, tuple(points))


def _dimensions(version: Version) -> list[Point]:
    catalogue = version.catalogue
    there = [catalogue.indicators[key] for key in available(version)[version.edition().key]
             if key in catalogue.indicators]  # fmt: skip
    told = {one.dimension for one in there if not one.context}
    gaps = tuple(said(one.title) for key, one in catalogue.dimensions.items() if key not in told)
    values = {"n": len(told), "all": len(catalogue.dimensions), "figures": len(there)}
    says = _("%(figures)d Kennzahlen zu %(n)d von %(all)d Lebenslagen.") % values
    link = (Link(_("Kennzahlen"), "/kennzahlen/"),)
    points = [point(_("Kennzahlen der Sozialräume"), bool(told), says,
                    _("Für die Sozialräume gibt es noch keine Kennzahlen."), links=link)]  # fmt: skip
    if told and gaps:
        missing = _(
            "Zu diesen Lebenslagen gibt es keine Zahlen. Hier sprechen die Stimmen allein, bis Daten da sind."
        )
        points.append(point(_("Lücken"), False, "", missing, names=gaps, waits=True))
    return points


def _issues(version: Version) -> list[Point]:
    """What was noticed in the files; what is plainly wrong never gets so far."""
    if not version.issues:
        return []
    link = (Link(_("Hinweise zu den Dateien"), f"/datenstaende/{version.id}/hinweise/"),)
    says = ngettext(
        "%(n)d Hinweis zu den Dateien steht im Prüfbericht.",
        "%(n)d Hinweise zu den Dateien stehen im Prüfbericht.",
        len(version.issues),
    )
    return [point(_("Prüfbericht"), True, says % {"n": len(version.issues)}, links=link)]
