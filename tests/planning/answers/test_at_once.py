"""Several act on one request at the same moment on PostgreSQL: one state, and the second is told."""

from __future__ import annotations

import pytest

from sozialraum.planning.answers.actions import answering, requesting
from sozialraum.planning.answers.models import Answer, Request, SetAside
from sozialraum.planning.answers.queries.clocks import holder
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.people.models import Scope
from worlds.answering import again, drafted, handed, in_days, submitted
from worlds.people import appointed, somebody
from worlds.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def stands_together(request: Request) -> Request:
    """Need, request and answer say the same."""
    now = again(request)
    answer = Answer.objects.filter(request=now).first()
    released = answer is not None and answer.state == "released"
    assert released == (now.state == "answered") == (now.need.state == "answered")
    assert now.need.department == holder(now)
    assert now.need.due == (None if released else now.due)
    stepped = Entry.objects.filter(act="needs.stepped", subject_key=str(now.need_id), details__to="answered")
    assert stepped.count() == int(released)
    return now


def test_two_heads_release_at_once_and_it_is_released_once(mara, youth):
    other = somebody("Zweite Leitung")
    appointed(other, "department_head", Scope("department", str(youth.organisation.pk)))
    for _round in range(3):
        answer = submitted(handed(mara, youth), youth)
        told = at_once(
            *(
                lambda who=who, answer=answer: answering.release(by=who, answer=answer)
                for who in (youth.head, other)
            )
        )
        assert sorted(told) == ["done", "quicker"]
        stands_together(answer.request)


def test_a_release_that_meets_passing_on(mara, youth, roads):
    seen = set()
    for _round in range(6):
        request = handed(mara, youth)
        answer = submitted(request, youth)
        told = at_once(
            lambda answer=answer: answering.release(by=youth.head, answer=answer),
            lambda request=request: requesting.pass_on(
                by=youth.officer, request=request, to=roads.organisation, reason="Straße."
            ),
        )
        assert sorted(told) == ["done", "quicker"]
        now = stands_together(request)
        seen.add(now.state)
        assert (now.state == "answered") == (told[0] == "done")
        assert SetAside.objects.filter(request=now).count() == int(told[1] == "done")
    assert seen <= {"answered", "waiting"}


def test_passing_on_twice_and_extending_at_once_end_in_one_state(mara, youth, roads, parks):
    for _round in range(3):
        request = handed(mara, youth)
        told = at_once(
            *(
                lambda to=to, request=request: requesting.pass_on(
                    by=youth.officer, request=request, to=to.organisation, reason="Nein."
                )
                for to in (roads, parks)
            ),
            lambda request=request: requesting.extend(
                by=mara, request=request, due=in_days(50), reason="Zeit."
            ),
        )
        assert sorted(told[:2]) == ["done", "quicker"] and told[2] == "done"
        now = stands_together(request)
        assert (now.due, now.passings.count()) == (in_days(50), 1)


def test_two_who_save_the_first_draft_or_hand_over_at_once(mara, youth, roads):
    request = handed(mara, youth)
    told = at_once(*(lambda text=text: drafted(request, youth, text=text) for text in ("Eins.", "Zwei.")))
    assert sorted(told) == ["done", "edited"] and Answer.objects.get().version == 1
    from worlds.answering import bundled

    need = bundled(mara)
    told = at_once(
        *(
            lambda lead=lead: requesting.hand_over(by=mara, need=need, lead=lead.organisation, due=in_days(9))
            for lead in (youth, roads)
        )
    )
    assert sorted(told) == ["done", "quicker"] and Request.objects.filter(need=need).count() == 1
