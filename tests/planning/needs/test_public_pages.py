"""What everybody sees: list, counts, filters in any edition, one need, support, subscription, feed, downloads."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from sozialraum.planning.journal.models import Entry
from sozialraum.planning.messages.actions import confirm, send_due
from sozialraum.planning.messages.models import Message, Subscription
from sozialraum.planning.messages.queries import subscription_mark
from sozialraum.planning.needs.actions import bundling, checking, way
from sozialraum.planning.needs.actions.contributing import Heard, Place
from sozialraum.planning.needs.models import Need, Support
from sozialraum.planning.needs.queries.way import way_of
from sozialraum.planning.needs.states import State
from sozialraum.planning.needs.titles import first_words
from sozialraum.planning.people.rules import PROGRAM
from worlds.people import somebody_as
from worlds.voices import AREA, EDITION, manager, need, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]
OLD, OLD_AREAS = "sozialraeume@2013-01-01", "planungsraeume@2013-01-01"


def at(
    code: str = "A", *, area: str = "1", edition: str = EDITION, point: tuple[float, float] | None = None
) -> Place:
    longitude, latitude = point or (None, None)
    kind = "point" if point else "space"
    return Place(kind, edition, f"sozialraeume/{code}", f"planungsraeume/{area}", longitude, latitude)


@pytest.fixture
def boss():
    return manager()


@pytest.fixture
def public(boss):
    """Makes a public need."""
    managers = {AREA: boss}

    def make(text: str = "Am Anger fehlt eine Bank.", **values: object) -> Need:
        made = need(text, **values)
        area = made.planning_area
        if area not in managers:
            managers[area] = manager(area, f"Manager {area[-1]}")
        checking.accept(by=managers[area], need=made)
        made.refresh_from_db()
        return made

    return make


def shown(client, query: str = "") -> list[str]:
    answer = client.get(f"/bedarfe/{query}")
    assert answer.status_code == 200
    return [str(row.need) for row in answer.context["here"].rows]


def test_only_public_needs_are_listed_and_an_empty_list_teaches(client, public):
    assert "Hier stehen bald die Bedarfe" in client.get("/bedarfe/").content.decode()
    need("Noch nicht geprüft")
    public("Eine Bank fehlt")
    assert shown(client) == ["Eine Bank fehlt"]
    assert (
        "Dazu steht noch kein Bedarf in der Liste"
        in client.get("/bedarfe/?lebenslage=health").content.decode()
    )


def test_each_filter_narrows_and_the_address_brings_the_view_back(client, public, boss):
    bench = public("Eine Bank fehlt", dimensions=("housing",), groups=("age_65_plus",))
    public("Der Treff ist gut", kind="good", dimensions=("social_relations",), groups=("age_0_14",))
    way.advance(by=boss, need=bench, target=State.CARRIED)
    way.advance(by=boss, need=bench, target=State.BUNDLED)
    way.advance(by=boss, need=bench, target=State.HANDED_OVER, department="Grünflächenamt")
    for query in (
        "?lebenslage=housing", "?gruppe=age_65_plus", "?zustand=handed_over", "?art=missing", "?amt=Grünflächenamt",
        "?q=Bank", "?lebenslage=housing&gruppe=age_65_plus&zustand=offen&sortierung=titel",
    ):  # fmt: skip
        assert shown(client, query) == ["Eine Bank fehlt"], query
        asked = client.get(f"/bedarfe/{query}").context["asked"]
        assert shown(client, asked.query()) == ["Eine Bank fehlt"], query
    assert shown(client, "?zustand=abgeschlossen") == []
    assert shown(client, "?sortierung=titel") == ["Der Treff ist gut", "Eine Bank fehlt"]


def test_the_department_has_the_ball_by_its_name(client, public, boss):
    one = public()
    for target, more in (
        (State.CARRIED, {}),
        (State.BUNDLED, {}),
        (State.HANDED_OVER, {"department": "Gartenamt"}),
    ):
        way.advance(by=boss, need=one, target=target, **more)
    page = client.get("/bedarfe/").content.decode()
    assert "Am Zug: Gartenamt" in page


def test_counts_are_those_of_the_other_choices(client, public, boss):
    one = public("Eins", dimensions=("housing", "health"))
    public("Zwei", dimensions=("housing",))
    way.advance(by=boss, need=one, target=State.CARRIED)
    here = client.get("/bedarfe/?zustand=carried&lebenslage=health").context["here"]
    assert here.count == 1
    assert {c.title: c.count for c in here.states}["von der Sozialraumkonferenz getragen"] == 1
    dimensions = {c.query: c.count for c in here.dimensions}
    assert sorted(dimensions.values()) == [1, 1]  # only what is carried; but of every Lebenslage
    plain = client.get("/bedarfe/").context["here"]
    assert {c.title: c.count for c in plain.states}["in der Beratung"] == 1
    assert sorted(c.count for c in plain.dimensions) == [1, 2]


# The block at row 1, column 2 went from B to D in 2019; a point in its middle.
MOVED = (10.0 + 2.5 * 0.0014, 50.0 - 1.5 * 0.0009)


def test_a_space_of_any_edition_holds_what_lies_in_it(client, public):
    public("Punkt im umgezogenen Block", place=at("D", area="2", point=MOVED))
    public("Ganzer Raum B, heute", place=at("B", area="2"))
    public("Punkt in A, früher gemeldet", place=at("A", edition=OLD, point=(10.0007, 49.9996)))
    assert shown(client, "?raum=D") == ["Punkt im umgezogenen Block"]
    assert shown(client, "?raum=B") == ["Ganzer Raum B, heute"]
    assert set(shown(client, f"?stand={OLD}&raum=B")) == {
        "Punkt im umgezogenen Block",
        "Ganzer Raum B, heute",
    }
    assert shown(client, "?raum=A") == ["Punkt in A, früher gemeldet"]
    assert set(shown(client, f"?stand={OLD_AREAS}&raum=2")) == {
        "Punkt im umgezogenen Block",
        "Ganzer Raum B, heute",
    }


@pytest.mark.parametrize("stand", [EDITION, OLD, OLD_AREAS])
def test_the_numbers_on_the_map_are_those_of_the_list(client, public, stand):
    public("Punkt", place=at("D", area="2", point=MOVED))
    public("Raum", place=at("B", area="2"))
    public("Früher", place=at("A", edition=OLD, point=(10.0007, 49.9996)))
    public("Früher, ganzer Raum", place=at("C", edition=OLD))
    for name, query, number in client.get(f"/bedarfe/?stand={stand}").context["here"].spaces:
        assert len(shown(client, query)) == number, name


def test_what_is_asked_wrongly_is_put_right_and_said(client, public):
    public("Eine Bank")
    page = client.get(
        "/bedarfe/?stand=nirgends@1900-01-01&raum=xyz&zustand=registered&lebenslage=%00&seite=99&q=%00&gruppe=x"
    )
    assert page.status_code == 200
    assert [str(r.need) for r in page.context["here"].rows] == ["Eine Bank"]
    assert len(page.context["asked"].notes) == 2
    assert client.get("/bedarfe/?zustand=registered").context["here"].count == 1


def many(count: int) -> None:
    """Public needs as they lie in the database: for speed only, not for meaning."""
    one = {
        "state": State.DELIBERATING,
        "edition": EDITION,
        "social_space": "sozialraeume/A",
        "planning_area": AREA,
    }
    Need.objects.bulk_create(
        Need(title=f"Bedarf {i}", said=f"Wort{i % 50} fehlt", dimensions=["housing"], groups=["women"],
             longitude=10.001, latitude=49.999, **one)
        for i in range(count)
    )  # fmt: skip


@pytest.mark.parametrize(
    "query", ["", "?raum=A", f"?stand={OLD}&raum=A&lebenslage=housing", "?q=Wort7&stand=" + OLD_AREAS]
)
def test_the_list_takes_the_same_few_statements_whatever_the_number(client, published, query):
    many(60)
    client.get(f"/bedarfe/{query}")  # what is worked out once for a data version
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(f"/bedarfe/{query}")
    many(300)
    with CaptureQueriesContext(connection) as more:
        client.get(f"/bedarfe/{query}")
    assert len(few) == len(more) < 15


def test_the_page_of_a_need_takes_the_same_statements_whatever_was_said(client, public, boss):
    one = public("Eine Bank fehlt.", dimensions=("work",))

    def statements() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(f"/bedarfe/{one.pk}/").status_code == 200
        return len(found)

    statements()
    few = statements()
    for i in range(6):
        bundling.merge(by=boss, need=public(f"Bank Nummer {i} fehlt auch."), into=one, reason="Dasselbe.")
        bundling.support(need=one, mark=str(i), group="women", social_space="sozialraeume/A")
    assert statements() <= few + 2  # similar ones may be asked for once more


def test_the_table_to_take_along_holds_what_is_public_and_rounds_points(client, public):
    public("=HYPERLINK(1)", place=at("D", area="2", point=MOVED))
    need("Noch nicht geprüft")
    rows = list(csv.DictReader(io.StringIO(client.get("/bedarfe/tabelle.csv").content.decode())))
    assert [r["title"] for r in rows] == ["'=HYPERLINK(1)"]
    assert (rows[0]["longitude"], rows[0]["social_space_name"], rows[0]["state"]) == (
        "10.004",
        "Raum D",
        "deliberating",
    )
    assert client.get("/bedarfe/tabelle.xlsx").content[:2] == b"PK"
    assert client.get("/bedarfe/tabelle.pdf").status_code == 404


# -- one need ----------------------------------------------------------------------------------------------------


def test_a_need_shows_its_words_its_way_and_its_evidence(client, public):
    one = public("Es fehlen Arbeitsplätze.", dimensions=("work",))
    page = client.get(f"/bedarfe/{one.pk}/").content.decode()
    assert "Es fehlen Arbeitsplätze." in page and "Raum A" in page and "Konferenz" in page
    beside = client.get(f"/bedarfe/{one.pk}/").context["here"].beside
    assert beside.dimensions and "/kennzahlen/unemployment_share/" in beside.dimensions[0].table


def test_a_need_that_is_not_public_is_its_managers_alone(client, boss):
    one = need()
    assert client.get(f"/bedarfe/{one.pk}/").status_code == 404
    client.force_login(manager("planungsraeume/2", "Nora Nebenan"))
    assert client.get(f"/bedarfe/{one.pk}/").status_code == 404
    client.force_login(boss)
    assert "Noch nicht öffentlich" in client.get(f"/bedarfe/{one.pk}/").content.decode()


def test_a_badge_names_the_kind_in_a_word_and_a_choice_in_a_sentence(client, public):
    page = client.get(f"/bedarfe/{public('Eine Bank fehlt').pk}/").content.decode()
    assert '<span class="badge">fehlt oder stört</span>' in page and "Das fehlt oder stört" not in page
    assert "Das fehlt oder stört</option>" in client.get("/bedarfe/").content.decode()


def test_a_merged_need_leads_to_where_it_went(client, public, boss):
    gone, middle, into = public("Eins"), public("Zwei"), public("Drei")
    bundling.merge(by=boss, need=gone, into=middle, reason="Dasselbe.")
    bundling.merge(by=boss, need=middle, into=into, reason="Dasselbe.")
    assert client.get(f"/bedarfe/{gone.pk}/")["Location"] == f"/bedarfe/{into.pk}/?aus={gone.pk}"
    page = client.get(f"/bedarfe/{gone.pk}/", follow=True)
    assert f"B-{gone.pk} ist mit diesem Bedarf zusammengelegt" in page.content.decode()
    hidden, also = need("Vier"), need("Fünf")
    bundling.merge(by=boss, need=hidden, into=also, reason="Dasselbe.")
    assert client.get(f"/bedarfe/{hidden.pk}/").status_code == 404


def test_nobody_is_named_anywhere(client, public, boss):
    provider = somebody_as("provider", "Petra Hörzu")
    heard = Heard("Familie Geheimnis aus Haus 4", channel="talk", persons=5, by=provider)
    one = said("Der Weg ist dunkel.", by=provider, heard=heard).contribution.need
    other = said("Ulf Streng pöbelt. Der Weg ist dunkel.", email="erika.muster@example.org").contribution
    checking.black_out(by=boss, contribution=other, spans=[(0, 10)])
    checking.accept(by=boss, need=one)
    bundling.merge(by=boss, need=other.need, into=one, reason="Dasselbe.")
    # What the whole page says, for everybody and for whoever carries it.
    for user in (None, boss):
        if user:
            client.force_login(user)
        for path in (
            f"/bedarfe/{one.pk}/",
            "/bedarfe/",
            "/bedarfe/tabelle.csv",
            "/bedarfe/feed.atom",
            "/bedarfe/stille/",
        ):
            text = client.get(path).content.decode().replace(str(user or ""), "")
            for name in ("Petra", "Hörzu", "Geheimnis", "erika", "Streng"):
                assert name not in text, (path, name)


def test_few_voices_are_not_told_apart_and_small_parts_stay_together(client, public, boss):
    one = public("Eine Bank")
    assert client.get(f"/bedarfe/{one.pk}/").context["here"].voices.by_bank.too_few
    provider = somebody_as("provider", "Pia Träger")
    for i in range(4):
        bundling.merge(by=boss, need=need(f"Bank {i}"), into=one, reason="Dasselbe.")
    heard = Heard("wen auch immer", persons=2, by=provider, bank="providers")
    told = said("Bank, sagt ein Verein", by=provider, heard=heard).contribution.need
    bundling.merge(by=boss, need=told, into=one, reason="Dasselbe.")
    voices = client.get(f"/bedarfe/{one.pk}/").context["here"].voices
    assert (voices.contributions, voices.people) == (6, 7)
    # One provider beside five residents: told apart, the one would be known.
    assert voices.by_bank.parts == () and "Träger" not in str(voices.by_bank)


# -- this affects me too ----------------------------------------------------------------------------------------


def test_support_is_counted_once_a_browser(client, public):
    one = public()
    path = f"/bedarfe/{one.pk}/betrifft-mich-auch/"
    for read in ("/bedarfe/", f"/bedarfe/{one.pk}/", "/bedarfe/stille/", "/bedarfe/feed.atom"):
        assert not client.get(read).cookies, read  # nobody is marked for reading
    answer = client.post(path, {"gruppe": "women", "raum": "B"})
    assert answer["Location"] == f"/bedarfe/{one.pk}/"
    cookie = answer.cookies["betrifft"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    client.post(path)
    kept = Support.objects.get()
    assert (kept.group, kept.social_space) == ("women", "sozialraeume/B")
    assert cookie.value.split(":")[0] not in kept.mark  # a fingerprint, not the number
    client.cookies["betrifft"] = "selbst-gemacht"
    client.post(path)
    one.refresh_from_db()
    assert one.supports == Support.objects.count() == 2
    assert not Entry.objects.filter(act__contains="support").exists()


def test_support_is_counted_once_an_account(client, public):
    one, account = public(), somebody_as("resident")
    unknown = client.get(f"/bedarfe/{one.pk}/betrifft-mich-auch/").content.decode()
    assert "Wer Sie sind, wissen wir nicht." in unknown and "Prüfwert Ihres Kontos" not in unknown
    for _browser in range(2):
        client.cookies.clear()
        client.force_login(account)
        known = client.get(f"/bedarfe/{one.pk}/betrifft-mich-auch/").content.decode()
        assert "Prüfwert Ihres Kontos" in known and "wissen wir nicht" not in known
        client.post(f"/bedarfe/{one.pk}/betrifft-mich-auch/")
    assert Support.objects.count() == 1


def test_support_of_what_is_hidden_or_over_or_wrong_is_not_taken(client, public, boss):
    hidden, over = need(), public("Zwei")
    way.advance(by=boss, need=over, target=State.SOLVED_LOCALLY, reason="Erledigt.")
    assert client.post(f"/bedarfe/{hidden.pk}/betrifft-mich-auch/").status_code == 404
    client.post(f"/bedarfe/{over.pk}/betrifft-mich-auch/")
    assert (
        client.post(f"/bedarfe/{public('Drei').pk}/betrifft-mich-auch/", {"gruppe": "nobody"}).status_code
        == 422
    )
    assert not Support.objects.exists()


def test_support_from_one_address_has_an_end(client, public, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"support": "2/h/ip"}
    one = public()
    codes = []
    for _browser in range(3):
        client.cookies.clear()
        codes.append(client.post(f"/bedarfe/{one.pk}/betrifft-mich-auch/").status_code)
    assert codes == [302, 302, 429]


def test_who_supports_too_often_is_told_when_it_goes_on(client, public, settings):
    assert settings.ACCOUNT_RATE_LIMITS["support"] == "10/h/ip"
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"support": "1/30m/ip,9/2h/ip"}
    one = public()
    client.post(f"/bedarfe/{one.pk}/betrifft-mich-auch/")
    begun = timezone.now()
    for prefix, told in (("", "Spätestens um {} Uhr geht es wieder."), ("/en", "By {} at the latest")):
        answer = client.post(f"{prefix}/bedarfe/{one.pk}/betrifft-mich-auch/")
        times = {f"{timezone.localtime(begun + timedelta(hours=2, minutes=m)):%H:%M}" for m in (0, 1)}
        assert answer.status_code == 429
        assert any(told.format(time) in answer.content.decode() for time in times)


# -- news --------------------------------------------------------------------------------------------------------


def test_a_subscription_counts_after_its_link_and_brings_news(client, public, boss):
    one = public()
    for query in (f"?bedarf={one.pk}", "?raum=sozialraeume/A", ""):
        answer = client.post(f"/bedarfe/benachrichtigung/{query}", {"email": f"wer{len(query)}@example.org"})
        assert answer["Location"].startswith("/bedarfe/benachrichtigung/unterwegs/")
        assert "Postfach" in client.get(answer["Location"]).content.decode()
    kinds = set(Subscription.objects.values_list("subject_kind", "subject_key"))
    assert kinds == {("need", str(one.pk)), ("social_space", "sozialraeume/A"), ("needs", "all")}
    send_due()
    assert len(mail.outbox) == 3
    news = Message.objects.filter(subject_kind="subscription", title__startswith="Neues zu")
    way.advance(by=boss, need=one, target=State.DEFERRED, reason="Nächstes Mal.")
    assert not news.exists()
    for made in Subscription.objects.all():
        confirm(number=made.pk, mark=subscription_mark(made.pk))
    way.advance(by=boss, need=one, target=State.CARRIED)
    assert news.count() == 3


def test_mail_and_page_say_what_is_to_be_confirmed(client, public):
    one = public("Man kann nirgends sitzen.")
    client.post(f"/bedarfe/benachrichtigung/?bedarf={one.pk}", {"email": "wer@example.org"})
    send_due()
    what = f"{one.number} „{one.title}“"
    assert f"{what}. Bitte öffnen Sie" in mail.outbox[0].body and ".." not in mail.outbox[0].body
    (made,) = Subscription.objects.all()
    address = f"/nachrichten/{made.pk}/{subscription_mark(made.pk)}/"
    assert f"Es geht um: {one.number}" in client.get(address).content.decode()
    assert f"Es geht um: {one.number}" in client.post(address).content.decode()
    assert one.title not in str(Entry.objects.filter(act="messages.subscribed").values_list("subject_title"))
    assert "Es geht um" not in client.post(address, {"was": "beenden"}).content.decode()


def test_everybody_reads_the_news_in_their_language_with_a_link_to_the_need_and_one_to_the_end(
    client, public, boss
):
    one = public()
    for email, prefix in (("de@example.org", ""), ("en@example.org", "/en"), ("to@example.org", "/en")):
        client.post(f"{prefix}/bedarfe/benachrichtigung/?bedarf={one.pk}", {"email": email})
    send_due()
    assert all(
        "Benachrichtigung bestätigen: " in m.body or "Confirm the notification: " in m.body
        for m in mail.outbox
    )
    for made in Subscription.objects.all():
        confirm(number=made.pk, mark=subscription_mark(made.pk))
    mail.outbox.clear()
    with (
        override("en"),
        CaptureQueriesContext(connection) as asked,
    ):  # whatever language the conference works in
        way.advance(by=boss, need=one, target=State.CARRIED)
    assert len([q for q in asked if 'FROM "owed_subscription"' in q["sql"]]) == 1
    send_due()
    sent = {m.to[0]: m.body for m in mail.outbox}
    german, english, other = (sent[f"{who}@example.org"] for who in ("de", "en", "to"))
    assert (
        "von der Sozialraumkonferenz getragen" in german
        and "carried by the social-space conference" in english
    )
    assert other.partition("\n\nChange")[0] == english.partition("\n\nChange")[0]
    assert f"/bedarfe/{one.pk}/\n" in german and f"/en/bedarfe/{one.pk}/\n" in english
    assert "Benachrichtigung ändern oder beenden: http" in german
    assert "Change or end the notification: http" in english


def test_what_cannot_be_subscribed_to_is_not_there(client, public):
    hidden = need()
    for query in (f"?bedarf={hidden.pk}", "?bedarf=abc", "?bedarf=99999999999999", "?raum=sozialraeume/ZZ"):
        assert client.get(f"/bedarfe/benachrichtigung/{query}").status_code == 404
    assert client.post("/bedarfe/benachrichtigung/", {"email": "keine"}).status_code == 422


def test_the_feed_holds_the_last_steps_of_a_choice(client, public, boss):
    one = public("Eine Bank <b>fehlt</b>", dimensions=("housing",))
    public("Ein Treff", dimensions=("health",))
    need("Noch nicht geprüft")
    before = client.get("/bedarfe/feed.atom?lebenslage=housing").content.decode()
    assert before.count("<entry") == 1 and "&lt;b&gt;" in before
    way.advance(by=boss, need=one, target=State.CARRIED)
    after = client.get("/bedarfe/feed.atom?lebenslage=housing").content.decode()
    entry = re.compile("<entry.*?<id>([^<]+)", re.S)
    assert entry.findall(before) != entry.findall(after)
    assert client.get("/bedarfe/feed.atom").content.decode().count("<entry") == 2
    many(60)
    assert client.get("/bedarfe/feed.atom").content.decode().count("<entry") == 50


# -- where a space is shown --------------------------------------------------------------------------------------


def test_the_page_of_a_space_tells_of_its_needs(client, public, boss):
    assert "Hier ist noch kein Bedarf öffentlich" in client.get("/raeume/sozialraeume/A/").content.decode()
    one = public("Eine Bank")
    public("Ein Treff")
    need("Noch nicht geprüft")
    way.advance(by=boss, need=one, target=State.SOLVED_LOCALLY, reason="Sie steht.")
    for path in ("/raeume/sozialraeume/A/", "/planungsraeume/1/", "/en/raeume/sozialraeume/A/"):
        page = client.get(path)
        here = dict(page.context["offered"])["needs/parts/here.html"]
        assert (here["count"], here["open"]) == (2, 1), path
        assert [number for _title, number, _to in here["states"]] == [1, 1]
        assert here["address"] in page.content.decode().replace("&amp;", "&")
        assert client.get(here["address"]).context["here"].count == 2
        for _title, number, to in here["states"]:
            assert client.get(to).context["here"].count == number
    assert client.get("/stadt/").content.decode().count("bedarfe-titel") == 0


def test_parts_are_told_only_where_nobody_can_be_worked_out():
    from sozialraum.planning.needs.queries.one import parts

    assert parts({"a": 5, "b": 3}, str).parts == (("a", 5), ("b", 3))
    assert parts({"a": 5, "b": 4, "c": 1}, str) == parts({"a": 5, "c": 1, "b": 4}, str)
    found = parts({"a": 5, "b": 4, "c": 1}, str)
    assert (found.parts, found.rest) == ((("a", 5),), 5)
    found = parts({"a": 5, "b": 2, "c": 2}, str)
    assert (found.parts, found.rest) == ((("a", 5),), 4)
    assert parts({"a": 2}, str).too_few and not parts({}, str).too_few


def test_only_pictures_that_are_released_and_stand_are_shown(client, public):
    from sozialraum.planning.needs.models import Attachment

    one = public()
    made = one.contributions.get()
    for is_public, digest in ((True, "a"), (False, "b")):
        Attachment.objects.create(
            contribution=made, digest=digest * 64, width=9, height=9, size=9, is_public=is_public
        )
    shown_ = client.get(f"/bedarfe/{one.pk}/").context["here"].pictures
    assert [a.digest[0] for a in shown_] == ["a"]


def test_what_there_is_nearby_is_measured_from_the_point(client, public, published):
    import numpy as np

    from sozialraum.planning.needs.queries.evidence import distances, nearby

    assert distances(10.0, 50.0, np.array([10.0, 10.014]), np.array([50.009, 50.0])) == pytest.approx(
        [1001, 1001], abs=2
    )
    edition = published.edition("sozialraeume")
    known = published.facilities(edition)[0]
    point = (float(known.longitudes[0]), float(known.latitudes[0]))
    near = public("Punkt", place=at("A", point=point), dimensions=(known.dimension,))
    (found,) = [n for n in nearby(near, published, edition, "A") if n.publisher == known.publisher][:1]
    assert found.names[0] == (known.names[0], "etwa 10 m")
    assert nearby(public("Anderes", dimensions=("participation",)), published, edition, "A") == []
    page = client.get(f"/bedarfe/{near.pk}/").content.decode()
    assert known.names[0] in page and "höchstens 1 km entfernt" in page


# -- the live map ----------------------------------------------------------------------------------------------


def test_points_are_those_of_the_view_rounded_and_led_to(client, public):
    here = public(place=at(point=(10.123456, 50.123456)), dimensions=("mobility",))
    public("Ein ganzer Raum.", place=at())
    other = public("Noch ein Punkt.", place=at(point=(10.2, 50.2)), dimensions=("housing",))
    need("Noch nicht geprüft.", place=at(point=(10.3, 50.3)))
    found = client.get("/bedarfe/punkte.json").json()
    assert [(row[:3], row[3]) for row in found["points"]] == [
        ([10.123, 50.123, here.pk], f"{here.number} {here.title}"),
        ([10.2, 50.2, other.pk], f"{other.number} {other.title}"),
    ]
    assert found["states"][found["points"][0][4]] == here.get_state_display()
    assert client.get(found["link"].replace("{code}", str(here.pk))).status_code == 200
    narrowed = client.get("/en/bedarfe/punkte.json?lebenslage=housing").json()
    assert [row[2] for row in narrowed["points"]] == [other.pk] and narrowed["link"] == "/en/bedarfe/{code}/"


def test_the_live_map_counts_as_the_page_does(client, public):
    public()
    public("Auch hier.")
    page = client.get("/bedarfe/")
    values = client.get("/bedarfe/karte.json").json()
    told = dict(zip(values["codes"], values["text"], strict=True))
    assert told["A"] == "2" and {told[code] for code in told if code != "A"} == {"0"}
    assert 'points="/bedarfe/punkte.json?"' in page.content.decode()


def test_points_ask_the_database_no_more_for_more_needs(client, public, django_assert_max_num_queries):
    for number in range(12):
        public(f"Punkt {number}", place=at(point=(10.1, 50.1)))
    with django_assert_max_num_queries(2):
        client.get("/bedarfe/punkte.json")


# -- who is named on the way ---------------------------------------------------------------------------------------


def test_the_way_names_bodies_for_what_is_minuted_and_the_department_with_its_date(client, public, boss):
    one = public()
    for target in (State.CARRIED, State.BUNDLED):
        way.advance(by=boss, need=one, target=target)
    way.advance(by=boss, need=one, target=State.HANDED_OVER, department="Gartenamt", due=date(2031, 5, 2))
    steps = way_of(Need.objects.get(pk=one.pk)).steps
    told = [(str(s.role), str(s.holder), s.due) for s in steps]
    assert told == [
        ("Bewohnerschaft", "Planungsraummanagement", None),
        ("Planungsraummanagement", "Konferenz", None),
        ("Sozialraumkonferenz", "Konferenz", None),
        ("Planungsraumkonferenz", "Planungsraummanagement", None),
        ("Planungsraummanagement", "Gartenamt", date(2031, 5, 2)),
    ]
    # The department stays named when the need has gone on.
    way.advance(by=PROGRAM, need=one, target=State.ANSWERED, reason="Wir bauen sie.")
    *_before, handed, answered = way_of(Need.objects.get(pk=one.pk)).steps
    assert (handed.holder, handed.due) == ("Gartenamt", date(2031, 5, 2))
    assert (answered.role, str(answered.holder), answered.due) == ("Gartenamt", "Konferenz", None)
    page = client.get(f"/bedarfe/{one.pk}/").content.decode()
    assert "Gartenamt, bis 2. Mai 2031" in page and '<p class="way__why" lang="de">Wir bauen sie.</p>' in page


def test_the_state_of_a_need_is_no_date_in_english(client, public):
    one = public()
    for path in ("/en/bedarfe/", f"/en/bedarfe/{one.pk}/"):
        page = client.get(path).content.decode()
        assert "As of</" not in page and ">State<" in page, path


def test_a_map_without_needs_is_neutral_and_says_so(client, public):
    public("Eine Bank")
    page = client.get("/bedarfe/?q=Zebra").content.decode()
    assert "In keinem Raum gibt es dazu einen Bedarf." in page and "einer Klasse zugeordnet" not in page
    assert "split-3" in page and "tone-4" not in page


def test_where_all_words_never_meet_any_of_them_is_shown_and_said(client, public):
    public("Wohnungen, die man bezahlen kann", dimensions=("housing",))
    public("Eine Bank")
    page = client.get("/bedarfe/?q=Wohnung+bezahlbar").content.decode()
    assert (
        "Kein Bedarf enthält alle Wörter" in page and "Wohnungen, die man" in page and "Eine Bank" not in page
    )
    assert "Kein Bedarf enthält alle Wörter" not in client.get("/bedarfe/?q=Wohnung").content.decode()


def test_what_was_said_is_marked_as_german_on_english_pages(client, public):
    one = public("Eine Bank")
    assert (
        f'<a href="/en/bedarfe/{one.pk}/" lang="de">Eine Bank</a>'
        in client.get("/en/bedarfe/").content.decode()
    )
    assert '<h1 lang="de">Eine Bank</h1>' in client.get(f"/en/bedarfe/{one.pk}/").content.decode()


@pytest.mark.parametrize(("text", "title"), [
    ("Kurz und gut.", "Kurz und gut."),
    ("Wort " * 30, "Wort " * 14 + "Wort Wort…"),
    ("x" * 200, "x" * 79 + "…"),
    (f"{'a' * 78}, und dann", f"{'a' * 78}…"),
    ("  viele\n Leer-\tzeichen ", "viele Leer- zeichen"),
])  # fmt: skip
def test_a_title_is_never_cut_within_a_word(text, title):
    assert first_words(text) == title and len(title) <= 80
