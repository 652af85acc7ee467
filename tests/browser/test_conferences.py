"""A whole Sozialraumkonferenz and then a Planungsraumkonferenz, held by real browsers.

The chair at the desk, the wall, three phones: one with script, one by keyboard alone, one without script. On the way:
too few there, somebody late, a conflict of interest, a lost connection, a tie, a ballot annulled and repeated, and a
slip of paper that two persons read.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from worlds.browsing import NARROW
from worlds.chairing import Desk, asked

MANAGEMENT = "Planungsraummanagement"
WALL = 1600
expect.set_options(timeout=60_000)  # a bound for a machine under load


@pytest.fixture
def called(open_page, signed_in, site) -> tuple[Desk, dict]:
    """A session is planned, its agenda taken from what proposes itself, the invitation sent: as the manager does it."""
    made = asked("Laternenplatz")
    page = open_page(f"/konferenzen/gremien/{made['small']}/sitzung/", state=signed_in(MANAGEMENT))
    page.locator("input[name=place]").fill("Gemeindehaus, Hauptstraße 1")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url(re.compile(r"/sitzungen/\d+/"))
    number = int(re.search(r"/sitzungen/(\d+)/", page.url)[1])
    page.goto(f"{site}/konferenzen/sitzungen/{number}/tagesordnung/")
    for box in page.locator("input[name=key]").all():
        box.set_checked(box.get_attribute("value") in {f"need:{pk}" for pk in made["needs"]})
    page.get_by_role("button", name="Angekreuzte übernehmen").click()
    expect(page.locator("ol.agenda > li")).to_have_count(3)
    page.goto(f"{site}/konferenzen/sitzungen/{number}/einladungen/")
    page.get_by_role("button", name="Einladung verschicken").click()
    expect(page.get_by_role("button", name="Allen neu schicken")).to_be_visible()
    return Desk(page, number, site), made


def own_place(open_page, given: str, **how: object) -> Page:
    """Into the room by the personal link of an invitation."""
    phone = open_page(f"/konferenzen/einladung/{given}/", width=NARROW, **how)
    phone.get_by_role("button", name="In den Raum").click()
    phone.wait_for_url("**/platz/**")
    return phone


def ready_to_vote(phone: Page) -> None:
    """A ballot that this phone has not voted on: what an earlier one said is gone."""
    expect(phone.locator("#meins").get_by_text("Ihre Stimme ist angekommen.")).to_have_count(0)
    expect(phone.locator("form.ballot")).to_be_visible()


def vote(phone: Page, said: str) -> None:
    ready_to_vote(phone)
    phone.locator(f"#stimme-{said}").check()
    phone.locator("form.ballot button[type=submit]").click()
    expect(phone.locator("#meins").get_by_text("Ihre Stimme ist angekommen.")).to_be_visible()


def vote_by_keyboard(phone: Page, said: str) -> None:
    """From the top of the page by Tab to the ballot, arrows to the answer, Enter."""
    ready_to_vote(phone)
    phone.locator("main").focus()
    for _ in range(60):
        phone.keyboard.press("Tab")
        if phone.evaluate("() => document.activeElement.name === 'vote'"):
            break
    else:
        pytest.fail("Tab never reached the ballot")
    phone.keyboard.press("Space")
    for _ in range(["yes", "no", "abstain"].index(said)):
        phone.keyboard.press("ArrowDown")
    assert phone.evaluate("() => document.activeElement.value") == said
    phone.keyboard.press("Enter")
    expect(phone.locator("#meins").get_by_text("Ihre Stimme ist angekommen.")).to_be_visible()


def test_a_conference_from_the_invitation_to_what_takes_effect(open_page, called, site):
    desk, made = called
    first, second, third = made["needs"]
    desk.anew()
    desk.page.locator("button[value=open]").click()
    expect(desk.page.locator("#wer-da-ist")).to_contain_text("nicht beschlussfähig")
    links = asked("--links", desk.number)
    desk.anew()
    wall = open_page("/", width=WALL)
    wall.goto(site + desk.page.get_by_role("link", name="Für die Leinwand").get_attribute("href"))
    code = wall.locator(".projector__digits").inner_text()

    # Three phones: by the invitation, by keyboard alone, and without script through the door.
    rosa = own_place(open_page, links["Rosa Nachbar"])
    paula = own_place(open_page, links["Paula Rat"])
    tara = open_page("/raum/", width=NARROW, script=False)
    tara.locator("input[name=code]").fill(code)
    tara.locator("main form button[type=submit]").click()
    tara.locator("input[name=name]").fill("Tara Verein")
    tara.locator("main form button[type=submit]").click()
    expect(tara.locator("#meins")).to_contain_text("wartet vor der Tür")
    desk.anew()
    door = desk.page.locator("#tuer-teil")
    door.locator("select").select_option(label="Tara Verein (für Tara Verein)")
    door.locator("button[value=admit]").click()
    tara.reload()
    expect(tara.locator("#meins")).to_contain_text("mit Stimmrecht")

    # Too few: administration is not there, so nothing can be voted on.
    desk.take_up("Am Laternenplatz fehlt Licht")
    desk.do("open-ballot")
    expect(desk.page.locator(".notice--danger")).to_contain_text("Nicht beschlussfähig")
    expect(wall.locator(".under h2")).to_contain_text("Am Laternenplatz fehlt Licht")

    # Somebody comes late, without a device; Rosa will read slips with the chair.
    desk.comes("Amelie Amt")
    desk.more("Amelie Amt", "paper")
    desk.more("Rosa Nachbar", "count")
    expect(wall.locator("[data-live='present-administration']")).to_have_text("1")

    # Tara says that the matter is her own: she speaks and does not vote.
    tara.reload()
    tara.locator("summary", has_text="Etwas zu Protokoll geben").click()
    tara.locator("#festhalten").fill("Unser Verein bekäme den Auftrag.")
    tara.locator("button[value=conflict]").click()
    desk.do("open-ballot")
    expect(desk.page.get_by_text("Die Abstimmung läuft").first).to_be_visible()
    tara.reload()
    expect(tara.locator("#meins")).to_contain_text("befangen")
    expect(tara.locator("form.ballot")).to_have_count(0)

    # Yes against no, the paper abstains: a tie, as the wall says.
    vote(rosa, "yes")
    vote_by_keyboard(paula, "no")
    expect(wall.locator("[data-live=given]")).to_have_text("2")
    _read_slip(desk, rosa, "abstain")
    desk.do("close-ballot")
    expect(desk.page.locator(".result__sentence")).to_contain_text("Gleichstand")
    expect(wall.locator(".result__sentence")).to_contain_text("Gleichstand")

    # The chair annuls it in the open and repeats it. Rosa's connection is gone while she votes, and nothing is lost.
    desk.reason("annul", "Die Frage war missverständlich.")
    expect(wall.locator(".under")).to_contain_text("ist aufgehoben: Die Frage war missverständlich.")
    desk.do("open-ballot")
    ready_to_vote(rosa)
    rosa.context.set_offline(True)
    rosa.locator("#stimme-yes").check()
    rosa.locator("form.ballot button[type=submit]").click()
    expect(rosa.locator("[data-said]")).to_contain_text("sobald die Verbindung wieder da ist")
    rosa.context.set_offline(False)
    expect(rosa.locator("#meins").get_by_text("Ihre Stimme ist angekommen.")).to_be_visible()
    vote_by_keyboard(paula, "yes")
    rolf = own_place(open_page, links["Rolf Mieter"])  # late, and in time to vote
    vote(rolf, "no")
    _read_slip(desk, rosa, "yes")
    desk.do("close-ballot")
    expect(desk.page.locator(".result__sentence")).to_have_text(
        "Angenommen mit 3 Ja, 1 Nein, 0 Enthaltungen."
    )
    expect(desk.page.locator(".result")).to_contain_text(
        "83 % Ja, wenn jede Bank gleich viel wiegt; 75 % nach Köpfen"
    )
    desk.do("resolve")
    expect(desk.page.locator(".under .notice--success")).to_be_visible()
    rolf.locator("summary", has_text="Etwas zu Protokoll geben").click()
    rolf.locator("#festhalten").fill("Ich finde das Licht zu grell.")
    rolf.locator("button[value=dissent]").click()
    expect(rolf.locator("[data-said]")).to_contain_text("abweichende Meinung steht im Protokoll")
    desk.do("finish")

    # The other two: one carried without a vote, one left for another time.
    desk.take_up("Am Laternenplatz fehlt eine Bank")
    desk.do("resolve")
    desk.do("finish")
    desk.page.goto(f"{site}/konferenzen/sitzungen/{desk.number}/schliessen/")
    expect(desk.page.locator("main")).to_contain_text("Am Laternenplatz fehlt ein Treff")
    assert asked("--needs", second)[str(second)] == "deliberating"
    desk.page.get_by_role("button", name="Sitzung schließen").click()
    expect(wall.locator(".sheet")).to_contain_text("Die Sitzung ist geschlossen")
    told = asked("--needs", first, second, third)
    assert told == {str(first): "carried", str(second): "carried", str(third): "deliberating"}

    _planning_area(open_page, desk, made, site)


def _read_slip(desk: Desk, teller: Page, said: str) -> None:
    """The chair and Rosa each read Amelie's slip."""
    desk.anew()
    desk.page.get_by_role("link", name="Stimmzettel lesen").click()
    _fill_slip(desk.page, said)
    expect(desk.page.locator("main")).to_contain_text("die zweite Person fehlt")
    place = teller.url
    teller.goto(place)
    teller.get_by_role("link", name="Stimmzettel lesen").click()
    _fill_slip(teller, said)
    expect(teller.locator("main")).to_contain_text("von zwei Personen gleich gelesen")
    teller.goto(place)


