"""One need on its whole way, each step by whoever takes it, in a browser of their own.

A voice on a phone; the manager's check; both conferences; an office that isn't responsible and one that is; a
negotiation of two rounds; a decision of the council; a measure with its money; what it did; and the message to who
spoke. In the end the journal alone tells all of it.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from worlds.browsing import NARROW
from worlds.chairing import Desk, asked

PATIENT = 4500  # milliseconds that a form wants between opening and sending
ROADS, YOUTH = "Tiefbau- und Verkehrsamt", "Jugendamt"
PRESS = "main form button[type=submit]"
# From where to where the need goes, as its journal has it.
WAY = [
    "registered", "deliberating", "carried", "bundled", "handed_over", "handed_over", "answered", "negotiating",
    "agreed", "up_for_decision", "decided", "implementing", "implemented", "evaluated",
]  # fmt: skip
ALSO = {
    "needs.registered", "answers.handed_over", "answers.passed_on", "answers.drafted", "answers.submitted",
    "answers.released", "effects.inquired", "programme.measure_finished",
}  # fmt: skip


@pytest.fixture
def somebody(open_page, site) -> Callable[[str, str], Page]:
    """A browser of somebody in a role, for a place or an office."""

    def entered(role: str, where: str = "") -> Page:
        page = open_page("/konto/vorfuehrung/")
        section = page.locator(f"main section[aria-labelledby={role}]")
        section.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
        form = section.locator("form.enter", has_text=where) if where else section.locator("form.enter")
        form.first.locator("button").click()
        page.wait_for_url("**/schreibtisch/")
        return page

    return entered


def on(days: int) -> str:
    return (datetime.now(ZoneInfo("Europe/Berlin")).date() + timedelta(days=days)).isoformat()


def send(page: Page, button: str, then: str | re.Pattern[str] | None = None) -> None:
    """Press a button of the page's own forms; what the page says then."""
    page.locator("main").get_by_role("button", name=button, exact=True).first.click()
    page.wait_for_load_state()
    if then is not None:
        expect(page.locator("main")).to_contain_text(then)


def voice(open_page, word: str, space: str) -> tuple[str, int]:
    """On a phone, without an account; the receipt code and the number of the need."""
    phone = open_page("/melden/", width=NARROW)
    begun = time.monotonic()
    phone.get_by_label("Das fehlt oder stört").check()
    phone.get_by_label("Was fehlt, was ist gut, was ist Ihre Idee?").fill(
        f"Auf der {word} fehlt ein Treff für Jugendliche, der auch am Abend offen ist."
    )
    phone.locator("#id_space").select_option(space)
    send(phone, "Weiter", "Noch ein paar Angaben")
    phone.get_by_label("E-Mail-Adresse").fill("jule@example.org")
    phone.wait_for_timeout(max(0, PATIENT - (time.monotonic() - begun) * 1000))
    send(phone, "Absenden", "Ihre Meldung ist da")
    return phone.locator(".receipt-code__code").inner_text(), asked("--newest")


def session(manager: Page, site: str, body: int, key: str, present: tuple[str, ...]) -> Desk:
    """A session of a body with one point on its agenda, open, with so many there, the point taken up."""
    manager.goto(f"{site}/konferenzen/gremien/{body}/sitzung/")
    manager.locator("input[name=place]").fill("Gemeindehaus")
    manager.locator(PRESS).last.click()
    manager.wait_for_url(re.compile(r"/sitzungen/\d+/"))
    desk = Desk(manager, int(re.search(r"/sitzungen/(\d+)/", manager.url)[1]), site)
    manager.goto(f"{site}/konferenzen/sitzungen/{desk.number}/tagesordnung/")
    for box in manager.locator("input[name=key]").all():
        box.set_checked((box.get_attribute("value") or "").startswith(key))
    manager.get_by_role("button", name="Angekreuzte übernehmen").click()
    expect(manager.locator("ol.agenda > li")).to_have_count(1)
    desk.anew()
    manager.locator("button[value=open]").click()
    for name in present:
        desk.comes(name)
    desk.anew()
    manager.locator("#punkte button[value=take-up]").click()
    return desk


