"""The dossier of a session: the agenda, its needs with all that is known, what became of the last resolutions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from sozialraum import paper
from sozialraum.paper.html import html
from sozialraum.paper.pdf import pdf
from sozialraum.planning.conferences import passes
from sozialraum.planning.conferences.actions import agenda, options, seating
from sozialraum.planning.conferences.models import Body, Invitation, Session
from sozialraum.planning.conferences.papers.dossier import dossier as composed
from sozialraum.planning.conferences.papers.space import lately
from sozialraum.planning.conferences.queries.dossier import dossier as folder
from sozialraum.planning.needs.actions import bundling
from sozialraum.planning.needs.models import Need
from sozialraum.planning.people.models import Scope
from sozialraum.warehouse.profile import profile
from worlds.conferring import conference, seat, session
from worlds.evening import bench, earlier, evening
from worlds.pdf_ua import faults, words
from worlds.people import LONG_AGO, somebody
from worlds.voices import AREA, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def coming(mara) -> Session:
    """A session in thirty days with one need on its agenda, invited."""
    planned = session(conference(mara), mara, begins=timezone.now() + timedelta(days=30), place="Saal 2")
    need = bench(mara, "Am Anger fehlt eine Bank.", dimensions=("housing",))
    agenda.add(by=mara, session=planned, kind="need", title="Bank am Anger", need=need, method="carry")
    return invited(planned)


def invited(planned: Session) -> Session:
    Session.objects.filter(pk=planned.pk).update(state="invited", invited=timezone.now())
    return Session.objects.select_related("body").get(pk=planned.pk)


def text_of(of: Session) -> str:
    return html(composed(folder(of)))


def tables(of: Session) -> dict[str, paper.Table]:
    return {one.caption: one for one in composed(folder(of)).blocks if isinstance(one, paper.Table)}


def test_a_need_stands_with_its_words_numbers_and_evidence(coming):
    told = text_of(coming)
    assert "Bank am Anger" in told and "Saal 2" in told
    assert "Am Anger fehlt eine Bank." in told
    assert "1 Meldung, für einen Menschen" in told
    assert "Was die Zahlen dazu sagen" in told
    assert "in Zahlen" in told and "Lebenslagen" in told


def test_words_that_nobody_has_read_are_only_counted(mara, coming):
    need = coming.items.get().need
    second = said("Frau Meier ist schuld.").contribution
    bundling.merge(by=mara, need=second.need, into=need, reason="Dasselbe.")
    told = text_of(coming)
    assert "Frau Meier" not in told
    assert "2 Meldungen" in told and "und eine weitere Meldung" in told


def test_a_need_that_was_withdrawn_meanwhile_is_a_title_on_the_agenda_and_no_more(coming):
    Need.objects.update(state="withdrawn")
    told = text_of(coming)
    assert "Bank am Anger" in told and "Am Anger fehlt eine Bank." not in told


def test_what_the_last_session_resolved_and_what_became_of_it(mara):
    held = earlier(evening(mara), 30)
    planned = invited(session(held.body, mara, begins=timezone.now() + timedelta(days=5)))
    found = tables(planned)["Was die letzte Sitzung beschlossen hat"]
    ((number, _text, outcome, stands),) = found.rows
    assert (number, outcome) == ("1", "getragen")
    assert paper.document.plain(stands).endswith("von der Sozialraumkonferenz getragen")
    assert "Seitdem kam eine Meldung dazu." in text_of(planned)


def test_the_first_session_says_that_it_is_the_first(coming):
    assert "Das ist die erste Sitzung des Gremiums." in text_of(coming)


def test_an_answer_that_is_overdue_is_named(mara, coming):
    other = bench(mara, "Die Straße ist zu laut.")
    Need.objects.filter(pk=other.pk).update(
        state="handed_over", department="Tiefbauamt", due=timezone.localdate() - timedelta(days=3)
    )
    assert "überfällig" in text_of(coming) and "Tiefbauamt" in text_of(coming)
    Need.objects.filter(pk=other.pk).update(due=timezone.localdate())
    assert "überfällig" not in text_of(coming)


def test_similar_and_earlier_needs_stand_beside(mara, coming):
    bench(mara, "Am Anger fehlt eine Bank zum Sitzen.")
    before = bench(mara, "Eine Bank wäre schön.", dimensions=("housing",))
    Need.objects.filter(pk=before.pk).update(state="not_carried", title="Bank von früher")
    told = text_of(coming)
    assert "Ähnliches und Früheres" in told and "Bank von früher" in told


def test_a_planning_area_conference_reads_what_its_spaces_carried_with_their_votes(mara):
    evening(mara)
    area = seating.set_up_body(
        by=mara, kind=Body.Kind.PLANNING_AREA_CONFERENCE, name="Planungsraumkonferenz 1", since=LONG_AGO,
        scope=Scope("planning_area", AREA), edition="sozialraeume@2019-01-01",
    )  # fmt: skip
    planned = invited(session(area, mara, begins=timezone.now() + timedelta(days=5)))
    found = next(one for caption, one in tables(planned).items() if caption.startswith("Getragen in"))
    ((_need, people, vote, by_bank),) = found.rows
    assert people == "1" and vote.startswith("Angenommen mit 6 Ja, 1 Nein")
    assert "Bewohnerschaft 1/1" in by_bank
    assert "Die Sozialräume nebeneinander" in text_of(planned)


def test_a_conference_of_the_whole_city_has_a_dossier_without_a_space(mara):
    from worlds.people import appointed, somebody

    planner = somebody("Paula Planung")
    appointed(planner, "social_planner")
    whole = seating.set_up_body(by=planner, kind="steering_group", name="Steuerungsgruppe", since=LONG_AGO)
    planned = session(whole, planner, begins=timezone.now() + timedelta(days=5))
    assert "Die Tagesordnung ist noch leer." in text_of(planned)


def test_only_what_chance_does_not_explain_is_told_as_a_change(published):
    edition = published.edition("sozialraeume")
    found = profile(published, edition, "A")
    for line, change in lately(x for some in found.lines.values() for x in some):
        assert change.until > change.since
        known = [p for p, v in zip(line.series.periods, line.series.values, strict=True) if v == v]
        assert [change.since, change.until] == known[-2:]


@pytest.fixture
def choosing(mara) -> Session:
    """A session over a fund, an election and proposals; invited, one person by a link."""
    begins = timezone.now() + timedelta(days=30)
    planned = session(conference(mara), mara, begins=begins, place="Saal 2", chair="Lea Leiterin")
    fund = agenda.add(
        by=mara, session=planned, kind="fund", title="Verfügungsfonds", method="fund", fund=150_000
    )
    options.add_option(by=mara, item=fund, title="Hochbeete", text="Vor der Kita.", cost=90_000)
    vote = agenda.add(
        by=mara, session=planned, kind="election", title="Wahl", method="election", places=2, secret=True
    )
    options.add_option(by=mara, item=vote, title="Rosa Nachbar")
    open_ = agenda.add(by=mara, session=planned, kind="topic", title="Anger", method="consensing")
    gone = options.add_option(by=mara, item=open_, title="Doch nicht")
    options.add_option(by=mara, item=open_, title="Montags sperren")
    options.withdraw_option(by=mara, option=gone)
    agenda.add(by=mara, session=planned, kind="topic", title="Punkte", method="dots")
    return invited(planned)


def test_what_is_voted_on_stands_in_the_dossier(choosing):
    told = text_of(choosing)
    projects = tables(choosing)["Zur Wahl bei Punkt 1"]
    assert projects.rows == ((("Hochbeete", " – ", "Vor der Kita."), "900\u00a0€"),)
    assert "1.500\u00a0€" in told and "Rosa Nachbar" in told and "Montags sperren" in told
    assert "Doch nicht" not in told
    assert told.count("Noch steht nichts zur Wahl.") == 1  # dots, with nothing proposed yet
    facts = dict(
        pair
        for one in composed(folder(choosing)).blocks
        if isinstance(one, paper.Facts)
        for pair in one.pairs
    )
    assert facts["Zu vergebende Plätze"] == "2" and facts["Zu verteilen"] == "1.500\u00a0€"
    assert 'href="#punkt-' in told


def test_what_is_voted_on_stands_on_the_page_of_who_is_invited(client, choosing, mara):
    Invitation.objects.filter(session=choosing).delete()
    mine = Invitation.objects.create(session=choosing, holding=seat(choosing.body, mara), sequence=0)
    page = client.get(reverse("conferences:invitation", args=[passes.of_invitation(mine)])).content.decode()
    for told in (
        "Hochbeete",
        "900\u00a0€",
        "1.500\u00a0€",
        "Rosa Nachbar",
        "Montags sperren",
        "etwa ",
        "Lea Leiterin",
    ):
        assert told in page, told
    assert "Doch nicht" not in page


def test_as_many_statements_for_many_options_as_for_one(mara, choosing):
    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            composed(folder(Session.objects.select_related("body").get(pk=choosing.pk)))
        return len(captured)

    statements()
    before, fund = statements(), choosing.items.get(method="fund")
    for n in range(4):
        options.add_option(by=mara, item=fund, title=f"Vorhaben {n}", cost=10_000)
    assert statements() == before


def test_as_many_statements_for_many_needs_as_for_one(mara, coming):
    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            composed(folder(Session.objects.select_related("body").get(pk=coming.pk)))
        return len(captured)

    bench(mara, "Am Anger fehlt eine Bank aus Holz.")
    statements()
    before = statements()
    for n in range(4):
        need = bench(mara, f"Noch eine Bank {n} am Anger.", dimensions=("housing",))
        agenda.add(by=mara, session=coming, kind="need", title=f"Bank {n}", need=need, method="carry")
    assert statements() == before


# -- pages --


def test_everybody_reads_it_once_a_public_session_is_invited(mara, coming):
    page = reverse("conferences:dossier", args=[coming.pk])
    assert Client().get(page).status_code == 200
    Session.objects.update(state="planned")
    assert Client().get(page).status_code == 302
    stranger = Client()
    stranger.force_login(somebody("Frieda Fremd"))
    assert stranger.get(page).status_code == 403
    assert stranger.get(reverse("conferences:dossier_pdf", args=[coming.pk])).status_code == 403
    stranger.force_login(mara)
    assert stranger.get(page).status_code == 200


def test_of_a_session_that_is_not_public_it_opens_by_the_link_of_the_invitation(mara):
    body = conference(mara, is_public=False)
    holding = seat(body, mara)
    planned = invited(session(body, mara, begins=timezone.now() + timedelta(days=5)))
    own = Invitation.objects.create(session=planned, holding=holding, sequence=0)
    page = reverse("conferences:dossier", args=[planned.pk])
    given = f"?einladung={passes.of_invitation(own)}"
    assert Client().get(page).status_code == 302
    opened = Client().get(page + given)
    assert opened.status_code == 200 and opened["Cache-Control"] == "no-store"
    assert f"mappe.pdf{given}" in opened.content.decode()
    made = Client().get(reverse("conferences:dossier_pdf", args=[planned.pk]) + given)
    assert made.content.startswith(b"%PDF")
    other = invited(session(body, mara, begins=timezone.now() + timedelta(days=9)))
    assert Client().get(reverse("conferences:dossier", args=[other.pk]) + given).status_code == 302
    Invitation.objects.update(sequence=None)  # only the date is being found
    assert Client().get(page + given).status_code == 302


def test_it_is_an_accessible_pdf_in_both_languages(coming):
    for language, title in (("de", "Seit der letzten Sitzung"), ("en", "Since the last session")):
        with override(language):
            made = pdf(composed(folder(coming)))
        assert faults(made) == []
        assert title in words(made) and "Am Anger fehlt eine Bank." in words(made)
