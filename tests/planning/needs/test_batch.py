"""Contributions from a table: what is read, what is told, and that nothing is registered twice."""

from __future__ import annotations

import time
import zipfile
from datetime import date
from io import BytesIO

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from sozialraum.planning.journal.models import Entry
from sozialraum.planning.needs import receipts, waiting
from sozialraum.planning.needs.actions.tables import register_table
from sozialraum.planning.needs.batch import columns, reading
from sozialraum.planning.needs.batch.checking import Checked
from sozialraum.planning.needs.batch.findings import KINDS
from sozialraum.planning.needs.batch.parsing import LARGEST, Unreadable, parse
from sozialraum.planning.needs.models import Contribution, Need
from sozialraum.planning.people.rules import NotAllowed
from worlds.people import somebody_as
from worlds.tables import HEAD, csv_of, xlsx_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]
POINT = "10,0007;49,99955"  # the first block, in A
BENCH = f"Am Anger fehlt eine Bank.;{POINT};;fehlt;Mobilität;Kinder;12;Seniorenkreis;Gespräch;24.10.2025"


@pytest.fixture
def provider():
    return somebody_as("provider")


def checked(content: bytes, by, chosen: dict[str, str] | None = None, **rest: object) -> Checked:
    return reading.read(parse(content), by, chosen, **({"on_behalf_of": "Umfrage"} | rest)).checked


def found(made: Checked) -> list[tuple[str, int | None, str]]:
    return [(f.kind, f.row, f.found) for f in made.findings]


# -- what is read --


def test_a_row_becomes_a_voice_with_everything_that_it_says(provider):
    made = checked(csv_of(BENCH), provider)
    assert made.findings == ()
    (line,) = made.lines
    assert (line.row, line.said.text) == (2, "Am Anger fehlt eine Bank.")
    assert (line.said.kind, line.said.groups) == ("missing", ("age_0_14",))
    assert (line.said.place.social_space, line.said.dimensions) == ("sozialraeume/A", ("mobility",))
    heard = line.heard
    assert (heard.persons, heard.on_behalf_of, heard.channel) == (12, "Seniorenkreis", "talk")
    assert heard.on == date(2025, 10, 24)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_umlauts_survive_whatever_office_wrote_them(provider, encoding):
    made = checked(csv_of("Größere Mülleimer – für die Straße;;;Raum B", encoding=encoding), provider)
    assert made.lines[0].said.text == "Größere Mülleimer – für die Straße"
    assert [f.kind for f in made.findings] == (["encoding"] if encoding == "cp1252" else [])


def test_english_heads_commas_and_line_breaks_in_a_text(provider):
    content = b'description,lon,lat,persons\n"A bench, please.\nFor the old.",10.0007,49.99955,3\n'
    (line,) = checked(content, provider).lines
    assert (line.said.text, line.heard.persons) == ("A bench, please.\nFor the old.", 3)


def test_a_spreadsheet_with_numbers_and_days(provider):
    rows = [HEAD.split(";"), ["Bank fehlt.", 10.0007, 49.99955, "", "", "", "", 4, "", "", "2025-10-24"]]
    (line,) = checked(xlsx_of(rows), provider).lines
    assert (line.heard.persons, line.heard.on, line.said.place.kind) == (4, date(2025, 10, 24), "point")


def test_spaces_are_known_by_name_and_number(provider):
    made = checked(csv_of("Eins;;;raum b", "Zwei;;;B"), provider)
    assert [line.said.place.social_space for line in made.lines] == ["sozialraeume/B"] * 2


def test_the_empty_table_that_the_page_hands_out_is_understood(client, provider):
    read = reading.read(parse(client.get(reverse("needs:batch_example")).content), provider)
    assert set(read.columns) == set(columns.MEANINGS)
    assert read.checked.findings == () and read.checked.lines[0].heard.persons == 12