def resolved(desk: Desk, outcome: str = "") -> None:
    """Nobody is against it: the result is stated, and the session closed."""
    desk.anew()
    desk.open_all()
    if outcome:
        desk.page.locator("main select[name=outcome]").select_option(outcome)
    desk.page.locator("main button[value=resolve]").first.click()
    desk.page.wait_for_load_state()
    desk.do("finish")
    desk.page.goto(f"{desk.site}/konferenzen/sitzungen/{desk.number}/schliessen/")
    desk.page.get_by_role("button", name="Sitzung schließen").click()
    desk.page.wait_for_load_state()


def state(need: int) -> str:
    return asked("--needs", need)[str(need)]


def test_from_a_voice_on_a_phone_to_the_message_that_it_helped(open_page, somebody, site):
    word = f"Wunschwiese {uuid4().hex[:4]}"  # the same words from the same address are asked back
    made = asked(word)
    code, need = voice(open_page, word, made["space"])
    manager = somebody("planning_area_manager")
    _checked(manager, site, need)
    _carried(manager, site, made, need)
    _handed_over(manager, somebody, site, need)
    head = _answered(somebody, site, need)
    _agreed(manager, head, site, need)
    _decided(somebody, site, need)
    _carried_out(somebody, site, need)
    _evaluated(open_page, manager, site, code, need)
    _told(open_page, site, code, need)


def _checked(manager: Page, site: str, need: int) -> None:
    manager.goto(f"{site}/bedarfe/pruefen/{need}/")
    form = manager.locator("main form", has=manager.locator("input[name=act][value=annehmen]"))
    for box in form.locator("input[type=checkbox]").all():
        box.check()
    form.locator("button[type=submit]").click()
    manager.wait_for_load_state()
    manager.goto(f"{site}/bedarfe/{need}/wortlaut/")
    manager.locator("[name=title]").fill("Ein Treff für Jugendliche auf der Wunschwiese")
    manager.locator("[name=wording]").fill("Gewünscht wird ein Treff, der auch am Abend offen ist.")
    manager.locator(PRESS).last.click()
    manager.wait_for_load_state()
    assert state(need) == "deliberating"


def _carried(manager: Page, site: str, made: dict, need: int) -> None:
    everybody = (
        "Paula Rat",
        "Piet Fraktion",
        "Amelie Amt",
        "Anton Haus",
        "Tara Verein",
        "Rosa Nachbar",
        "Rolf Mieter",
    )
    resolved(session(manager, site, made["small"], f"need:{need}", everybody))
    assert state(need) == "carried"
    above = session(
        manager, site, made["large"], "order", ("Paula Rat", "Amelie Amt", "Tara Verein", "Rosa Nachbar")
    )
    resolved(above)
    assert state(need) == "bundled"


def _handed_over(manager: Page, somebody: Callable[..., Page], site: str, need: int) -> int:
    """First to an office that isn't responsible, and names who is; the number of the request."""
    manager.goto(f"{site}/antworten/uebergeben/{need}/")
    manager.locator("[name=lead]").select_option(label=ROADS)
    manager.locator("[name=due]").fill(on(42))
    manager.locator("[name=asked]").fill("Wo könnte der Treff sein, und was kostet er?")
    send(manager, "Übergeben")
    assert state(need) == "handed_over"
    wrong = somebody("department_officer", ROADS)
    number = _request(wrong, site, need)
    wrong.goto(f"{site}/antworten/{number}/weitergeben/")
    wrong.locator("[name=to]").select_option(label=YOUTH)
    wrong.locator("[name=reason]").fill("Wir bauen Straßen. Treffs für Jugendliche plant das Jugendamt.")
    send(wrong, "Weitergeben")
    return number


