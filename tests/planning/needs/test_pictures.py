"""Pictures: only what decodes as one, without place and device, small, kept by content, shown to whom it may be."""

from __future__ import annotations

import os
import struct
import zlib
from io import BytesIO
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from sozialraum.planning.journal.models import Entry
from sozialraum.planning.needs import pictures, spam, waiting
from sozialraum.planning.needs.actions import attaching, checking, contributing
from sozialraum.planning.needs.models import Attachment, Contribution
from sozialraum.planning.needs.pictures import NoPicture, written_anew
from sozialraum.planning.people.rules import NotAllowed, Refused
from sozialraum.site import uploads
from worlds.contributing import WHAT, carried, first, second, words
from worlds.voices import manager, said

WHERE_IT_WAS_TAKEN = b"N51.3397"


def image(kind: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **more: object) -> bytes:
    made = BytesIO()
    Image.new(mode, size, 1 if mode in ("P", "1", "I;16") else "red").save(made, kind, **more)
    return made.getvalue()


def taken_with_gps() -> bytes:
    """Held upright (orientation 6), with place, device and a comment."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Telefon von Erika"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (51.0, 20.0, 23.0)
    return image(exif=exif.tobytes(), comment=WHERE_IT_WAS_TAKEN)


def bomb() -> bytes:
    """A PNG of a few hundred bytes that says it is 60,000 pixels wide and high."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 99))
        + chunk(b"IEND", b"")
    )


def made(content: bytes) -> pictures.Picture:
    return written_anew(BytesIO(content), len(content))


@pytest.mark.parametrize(("kind", "mode"), [
    ("JPEG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"), ("WEBP", "RGB"), ("JPEG", "CMYK"), ("PNG", "I;16"), ("PNG", "LA"),
])  # fmt: skip
def test_pictures_of_all_kinds_become_jpegs(kind, mode):
    one = made(image(kind, mode=mode))
    again = Image.open(BytesIO(one.content))
    assert (again.format, again.mode, again.size) == ("JPEG", "RGB", (60, 40)) and (
        one.width,
        one.height,
    ) == (60, 40)


def test_place_device_and_comment_are_gone_and_it_stands_upright():
    content = taken_with_gps()
    assert b"Erika" in content and WHERE_IT_WAS_TAKEN in content
    one = made(content)
    assert (one.width, one.height) == (40, 60)
    assert (
        b"Erika" not in one.content and WHERE_IT_WAS_TAKEN not in one.content and b"Exif" not in one.content
    )
    assert not Image.open(BytesIO(one.content)).getexif()


def test_of_two_pictures_in_a_jpeg_of_a_telephone_the_first_is_kept():
    both = BytesIO()
    second_one = Image.new("RGB", (60, 40), "blue")
    Image.new("RGB", (60, 40), "red").save(both, "MPO", save_all=True, append_images=[second_one])
    kept = Image.open(BytesIO(made(both.getvalue()).content))
    assert kept.size == (60, 40) and kept.getpixel((5, 5))[0] > 200 and getattr(kept, "n_frames", 1) == 1


def test_a_large_one_is_made_smaller_and_what_hides_behind_it_goes():
    one = made(image(size=(8000, 2000)) + b"<script>alert(1)</script>")
    assert (one.width, one.height) == (2000, 500) and b"script" not in one.content
    assert (made(image(size=(6000, 5000))).width, made(image("PNG", size=(10, 3000))).height) == (2000, 2000)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "leer"),
        (b"GIF89a" + bytes(50), "kein Bild"),
        (b"%PDF-1.7 not a picture", "kein Bild"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "kein Bild"),
        (b"\xff\xd8\xff\xe0 only the first bytes of a JPEG", "kein Bild"),
        (image("GIF", mode="P"), "kein Bild"),
        (image("TIFF"), "kein Bild"),
        (image(size=(600, 400))[:2000], "beschädigt"),
        (bomb(), "zu viele Bildpunkte"),
        (image("PNG", (6000, 5000), "1"), "zu viele Bildpunkte: höchstens 25"),
        (image("JPEG", (9000, 6000), "L"), "zu viele Bildpunkte: höchstens 50"),
        (image() + bytes(10 * 1024 * 1024), "zu groß"),
    ],
)
def test_what_is_no_picture_is_told(content, told):
    with pytest.raises(NoPicture, match=told):
        made(content)