def test_columns_can_be_chosen_by_hand(provider):
    content = csv_of("Bank;Raum B;Nein", head="Erstes;Zweites;Drittes")
    assert columns.recognise(parse(content).heads) == {}
    (line,) = checked(content, provider, {"text": "0", "space": "1"}).lines
    assert (line.said.text, line.said.place.social_space) == ("Bank", "sozialraeume/B")


def test_what_a_text_speaks_of_is_proposed_only_where_that_is_wished(provider):
    content = csv_of("Der Bus kommt zu selten.;;;B")
    assert checked(content, provider).lines[0].voice.dimensions == ("mobility",)
    assert checked(content, provider, propose=False).lines[0].voice.dimensions == ()
    assert checked(content, provider, dimension="housing").lines[0].voice.dimensions == ("housing",)


# -- what is told --


@pytest.mark.parametrize(("row", "kind", "shown"), [
    (f";{POINT}", "no_text", ""),
    ("x" * 6001 + ";;;A", "too_long", "6.001 Zeichen"),
    ("x" * 100_000 + ";;;A", "too_long", "100.000 Zeichen"),
    ("x" * 1_000_000 + ";;;A", "too_long", "mehr als 100.000 Zeichen"),
    ("Bank;;;A;;;;viele", "bad_persons", "viele"),
    ("Bank;;;A;;;;zwei", "bad_persons", "zwei"),
    ("Bank;;;A;;;;-3", "bad_persons", "-3"),
    ("Bank;;;A;;;;0", "bad_persons", "0"),
    ("#WERT!;;;A", "formula_failed", "#WERT!"),
    ("Bank", "no_place", ""),
    ("Bank;12,37;51,34", "outside", "12,37 / 51,34"),
    ("Bank;49,99955;10,0007", "swapped", "49,99955 / 10,0007"),
    ("Bank;6921;49,9", "bad_coordinate", "6921 / 49,9"),
    ("Bank;;;Nirgendwo", "unknown_space", "Nirgendwo"),
    ("Bank;;;A;;;;;;;;zu viel", "broken_row", "zu viel"),
])  # fmt: skip
def test_what_keeps_a_row_out(provider, row, kind, shown):
    made = checked(csv_of(row, "Gut;;;A"), provider)
    assert found(made) == [(kind, 2, shown)]
    assert [line.row for line in made.lines] == [3]
    assert (made.rows, made.left_out) == (2, 1)


@pytest.mark.parametrize(("row", "kind", "shown"), [
    (f"Bank;{POINT};Raum B", "space_differs", "Raum B"),
    (f"Bank;{POINT};Nirgendwo", "space_passed_over", "Nirgendwo"),
    ("Bank;;;A;Quatsch", "unknown_kind", "Quatsch"),
    ("Bank;;;A;;Mobilität, Quatsch", "unknown_dimension", "Quatsch"),
    ("Bank;;;A;;;Quatsch", "unknown_group", "Quatsch"),
    ("Frau Erna Kalisch, Tel. 0171 4567890;;;A", "names_somebody", "Erna Kalisch, 0171 4567890"),
    ("Bank;;;A;;;;;Frau Erna Kalisch", "names_somebody", "Erna Kalisch"),
    ("Bank;;;A;;;;;;Flaschenpost", "unknown_channel", "Flaschenpost"),
    ("Bank;;;A;;;;;;;31.02.2025", "bad_date", "31.02.2025"),
    ("Bank;;;A;;;;;;;01.01.2999", "future_date", "01.01.2999"),
    ("Stra\ufffde;;;A", "lost_letters", "Stra\ufffde"),
    ("=SUMME(A1);;;A", "looks_like_formula", "=SUMME(A1)"),
])  # fmt: skip
def test_what_leaves_a_value_out_or_only_tells(provider, row, kind, shown):
    made = checked(csv_of(row), provider)
    assert found(made) == [(kind, 2, shown)]
    assert len(made.lines) == 1