def _answered(somebody: Callable[..., Page], site: str, need: int) -> Page:
    """The next office drafts; its head, whose page this answers, releases."""
    officer = somebody("department_officer", YOUTH)
    number = _request(officer, site, need)
    officer.goto(f"{site}/antworten/{number}/bearbeiten/")
    form = officer.locator("main form", has=officer.locator("[name=kind]"))
    form.locator("[name=kind][value=partly]").check()
    for name, words in {
        "text": "Wir öffnen die alte Turnhalle an zwei Abenden.", "reason": "Für mehr fehlt das Personal.",
        "cost": "12.500,50", "by_when": on(200),
    }.items():  # fmt: skip
        form.locator(f"[name={name}]").fill(words)
    send(officer, "Speichern und zur Freigabe vorlegen")
    head = somebody("department_head", YOUTH)
    head.goto(f"{site}/antworten/{number}/freigabe/")
    send(head, "Freigeben")
    assert state(need) == "answered", head.locator("main").inner_text()
    return head


def _request(page: Page, site: str, need: int) -> int:
    page.goto(f"{site}/antworten/eingang/")
    link = page.locator("main a[href*='/antworten/']", has_text=f"B-{need}").first.get_attribute("href")
    return int(re.search(r"/antworten/(\d+)/", link)[1])


def _agreed(manager: Page, head: Page, site: str, need: int) -> None:
    """The conference wants more: two rounds, and words that both confirm."""
    manager.goto(f"{site}/bedarfe/{need}/")
    manager.locator("main a[href*='/aushandlungen/stellungnahme/']").first.click()
    manager.locator("[name=what][value=verhandeln]").check()
    manager.locator("[name=said_on]").fill(on(0))
    manager.locator("[name=said_where]").fill("Sozialraumkonferenz, Rundgang")
    manager.locator("[name=text]").fill("Zwei Abende reichen nicht; gebraucht werden vier.")
    send(manager, "Festhalten")
    assert state(need) == "negotiating"
    talks = re.search(r"/aushandlungen/(\d+)/", manager.url)
    here = f"{site}/aushandlungen/{talks[1]}/"
    _act(manager, f"{here}angebot/", text="Vier Abende, dafür hilft ein Verein mit.", cost="18.000,00")
    _act(manager, f"{here}runde/", outcome="Das Jugendamt rechnet bis zur nächsten Runde.")
    _act(head, f"{here}angebot/", text="Drei Abende, wenn der Verein den Schlüssel hat.", cost="15.000,00")
    _act(
        manager,
        f"{here}einigung/",
        text="Die Turnhalle ist an drei Abenden offen. Der Verein hat den Schlüssel.",
    )
    head.goto(f"{here}bestaetigen/")
    head.locator(PRESS).last.click()
    head.wait_for_load_state()
    assert state(need) == "agreed"


def _act(page: Page, address: str, **words: str) -> None:
    page.goto(address)
    for name, text in words.items():
        page.locator(f"main [name={name}]").fill(text)
    page.locator(PRESS).last.click()
    page.wait_for_load_state()
    assert page.locator("[aria-invalid=true]").count() == 0, page.locator("main").inner_text()


def _decided(somebody: Callable[..., Page], site: str, need: int) -> None:
    planner = somebody("social_planner")
    planner.goto(f"{site}/bedarfe/{need}/")
    send(planner, "Vorlage beginnen")
    paper = int(re.search(r"/vorlagen/(\d+)/", planner.url)[1])
    planner.locator("[name=level]").select_option("council")
    planner.locator("[name=body_name]").fill("Rat der Stadt")
    planner.locator("[name=cost]").fill("15000.00")
    send(planner, "Speichern")
    planner.goto(f"{site}/beschluesse/vorlagen/{paper}/einbringen/")
    planner.locator(PRESS).last.click()
    planner.wait_for_load_state()
    assert state(need) == "up_for_decision"
    member = somebody("council_member")
    member.goto(f"{site}/beschluesse/vorlagen/{paper}/")
    for words in ("fehlt ein Treff für Jugendliche", "Drei Abende", "Turnhalle an zwei Abenden"):
        expect(member.locator("main")).to_contain_text(words)
    planner.goto(f"{site}/beschluesse/vorlagen/{paper}/beschluss/")
    planner.locator("[name=outcome][value=decided]").check()
    planner.locator("[name=on]").fill(on(0))
    planner.locator("[name=number]").fill("2026/0815")
    planner.locator("[name=reason]").fill("Der Rat folgt der Konferenz.")
    if planner.locator("[name=deviation]").count():
        planner.locator("[name=deviation]").fill("Die Halle steht leer: Es kann sofort beginnen.")
    planner.locator(PRESS).last.click()
    planner.wait_for_load_state()
    assert state(need) == "decided", planner.locator("main").inner_text()


