"""What is blacked out in a voice is black in whatever later stages wrote about its need, and in what is told of it."""

from __future__ import annotations

import re

import pytest
from django.db import DatabaseError, transaction

from sozialraum.planning.answers.actions import negotiating, questions, requesting
from sozialraum.planning.answers.models import Answer, Negotiation, SetAside
from sozialraum.planning.answers.states import Side
from sozialraum.planning.effects.models import Evaluation, Inquiry, Reply
from sozialraum.planning.journal.models import Entry
from sozialraum.planning.needs.actions import checking
from sozialraum.planning.people.rules import PROGRAM
from sozialraum.planning.programme.models import Measure
from worlds.answering import again, answered, bundled, drafted, handed, in_days, office
from worlds.carrying_out import a_measure
from worlds.voices import manager

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]
NAME, BLACK = "Meierhold", "█" * 9
SAID = f"Das will {NAME}."


def plain(client, path: str) -> str:
    return re.sub(r"\s+", " ", client.get(path).content.decode())


def test_words_are_black_in_answers_negotiations_measures_and_effects_and_on_the_way(client):
    mara, youth, roads = manager(), office("Jugendamt"), office("Tiefbauamt")
    need = bundled(mara, f"Am Anger fehlt eine Bank, sagt {NAME}.")
    voice = need.contributions.get()
    request = handed(mara, roads, youth, need=need, asked=SAID)
    drafted(request, roads, text=SAID)
    requesting.pass_on(by=roads.head, request=request, to=youth.organisation, reason=SAID)
    asked = questions.ask_the_department(by=mara, request=again(request), text=SAID)
    questions.answer_question(by=youth.officer, question=asked, text=SAID)
    answer = answered(again(request), youth, text=SAID, reason=f"50 % für {NAME}_s Bank\\Platz, {NAME}.")
    talks = negotiating.open_negotiation(by=mara, answer=answer, reason=SAID)
    negotiating.offer(by=mara, negotiation=talks, side=Side.CONFERENCE, text=SAID, conditions=SAID)
    Negotiation.objects.update(words_of_conference=SAID)
    measure = a_measure(title=SAID, text=SAID)
    Measure.objects.update(need=need)
    inquiry = Inquiry.objects.create(need=need, until=in_days(9))
    Reply.objects.create(inquiry=inquiry, contribution=voice, helped="yes", better=SAID)
    Evaluation.objects.create(need=need, verdict="partly", reason=SAID)
    lines = {one.pk: one.reason for one in Entry.objects.all()}
    begin = voice.text.index(NAME)
    checking.black_out(by=PROGRAM, contribution=voice, spans=[(begin, begin + len(NAME))])
    kept = Answer.objects.get()
    assert (kept.text, kept.reason) == (SAID.replace(NAME, BLACK), f"50 % für {NAME}_s Bank\\Platz, {BLACK}.")
    measure.refresh_from_db()
    assert NAME not in measure.title + Reply.objects.get().better + Evaluation.objects.get().reason
    assert (
        BLACK in SetAside.objects.get().said["text"]
        and Negotiation.objects.get().words_of_conference.count("█") == 9
    )
    pages = (
        f"/bedarfe/{need.pk}/",
        f"/bedarfe/{need.pk}/weg/",
        f"/antworten/{request.pk}/",
        f"/aushandlungen/{talks.pk}/",
    )
    for page in pages:
        shown = plain(client, page)
        assert not re.search(rf"\b{NAME}\b", shown) and BLACK in shown, page
    assert {
        one.pk: one.reason for one in Entry.objects.filter(pk__in=lines)
    } == lines  # the journal keeps them
    for changed in ({"text": kept.text.replace("will", "█ill ")}, {"kind": "partly"}, {"text": SAID}):
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            Answer.objects.filter(pk=kept.pk).update(**changed)