def test_how_many_rows_are_to_be_looked_at_before_they_are_taken(client, provider):
    content = csv_of(
        "Bank;;;A;;;;;;;31.02.2025", "Baum;;;A", "Licht;;;A;;;;zwei;;;31.02.2025", "=SUMME(A1);;;A"
    )
    assert checked(content, provider).to_look_at == 1  # a row that stays out can be brought again
    answer = brought(client, content, im_namen="Umfrage")
    assert "ändert keine Tabelle mehr etwas an ihr" in client.get(answer.url).content.decode()
    result = client.get(client.post(answer.url).url).content.decode()
    assert "Was aufgenommen ist, ändert keine Tabelle mehr" in result and "nicht übernommen sind" in result
    mended = checked(csv_of("Bank;;;A;;;;;;;24.10.2025"), provider)
    assert [f.kind for f in mended.findings] == ["said_before"]


def test_somebody_must_have_said_it(provider):
    assert found(checked(csv_of("Bank;;;A"), provider, on_behalf_of="")) == [("no_behalf", 2, "")]


def test_empty_rows_further_columns_and_the_same_twice(provider):
    made = checked(csv_of("Bank;A;x", "", ";;", "Bank;A;y", head="Text;Sozialraum;Farbe"), provider)
    assert {(f.kind, f.row, f.count) for f in made.findings} == {
        ("column_not_taken", None, 1), ("empty_rows", None, 2), ("same_twice", 5, 1)
    }  # fmt: skip
    assert [line.row for line in made.lines] == [2, 5]


def test_a_formula_without_a_value_is_an_empty_cell(provider):
    made = checked(xlsx_of([["Text", "Sozialraum"], ["=A9", "A"], ["Bank", "A"]]), provider)
    assert [line.said.text for line in made.lines][-1] == "Bank"


def _bomb() -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * (201 * 2**20))
    return target.getvalue()


@pytest.mark.parametrize(("content", "said"), [
    (b"", "leer"), (b"  \n\n", "leer"), (b";;\n;;\n", "steht nichts"),
    (b"nur ein Satz\nnoch einer", "keine Spaltennamen"), (b"Text;Ort\n", "keine Meldung"),
    (b"\x89PNG\r\n\x1a\n\x00", "ein Bild"), (b"\xff\xd8\xff\xe0" + b"0" * 99, "ein Bild"),
    (b"%PDF-1.7", "ein PDF"), (b"PK\x03\x04" + b"\x00" * 99, "keine Tabelle"),
    (b"MZ\x00\x00", "keine lesbaren Zeichen"),
    (b"a" * (LARGEST + 1), "zu groß"), (b"Text;Ort\n" + b"Bank;A\n" * 10_001, "höchstens 10.000"),
])  # fmt: skip
def test_what_is_no_table_is_told(content, said):
    with pytest.raises(Unreadable, match=said):
        parse(content)


def test_a_small_file_that_becomes_huge_is_not_opened():
    bomb = _bomb()
    assert len(bomb) < 2**20
    with pytest.raises(Unreadable, match="beim Öffnen zu groß"):
        parse(bomb)


def test_every_kind_of_finding_has_its_words():
    for severity, text, expected in KINDS.values():
        assert severity and str(text).endswith(".") and str(expected)


# -- what is registered --


def test_the_same_file_twice_registers_nothing_twice(provider):
    content = csv_of(BENCH, "Lob für den Park;;;B;gut")
    assert register_table(by=provider, checked=checked(content, provider)) == 0
    again = checked(content, provider)
    assert len(again.lines) == 2
    assert register_table(by=provider, checked=again) == 0
    assert (Contribution.objects.count(), Need.objects.count()) == (2, 2)
    assert Entry.objects.filter(act="needs.registered").count() == 2
    (note,) = Entry.objects.filter(act="needs.table_registered")
    assert note.details == {"rows": 2, "registered": 2, "left_out": 0}
    kept = Contribution.objects.get(kind="missing")
    assert (kept.persons, kept.channel, kept.heard_by, kept.heard_on) == (
        12,
        "talk",
        provider,
        date(2025, 10, 24),
    )
    assert kept.code_print == receipts.print_of(receipts.code_of(kept.token))


