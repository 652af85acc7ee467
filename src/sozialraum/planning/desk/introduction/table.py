"""Who does it: roles that are held, and bodies at whose table all four banks have a chair."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sozialraum.planning.conferences.models import Body
from sozialraum.planning.conferences.queries import introducing
from sozialraum.planning.desk.introduction.steps import Link, Point, Step, point
from sozialraum.planning.journal import clock
from sozialraum.planning.people.models import Appointment
from sozialraum.planning.people.queries import departments
from sozialraum.planning.people.roles import role_title
from sozialraum.planning.spaces.queries import scopes_of
from sozialraum.warehouse.version import Version

ACCOUNTS = "accounts.administer"
MINUTE = "conferences.minute"
OF_THE_CITY = ("city_administrator", "social_planner", "statistics_officer", "data_protection_officer")
Held = dict[tuple[str, str], set[int]]  # role and key of its scope → accounts


# -- roles --


def roles_step(who: str) -> Step:
    """Whether each role is held by somebody who can sign in; two statements and those of spaces and departments."""
    held: Held = defaultdict(set)
    rows = Appointment.objects.filter(during__contains=clock.today(), account__is_active=True)
    for role, key, account in rows.order_by().values_list("role", "scope_key", "account_id"):
        held[role, key].add(account)
    points = [_of_the_city(held), _managers(held), *_departments(held), _residents(held)]
    says = _("Wer etwas tut, tut es in einer Rolle, auf Zeit und für einen Ort oder ein Amt.")
    return Step("rollen", _("Rollen"), says, who, tuple(points))


def _accounts() -> tuple[Link, ...]:
    return (Link(_("Konten anlegen und Personen berufen"), "/verwaltung/konten/", ACCOUNTS),)


def _of_the_city(held: Held) -> Point:
    lacking = tuple(str(role_title(role)) for role in OF_THE_CITY if not held.get((role, "")))
    return point(_("Rollen für die ganze Stadt"), not lacking, ", ".join(str(role_title(r)) for r in OF_THE_CITY),
                 _("Diese Rollen hat noch niemand:"), names=lacking, links=_accounts())  # fmt: skip


def _managers(held: Held) -> Point:
    areas = scopes_of("planning_area")
    lacking = tuple(name for key, name in areas if not held.get(("planning_area_manager", key)))
    says = ngettext("Der eine Planungsraum hat eines.", "Alle %(n)d Planungsräume haben eines.", len(areas))
    missing = _("Diese Planungsräume haben niemanden, der ihre Meldungen prüft:")
    if not areas:
        missing = _("Erst müssen die Planungsräume da sein.")
    title = str(role_title("planning_area_manager"))
    return point(title, bool(areas) and not lacking, says % {"n": len(areas)}, missing, names=lacking,
                 links=_accounts())  # fmt: skip


def _departments(held: Held) -> list[Point]:
    """A department needs two different people; one that has neither takes part in nothing, which may be meant so."""
    officers = {key: people for (role, key), people in held.items() if role == "department_officer"}
    heads = {key: people for (role, key), people in held.items() if role == "department_head"}
    whole, half, none = [], [], []
    for key, name in departments():
        draft, release = officers.get(key, set()), heads.get(key, set())
        if not draft and not release:
            none.append(name)
        elif not draft:
            half.append(_("%(name)s: niemand entwirft") % {"name": name})
        elif not release:
            half.append(_("%(name)s: niemand gibt frei") % {"name": name})
        elif len(draft | release) < 2:
            half.append(_("%(name)s: Entwurf und Freigabe liegen bei einer Person") % {"name": name})
        else:
            whole.append(name)
    says = ngettext("%(n)d Fachamt kann antworten.", "%(n)d Fachämter können antworten.", len(whole))
    missing = _("Eine Stellungnahme entwirft eine Person, eine andere gibt sie frei. Hier fehlt noch jemand:")
    if not half:
        missing = _("Noch kein Fachamt hat jemanden für Entwurf und Freigabe.")
    links = (Link(_("Fachämter und Träger anlegen"), "/verwaltung/organisationen/", ACCOUNTS), *_accounts())
    found = [point(_("Fachämter"), bool(whole) and not half, says % {"n": len(whole)}, missing, names=tuple(half),
                   links=links)]  # fmt: skip
    if whole and none:
        waits = _(
            "Diese Stellen der Verwaltung haben weder Entwurf noch Freigabe. Sie bekommen keine Aufträge:"
        )
        found.append(
            point(
                _("Stellen ohne Fachamtsrollen"),
                False,
                "",
                waits,
                names=tuple(none),
                waits=True,
            )
        )
    return found


def _residents(held: Held) -> Point:
    """Who holds no office: not needed to begin, but a table without them is none."""
    titles = [
        str(role_title(role))
        for role in ("provider", "resident", "council_member")
        if not any(people for (key, _scope), people in held.items() if key == role)
    ]
    return point(_("Politik, Träger und Bewohnerschaft"), not titles, _("Aus allen drei hat jemand ein Konto."),
                 _("Im Gremium sitzt man auch ohne Konto, mit Konto hat man einen Schreibtisch. Noch keines haben:"),
                 names=tuple(titles), links=_accounts(), waits=True)  # fmt: skip


# -- bodies --


def bodies_step(who: str, version: Version | None) -> Step:
    """Steering group and conferences, their banks and who sits there."""
    says = _("An jedem Tisch sitzen vier Bänke: Politik, Verwaltung, Träger und Bewohnerschaft.")
    title = _("Gremien")
    if version is None:
        missing = _("Erst müssen die Räume da sein: Jeder bekommt seine Konferenz.")
        return Step("gremien", title, says, who, (point(_("Konferenzen"), False, "", missing),))
    tables, lacking = introducing.tables(), introducing.missing()
    counted = {kind: sum(1 for one in tables if one.body.kind == kind) for kind in introducing.CONFERENCES}
    titles = {
        Body.Kind.STEERING_GROUP: _("Steuerungsgruppe"),
        Body.Kind.PLANNING_AREA_CONFERENCE: _("Planungsraumkonferenzen"),
        Body.Kind.SOCIAL_SPACE_CONFERENCE: _("Sozialraumkonferenzen"),
    }
    all_at_once = (Link(_("Alle fehlenden auf einmal einrichten"), "/einfuehrung/gremien/", MINUTE),)
    points = []
    for kind, words in titles.items():
        names = tuple(one.place.name for one in lacking if one.kind == kind)
        links = all_at_once if names else (Link(_("Gremien"), "/konferenzen/gremien/"),)
        said = ngettext("%(n)d ist eingerichtet.", "%(n)d sind eingerichtet.", counted[kind])
        says_missing = _("%(there)s Es fehlt:") if counted[kind] else _("Es fehlt:")
        there = said % {"n": counted[kind]}
        missing = says_missing % {"there": there} if counted[kind] else says_missing
        points.append(
            point(words, bool(counted[kind]) and not names, there, missing, names=names, links=links)
        )
    return Step("gremien", title, says, who, (*points, *_seats(tables)))


def _seats(tables: Iterable[introducing.Table]) -> list[Point]:
    found = list(tables)
    if not found:
        return []
    link = (Link(_("Sitze einrichten und besetzen"), "/konferenzen/gremien/"),)
    bare = tuple(f"{one.body.name}: {', '.join(one.banks)}" for one in found if one.banks)
    empty = tuple(one.body.name for one in found if not one.banks and not one.held)
    seats, held = sum(one.seats for one in found), sum(one.held for one in found)
    says = _("%(held)d von %(seats)d Sitzen sind besetzt.") % {"held": held, "seats": seats}
    return [
        point(_("Vier Bänke an jedem Tisch"), not bare, _("Jedes Gremium hat Sitze auf allen vier Bänken."),
              _("Auf diesen Bänken gibt es keinen Sitz:"), names=bare, links=link),
        point(_("Sitze sind besetzt"), not empty, says, _("%(says)s Noch niemand sitzt hier:") % {"says": says},
              names=empty, links=link),
    ]  # fmt: skip
