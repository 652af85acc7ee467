"""Negotiations propose themselves for an agenda: where the conference moves, and where the steering group mediates."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sozialraum.planning.answers.models import Move, Negotiation, Request
from sozialraum.planning.answers.states import NegotiationState, RequestState, Side
from sozialraum.planning.answers.talks import title_of
from sozialraum.planning.conferences.models import Body, Session
from sozialraum.planning.conferences.queries.proposals import Choice, Kind, Proposal, named
from sozialraum.planning.conferences.states import Method
from sozialraum.planning.people.roles import ScopeKind

N = NegotiationState
COLUMNS = {ScopeKind.SOCIAL_SPACE: "need__social_space", ScopeKind.PLANNING_AREA: "need__planning_area"}
CONFERENCES = (Body.Kind.SOCIAL_SPACE_CONFERENCE, Body.Kind.PLANNING_AREA_CONFERENCE)


def of_requests(session: Session) -> list[Proposal]:
    """For the steering group: what no department holds itself responsible for, so that it can't be lost."""
    if session.body.kind != Body.Kind.STEERING_GROUP:
        return []
    rows = Request.objects.filter(state=RequestState.UNASSIGNED).select_related("need", "lead")
    why = _(
        "Kein Fachamt hält sich für zuständig, zuletzt: %(name)s. Zu sagen ist, wer bis zum %(day)s antwortet."
    )
    return [
        Proposal(
            f"request:{one.pk}:{one.at_lead_since:%Y-%m-%d}", Kind.TOPIC,
            (_("Zuweisung: %(need)s") % {"need": named(one.need)})[:200],
            why % {"name": one.lead.name, "day": date_format(one.due, "DATE_FORMAT")}, 5, need=one.need,
        )
        for one in rows.defer("need__sought", "need__said").order_by("due", "pk")
    ]  # fmt: skip


def of_negotiations(session: Session) -> list[Proposal]:
    """Offers to be weighed by consensing, a wording to be confirmed by yes and no; what is to be mediated."""
    body = session.body
    if body.kind == Body.Kind.STEERING_GROUP:
        rows = Negotiation.objects.filter(state=N.MEDIATING)
    elif body.kind in CONFERENCES and ScopeKind(body.scope_kind) in COLUMNS:
        place = {COLUMNS[ScopeKind(body.scope_kind)]: body.scope_key}
        rows = Negotiation.objects.filter(mover=Side.CONFERENCE, state__in=(N.OPEN, N.AGREEING), **place)
    else:
        return []
    rows = rows.select_related("need", "department").defer("need__sought", "need__said")
    moves: dict[int, list[Move]] = {}
    for move in Move.objects.filter(round__negotiation__in=rows, round__closed__isnull=True).select_related(
        "round"
    ):
        moves.setdefault(move.round.negotiation_id, []).append(move)
    return [_proposal(one, moves.get(one.pk, [])) for one in rows.order_by("until", "pk")]


def _proposal(one: Negotiation, moves: list[Move]) -> Proposal:
    told = {"day": date_format(one.until, "DATE_FORMAT") if one.until else "", "who": one.department.name}
    if one.state == N.AGREEING:
        why, method, text = (
            _("Ein Wortlaut mit %(who)s ist bis zum %(day)s zu bestätigen."),
            Method.CARRY,
            one.agreement,
        )
    elif one.state == N.MEDIATING:
        why, method = _("Zwischen Konferenz und %(who)s ist bis zum %(day)s zu vermitteln."), Method.NONE
        text = "\n".join(title_of(move) for move in moves if move.kind != Move.Kind.PASSIVE)
    else:
        why, method, text = (
            _("Die Konferenz ist bis zum %(day)s am Zug, mit ihr verhandelt: %(who)s."),
            Method.CONSENSING,
            "",
        )
    options = tuple(
        Choice(title_of(move), move.conditions, cost=None if move.cost is None else int(move.cost * 100))
        for move in moves
        if move.kind != Move.Kind.PASSIVE and method == Method.CONSENSING
    )
    number = moves[0].round.number if moves else 1
    title = _("Aushandlung: %(need)s") % {"need": named(one.need)}
    return Proposal(
        f"negotiation:{one.pk}:{number}",
        Kind.TOPIC,
        title[:200],
        why % told,
        15,
        method,
        one.need,
        text,
        options,
    )
