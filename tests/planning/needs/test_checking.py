"""The formal check: the queue, one need after the other, what is blacked out and what stays sealed."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from sozialraum.planning.journal.models import Entry
from sozialraum.planning.messages.queries import messages_on
from sozialraum.planning.needs.actions import attaching, bundling, checking, contributing
from sozialraum.planning.needs.actions.contributing import Heard, Place
from sozialraum.planning.needs.forms import checking as forms
from sozialraum.planning.needs.models import Contribution, Need
from sozialraum.planning.needs.pictures import written_anew
from sozialraum.planning.needs.queries import queue
from sozialraum.planning.needs.queries.check import print_of
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.models import Scope
from sozialraum.planning.people.rules import NotAllowed, Refused
from sozialraum.site.city import CitySettings, Needs, Service
from worlds.people import appointed, somebody, somebody_as
from worlds.voices import AREA, EDITION, manager, need, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]
QUEUE = "/bedarfe/pruefen/"
ALL_TICKED = {"annehmen-no_single_case": "on", "annehmen-nobody_named": "on", "annehmen-no_defect": "on"}


@pytest.fixture
def boss(client):
    person = manager()
    client.force_login(person)
    return person


def page(client, where, **how):
    return client.get(where, **how).content.decode()


def at(one: Need) -> str:
    return f"{QUEUE}{one.pk}/"


def act(client, one: Need, name: str, query: str = "", **values):
    return client.post(at(one) + query, {"act": name} | values)


def waited(one: Need, days: int) -> Need:
    Need.objects.filter(pk=one.pk).update(registered=timezone.now() - timedelta(days=days))
    return one


# -- the queue -----------------------------------------------------------------------------------------------


def test_the_oldest_comes_first_and_only_what_lies_in_ones_places(client, boss):
    new, old = need("Es fehlt eine Bank."), waited(need("Es fehlt ein Zebrastreifen."), 20)
    elsewhere = need(
        "Drüben fehlt etwas.", place=Place("space", EDITION, "sozialraeume/D", "planungsraeume/2")
    )
    shown = page(client, QUEUE)
    assert shown.index(at(old)) < shown.index(at(new))
    assert at(elsewhere) not in shown
    assert "überfällig" in shown
    assert "seit 20 Tagen" in shown


def test_what_is_checked_is_no_longer_in_the_queue(client, boss):
    one = need()
    checking.accept(by=boss, need=one)
    assert at(one) not in page(client, QUEUE)
    assert "Es wartet nichts" in page(client, QUEUE)


def test_a_social_space_can_be_somebodys_place_and_the_whole_city_is_nobodys():
    one, person = need(), somebody("Sofie Sozialraum")
    appointed(person, "planning_area_manager", Scope("planning_area", "planungsraeume/9"))
    assert not queue.waiting(person).exists()
    assert queue.places_of(somebody_as("resident")) is None
    assert not queue.waiting(somebody_as("social_planner")).exists()
    appointed(person, "planning_area_manager", Scope("planning_area", AREA))
    assert list(queue.waiting(person)) == [one]


def test_filters_and_search(client, boss):
    bank, bus = (
        need("Am Anger fehlt eine Bank.", dimensions=("mobility",)),
        need("Der Bus kommt nie.", kind="idea"),
    )
    waited(bus, 15)

    def found(query):
        shown = page(client, QUEUE + query)
        return [one for one in (bank, bus) if at(one) in shown]

    assert found("?suche=anger+bank") == [bank]
    assert found("?lebenslage=mobility") == [bank]
    assert found("?art=idea") == [bus]
    assert found("?nur=ueberfaellig") == [bus]
    assert found("?sozialraum=sozialraeume/A") == [bank, bus]
    assert found("?sozialraum=sozialraeume/B") == []
    assert found("?art=%00&suche=%00&nur=x") == [bank, bus]
    assert "Zu dieser Auswahl wartet nichts" in page(client, QUEUE + "?suche=Seilbahn")


def test_a_line_says_place_pictures_what_is_alike_and_what_was_found(client, boss):
    one = said("Am Anger fehlt eine Bank für alte Leute. Rufen Sie mich an: 0361 655-1234.").contribution
    need("Eine Bank für alte Leute fehlt am Anger.")
    need("Der Bus fährt abends nicht mehr.")
    attaching.attach(by=None, contribution=one, made=[picture()])
    row = next(row for row in queue.rows(list(queue.waiting(boss))) if row.need.pk == one.need_id)
    assert (row.pictures, row.alike, [str(kind) for kind in row.found]) == (1, 1, ["Telefonnummer"])
    assert row.words.startswith("Am Anger fehlt eine Bank")
    shown = page(client, QUEUE)
    assert "1 Bild" in shown and "1 klingt ähnlich" in shown and "Telefonnummer" in shown


def test_as_many_statements_for_forty_as_for_two(client, boss):
    def statements(where):
        with CaptureQueriesContext(
            connection,
        ) as told:
            assert client.get(where).status_code == 200
        return len(told)

    said("Es fehlt eine Bank."), said("Auch hier fehlt eine Bank.")
    client.get(QUEUE)
    few = statements(QUEUE)
    for number in range(38):
        attaching.attach(
            by=None, contribution=said(f"Es fehlt Bank Nummer {number}.").contribution, made=[picture()]
        )
    assert statements(QUEUE) == few
    assert few < 23


def test_one_need_with_sixty_voices_asks_as_often_as_with_two(client, boss):
    into = need()
    bundling.merge(by=boss, need=need("Auch ich möchte eine Bank."), into=into, reason="Dasselbe.")
    client.get(at(into))
    with CaptureQueriesContext(connection) as few:
        client.get(at(into))
    others = [need(f"Noch eine Bank, {number}.") for number in range(60)]
    bundling.merge_all(by=boss, needs=others, into=into, reason="Dasselbe.")
    with CaptureQueriesContext(connection) as many:
        client.get(at(into))
    assert len(many) == len(few)
    assert page(client, at(into)).count("<article") == 50
    assert page(client, f"{at(into)}?seite=2").count("<article") == 12


# -- one need --------------------------------------------------------------------------------------------------


def test_after_an_act_the_next_one_opens_within_the_same_choice(client, boss):
    first, other, last = need("Eine Bank."), need("Ein Bus.", kind="idea"), need("Eine Bank mehr.")
    answer = act(client, first, "annehmen", "?art=missing", **ALL_TICKED)
    assert answer["Location"] == f"{at(last)}?art=missing"
    answer = act(client, last, "annehmen", **ALL_TICKED)
    assert answer["Location"] == at(other)
    assert act(client, other, "annehmen", **ALL_TICKED)["Location"] == QUEUE
    assert set(Need.objects.values_list("state", flat=True)) == {State.DELIBERATING}


def test_passing_on_asks_for_each_point_of_the_check(client, boss):
    one = need()
    for missing in ALL_TICKED:
        answer = act(client, one, "annehmen", **{k: v for k, v in ALL_TICKED.items() if k != missing})
        assert answer.status_code == 422
    one.refresh_from_db()
    assert one.state == State.REGISTERED


def test_giving_back_sends_the_sentence_in_the_language_of_who_registered_it(client, boss):
    receipt = said("There is no bench.", language="en")
    one = receipt.contribution.need
    assert act(client, one, "zurueck", **{"zurueck-own": "  "}).status_code == 422
    act(client, one, "zurueck", **{"zurueck-blocks": ["no_place"], "zurueck-own": "Thank you."})
    one.refresh_from_db()
    assert one.state == State.RETURNED
    letter = messages_on("contribution", str(receipt.contribution.pk)).last()
    assert "Thank you." in letter.body


def test_redirecting_names_the_service_and_keeps_its_reference(client, boss, settings):
    services = (Service("Bauhof", "bauhof@example.org"),)
    settings.CITY = CitySettings(settings.CITY_FOLDER, needs=Needs(services=services))
    one = need("Die Lampe ist kaputt.")
    shown = page(client, at(one))
    assert "Bauhof (bauhof@example.org)" in shown
    assert "klingt nach einem Schaden" in shown
    answer = act(client, one, "weiter", **{"weiter-service": "other", "weiter-own": "Es eilt."})
    assert answer.status_code == 422
    act(
        client,
        one,
        "weiter",
        **{"weiter-service": "Bauhof", "weiter-blocks": ["defect"], "weiter-reference": "4711"},
    )
    one.refresh_from_db()
    assert (one.state, one.department) == (State.REDIRECTED, "Bauhof")
    line = Entry.objects.filter(act="needs.stepped").first()
    assert line.details["reference"] == "4711" and "ohne Beratung beheben" in line.reason


def test_a_service_that_the_city_has_not_set_is_no_choice(client, boss):
    one = need()
    assert act(client, one, "weiter", **{"weiter-service": "Bauhof", "weiter-own": "x"}).status_code == 422


def test_what_is_needed_by_what_else_is_said_is_not_called_optional(client, boss):
    need("Eine Bank am Anger.")
    one = need("Auf dem Anger eine Bank.")
    shown = page(client, at(one))
    labels = [
        re.sub(r"<[^>]+>", "", found) for found in re.findall(r"<(?:label|legend)[^>]*>(.*?)</l", shown)
    ]
    assert "Andere Stelle (nötig, wenn Sie oben „eine andere“ wählen)" in labels
    assert labels.count("Warum? Diese Sätze werden geschickt. (eins von beiden ist nötig)") == 2
    assert labels.count("In eigenen Worten (eins von beiden ist nötig)") == 2
    assert {
        "Mit welchem? (eins von beiden ist nötig)",
        "Oder nach Nummer (eins von beiden ist nötig)",
    } <= set(labels)
    assert [label for label in labels if "(freiwillig)" in label] == [
        "Außerdem schwärzen (freiwillig)", "Aktenzeichen dort (freiwillig)",
    ]  # fmt: skip
    assert "Weitere, nach Nummer" in (bundle := page(client, f"/bedarfe/{one.pk}/buendeln/"))
    assert "eins von beiden ist nötig" in bundle and "(freiwillig)" not in bundle


def test_where_nothing_is_alike_the_number_is_needed(client, boss):
    shown = page(client, at(need("Eine Bank am Anger.")))
    assert "Mit welchem? Seine Nummer</label>" in re.sub(r"\s+<", "<", shown)


def test_merging_by_number_and_taking_apart_again(client, boss):
    into, gone = need("Eine Bank am Anger."), need("Auf dem Anger eine Bank.")
    for number in ("", "B-999999", "Bank", "٣", f"B-{gone.pk}"):
        assert (
            act(
                client, gone, "zusammen", **{"zusammen-number": number, "zusammen-reason": "Dasselbe."}
            ).status_code
            == 422
        )
    act(client, gone, "zusammen", **{"zusammen-number": f"b {into.pk}", "zusammen-reason": "Dasselbe."})
    gone.refresh_from_db()
    assert gone.merged_into == into
    assert f"/bedarfe/{into.pk}/buendeln/" in page(client, at(gone))


def test_a_need_of_somebody_elses_place_is_no_goal_of_a_merger(client, boss):
    there = need(place=Place("space", EDITION, "sozialraeume/D", "planungsraeume/2"))
    one = need()
    answer = act(client, one, "zusammen", **{"zusammen-number": there.number, "zusammen-reason": "x"})
    assert answer.status_code == 422
    one.refresh_from_db()
    assert one.state == State.REGISTERED


@pytest.mark.parametrize(
    "name", ["annehmen", "zurueck", "weiter", "zusammen", "schwaerzen", "bild", "nichts"]
)
def test_nobody_acts_outside_of_their_place(client, name):
    client.force_login(manager("planungsraeume/2", "Nora Nebenan"))
    one = need()
    assert client.get(at(one)).status_code == 403
    assert act(client, one, name, **ALL_TICKED).status_code == 403
    one.refresh_from_db()
    assert one.state == State.REGISTERED


def test_who_comes_second_is_told_and_nothing_happens_twice(client, boss):
    one = need()
    checking.accept(by=boss, need=one)
    answer = act(client, one, "annehmen", **ALL_TICKED)
    assert answer.status_code == 422 and "Hier ist nichts mehr zu prüfen" in answer.content.decode()
    assert Entry.objects.filter(act="needs.stepped").count() == 1


def test_an_act_that_nobody_knows_changes_nothing(client, boss):
    one, before = need(), Entry.objects.count()
    for name in ("", "loeschen", "__class__"):
        assert act(client, one, name).status_code == 200
    assert Entry.objects.count() == before


def test_whom_somebody_spoke_for_is_seen_by_the_manager(client, boss):
    heard = Heard("Frauen aus dem Deutschkurs", persons=7)
    one = said(by=somebody_as("provider"), heard=heard).contribution.need
    assert "Gesprochen für: Frauen aus dem Deutschkurs (7 Menschen)" in page(client, at(one))


# -- personal data ---------------------------------------------------------------------------------------------


def test_what_was_found_is_marked_ticked_and_blacked_out(client, boss):
    receipt = said("Frau Meier lärmt, Tel. 0361 655-1234. Es fehlt ein Treff am Anger.")
    one, voice = receipt.contribution.need, receipt.contribution
    shown = page(client, at(one))
    assert "<mark" in shown and ">Meier</mark>" in shown
    assert len(re.findall(r'id="fund-[^>]* checked>', shown)) == 2
    spans = [f"{b}-{b + len(w)}" for w in ("Meier", "0361 655-1234") for b in [voice.text.index(w)]]
    key = f"m{voice.pk}"
    values = {"contribution": voice.pk, f"{key}-seen": print_of(voice.text), f"{key}-words": "Anger"}
    answer = act(client, one, "schwaerzen", **values | {f"{key}-spans": spans})
    assert answer["Location"] == at(one)
    kept = Contribution.objects.get()
    assert kept.text == "Frau █████ lärmt, Tel. ████ ████████. Es fehlt ein Treff am █████."
    assert "<mark" not in page(client, at(one))
    assert "Meier" not in page(client, at(one)) + page(client, QUEUE)


def test_only_what_was_found_or_written_is_blacked_out(client, boss):
    voice = said("Frau Meier lärmt.").contribution
    key, one = f"m{voice.pk}", voice.need
    seen = {"contribution": voice.pk, f"{key}-seen": print_of(voice.text)}
    for wrong in (
        {f"{key}-spans": ["0-4"]}, {f"{key}-spans": ["0-99999"]}, {f"{key}-words": "Müller"}, {},
        {f"{key}-spans": ["5-10"], f"{key}-seen": "0" * 16},
    ):  # fmt: skip
        assert act(client, one, "schwaerzen", **seen | wrong).status_code == 422
    assert act(client, one, "schwaerzen", contribution="x").status_code == 302
    assert Contribution.objects.get().text == "Frau Meier lärmt."


def test_a_text_that_changed_meanwhile_is_looked_at_again(client, boss):
    voice = said("Frau Meier lärmt.").contribution
    key, seen = f"m{voice.pk}", print_of(voice.text)
    contributing.add(by=None, contribution=voice, text="Und Herr Schulz auch.")
    values = {"contribution": voice.pk, f"{key}-seen": seen, f"{key}-spans": ["5-10"]}
    answer = act(client, voice.need, "schwaerzen", **values)
    assert "hat sich gerade geändert" in answer.content.decode()


def test_the_original_is_opened_with_a_reason_that_the_journal_keeps(client, boss):
    voice = said("Frau Meier lärmt.").contribution
    where = f"{QUEUE}meldung/{voice.pk}/original/"
    checking.black_out(by=boss, contribution=voice, spans=[(5, 10)])
    before = Entry.objects.count()
    assert "Meier" not in page(client, where)
    assert client.post(where, {"reason": " "}).status_code == 422
    assert Entry.objects.count() == before
    answer = client.post(where, {"reason": "Rückfrage der Polizei"})
    assert "Frau Meier lärmt." in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    line = Entry.objects.filter(act="needs.original_read").get()
    assert (line.actor_id, line.reason) == (boss.pk, "Rückfrage der Polizei")
    assert "Meier" not in str(vars(line))


def test_nobody_else_reads_the_original(client, boss):
    voice = said("Frau Meier lärmt.").contribution
    checking.black_out(by=boss, contribution=voice, spans=[(5, 10)])
    with pytest.raises(NotAllowed):
        checking.read_original(by=somebody_as("social_planner"), contribution=voice, reason="Neugier")
    client.force_login(manager("planungsraeume/2", "Nora Nebenan"))
    answer = client.post(f"{QUEUE}meldung/{voice.pk}/original/", {"reason": "x"})
    assert answer.status_code == 403
    assert not Entry.objects.filter(act="needs.original_read").exists()
    with pytest.raises(Refused):
        checking.read_original(by=boss, contribution=said().contribution, reason="Nichts geschwärzt")


def test_what_was_added_after_a_seal_is_not_lost_by_the_next():
    boss, voice = manager(), said("Frau Meier lärmt.").contribution
    checking.black_out(by=boss, contribution=voice, spans=[(5, 10)])
    contributing.add(by=None, contribution=voice, text="Herr Schulz auch.")
    text = Contribution.objects.get().text
    begin = text.index("Schulz")
    checking.black_out(by=boss, contribution=voice, spans=[(begin, begin + 6)])
    assert "Schulz" not in Contribution.objects.get().text
    whole = checking.read_original(by=boss, contribution=voice, reason="Prüfung")
    assert whole.startswith("Frau Meier lärmt.") and whole.endswith("Herr Schulz auch.")


# -- pictures --------------------------------------------------------------------------------------------------


def picture():
    made = BytesIO()
    Image.new("RGB", (20, 10), (10, 120, 60)).save(made, "PNG")
    made.seek(0)
    return written_anew(made, len(made.getvalue()))


def test_a_picture_is_looked_at_and_let_out_or_taken_away(client, boss):
    voice = said().contribution
    shown = attaching.attach(by=None, contribution=voice, made=[picture()])[0]
    assert client.get(f"/bedarfe/bilder/{shown.pk}/").status_code == 200
    act(client, voice.need, "bild", attachment=shown.pk)
    shown.refresh_from_db()
    assert shown.is_public
    assert act(client, voice.need, "bild", attachment=shown.pk, remove="1").status_code == 422
    act(
        client,
        voice.need,
        "bild",
        attachment=shown.pk,
        remove="1",
        **{f"bild{shown.pk}-reason": "Ein Gesicht."},
    )
    shown.refresh_from_db()
    assert shown.removed and not shown.is_public
    other = attaching.attach(by=None, contribution=said().contribution, made=[picture()])[0]
    act(client, voice.need, "bild", attachment=other.pk)
    other.refresh_from_db()
    assert not other.is_public  # a picture of another need is not let out from here
    assert act(client, voice.need, "bild", attachment="x").status_code == 302


def test_the_sentences_never_say_no_on_the_merits():
    for sentence in forms.RETURNED_BECAUSE.values():
        assert not {"abgelehnt", "kein Geld", "nicht nötig", "unnötig"} & set(str(sentence).split())
        assert str(sentence).endswith(".")


def test_merging_with_what_is_shown_as_alike_takes_one_tick(client, boss):
    into, gone = need("Am Anger fehlt eine Bank im Schatten."), need("Am Anger fehlt eine Bank mit Schatten.")
    assert f'value="{into.pk}"' in page(client, at(gone))
    act(client, gone, "zusammen", **{"zusammen-chosen": into.pk, "zusammen-reason": "Dasselbe."})
    gone.refresh_from_db()
    assert gone.merged_into == into


def test_the_map_shows_the_point_where_there_is_one(client, boss):
    whole, point = need(), need(place=Place("point", EDITION, "sozialraeume/A", AREA, 11.0, 51.0))
    assert "map__pin" not in page(client, at(whole))
    assert "map__pin" in page(client, at(point))


def test_a_space_that_is_no_more_leaves_the_page_without_a_map(client, boss):
    one = need(place=Place("space", "sozialraeume@1990-01-01", "sozialraeume/gone", AREA))
    shown = page(client, at(one))
    assert "map--locator" not in shown and "gone" in shown
    assert at(one) in page(client, QUEUE)