@pytest.mark.django_db
class TestKeeping:
    def test_kept_by_content_once_with_a_line_in_the_journal(self):
        voice, one = said().contribution, made(image())
        rows = attaching.attach(by=None, contribution=voice, made=[one, one], description=" Eine  Bank ")
        attaching.attach(by=None, contribution=voice, made=[one])
        kept = Attachment.objects.get()
        assert (kept.digest, kept.description, kept.is_public) == (one.digest, "Eine Bank", False)
        path = settings.CITY_FOLDER / "uploads" / one.digest[:2] / f"{one.digest}.jpg"
        assert path.read_bytes() == one.content and [p.name for p in path.parent.iterdir()] == [path.name]
        line = Entry.objects.get(act="needs.attached")
        assert line.details == {"contribution": voice.pk, "attachments": [rows[0].pk]}

    def test_at_most_five_and_none_of_a_sixth(self):
        voice = said().contribution
        attaching.attach(by=None, contribution=voice, made=[made(image(size=(9, n))) for n in range(1, 5)])
        with pytest.raises(Refused):
            attaching.attach(by=None, contribution=voice, made=[made(image(size=(8, n))) for n in (1, 2)])
        assert Attachment.objects.count() == 4

    def test_taken_back_the_file_goes_unless_another_needs_it(self, django_capture_on_commit_callbacks):
        one, voice, other = made(image(size=(33, 44))), said().contribution, said("Noch eine.").contribution
        for kept in (voice, other):
            attaching.attach(by=None, contribution=kept, made=[one])
        with django_capture_on_commit_callbacks(execute=True):
            assert attaching.take_back(by=None, contribution=voice) == 1
        assert pictures.path_of(one.digest).exists()
        with django_capture_on_commit_callbacks(execute=True):
            attaching.remove(
                by=manager(), attachment=other.attachments.get(), reason="Ein Gesicht ist zu sehen."
            )
        assert (
            not pictures.path_of(one.digest).exists() and Attachment.objects.filter(removed=None).count() == 0
        )

    def test_a_file_that_could_not_be_written_leaves_no_half_of_it(self, monkeypatch):
        def full(*_args: object) -> None:
            raise OSError("no space left on device")

        one = made(image(size=(77, 11)))
        monkeypatch.setattr("os.fsync", full)
        with pytest.raises(OSError, match="no space"):
            attaching.attach(by=None, contribution=said().contribution, made=[one])
        assert not list(pictures.path_of(one.digest).parent.glob("*")) and not Attachment.objects.exists()


@pytest.mark.django_db
class TestWhoSeesIt:
    def test_only_author_and_manager_until_it_was_looked_at(self, client, published):
        receipt, boss = said(), manager()
        (row,) = attaching.attach(by=None, contribution=receipt.contribution, made=[made(image())])
        plain = reverse("needs:attachment", args=[row.pk])
        assert client.get(plain).status_code == 404 and client.get(f"{plain}?zeichen=0").status_code == 404
        page = client.get(reverse("needs:receipt", args=[receipt.code])).content.decode()
        marked = page.partition(f'src="{plain}')[2].partition('"')[0]
        answer = client.get(plain + marked)
        assert answer.status_code == 200 and answer["Cache-Control"] == "no-store"
        assert answer["X-Content-Type-Options"] == "nosniff" and answer["Content-Type"] == "image/jpeg"
        assert (
            answer["Content-Disposition"].startswith("inline")
            and "sandbox" in answer["Content-Security-Policy"]
        )
        client.force_login(manager("planungsraeume/2", "Nora Nebenan"))
        assert client.get(plain).status_code == 404
        client.force_login(boss)
        assert client.get(plain).status_code == 200
        with pytest.raises(NotAllowed):
            attaching.show(by=manager("planungsraeume/9", "Noch Andere"), attachment=row)
        attaching.show(by=boss, attachment=row)
        client.logout()
        assert client.get(plain).status_code == 404  # the need itself isn't public yet
        checking.accept(by=boss, need=receipt.contribution.need)
        assert client.get(plain).status_code == 200
        contributing.withdraw(by=None, contribution=receipt.contribution)
        assert client.get(plain).status_code == 404