def test_a_mended_file_brings_only_what_is_new(provider):
    register_table(by=provider, checked=checked(csv_of("Bank fehlt;;;A", "Licht fehlt;;;Q"), provider))
    mended = checked(csv_of("Bank fehlt;;;A", "Licht fehlt;;;B"), provider)
    assert found(mended) == [("said_before", 2, "Bank fehlt")]
    register_table(by=provider, checked=mended)
    assert sorted(Contribution.objects.values_list("text", flat=True)) == ["Bank fehlt", "Licht fehlt"]


def test_a_long_table_goes_in_steps_and_one_goes_on_where_it_ended(provider):
    made = checked(csv_of(*(f"Bank {i};;;A" for i in range(120))), provider)
    told: list[tuple[int, int]] = []
    assert register_table(by=provider, checked=made, seconds=0, told=lambda *n: told.append(n)) == 70
    assert Contribution.objects.count() == 50 and not Entry.objects.filter(act="needs.table_registered")
    assert register_table(by=provider, checked=made, told=lambda *n: told.append(n)) == 0
    assert told == [(50, 120), (100, 120), (120, 120)]
    assert Contribution.objects.count() == 120


def test_only_who_may_speak_for_others_brings_a_table():
    resident = somebody_as("resident")
    with pytest.raises(NotAllowed):
        register_table(by=resident, checked=checked(csv_of("Bank;;;A"), resident))


def test_ten_thousand_rows_are_checked_in_seconds(provider):
    content = csv_of(*(f"Hier fehlt Bank Nummer {i}.;{POINT};;fehlt;Mobilität" for i in range(10_000)))
    begin = time.perf_counter()
    made = checked(content, provider)
    assert len(made.lines) == 10_000
    assert time.perf_counter() - begin < 10


# -- the page --


@pytest.fixture
def client(provider):
    client = Client()
    client.force_login(provider)
    return client


def brought(client: Client, content: bytes, name: str = "meldungen.csv", **more: str):
    file = BytesIO(content)
    file.name = name
    return client.post(reverse("needs:batch"), {"file": file} | more)


def test_from_the_file_to_the_codes(client, provider):
    answer = brought(client, csv_of(BENCH, "Nirgends;;;Q"))
    assert answer.status_code == 302 and Contribution.objects.count() == 0
    preview = client.get(answer.url)
    page = preview.content.decode()
    assert "Am Anger fehlt eine Bank." in page and "Diesen Sozialraum gibt es nicht." in page
    done = client.post(answer.url)
    assert done.url.endswith("/ergebnis/")
    assert Contribution.objects.get().heard_by == provider
    result = client.get(done.url).content.decode()
    assert "Eine Meldung ist aufgenommen." in result and "Eine Zeile ist nicht übernommen." in result
    digest = answer.url.strip("/").split("/")[-1]
    codes = client.get(reverse("needs:batch_codes", args=[digest])).content.decode("utf-8-sig").splitlines()
    assert len(codes) == 2 and receipts.code_of(Contribution.objects.get().token) in codes[1]
    issues = client.get(reverse("needs:batch_issues", args=[digest])).content.decode("utf-8-sig")
    assert "Zeile wird nicht übernommen;3;Sozialraum;Q;" in issues
    assert client.post(reverse("needs:batch_forget", args=[digest])).status_code == 302
    assert client.get(answer.url).status_code == 404


def test_a_picture_called_a_spreadsheet_is_told_on_the_page(client):
    answer = brought(client, b"\x89PNG\r\n\x1a\n", "tabelle.xlsx")
    assert (
        answer.status_code == 422
        and "Das ist ein Bild. Bitte wählen Sie eine Tabelle" in answer.content.decode()
    )


def test_a_hundred_megabytes_are_told_on_the_page(client):
    answer = brought(client, b"x" * (100 * 2**20))
    assert answer.status_code == 422 and "höchstens 20 MB" in answer.content.decode()
    assert not list((settings.CITY_FOLDER / "tables").glob("*/*" + "x"))


