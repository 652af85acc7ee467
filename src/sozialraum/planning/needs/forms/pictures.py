"""Pictures of a form: read as they come in, and put aside while something else in the form is mended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sozialraum.planning.needs import waiting
from sozialraum.planning.needs.pictures import MOST, TYPES, NoPicture, Picture, written_anew

_SALT = "needs.pictures_aside"


class Pictures(forms.FileField):
    """Several pictures at once; each is read and written anew here, so that what is wrong is told with the others.

    puts_aside: whoever shows the form again puts aside what was right (`brought`), so only the rest is chosen again.
    """

    def __init__(self, *, puts_aside: bool = False, **more: Any) -> None:
        self.puts_aside = puts_aside
        self.brought: list[tuple[str, Picture]] = []  # file names and pictures that could be read
        super().__init__(required=False, widget=_SeveralFiles({"accept": TYPES, "multiple": True}), **more)

    def clean(self, data: Any, initial: Any = None) -> list[Picture]:
        files = [one for one in data or [] if one]
        if len(files) > MOST:
            told = _("Das sind %(found)d Dateien, möglich sind %(most)d Bilder.")
            raise ValidationError(told, "too_many", {"found": len(files), "most": MOST})
        self.brought = []
        wrong: list[ValidationError] = []
        for file in files:
            try:
                self.brought.append((str(file.name), written_anew(file, file.size or 0)))
            except NoPicture as error:
                named = {"file": file.name, "why": str(error)}
                wrong.append(ValidationError("„%(file)s“: %(why)s", error.code, named))
        if wrong and not self.puts_aside:
            wrong.append(ValidationError(_("Bitte wählen Sie die Bilder noch einmal aus."), "again"))
        if wrong:
            raise ValidationError(wrong)
        return [picture for _name, picture in self.brought]


class _SeveralFiles(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


@dataclass(frozen=True)
class Aside:
    """A picture that was brought with a form which is not sent yet."""

    digest: str
    name: str
    picture: Picture


def put_aside(form: UUID, brought: list[tuple[str, Picture]]) -> list[Aside]:
    """Keep pictures for the next time that this form comes; none where there is no room."""
    if not brought or not waiting.has_room():
        return []
    return [Aside(waiting.keep(form, one.content), name, one) for name, one in brought]


def signed(form: UUID, aside: list[Aside]) -> str:
    """What the form carries of them."""
    return signing.dumps([str(form), [[one.digest, one.name] for one in aside]], salt=_SALT, compress=True)


def aside_of(form: UUID, carried: str) -> list[Aside]:
    """The pictures that a form brings back, as far as they still lie there."""
    try:
        of, named = signing.loads(carried, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return []
    found = [(digest, name, waiting.content(form, digest)) for digest, name in named if of == str(form)]
    return [Aside(digest, name, Picture.as_kept(content)) for digest, name, content in found if content]


def forget(form: UUID, aside: list[Aside]) -> None:
    """They are kept with the contribution now, or nobody wants them."""
    for one in aside:
        waiting.forget(form, one.digest)
