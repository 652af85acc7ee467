"""Where it is silent: the rule, who is hardly heard, going there and what came of it."""

from __future__ import annotations

import csv
import io
from datetime import datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sozialraum.planning.journal.models import Entry
from sozialraum.planning.needs.actions import contributing, listening
from sozialraum.planning.needs.actions.contributing import Heard, Place
from sozialraum.planning.needs.models import Contribution, ListeningStep
from sozialraum.planning.needs.queries import silent
from sozialraum.planning.people.rules import NotAllowed, Refused
from worlds.people import somebody_as
from worlds.voices import EDITION, SPACE, manager, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]


def from_(code: str, count: int = 1, **values: object) -> list[Contribution]:
    area = "planungsraeume/1" if code in "AC" else "planungsraeume/2"
    edition = values.pop("edition", EDITION)
    place = Place("space", edition, f"sozialraeume/{code}", area)
    return [said(f"Hier fehlt etwas, Nummer {i}.", place=place, **values).contribution for i in range(count)]


def spaces() -> dict[str, silent.Silence]:
    return {s.code: s for s in silent.page("alle").spaces}


def test_without_voices_nothing_is_called_silent(client):
    assert not any(s.is_silent for s in spaces().values())
    page = client.get("/bedarfe/stille/").content.decode()
    assert "noch keine Meldung" in page and "belastet, keine Stimmen" in page
    assert "Stimmen da" not in page and "belastet und still:" not in page


def test_the_quiet_third_is_found_per_thousand_and_not_by_number():
    for code, count in {"A": 6, "B": 5, "C": 4, "D": 1}.items():
        from_(code, count)
    found = spaces()
    assert [code for code, s in sorted(found.items()) if s.is_silent] == ["D"] or found["D"].is_silent
    rates = sorted(s.rate for s in found.values())
    assert found["D"].rate == rates[0] and not found["A"].is_silent
    assert found["A"].contributions == 6 and found["A"].rate == pytest.approx(
        6 / found["A"].inhabitants * 1000
    )


def test_only_what_is_burdened_and_silent_is_called_so(monkeypatch):
    import numpy as np

    for code, count in {"A": 5, "B": 5, "C": 5}.items():
        from_(code, count)
    for d, expected in ((3, True), (2, True), (1, False), (0, False), (-1, False)):
        classes = np.array([0, 0, 0, d], dtype=np.int8)
        monkeypatch.setattr(silent, "_burden", lambda *_, c=classes: (np.zeros(4), c, "2022"))
        assert spaces()["D"].is_both is expected
    page = silent.page("alle")
    assert page.both == [] and "Kein Sozialraum" in page.sentence


def test_what_was_taken_back_or_is_too_old_does_not_count():
    kept, gone, old = from_("A", 3)
    contributing.withdraw(by=None, contribution=gone)
    Contribution.objects.filter(pk=old.pk).update(registered=timezone.now() - timedelta(days=500))
    assert {y: {s.code: s.contributions for s in silent.page(y).spaces}["A"] for y in ("", "3", "alle")} == {
        "": 1, "3": 2, "alle": 2,
    }  # fmt: skip
    assert kept.pk


def test_voices_of_earlier_boundaries_count_where_most_of_their_space_lies():
    from_("B", 2, edition="sozialraeume@2013-01-01")
    assert spaces()["B"].contributions == 2


def test_a_group_is_compared_only_where_three_voices_of_it_would_be_expected(client, monkeypatch):
    import numpy as np

    everywhere = {"women": ("inhabitants", np.full(4, 0.5)), "with_children": ("households", np.full(4, 0.3))}
    monkeypatch.setattr(silent, "_shares", lambda *_: everywhere)
    from_("A", 5)
    assert (spaces()["A"].compared, spaces()["A"].hardly_heard) == (0, ())
    assert spaces()["A"].to_meet == ("women", "with_children")
    assert "zu wenige Meldungen zum Vergleichen" in client.get("/bedarfe/stille/?zeit=alle").content.decode()
    from_("A", 1)  # six: three women would be expected, and 1.8 households with children
    assert [g.key for g in spaces()["A"].hardly_heard] == ["women"]
    from_("A", 4, groups=("with_children",))  # ten: all of these are judged; four speak for children
    found = spaces()["A"]
    assert (found.compared, [(g.key, g.share, g.of) for g in found.hardly_heard]) == (
        2, [("women", 50.0, "inhabitants")],
    )  # fmt: skip


@pytest.mark.parametrize(("voices", "heard", "is_hardly"), [
    (6, 2, True), (6, 3, False), (5, 0, False), (40, 4, True), (40, 5, False), (0, 0, False),
])  # fmt: skip
def test_hardly_heard_is_less_than_three_or_a_quarter_of_what_is_expected(voices, heard, is_hardly):
    compared, groups, _largest = silent._heard(voices, {"women": heard}, {"women": ("inhabitants", 0.5)})
    assert (bool(groups), compared) == (is_hardly, int(voices >= 6))