def _fill_slip(page: Page, said: str) -> None:
    page.locator("input[name=number]").fill("1")
    page.locator("select[name=bank]").select_option("administration")
    page.locator(f"#stimme-{said}").check()
    page.locator("main form").first.locator("button[type=submit]").first.click()


def _planning_area(open_page, desk: Desk, made: dict, site: str) -> None:
    """The list of the planning area: two phones choose, the order is computed and shown, needs go on it."""
    page = desk.page
    page.goto(f"{site}/konferenzen/gremien/{made['large']}/sitzung/")
    page.locator("input[name=place]").fill("Rathaus")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url(re.compile(r"/sitzungen/\d+/"))
    above = Desk(page, int(re.search(r"/sitzungen/(\d+)/", page.url)[1]), site)
    page.goto(f"{site}/konferenzen/sitzungen/{above.number}/tagesordnung/")
    for box in page.locator("input[name=key]").all():
        box.set_checked((box.get_attribute("value") or "").startswith("order"))
    page.get_by_role("button", name="Angekreuzte übernehmen").click()
    expect(page.locator("ol.agenda > li")).to_have_count(1)
    above.anew()
    page.locator("button[value=open]").click()
    for name in ("Paula Rat", "Amelie Amt", "Rosa Nachbar"):
        above.comes(name)
    above.anew()
    page.locator("#punkte button[value=take-up]").click()
    above.do("open-ballot")
    above.anew()
    cards = [
        f"{site}{one.get_attribute('href')}" for one in page.locator("#sitze-teil a[href*='/karte/']").all()
    ]
    for number, card in enumerate(cards[:2]):
        page.goto(card)
        page.get_by_role("button", name="Karte ausstellen").click()
        phone = open_page(
            page.locator(".pass__address").inner_text().partition("8000")[2] or "/", width=NARROW
        )
        phone.goto(site + "/platz/" + page.locator(".pass__address").inner_text().rpartition("/platz/")[2])
        boxes = phone.locator("form.ballot input[name=choice]")
        boxes.nth(0).check()
        if number:
            boxes.nth(boxes.count() - 1).check()
        phone.locator("form.ballot button[type=submit]").click()
        expect(phone.locator("#meins").get_by_text("Ihre Stimme ist angekommen.")).to_be_visible()
    above.do("close-ballot")
    expect(page.locator(".result__sentence")).to_contain_text("stehen auf der Liste")
    expect(page.locator(".result tbody tr").first).to_contain_text("hatte bis dahin etwas auf der Liste")
    above.do("resolve")
    above.do("finish")
    page.goto(f"{site}/konferenzen/sitzungen/{above.number}/schliessen/")
    page.get_by_role("button", name="Sitzung schließen").click()
    second = made["needs"][1]
    assert asked("--needs", second)[str(second)] == "bundled"
    page.goto(f"{site}/bedarfe/{second}/")
    expect(page.locator("main")).to_contain_text("auf der Liste des Planungsraums")