def _carried_out(somebody: Callable[..., Page], site: str, need: int) -> None:
    officer = somebody("department_officer", "Jugendamt")
    officer.goto(f"{site}/massnahmen/neu/?bedarf={need}")
    officer.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    officer.locator("main form [name=text]").fill("Die alte Turnhalle wird an drei Abenden geöffnet.")
    officer.locator("[name=begins]").fill(on(0))
    officer.locator("[name=ends]").fill(on(300))
    officer.locator("[name=step_1]").fill("Schlüssel übergeben")
    officer.locator("[name=due_1]").fill(on(30))
    officer.locator(f"[name=cost_{on(0)[:4]}]").fill("15.000,00")
    officer.locator("[name=source_1]").select_option("state")
    officer.locator("[name=name_1]").fill("Soziale Stadt")
    officer.locator("[name=amount_1]").fill("15.000,00")
    officer.locator("[name=confirmed_1]").fill(on(0))
    send(officer, "Maßnahme beginnen")
    assert state(need) == "implementing", officer.locator("main").inner_text()
    measure = int(re.search(r"/massnahmen/(\d+)/", officer.url)[1])
    _report(officer, site, measure, "erledigt", done=on(0))
    _report(officer, site, measure, "fertig", on=on(0), text="Die Halle ist an drei Abenden offen.")
    assert state(need) == "implemented"


def _report(page: Page, site: str, measure: int, act: str, **words: str) -> None:
    page.goto(f"{site}/massnahmen/{measure}/melden/")
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    form = page.locator("main form", has=page.locator(f"input[name=act][value={act}]"))
    for name, text in words.items():
        form.locator(f"[name={name}]").fill(text)
    form.locator("button[type=submit]").click()
    page.wait_for_load_state()


def _evaluated(open_page, manager: Page, site: str, code: str, need: int) -> None:
    manager.goto(f"{site}/wirkung/{need}/befragen/")
    manager.locator("[name=until]").fill(on(14))
    manager.locator(PRESS).last.click()
    manager.wait_for_load_state()
    phone = open_page(f"/meldung/{code}/wirkung/", width=NARROW)
    phone.locator("[name=helped][value=yes]").check()
    phone.locator("[name=better]").fill("Wir treffen uns jetzt in der Halle.")
    phone.locator(PRESS).last.click()
    expect(phone.locator("main")).to_contain_text("Danke. Ihre Antwort ist da.")
    manager.goto(f"{site}/wirkung/{need}/auswerten/")
    send(manager, "Befragung schließen")
    manager.goto(f"{site}/wirkung/{need}/ergebnis/")
    manager.locator("[name=verdict][value=effective]").check()
    manager.locator("[name=said_on]").fill(on(0))
    manager.locator("[name=said_where]").fill("Planungsraumkonferenz, im Treff")
    manager.locator("[name=reason]").fill("Der Treff wird besucht; die es gemeldet hat, sagt es selbst.")
    manager.locator(PRESS).last.click()
    manager.wait_for_load_state()
    assert state(need) == "evaluated", manager.locator("main").inner_text()


def _told(open_page, site: str, code: str, need: int) -> None:
    """Who spoke reads it at the receipt, everybody on one page, and the journal holds it all."""
    phone = open_page(f"/meldung/{code}/", width=NARROW)
    expect(phone.locator("main")).to_contain_text("Der Treff wird besucht")
    page = open_page(f"/bedarfe/{need}/weg/", width=NARROW)
    for words in (ROADS, YOUTH, "2026/0815", "Schlüssel übergeben", "Der Treff wird besucht"):
        expect(page.locator("main")).to_contain_text(words)
    lines = asked("--journal", need)
    steps = [(line[1], line[2]) for line in lines if line[0] == "needs.stepped"]
    assert [WAY[0], *(to for _from, to in steps)] == WAY
    assert [from_ for from_, _to in steps] == WAY[:-1]
    assert {line[0] for line in lines} >= ALSO, {line[0] for line in lines}
    assert all(line[3] for line in lines)