@pytest.mark.django_db
@pytest.mark.usefixtures("published")
class TestSending:
    @pytest.fixture(autouse=True)
    def _patient(self, monkeypatch):
        monkeypatch.setattr(spam, "QUICKEST", 0)

    @staticmethod
    def file(content: bytes, name: str = "bild.jpg") -> SimpleUploadedFile:
        return SimpleUploadedFile(name, content, "image/jpeg")

    def test_with_the_second_step(self, client):
        page = first(client)
        files = [self.file(taken_with_gps()), self.file(image("PNG"), "x.php")]
        assert second(client, page, pictures=files, description="Der Anger").status_code == 302
        assert [one.description for one in Contribution.objects.get().attachments.all()] == ["Der Anger"] * 2

    def test_lying_types_and_zero_bytes_are_told_by_name_and_the_rest_stays(self, client):
        page = first(client)
        files = [self.file(image()), self.file(b"MZ program", "foto.jpg"), self.file(b"", "leer.png")]
        answer = second(client, page, pictures=files, email="wer@example.org")
        assert answer.status_code == 422 and "„foto.jpg“: Das ist kein Bild" in words(answer)
        assert (
            "„leer.png“: Die Datei ist leer." in words(answer)
            and "wer@example.org" in answer.content.decode()
        )
        assert not Contribution.objects.exists()

    def test_what_was_right_needs_not_be_chosen_again(self, client):
        page = first(client)
        files = [self.file(image(size=(7, 7)), "anger.jpg"), self.file(image(size=(8, 8)), "bank.jpg")]
        answer = second(client, page, pictures=files, email="keine Adresse")
        shown = answer.context["form"]
        names = [name for _digest, name in shown.fields["still"].choices]
        assert answer.status_code == 422 and names == ["anger.jpg", "bank.jpg"]
        anger, bank = (one.digest for one in shown.aside)
        assert second(client, answer, still=[bank], email="wer@example.org").status_code == 302
        (row,) = Contribution.objects.get().attachments.all()
        assert (row.digest, row.width) == (bank, 8) and pictures.path_of(bank).exists()
        waits = settings.CITY_FOLDER / "waiting"
        assert not [path for path in waits.glob("form-*/*") if path.name in (anger, bank)]

    def test_they_stay_on_the_way_back_and_forth(self, client):
        page = first(client)
        back = second(client, page, step="back", pictures=[self.file(image(size=(9, 9)), "anger.jpg")])
        again = client.post("/melden/", carried(back) | WHAT)
        assert [one.name for one in again.context["form"].aside] == ["anger.jpg"]
        assert second(client, again, still=[again.context["form"].aside[0].digest]).status_code == 302
        assert Contribution.objects.get().attachments.count() == 1

    def test_nobody_gets_the_pictures_of_another_form(self, client):
        answer = second(client, first(client), pictures=[self.file(image(size=(3, 9)))], email="keine")
        foreign = first(client)
        form = second(client, foreign, aside=carried(answer)["aside"], email="keine").context["form"]
        assert form.aside == ()

    def test_with_those_put_aside_six_are_too_many(self, client):
        four = [self.file(image(size=(4, n)), f"{n}.jpg") for n in (1, 2, 3, 4)]
        answer = second(client, first(client), pictures=four, email="keine")
        still = [one.digest for one in answer.context["form"].aside]
        two = [self.file(image(size=(4, n)), f"{n}.jpg") for n in (5, 6)]
        answer = second(client, answer, pictures=two, still=still)
        assert answer.status_code == 422 and "Zusammen sind das 6 Bilder, möglich sind 5." in words(answer)
        assert len(answer.context["form"].aside) == 6 and not Contribution.objects.exists()

    def test_no_room_asks_to_choose_again(self, client, monkeypatch):
        monkeypatch.setattr(waiting, "MOST_FILES", 0)
        answer = second(client, first(client), pictures=[self.file(image())], email="keine")
        assert answer.context["form"].aside == () and "noch einmal aus" in words(answer)

    def test_a_hundred_are_too_many(self, client):
        answer = second(client, first(client), pictures=[self.file(image()) for _ in range(101)])
        assert answer.status_code == 422 and "Das sind 101 Dateien, möglich sind 5 Bilder." in words(answer)
        assert "Am Anger fehlt eine Bank." in words(answer)

    def test_more_than_any_form_takes_is_refused_before_it_is_read(self, client, monkeypatch):
        monkeypatch.setattr(uploads, "MOST_BYTES", 50_000)
        answer = second(client, first(client), pictures=[self.file(bytes(60_000))])
        assert answer.status_code == 400 and not Contribution.objects.exists()

    def test_a_name_that_is_a_script_stays_text(self, client):
        answer = second(client, first(client), pictures=[self.file(b"x", "<script>alert(1)</script>.jpg")])
        assert answer.status_code == 422 and "<script>alert" not in answer.content.decode()

    def test_added_with_the_receipt_code(self, client):
        receipt = said()
        where = reverse("needs:receipt_add", args=[receipt.code])
        four = [self.file(image(size=(5, n))) for n in (1, 2, 3, 4)]
        assert client.post(where, {"pictures": four}).status_code == 302
        answer = client.post(
            where, {"pictures": [self.file(image(size=(6, n))) for n in (1, 2)], "text": "Auch das."}
        )
        assert answer.status_code == 422 and "noch Platz für 1" in words(answer)
        assert "Auch das." not in Contribution.objects.get().text


class TestPutAside:
    def test_whoever_tidies_up_between_folder_and_file_loses_nobody_a_picture(self, monkeypatch):
        real, tidied = os.open, []

        def once(path, *more):
            if not tidied:
                tidied.append(path)
                path.parent.rmdir()
            return real(path, *more)

        monkeypatch.setattr(waiting.os, "open", once)
        whose = uuid4()
        digest = waiting.keep(whose, b"a picture")
        assert tidied and waiting.content(whose, digest) == b"a picture"

    def test_two_at_once_do_not_write_into_the_same_file(self, monkeypatch):
        """The same person sends the same picture twice: the second comes while the first is written."""
        whose, real, beside = uuid4(), os.open, []

        def twice(path, *more):
            beside.append(path)
            opened = real(path, *more)
            if len(beside) == 1:
                waiting.keep(whose, b"a picture")
            return opened

        monkeypatch.setattr(waiting.os, "open", twice)
        digest = waiting.keep(whose, b"a picture")
        assert len(set(beside)) == 2 and waiting.content(whose, digest) == b"a picture"
        assert [path.name for path in beside[0].parent.iterdir()] == [digest]
