"""Plain defects go to the service that repairs, once; what does not get through is seen; what is done is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from sozialraum.planning.journal.models import Entry
from sozialraum.planning.messages.models import Message
from sozialraum.planning.needs import open311
from sozialraum.planning.needs.actions import bundling, checking, repairing, way
from sozialraum.planning.needs.models import Contribution, Need, Repair
from sozialraum.planning.needs.open311 import Endpoint, Report
from sozialraum.planning.needs.queries import kept, receipts, repairs
from sozialraum.planning.needs.states import State
from sozialraum.planning.people.rules import NotAllowed, Refused
from sozialraum.site.city import CitySettings, Needs, Service
from worlds.repairing import served
from worlds.voices import AREA, EDITION, SPACE, manager, need, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]
NAME = "Mängelmelder"


@pytest.fixture
def service(settings):
    with served() as found:
        one = Service(NAME, "m@stadt.de", found.address, "stadt.de")
        settings.CITY = CitySettings(settings.CITY.folder, needs=Needs(14, (Service("Bauhof"), one)))
        yield found


@pytest.fixture
def boss():
    return manager()


def redirected(boss, text: str = "Die Laterne am Anger ist kaputt.", **values: object) -> Repair:
    one = need(text, **values)
    checking.redirect(by=boss, need=one, service=NAME, reason="Ein Schaden.", defect="LAMP")
    return one.repairs.get()


def again(repair: Repair) -> Repair:
    return Repair.objects.select_related("need").get(pk=repair.pk)


def due(**values: object) -> None:
    """Time has passed."""
    Repair.objects.update(**values or {"next_try": timezone.now(), "next_ask": timezone.now()})


# -- the protocol --------------------------------------------------------------------------------------------


def test_kinds_are_read_with_codes_that_are_numbers(service):
    found = open311.kinds(Endpoint(service.address, "stadt.de"))
    assert [(one.code, one.title) for one in found] == [("LAMP", "Straßenlaterne"), ("42", "Schlagloch")]
    assert service.asked[-1][2] == {"jurisdiction_id": "stadt.de"}


def test_what_goes_out_is_what_the_standard_names(service, settings, tmp_path, boss):
    key = tmp_path / "key"
    key.write_text("geheim\n")
    one = Service(NAME, "", service.address, "stadt.de", str(key))
    settings.CITY = CitySettings(settings.CITY.folder, needs=Needs(14, (one,)))
    redirected(boss)
    assert repairing.send_repairs()["sent"] == 1
    (given,) = service.posts()
    assert set(given) == {"jurisdiction_id", "service_code", "lat", "long", "description", "api_key"}
    assert given["service_code"] == "LAMP" and given["api_key"] == "geheim"
    assert all("geheim" not in str(asked) for method, *asked in service.asked if method == "GET")


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ((400, b'[{"code": 400, "description": "lat is missing"}]'), open311.NotTaken),
        ((403, b'{"errors": [{"code": 403, "description": "api_key"}]}'), open311.NotTaken),
        ((404, b"<html>nothing here"), open311.NotTaken),
        ((302, b""), open311.NotTaken),
        ((500, b""), open311.Unclear),
        ((502, b"<html>bad gateway"), open311.Unclear),
        ((504, b"{}"), open311.Unclear),
        ((503, b"[" * 100_000), open311.Busy),
        ((429, b"{}"), open311.Busy),
        ((200, b"<html>ok</html>"), open311.Unclear),
        ((200, b"[]"), open311.Unclear),
        ((200, b'[{"service_request_id": null}]'), open311.Unclear),
        ((200, b'[[["x"]], 7, {"service_request_id": {"a": 1}}]'), open311.Unclear),
        ((200, b"\xff\xfe" * 50), open311.Unclear),
        ((200, b"9" * 100_000), open311.Unclear),
        ((200, b" " * (open311.LARGEST + 1) + b"[]"), open311.Unclear),
    ],
)
def test_bad_answers_are_told_apart(service, answer, kind):
    service.post = answer
    with pytest.raises(kind) as failure:
        open311.send(Endpoint(service.address), Report("LAMP", "x", 11.0, 51.0))
    assert len(str(failure.value)) <= 500


def test_foreign_words_are_cleaned_and_cut(service):
    service.post = (
        200,
        b'[{"service_request_id": 7, "service_notice": "a\\u0000\\ud800 \\n b' + b"x" * 5000 + b'"}]',
    )
    taken = open311.send(Endpoint(service.address), Report("LAMP", "x", 11.0, 51.0))
    assert taken.request == "7" and taken.notice.startswith("a? bxx") and len(taken.notice) == 1000


def test_time_is_over_for_who_does_not_answer(service):
    service.wait = 3
    with pytest.raises(open311.Unclear):
        open311.send(Endpoint(service.address), Report("LAMP", "x", 11.0, 51.0), patience=0.2)


def test_who_is_not_there_got_nothing():
    with pytest.raises(open311.Away):
        open311.send(Endpoint("http://127.0.0.1:1/v2"), Report("LAMP", "x", 11.0, 51.0))


def test_nothing_goes_out_unencrypted_but_on_this_machine():
    with pytest.raises(open311.Away, match="https"):
        open311.kinds(Endpoint("http://192.0.2.1/v2"))
    with pytest.raises(open311.Away):
        open311.kinds(Endpoint("ftp://127.0.0.1/v2"))


# -- what goes out -------------------------------------------------------------------------------------------


def test_only_what_may_be_public_goes_out(service, boss):
    told = said("Die Laterne ist kaputt. Frau Meier hat sie umgefahren. Rufen Sie an: 0361 655-1234, e@example.org.",
                email="erika@example.org")  # fmt: skip
    voice = told.contribution
    checking.redirect(by=boss, need=voice.need, service=NAME, reason="Ein Schaden.", defect="LAMP")
    at = voice.text.index("umgefahren")
    checking.black_out(
        by=boss, contribution=voice, spans=[(at, at + 10)]
    )  # after the step, before it is sent
    repairing.send_repairs()
    (given,) = service.posts()
    everything = str(service.asked)
    for secret in ("umgefahren", "Meier", "655", "example.org", told.code, "erika"):
        assert secret not in everything
    assert (
        "Die Laterne ist kaputt." in given["description"] and f"[{voice.need.number}/" in given["description"]
    )


def test_what_came_after_it_was_read_stays_here(client, service, boss):
    from sozialraum.planning.needs.actions import contributing

    told = said("Die Laterne ist aus.")
    one = told.contribution.need
    client.force_login(boss)
    client.get(f"/bedarfe/pruefen/{one.pk}/")
    contributing.add(by=None, contribution=told.contribution, text="Schuld ist der Nachbar.")
    assert "Inzwischen kam etwas dazu" in post(client, one, defect="0/LAMP", seen="x").content.decode()
    checking.redirect(by=boss, need=one, service=NAME, reason="x", defect="LAMP")
    later = Contribution.objects.get(pk=told.contribution.pk)
    Contribution.objects.filter(pk=later.pk).update(text=f"{later.text} Er heißt anders.")
    sent = repairs.outgoing(one.repairs.select_related("need").get()).text
    assert "Nachbar" in sent and "anders" not in sent


def test_the_point_of_the_voice_or_one_in_its_space(service, boss):
    from sozialraum.planning.needs.actions.contributing import Place
    from sozialraum.planning.statistics.queries import current

    exact = redirected(boss, place=Place("point", EDITION, SPACE, AREA, longitude=11.001, latitude=51.002))
    assert repairs.outgoing(exact).longitude == 11.001 and "Der Punkt" not in repairs.outgoing(exact).text
    about = repairs.outgoing(redirected(boss))
    assert "kaputt.\n\nDer Punkt steht für den ganzen Sozialraum" in about.text
    import shapely

    edition = current().edition("sozialraeume")
    assert shapely.contains_xy(edition.geometry[edition.index_of("A")], about.longitude, about.latitude)


def test_long_words_keep_the_file_number(service, boss):
    report = repairs.outgoing(redirected(boss, "Laterne " * 740))
    assert len(report.text) <= open311.LONGEST_DESCRIPTION and report.text.endswith("]")


# -- once, and seen where not --------------------------------------------------------------------------------


def test_the_row_stands_or_falls_with_the_step(service, boss):
    one = need()
    with pytest.raises(Refused):
        checking.redirect(by=boss, need=one, service=NAME, reason="", defect="LAMP")
    assert not Repair.objects.exists()
    with pytest.raises(Refused):
        checking.redirect(by=boss, need=one, service="Bauhof", reason="x", defect="LAMP")
    repairs.kinds_of(repairs.service_named(NAME))
    with pytest.raises(Refused):
        checking.redirect(by=boss, need=one, service=NAME, reason="x", defect="SNOW")
    assert not service.posts()


def test_while_the_need_is_locked_nobody_is_asked(service, boss):
    assert redirected(boss).title == "" and not service.asked
    repairs.kinds_of(repairs.service_named(NAME))
    assert redirected(boss).title == "Straßenlaterne" and len(service.asked) == 1


def test_it_is_sent_once(service, boss):
    repair = redirected(boss)
    assert repairing.send_repairs() == {"sent": 1, "waiting": 0, "stuck": 0}
    due()
    assert repairing.send_repairs() == {"sent": 0, "waiting": 0, "stuck": 0}
    assert len(service.posts()) == 1
    repair = again(repair)
    assert (repair.state, repair.request, repair.notice) == ("sent", "1-26", "Danke.")
    assert Entry.objects.get(act="needs.repair_sent").details["reference"] == "1-26"


def test_a_service_that_can_not_now_is_tried_again_and_then_it_is_the_managers(service, boss):
    service.post, service.keeps = (503, b""), False
    repair = redirected(boss)
    for _turn in repairing.RETRIES:
        assert repairing.send_repairs()["waiting"] == 1
        assert repairing.send_repairs()["waiting"] == 0  # not before its time
        due()
    assert repairing.send_repairs()["stuck"] == 1
    assert again(repair).state == "failed" and list(repairs.stuck_for(boss)) == [repair]
    assert Entry.objects.filter(act="needs.repair_stuck").count() == 1


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_an_error_after_it_was_kept_does_not_send_it_twice(service, boss, status):
    """5xx, but the service holds it: it is found in the list."""
    service.post = (status, b"")
    repair = redirected(boss)
    repairing.send_repairs()
    service.post = None
    due()
    repairing.send_repairs()
    assert len(service.posts()) == 1 and (again(repair).state, again(repair).request) == ("sent", "1-26")


@pytest.mark.parametrize("status", [500, 502, 504])
def test_an_error_that_proves_nothing_is_not_followed_by_another_try(service, boss, status):
    service.post, service.hides = (status, b""), True
    repair = redirected(boss)
    assert repairing.send_repairs()["stuck"] == 1
    due()
    repairing.send_repairs()
    assert again(repair).state == "unclear" and len(service.posts()) == 1


def test_one_bad_row_does_not_hold_up_the_others(service, boss, monkeypatch, caplog):
    bad, good = redirected(boss), redirected(boss)
    real = repairs.outgoing
    monkeypatch.setattr(repairs, "outgoing", lambda r: 1 / 0 if r.pk == bad.pk else real(r))
    assert repairing.send_repairs() == {"sent": 1, "waiting": 0, "stuck": 1}
    assert again(bad).state == "unclear" and again(good).state == "sent"
    assert f"Repair {bad.pk} broke off" in caplog.text
    Repair.objects.filter(pk=bad.pk).update(state="sent", request="7", sent=timezone.now())
    monkeypatch.setattr(repairing, "_close", lambda actor, repair, found: 1 / 0 if repair == bad else True)
    monkeypatch.setattr(open311, "status", lambda *_: open311.Status(True))
    due()
    assert repairing.ask_repairs() == 1


def test_what_breaks_off_keeps_nothing_else_of_a_pass_from_its_turn(monkeypatch):
    from django.db import OperationalError

    from sozialraum.commands import sending
    from sozialraum.planning.messages import actions

    watch, asked = sending.MailboxWatch(), []
    monkeypatch.setattr(watch, "look", lambda: asked.append("mailbox"))
    monkeypatch.setattr(repairing, "send_repairs", lambda: 1 / 0)
    monkeypatch.setattr(repairing, "ask_repairs", lambda: asked.append("repairs"))
    with pytest.raises(ExceptionGroup) as broken:
        sending._pass(watch)
    assert asked == ["repairs", "mailbox"] and isinstance(broken.value.exceptions[0], ZeroDivisionError)

    def away() -> None:
        raise OperationalError

    monkeypatch.setattr(actions, "send_due", away)
    with pytest.raises(OperationalError):  # the database is away for all
        sending._pass(watch)
    assert len(asked) == 2


@pytest.mark.parametrize("state", ["ready", "failed", "unclear"])
def test_reopened_and_redirected_again_it_is_owed_anew(service, boss, state):
    from sozialraum.planning.needs import steps
    from sozialraum.planning.people.rules import PROGRAM, acting

    first = redirected(boss)
    Repair.objects.update(state=state)
    actor = acting(PROGRAM, repairing.HOUSEKEEPER)
    steps.take(actor=actor, need=steps.locked(first.need), target=State.REGISTERED, reason="x")
    assert again(first).state == "dropped" and not repairs.stuck_for(boss).exists()
    checking.redirect(by=boss, need=first.need, service=NAME, reason="x", defect="LAMP")
    assert repairs.of_need(first.need).state == "ready"
    Repair.objects.filter(pk=first.pk).update(state="sent")  # what is over stays as it was
    steps.take(actor=actor, need=steps.locked(first.need), target=State.REGISTERED, reason="x")
    assert again(first).state == "sent"


def test_reopened_while_it_is_under_way_it_is_nobodys_to_do(service, boss, monkeypatch):
    repair = redirected(boss)

    def reopened(endpoint: Endpoint, report: Report) -> None:
        Need.objects.update(state="deliberating")
        raise open311.NotTaken("400")

    monkeypatch.setattr(open311, "send", reopened)
    repairing.send_repairs()
    assert again(repair).state == "dropped"


# -- what its author is told ---------------------------------------------------------------------------------


def test_whoever_came_later_is_not_told_that_their_words_went(service, boss):
    first, later = said("Die Laterne ist aus."), said("Hier auch.")
    one = first.contribution.need
    checking.redirect(by=boss, need=one, service=NAME, reason="x", defect="LAMP")
    repairing.send_repairs()
    Need.objects.filter(pk=one.pk).update(state="registered")  # after an objection
    bundling.merge(by=boss, need=later.contribution.need, into=one, reason="x")
    for receipt, count in ((first, 1), (later, 0)):
        voice = receipts.by_code(receipt.code)
        assert len(kept.kept_about(voice).services) == count
        assert bool(receipts.told(voice).repair) is bool(count)


def test_whoever_was_in_it_is_told_after_they_were_taken_out_of_it(service, boss):
    first, other = said("Die Laterne ist aus."), said("Hier auch.")
    one = first.contribution.need
    bundling.merge(by=boss, need=other.contribution.need, into=one, reason="x")
    checking.redirect(by=boss, need=one, service=NAME, reason="x", defect="LAMP")
    repairing.send_repairs()
    bundling.split(by=boss, contribution=other.contribution, reason="x")
    voice = receipts.by_code(other.code)
    assert voice.need_id == voice.origin_id
    assert [one.words for one in kept.kept_about(voice).services] == ["Hier auch."]
    assert receipts.told(voice).repair is None  # it belongs to the other need


def test_dropped_after_it_perhaps_arrived_it_is_told_and_untried_it_is_not(service, boss):
    told = said("Die Laterne ist aus.")
    checking.redirect(by=boss, need=told.contribution.need, service=NAME, reason="x", defect="LAMP")
    for tried, count in ((0, 0), (1, 1)):
        Repair.objects.update(state="dropped", tried=tried)
        assert len(kept.kept_about(receipts.by_code(told.code)).services) == count


def test_what_it_will_not_have_is_the_managers_at_once(service, boss):
    service.post = (400, b'[{"code": 400, "description": "service_code is unknown"}]')
    repair = redirected(boss)
    assert repairing.send_repairs()["stuck"] == 1
    assert again(repair).failure == "400 service_code is unknown"
    due()
    assert repairing.send_repairs()["stuck"] == 0 and len(service.posts()) == 1


def test_no_answer_in_time_is_looked_for_and_not_repeated(service, boss, monkeypatch):
    real = open311.send
    monkeypatch.setattr(open311, "send", lambda endpoint, report: real(endpoint, report, patience=0.2))
    service.wait = 1
    repair = redirected(boss)
    assert repairing.send_repairs()["sent"] == 1  # it is in the list
    assert again(repair).request == "1-26"
    service.hides = True
    other = redirected(boss)
    assert repairing.send_repairs()["stuck"] == 1
    assert again(other).state == "unclear"
    due()
    repairing.send_repairs()
    assert len(service.posts()) == 2


class Killed(BaseException):
    """As SIGKILL: nothing after it runs."""


@pytest.mark.parametrize("hides", [False, True])
def test_killed_between_sending_and_noting(service, boss, monkeypatch, hides):
    """The row stays marked; later it is found in the list, or the manager is asked. Never twice by itself."""
    repair = redirected(boss)

    def killed(*_: object) -> str:
        raise Killed

    with monkeypatch.context() as broken, pytest.raises(Killed):
        broken.setattr(repairing, "_note_sent", killed)
        repairing.send_repairs()
    assert again(repair).state == "sending"
    assert repairing.send_repairs() == {
        "sent": 0,
        "waiting": 0,
        "stuck": 0,
    }  # perhaps another process is at it
    due(begun=timezone.now() - timedelta(minutes=11))
    service.hides = hides
    repairing.send_repairs()
    assert again(repair).state == ("unclear" if hides else "sent")
    assert len(service.posts()) == 1


def test_what_is_deliberated_after_all_is_not_sent(service, boss):
    repair = redirected(boss)
    Need.objects.filter(pk=repair.need_id).update(state="deliberating")
    repairing.send_repairs()
    assert again(repair).state == "dropped" and not service.posts()


def test_another_address_is_never_called(service, boss, settings):
    """The property: what is called stands in the city's settings now, whatever a row says."""
    repair = redirected(boss)
    with served() as elsewhere:
        Repair.objects.update(endpoint=elsewhere.address)
        assert repairing.send_repairs()["stuck"] == 1
        assert not elsewhere.asked and again(repair).state == "failed"
        Repair.objects.update(state="sent", sent=timezone.now(), request="1", next_ask=timezone.now())
        repairing.ask_repairs()
        assert not elsewhere.asked