def test_up_to_two_voices_are_never_told_apart_and_most_missing_comes_first(client):
    shares = {
        "women": ("inhabitants", 0.3),
        "age_65_plus": ("inhabitants", 0.5),
        "age_0_14": ("inhabitants", 0.2),
    }
    orders = [
        [g.key for g in silent._heard(20, {"women": n, "age_65_plus": m}, shares)[1]]
        for n, m in ((0, 0), (2, 1), (1, 2))
    ]
    assert orders == [["age_65_plus", "women", "age_0_14"]] * 3
    unknown = {"women": ("inhabitants", float("nan"))}
    assert silent._heard(100, {}, unknown) == (0, (), ())
    from_("A", 2, groups=("women",))
    rows = list(
        csv.DictReader(io.StringIO(client.get("/bedarfe/stille/tabelle.csv?zeit=alle").content.decode()))
    )
    mine = next(r for r in rows if r["code"] == "A")
    assert (mine["contributions"], mine["groups_compared"], mine["hardly_heard"]) == ("2", "0", "")
    assert [column for column in mine if "group" in column] == ["groups_compared"]


def test_one_who_speaks_for_many_is_one_voice():
    heard = Heard("ein Kurs", persons=40, by=somebody_as("provider"))
    from_("A", 1, heard=heard, by=heard.by)
    assert (spaces()["A"].contributions, spaces()["A"].people) == (1, 40)


def test_the_page_takes_the_same_statements_whatever_was_said(client):
    from_("A")
    client.get("/bedarfe/stille/")
    with CaptureQueriesContext(connection) as few:
        client.get("/bedarfe/stille/")
    boss = manager()
    for code in "ABCD":
        from_(code, 4, groups=("women",))
    for _step in range(5):
        listening.plan(by=boss, social_space=SPACE, what="visit", when=timezone.localdate())
    with CaptureQueriesContext(connection) as more:
        client.get("/bedarfe/stille/")
    assert len(few) == len(more) < 10


# -- going there --------------------------------------------------------------------------------------------------


def test_only_the_manager_of_the_place_goes_there(client):
    path, when = (
        "/bedarfe/stille/A/hingehen/",
        {"kind": "visit", "planned_for": "2026-12-01", "note": "Treffpunkt Kiosk"},
    )
    assert client.post(path, when).status_code == 302 and not ListeningStep.objects.exists()
    client.force_login(manager("planungsraeume/2", "Nora Nebenan"))
    assert client.get(path).status_code == client.post(path, when).status_code == 403
    client.force_login(manager())
    assert client.post(path, {"kind": "dance"}).status_code == 422
    assert client.post(path, when)["Location"] == "/bedarfe/stille/#schritte"
    step = ListeningStep.objects.get()
    assert (step.social_space, step.kind, step.note) == (SPACE, "visit", "Treffpunkt Kiosk")
    assert Entry.objects.get(act="needs.listening_planned").details == {"kind": "visit", "on": "2026-12-01"}
    assert client.get("/bedarfe/stille/ZZ/hingehen/").status_code == 404
    assert "Treffpunkt Kiosk" in client.get("/bedarfe/stille/").content.decode()
    client.logout()
    assert "Treffpunkt Kiosk" not in client.get("/bedarfe/stille/").content.decode()


def test_what_came_of_it_is_counted_in_the_ninety_days_before_and_after(client):
    boss, today = manager(), timezone.localdate()
    step = listening.plan(by=boss, social_space=SPACE, what="visit", when=today)
    done = today - timedelta(days=30)
    with pytest.raises(NotAllowed):
        listening.finish(by=manager("planungsraeume/2", "Nora Nebenan"), step=step)
    with pytest.raises(Refused):
        listening.finish(by=boss, step=step, on=today + timedelta(days=1))
    client.force_login(boss)
    assert client.post(f"/bedarfe/stille/schritte/{step.pk}/", {"on": done.isoformat()}).status_code == 302
    with pytest.raises(Refused):
        listening.finish(by=boss, step=step, on=done)
    # Days before today: two long before, one before, one on the day, two after; one elsewhere.
    for days, code in ((125, "A"), (121, "A"), (31, "A"), (30, "A"), (29, "A"), (0, "A"), (5, "B")):
        one = from_(code)[0]
        noon = timezone.make_aware(datetime.combine(today - timedelta(days=days), time(12)))
        Contribution.objects.filter(pk=one.pk).update(registered=noon)
    found, _theirs = client.get("/bedarfe/stille/").context["steps"][0]
    assert (found.before, found.after, found.is_running) == (1, 3, True)
