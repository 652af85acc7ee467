"""Writing minutes: what the room recorded stands beside what people add; presenting, answering, approving."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sozialraum import paper
from sozialraum.numbers import one_number
from sozialraum.paper.html import Html, html
from sozialraum.planning.conferences import rules
from sozialraum.planning.conferences.actions import minuting
from sozialraum.planning.conferences.forms.minutes import (
    AnswerForm,
    ApprovalForm,
    HeardObjectionForm,
    MinutesForm,
)
from sozialraum.planning.conferences.models import Minutes, Remark
from sozialraum.planning.conferences.papers import frame
from sozialraum.planning.conferences.papers.minutes import recorded
from sozialraum.planning.conferences.queries.approval import approving_sessions
from sozialraum.planning.conferences.queries.record import Point, Record, record
from sozialraum.planning.conferences.states import MinutesState
from sozialraum.planning.conferences.views.trails import of_session
from sozialraum.planning.people.rules import Refused, required

READ_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@READ_OR_POST
@required(rules.MINUTE)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """One page for all of it; each act is a form of its own, writing and presenting share one."""
    found = get_object_or_404(Minutes.objects.select_related("session__body", "approved_in"), session=pk)
    rules.running(request.user, found.session.body)
    of = record(found)
    asked = _Forms(request, of)
    if request.method == "POST" and asked.is_valid():
        try:
            with transaction.atomic():
                said = asked.do(request.user)
        except Refused as refusal:
            found.refresh_from_db()
            of = record(found)
            asked = _Forms(request, of, str(refusal))
            asked.is_valid()
        else:
            messages.success(request, said)
            return redirect("conferences:minutes_edit", pk)
    objections = list(found.remarks.filter(kind=Remark.Kind.OBJECTION))
    points = [(point, asked.write.course_of(point.item), beside(of, point)) for point in of.points]
    context = {
        "trail": of_session(found.session, _("Protokoll schreiben")), "session": found.session, "minutes": found,
        "forms": asked, "points": points,
        "objections": [(one, asked.answer_to(one)) for one in objections],
        "is_objected": any(one.settled is None for one in objections),
    }  # fmt: skip
    return render(request, "conferences/minutes_edit.html", context, status=422 if asked.has_errors else 200)


def beside(of: Record, point: Point) -> Html:
    """What the room recorded on one item, as it will stand in the minutes."""
    told = replace(point, course="")
    blocks = [frame.masked(one, of.hidden) for one in recorded(told, of.agrees, 1)]
    named = tuple(
        replace(one, anchor=f"p{point.item.pk}-{n}") if isinstance(one, paper.Heading) else one
        for n, one in enumerate(blocks)
    )
    document = replace(frame.document("x", of.session, named, of.day), outline=False)
    return html(document, level=3)


class _Forms:
    """The forms of the page; the one that was sent is bound."""

    def __init__(self, request: HttpRequest, of: Record, refusal: str = "") -> None:
        self.minutes, self.request = of.minutes, request
        sent = request.POST.get("act", "") if request.method == "POST" else ""
        self.act, self.objection, self.refusal = sent, self._objection(request), refusal
        items = [point.item for point in of.points]
        courses = {point.item.pk: point.course for point in of.points}
        post = request.POST or None
        self.write = MinutesForm(
            post if sent in ("write", "present") else None, minutes=of.minutes, items=items, courses=courses
        )
        self.heard = HeardObjectionForm(post if sent == "object" else None, prefix="gehoert")
        self.approval = ApprovalForm(
            post if sent == "approve" else None, later=approving_sessions(of.minutes)
        )
        self.answer = AnswerForm(post if sent == "take-up" else None, prefix="antwort")

    @property
    def given(self) -> forms.Form:
        return {"object": self.heard, "approve": self.approval, "take-up": self.answer}.get(
            self.act, self.write
        )

    @property
    def has_errors(self) -> bool:
        return bool(self.refusal or self.given.errors)

    @property
    def is_draft(self) -> bool:
        return bool(self.minutes.state == MinutesState.DRAFT)

    @property
    def is_presented(self) -> bool:
        return bool(self.minutes.state == MinutesState.PRESENTED)

    @property
    def is_approved(self) -> bool:
        return bool(self.minutes.state == MinutesState.APPROVED)

    def answer_to(self, one: Remark) -> forms.Form:
        """The form under an objection; bound where it was sent for this one."""
        sent = self.act == "take-up" and self.objection is not None and self.objection.pk == one.pk
        return self.answer if sent else AnswerForm(prefix="antwort", auto_id=f"id_{one.pk}_%s")

    def is_valid(self) -> bool:
        return self.act == "publish" or bool(self.given.is_bound and self.given.is_valid())

    def do(self, by: Any) -> str:
        """What was asked for; returns what to say."""
        return _ACTS[self.act](self, by)

    def _objection(self, request: HttpRequest) -> Remark | None:
        return self.minutes.remarks.filter(pk=one_number(request.POST.get("objection", ""))).first()


def _write(asked: _Forms, by: Any) -> str:
    minuting.write(by=by, minutes=asked.minutes, **dict(asked.write.values()))
    return _("Gespeichert.")


def _present(asked: _Forms, by: Any) -> str:
    minuting.write(by=by, minutes=asked.minutes, **dict(asked.write.values()))
    minuting.present(by=by, minutes=asked.minutes)
    return _("Das Protokoll liegt allen vor, die in diesem Gremium sitzen.")


def _object(asked: _Forms, by: Any) -> str:
    data = asked.heard.cleaned_data
    minuting.object_to(by=by, minutes=asked.minutes, text=data["text"], name=data["name"])
    return _("Der Einwand ist festgehalten.")


def _take_up(asked: _Forms, by: Any) -> str:
    if asked.objection is None:
        raise Refused(_("Diesen Einwand gibt es nicht."))
    minuting.take_up(by=by, objection=asked.objection, answer=asked.answer.cleaned_data["answer"])
    return _("Der Einwand ist beantwortet. Das Protokoll ist wieder ein Entwurf.")


def _approve(asked: _Forms, by: Any) -> str:
    minutes = minuting.approve(by=by, minutes=asked.minutes, session=asked.approval.cleaned_data["session"])
    minuting.publish(by=by, minutes=minutes)
    return _("Das Protokoll ist genehmigt und veröffentlicht.")


def _publish(asked: _Forms, by: Any) -> str:
    minuting.publish(by=by, minutes=asked.minutes)
    return _("Das Protokoll ist veröffentlicht.")


_ACTS: dict[str, Callable[[_Forms, Any], str]] = {
    "write": _write, "present": _present, "object": _object, "take-up": _take_up, "approve": _approve,
    "publish": _publish,
}  # fmt: skip