def test_a_service_that_is_away_does_not_hold_up_the_others(service, boss, monkeypatch):
    calls = []

    def away(endpoint: Endpoint, report: Report) -> None:
        calls.append(report)
        raise open311.Away("nobody there")

    monkeypatch.setattr(open311, "send", away)
    for _turn in range(3):
        redirected(boss)
    assert repairing.send_repairs()["waiting"] == 1 and len(calls) == 1


# -- what became of it ---------------------------------------------------------------------------------------


def test_what_is_closed_is_told_once_in_plain_language(service, boss):
    told = said("Die Laterne ist aus.", email="erika@example.org")
    checking.redirect(by=boss, need=told.contribution.need, service=NAME, reason="x", defect="LAMP")
    repairing.send_repairs()
    assert repairing.ask_repairs() == 0  # not before an hour
    due()
    assert repairing.ask_repairs() == 0  # open
    asked = len(service.asked)
    repairing.ask_repairs()
    assert len(service.asked) == asked  # at most once an hour
    service.close("1-26", "Neue Lampe.")
    due()
    assert repairing.ask_repairs() == 1
    due()
    assert repairing.ask_repairs() == 0
    letter = Message.objects.get(title="Die Stelle meldet: erledigt")
    assert "Neue Lampe." in letter.body and NAME in letter.body and letter.state == Message.State.READY
    assert Entry.objects.filter(act="needs.repaired").count() == 1
    page = Client().get(f"/meldung/{told.code}/").content.decode()
    assert "erledigt" in page and "1-26" in page


