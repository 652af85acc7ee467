"""Where pages of a session stand, for their breadcrumbs: pairs of title and German path."""

from __future__ import annotations

from django.utils.translation import gettext as _

from sozialraum.planning.conferences.models import Body, Session

Trail = list[tuple[str, str | None]]


def of_all(title: str = "") -> Trail:
    """Under the conferences as a whole."""
    first = (_("Konferenzen"), "/konferenzen/" if title else None)
    return [first, (title, None)] if title else [first]


def of_body(body: Body, title: str) -> Trail:
    """Under a body."""
    return [
        (_("Konferenzen"), "/konferenzen/"),
        (body.name, f"/konferenzen/gremien/{body.pk}/"),
        (title, None),
    ]


def of_session(session: Session, title: str = "") -> Trail:
    """Under a session as everybody sees it."""
    called = _("%(number)d. Sitzung") % {"number": session.number}
    trail = of_body(session.body, called)
    return [*trail[:-1], (called, f"/konferenzen/sitzungen/{session.pk}/"), (title, None)] if title else trail


def of_preparation(session: Session, title: str = "", *, agenda: bool = False) -> Trail:
    """Under the preparation of a session; agenda: one further down, under its agenda."""
    trail = of_session(session, _("Vorbereiten"))
    if not title:
        return trail
    here = f"/konferenzen/sitzungen/{session.pk}"
    trail[-1] = (_("Vorbereiten"), f"{here}/vorbereiten/")
    if agenda:
        trail.append((_("Tagesordnung"), f"{here}/tagesordnung/"))
    return [*trail, (title, None)]
