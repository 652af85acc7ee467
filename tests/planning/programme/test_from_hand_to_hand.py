"""Where one part hands on to the next: decision and measure know each other, and what was blacked out stays black."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from sozialraum.planning.needs.actions import checking
from sozialraum.planning.people.models import WHOLE_CITY
from sozialraum.planning.people.rules import PROGRAM, NotAllowed
from sozialraum.planning.programme.actions import measures, milestones, papers
from sozialraum.planning.programme.models import DecisionPaper
from worlds.carrying_out import (
    a_measure,
    a_need,
    a_plan,
    a_provider,
    agreed,
    department,
    in_days,
    officer,
    with_role,
)
from worlds.deciding import planner, submitted, talked_out
from worlds.people import somebody_as

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]


def page(client, name, *args, status=200):
    answer = client.get(reverse(f"programme:{name}", args=args))
    assert answer.status_code == status
    return answer.content.decode().replace("\u00a0", " ")


def decided(petra, paper: DecisionPaper, cost: str = "3000.00"):
    DecisionPaper.objects.filter(pk=paper.pk).update(cost=Decimal(cost))
    return papers.record_decision(
        by=petra, paper=paper, outcome="decided", on=timezone.localdate(), number="9/26"
    )


def test_a_decision_leads_to_its_measure_and_the_measure_back_and_says_what_is_beyond_it(client):
    petra = planner()
    paper = submitted(petra)
    taken = decided(petra, paper)
    office = department()
    assert "noch hat niemand begonnen" in page(client, "decision", taken.pk)
    client.force_login(officer(office))
    begin = f"{reverse('programme:measure_new')}?bedarf={paper.need_id}"
    assert begin in page(client, "decision", taken.pk)
    assert "9/26" in client.get(begin).content.decode()
    client.logout()
    made = a_measure(paper.need)
    there = reverse("programme:measure", args=[made.pk])
    for shown in (page(client, "decision", taken.pk), page(client, "paper", paper.pk)):
        assert there in shown and made.number in shown
    shown = page(client, "measure", made.pk)
    assert reverse("programme:decision", args=[taken.pk]) in shown
    assert reverse("programme:paper", args=[paper.pk]) in shown
    assert "Beschlossen sind 3.000 €. Geplant sind dafür 4.200,50 €, also 1.200,50 € mehr." in shown
    DecisionPaper.objects.filter(pk=paper.pk).update(cost=Decimal("4200.50"))
    assert "Beschlossen sind" not in page(client, "measure", made.pk)
    assert "/wirkung/" not in page(client, "measure", made.pk).partition("<main")[2].partition("</main>")[0]
    milestones.report_milestone(by=PROGRAM, milestone=made.milestones.get(), done=in_days(0))
    measures.finish(by=PROGRAM, measure=made, on=in_days(0), text="Sie stehen.")
    assert f"/wirkung/{paper.need_id}/" in page(client, "measure", made.pk)
    assert client.get(f"/wirkung/{paper.need_id}/").status_code == 200


def test_the_day_of_a_meeting_counts_until_something_is_decided_and_no_longer(client):
    petra = planner()
    paper = submitted(petra)
    DecisionPaper.objects.filter(pk=paper.pk).update(meets_on=timezone.localdate() - timedelta(days=3))
    client.force_login(somebody_as("council_member"))
    desk = client.get("/schreibtisch/").content.decode()
    assert "Beschluss noch nicht eingetragen" in desk and "Was zum Beschluss kommt" not in desk
    assert "Sitzung am" in page(client, "paper", paper.pk)
    decided(petra, paper)
    assert "Sitzung am" not in page(client, "paper", paper.pk)


def test_a_provider_of_the_whole_city_runs_no_measure_of_others(client):
    office, other = department(), a_provider("Diakonie")
    made = a_measure(a_need(), responsible=office, provider=a_provider())
    paula = with_role("Paula Überall", "provider", WHOLE_CITY, other)
    with pytest.raises(NotAllowed):
        measures.pause(by=paula, measure=made, reason="Weil ich es kann.")
    with pytest.raises(NotAllowed):
        measures.begin_measure(by=paula, plan=a_plan(office, provider=made.provider), need=a_need())
    client.force_login(paula)
    page(client, "measure_report", made.pk, status=403)
    form = client.get(f"{reverse('programme:measure_new')}?bedarf={a_need().pk}").content.decode()
    assert "Diakonie" in form and "Nachbarschaft e. V." not in form
    own = agreed(measures.begin_measure(by=paula, plan=a_plan(office, provider=other), need=a_need()))
    assert measures.pause(by=paula, measure=own, reason="Urlaub.").state == "paused"


def test_who_can_not_begin_is_told_before_the_form_is_filled_in(client):
    need = talked_out()
    client.force_login(planner())
    begin = f"{reverse('programme:measure_new')}?bedarf={need.pk}"
    assert client.get(begin).status_code == 403
    client.force_login(officer(department()))
    told = client.get(begin, follow=True)
    assert told.redirect_chain and "kann jetzt keine Maßnahme beginnen" in told.content.decode()
    plain = client.get(reverse("programme:measure_new")).content.decode()
    assert plain.count("bitte wählen") >= 1


def test_sums_are_read_as_people_write_them(client):
    petra = planner()
    draft = papers.draft_paper(by=petra, need=talked_out())
    client.force_login(petra)
    edit = reverse("programme:paper_edit", args=[draft.pk])
    values = {"title": "Bank", "proposal": "Eine.", "level": "council", "body_name": "Rat", "version": "0"}
    for wrong in ({"cost": "12,345"}, {"cost": "-1"}, {"expected_by": "1"}, {"expected_by": "99999999"}):
        assert client.post(edit, values | wrong).status_code == 422, wrong
    assert client.post(edit, values | {"cost": "1.234,50 €"}).status_code == 302
    draft.refresh_from_db()
    assert draft.cost == Decimal("1234.50")
    shown = client.get(edit).content.decode()
    assert 'value="1.234,50"' in shown and "---------" not in shown.partition('name="level"')[2][:200]


def test_what_is_blacked_out_later_is_black_in_frozen_papers_too(client):
    petra, text = planner(), "Am Anger fehlt eine Bank, sagt Frau Meierhold."
    need = talked_out(text=text)
    paper = submitted(petra, need)
    taken = papers.record_decision(
        by=petra, paper=paper, outcome="decided", on=timezone.localdate(), number="9/26",
        reason="Auf Wunsch von Meierhold.",
    )  # fmt: skip
    made = a_measure(need, text="Meierholds Bank, wie Meierhold sie will.")
    assert "Meierhold" in page(client, "paper", paper.pk)
    before = DecisionPaper.objects.get(pk=paper.pk).document
    begin = text.index("Meierhold")
    voice = need.contributions.get()
    checking.black_out(by=PROGRAM, contribution=voice, spans=[(begin, begin + len("Meierhold"))])
    for prefix in ("", "/en"):
        shown = client.get(f"{prefix}/beschluesse/vorlagen/{paper.pk}/").content.decode()
        assert "Meierhold" not in shown and "█" * 9 in shown
    assert "Meierhold" not in page(client, "decision", taken.pk)
    made.refresh_from_db()
    assert made.text == "Meierholds Bank, wie █████████ sie will."  # only whole words
    after = DecisionPaper.objects.get(pk=paper.pk).document
    assert str(after).replace("█" * 9, "Meierhold") == str(before)