def test_a_token_becomes_a_number(service, boss):
    service.gives_token = True
    repair = redirected(boss)
    repairing.send_repairs()
    assert again(repair).token == "1-26" and not again(repair).request
    due()
    repairing.ask_repairs()
    assert again(repair).request == "1-26"


@pytest.mark.parametrize(
    "answer", [(500, b""), (200, b"nonsense"), (404, b"[]"), (200, b'[{"service_request_id": 9}]')]
)
def test_a_bad_answer_about_it_changes_nothing(service, boss, answer):
    repair = redirected(boss)
    repairing.send_repairs()
    service.get = answer
    due()
    assert repairing.ask_repairs() == 0 and again(repair).state == "sent"


# -- the pages -----------------------------------------------------------------------------------------------


def post(client: Client, one: Need, **values: str):
    words = {
        "act": "weiter",
        "weiter-service": NAME,
        "weiter-blocks": "defect",
        "seen": values.pop("seen", ""),
    }
    return client.post(f"/bedarfe/pruefen/{one.pk}/", words | {f"weiter-{k}": v for k, v in values.items()})


def test_the_manager_chooses_from_the_list_of_the_service(client, service, boss):
    client.force_login(boss)
    one = need()
    page = client.get(f"/bedarfe/pruefen/{one.pk}/").content.decode()
    assert "Straßenlaterne" in page and "Was ist kaputt?" in page
    assert post(client, one).status_code == 422
    assert post(client, one, defect="1/LAMP").status_code == 422
    assert post(client, one, defect="0/LAMP").status_code == 302
    assert one.repairs.get().title == "Straßenlaterne"


