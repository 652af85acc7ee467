"""Pages of papers and decisions: everybody reads them, writers write on them, files hold the same."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import docx as word
import pypdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from sozialraum.planning.needs.states import State
from sozialraum.planning.programme.actions import competences, papers
from sozialraum.planning.programme.models import Decision, DecisionPaper
from worlds.deciding import (
    brought_to,
    carried,
    drafted,
    head_of,
    ordered,
    planner,
    submitted,
    talked_out,
    with_talks,
)
from worlds.people import organisation, somebody, somebody_as
from worlds.voices import manager

pytestmark = pytest.mark.django_db


@pytest.fixture
def petra(published):
    return planner()


def browser_of(account=None) -> Client:
    made = Client()
    if account is not None:
        made.force_login(account)
    return made


def page(name: str, *args: object, by=None, **query: object) -> str:
    answer = browser_of(by).get(reverse(f"programme:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def decided(petra, paper: DecisionPaper, **values: object) -> Decision:
    values = {"outcome": "decided", "on": timezone.localdate(), "number": "9/26"} | values
    return papers.record_decision(by=petra, paper=paper, **values)


def test_a_paper_is_written_looked_at_brought_in_and_decided_on_its_pages(petra):
    need, browser = talked_out(), browser_of(petra)
    assert need.number in page("papers_waiting", by=petra)
    begun = browser.post(reverse("programme:paper_new", args=[need.pk]))
    made = DecisionPaper.objects.get(need=need)
    edit = reverse("programme:paper_edit", args=[made.pk])
    assert begun["Location"] == edit and browser.get(edit).status_code == 200
    values = {"title": "Bank am Anger", "proposal": "Eine Bank.", "cost": "1200.50", "level": "council",
              "body_name": "Rat", "version": "0", "ansehen": "1"}  # fmt: skip
    wrong = browser.post(edit, values | {"budget_line": "01.99", "cost": "-1"})
    assert wrong.status_code == 422 and "Diese Haushaltsstelle gibt es nicht" in wrong.content.decode()
    assert browser.post(edit, values)["Location"] == reverse("programme:paper", args=[made.pk])
    late = browser.post(edit, values | {"title": "Anders"})
    assert late.status_code == 422 and "Jemand hat inzwischen" in late.content.decode()
    assert "1.200,50\u00a0€" in page("paper", made.pk, by=petra)
    assert browser_of(somebody("Wer")).get(reverse("programme:paper", args=[made.pk])).status_code == 403
    assert "zum Einbringen nötig" in browser.get(edit).content.decode()
    submit, days = reverse("programme:paper_submit", args=[made.pk]), timezone.localdate()
    over = browser.post(submit, {"meets_on": "2020-02-02"})
    assert over.status_code == 422 and "Der Tag der Sitzung ist vorbei" in over.content.decode()
    assert browser.post(submit, {"meets_on": days.isoformat()}).status_code == 302
    DecisionPaper.objects.filter(pk=made.pk).update(meets_on=days - timedelta(days=1))
    assert "Die Sitzung war, der Beschluss fehlt" in page("papers_waiting", by=petra)
    record = reverse("programme:decision_record", args=[made.pk])
    told = {"outcome": "rejected", "on": timezone.localdate().isoformat(), "number": "4/26"}
    refused = browser.post(record, told)
    assert refused.status_code == 422 and "den Grund in einfacher Sprache" in refused.content.decode()
    assert browser.post(record, told | {"reason": "Kein Geld."}).status_code == 302
    for text in (page("paper", made.pk), page("decision", made.decisions.get().pk)):
        assert "Kein Geld." in text and "abgelehnt" in text
    shown = browser_of().get(reverse("needs:need", args=[need.pk])).content.decode()
    assert "Vorlage und Beschluss" in shown and made.number in shown and "4/26" in shown


def test_pdf_and_docx_say_what_the_page_says_in_both_languages(petra):
    need, office = talked_out(), organisation("Tiefbauamt")
    with_talks(need, somebody("Otto Amt"), head_of(office), department=office)
    made = submitted(petra, need)
    for prefix, head in (("", "Beschlussvorschlag"), ("/en", "Proposed decision")):
        where = f"{prefix}/beschluesse/vorlagen/{made.pk}/"
        assert head in browser_of().get(where).content.decode()
        pdf = pypdf.PdfReader(io.BytesIO(browser_of().get(f"{where}vorlage.pdf").content))
        assert (
            head in "".join(one.extract_text() for one in pdf.pages)
            and "/StructTreeRoot" in pdf.trailer["/Root"]
        )
        file = word.Document(io.BytesIO(browser_of().get(f"{where}vorlage.docx").content))
        assert head in [p.text for p in file.paragraphs if p.style.name == "Heading 1"]
        assert (
            any("Wir können eine Bank aufstellen." in p.text for p in file.paragraphs)
            and len(file.tables) >= 3
        )


def test_the_list_is_searched_narrowed_and_taken_along(petra):
    competences.take_defaults(by=petra)
    first, second = submitted(petra), submitted(petra, talked_out(text="Am Bach fehlt eine Brücke."))
    decided(petra, first)
    drafted(petra)
    assert "2 Vorlagen" in page("decisions")
    for query, shown, hidden in (
        ({"q": "Brücke"}, second, first), ({"q": first.number}, first, second), ({"q": "9/26"}, first, second),
        ({"stand": "decided"}, first, second), ({"stand": "submitted"}, second, first),
    ):  # fmt: skip
        text = page("decisions", **query)
        assert f">{shown.number} ·" in text and f">{hidden.number} ·" not in text, query
    assert "Eine Vorlage" in page(
        "decisions", planungsraum=first.need.planning_area, gremium="department", stand="decided"
    )
    assert "Dazu gibt es keine Vorlage" in page("decisions", jahr="1999")
    assert "2 Vorlagen" in page("decisions", stand="quatsch", sortierung="kosten", seite="99", gremium="\x00")
    file = browser_of().get(reverse("programme:decisions_download", args=["csv"]), {"stand": "decided"})
    (row,) = csv.DictReader(io.StringIO(file.content.decode()))
    assert (row["Vorlage"], row["Nummer"]) == (first.number, "9/26")
    assert browser_of().get(reverse("programme:decisions_download", args=["xlsx"])).status_code == 200
    assert browser_of().get("/beschluesse/tabelle.txt").status_code == 404


def test_the_order_stands_beside_what_was_decided(petra):
    mara = manager()
    needs = ordered(mara, [carried(f"Bank Nummer {n} fehlt.") for n in range(3)])
    decided(petra, submitted(petra, talked_out(listed=needs[1])), deviation="Die Förderung verfällt.")
    text = page("order")
    places = [text.rindex(f">{one.number} ·") for one in needs]
    assert places == sorted(places)
    assert "Entschieden: 1 von 3 Bedarfen auf der Liste." in text and "Die Förderung verfällt." in text
    assert f"vor {needs[0].number}." in text and text.count("Außer der Reihe:") == 1
    rows = list(
        csv.DictReader(
            io.StringIO(browser_of().get(reverse("programme:order_download", args=["csv"])).content.decode())
        )
    )
    assert [(row["Platz"], row["Standen davor"]) for row in rows] == [
        ("1", ""),
        ("2", needs[0].number),
        ("3", ""),
    ]
    assert "Noch hat keine" not in page("order", planungsraum=needs[0].planning_area)
    member = somebody_as("council_member")
    desk = browser_of(member).get(reverse("desk:desk")).content.decode()
    assert "Wo von der Reihenfolge abgewichen wurde" in desk and "Die Förderung verfällt." in desk
    assert needs[0].number in desk
    assert f'href="/beschluesse/{Decision.objects.get().pk}/"' in browser_of().get("/").content.decode()


def test_what_was_refused_before_a_need_was_taken_up_anew_is_not_todays_decision(petra):
    mara = manager()
    (need,) = ordered(mara, [carried("Eine Bank fehlt.")])
    made = submitted(petra, talked_out(listed=need))
    values = {"outcome": "rejected", "on": timezone.localdate(), "number": "1/26", "reason": "Kein Geld."}
    papers.record_decision(by=petra, paper=made, **values)
    assert "abgelehnt," in page("order")
    need = brought_to(need, State.DELIBERATING, State.CARRIED)
    ordered(mara, [need])
    shown = page("order")
    assert need.number in shown and "abgelehnt," not in shown


def test_a_paper_whose_session_was_stands_apart_on_the_councils_desk(petra):
    DecisionPaper.objects.filter(pk=submitted(petra, talked_out()).pk).update(meets_on="2001-01-01")
    desk = browser_of(somebody_as("council_member")).get(reverse("desk:desk")).content.decode()
    assert "Sitzung war, Beschluss noch nicht eingetragen" in desk and "Was zum Beschluss kommt" not in desk


def test_as_many_statements_for_one_as_for_many(petra):
    mara = manager()

    def more(count: int) -> None:
        needs = ordered(mara, [carried(f"Bank {n} fehlt hier.") for n in range(count)])
        for one in needs:
            decided(petra, submitted(petra, talked_out(listed=one)))

    def statements() -> list[int]:
        found = []
        for name in ("decisions", "order", "papers_waiting"):
            with CaptureQueriesContext(connection) as asked:
                page(name, by=petra)
            found.append(len(asked))
        return found

    more(1)
    drafted(petra)
    statements()
    before = statements()
    more(4)
    drafted(petra)
    talked_out()
    assert statements() == before