def test_heads_that_say_nothing_are_asked_for(client):
    answer = brought(client, csv_of("Bank;Raum B", head="Erstes;Zweites"), im_namen="Umfrage")
    assert answer.url.endswith("/?im_namen=Umfrage")
    page = client.get(answer.url).content.decode()
    assert "In welcher Spalte steht, was gesagt wurde?" in page
    assert client.post(answer.url).status_code == 422
    chosen = f"{answer.url}&spalte_text=0&spalte_space=1"
    assert client.post(chosen).url.endswith("/ergebnis/?im_namen=Umfrage&spalte_text=0&spalte_space=1")
    assert Contribution.objects.get().on_behalf_of == "Umfrage"


def test_it_is_asked_for_whom_they_speak_where_no_column_says_it(client):
    answer = brought(client, csv_of("Bank;A", head="Text;Sozialraum"))
    label = "(nötig, wenn die Tabelle es nicht sagt)"
    assert label in client.get(reverse("needs:batch")).content.decode()
    page = client.get(answer.url).content.decode()
    assert "Für wen sprechen Sie?" in page and label in page
    assert "Das fehlt noch" in page and "Bitte sehen Sie noch einmal nach" not in page
    wrong = client.get(f"{answer.url}?spalte_text=0&spalte_space=1").content.decode()
    assert "Bitte sehen Sie noch einmal nach" in wrong
    for name in (
        "batch_result",
        "batch_issues",
        "batch_codes",
    ):  # nothing of a table that isn't understood yet
        asked = client.get(reverse(f"needs:{name}", args=[answer.url.strip("/").split("/")[-1]]))
        assert asked.url == answer.url
    assert client.post(answer.url).status_code == 422 and Contribution.objects.count() == 0


def test_a_table_is_only_for_who_brought_it(client):
    answer = brought(client, csv_of(BENCH))
    other = Client()
    other.force_login(somebody_as("social_planner"))
    assert other.get(answer.url).status_code == 404
    assert client.get("/melden/tabelle/..%2F..%2Fsecret_key/").status_code == 404
    assert client.get("/melden/tabelle/secret_key/").status_code == 404


def test_codes_are_only_for_who_registered_it(client, provider):
    content = csv_of(BENCH)
    register_table(by=provider, checked=checked(content, provider, on_behalf_of=""))
    other = somebody_as("planning_area_manager")
    second = Client()
    second.force_login(other)
    digest = brought(second, content).url.strip("/").split("/")[-1]
    codes = second.get(reverse("needs:batch_codes", args=[digest])).content.decode("utf-8-sig")
    assert len(codes.splitlines()) == 1


def test_what_begins_like_a_formula_leaves_as_text(client):
    digest = brought(client, csv_of("=HYPERLINK(A1);;;A;;;;;Umfrage", "@x;;;Q")).url.strip("/").split("/")[-1]
    client.post(reverse("needs:batch_preview", args=[digest]))
    codes = client.get(reverse("needs:batch_codes", args=[digest])).content.decode("utf-8-sig")
    assert "'=HYPERLINK" in codes


def test_a_forgotten_table_is_removed_after_a_day(provider):
    digest = waiting.keep(provider, b"Text;Ort\nBank;A")
    assert waiting.content(provider, digest)
    assert waiting.remove_forgotten(time.time() + waiting.KEPT_SECONDS - 60) == 0
    assert waiting.remove_forgotten(time.time() + waiting.KEPT_SECONDS + 60) >= 1
    assert waiting.content(provider, digest) is None


@pytest.mark.parametrize("rows", [2, 60])
def test_the_preview_asks_the_database_no_more_for_more_rows(client, rows, django_assert_max_num_queries):
    url = brought(client, csv_of(*(f"Bank {i};;;A;;;;;Umfrage" for i in range(rows)))).url
    client.get(url)
    with django_assert_max_num_queries(8):
        client.get(url)