def test_the_list_is_asked_for_once(client, service, boss):
    client.force_login(boss)
    for _turn in range(3):
        client.get(f"/bedarfe/pruefen/{need().pk}/")
    assert len(service.asked) == 1
    repairing.refresh_kinds()
    repairing.refresh_kinds()
    assert len(service.asked) == 2
    service.get = (500, b"")
    cache.delete(f"{repairs.place_of_kinds(repairs.service_named(NAME))}/asked")
    repairing.refresh_kinds()
    assert repairs.kinds_of(repairs.service_named(NAME))  # an older list is better than none


def test_without_the_list_it_goes_by_hand(client, service, boss):
    client.force_login(boss)
    service.get = (500, b"")
    one = need()
    page = client.get(f"/bedarfe/pruefen/{one.pk}/").content.decode()
    assert "Diese Liste ist gerade nicht zu bekommen" in page
    assert post(client, one, defect="by_hand").status_code == 302
    one.refresh_from_db()
    assert one.state == "redirected" and not Repair.objects.exists()


def test_a_service_without_open311_is_as_before(client, service, boss):
    client.force_login(boss)
    one = need()
    assert post(client, one, service="Bauhof").status_code == 302
    assert not Repair.objects.exists()


def test_what_did_not_get_through_stands_on_the_desk_and_can_be_passed_on_by_hand(client, service, boss):
    client.force_login(boss)
    service.post = (400, b'[{"code": 400, "description": "<b>nein</b>"}]')
    repair = redirected(boss)
    repairing.send_repairs()
    where = f"/bedarfe/pruefen/{repair.need_id}/"
    assert "Was bei einer Stelle nicht ankam" in client.get("/schreibtisch/").content.decode()
    page = client.get(where).content.decode()
    assert "von Hand weiter" in page and "<b>nein" not in page and "nein" in page
    service.post = None
    client.post(where, {"act": "stelle", "again": "1"})
    assert again(repair).state == "ready"
    service.post = (400, b"")
    service.requests.clear()
    repairing.send_repairs()
    client.post(where, {"act": "stelle", "stelle-reference": "T-1"})
    assert (again(repair).state, again(repair).request) == ("by_hand", "T-1")
    assert "Was bei einer Stelle nicht ankam" not in client.get("/schreibtisch/").content.decode()
    assert client.post(where, {"act": "stelle", "again": "1"}).status_code == 422


def test_it_is_the_managers_of_the_place(service, boss):
    service.post = (400, b"")
    repair = redirected(boss)
    repairing.send_repairs()
    stranger = manager("planungsraeume/9", "Fremd")
    for act in (repairing.send_again, repairing.pass_by_hand):
        with pytest.raises(NotAllowed):
            act(by=stranger, repair=repair)
    assert not repairs.stuck_for(stranger).exists()
    with pytest.raises(NotAllowed):
        repairing.send_repairs(by=boss)


def test_later_stages_redirect_without_a_defect(boss):
    one = need()
    way.advance(by=boss, need=one, target="redirected", reason="x", department="Bauhof")
    assert repairs.of_need(one) is None
