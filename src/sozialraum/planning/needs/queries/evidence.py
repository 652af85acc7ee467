"""What stands beside a need: figures of its Lebenslagen in its space, and what there already is nearby."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sozialraum import numbers
from sozialraum.planning.needs.models import Need
from sozialraum.planning.needs.queries.labels import edition_of
from sozialraum.planning.situation import sentences
from sozialraum.planning.situation.queries.profile import KEY_LINES, setting_of
from sozialraum.planning.situation.rows import lines_table, states_of
from sozialraum.planning.statistics.addresses import space_path
from sozialraum.planning.statistics.words import day_in_words, edition_title, language, said
from sozialraum.warehouse.editions import Edition
from sozialraum.warehouse.places import Facilities
from sozialraum.warehouse.profile import Line, profile
from sozialraum.warehouse.version import Version

NEAR = 1000.0  # metres
NAMED = 6
METRES_A_DEGREE = 111_195.0  # of latitude, on a sphere of 6371 km
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Evidence:
    """One Lebenslage: what its figures say of the space. `question` is asked where there are none."""

    title: str
    sentences: tuple[str, ...]
    table: SafeString
    question: str
    more: str  # where all figures of it stand


@dataclass(frozen=True)
class Nearby:
    """Facilities of one kind: how many, the nearest by name with their distance, as of when and by whom."""

    title: str
    count: str
    names: tuple[tuple[str, str], ...]
    others: int
    as_of: str
    publisher: str


@dataclass(frozen=True)
class Beside:
    """Everything that stands beside a need. `within` says where facilities were looked for."""

    space: str
    space_path: str
    edition: str
    dimensions: tuple[Evidence, ...]
    nearby: tuple[Nearby, ...]
    within: str
    states: tuple[int, ...]


def beside(need: Need, version: Version) -> Beside | None:
    """The evidence beside a need; None where its space is not known to this data version."""
    edition, code = edition_of(version, need.edition, need.social_space), need.social_space.partition("/")[2]
    if edition is None or code not in edition.codes:
        return None
    found = profile(version, edition, code)
    setting, area = (
        setting_of(version, found),
        said(found.parent_edition.unit) if found.parent_edition else "",
    )
    path, made, states = space_path(version, edition, code), [], set[int]()
    for key in need.dimensions:
        dimension, lines = version.catalogue.dimensions.get(key), found.lines.get(key, ())
        if dimension is None:
            continue
        title, few = said(dimension.title), key_lines(lines)
        caption = _("{title}: Kennzahlen für {name}").format(title=title, name=found.name)
        states |= states_of(few)
        made.append(
            Evidence(
                title, tuple(sentences.dimension_sentences(lines, area, language())),
                lines_table(few, setting, caption), "" if few else said(dimension.gap_question), f"{path}#{key}",
            )
        )  # fmt: skip
    return Beside(
        found.name, path, edition_title(edition), tuple(made), tuple(nearby(need, version, edition, code)),
        _("höchstens 1 km entfernt") if need.longitude is not None else _("im selben Sozialraum"),
        tuple(sorted(states)),
    )  # fmt: skip


def key_lines(lines: tuple[Line, ...]) -> list[Line]:
    """The few lines that speak for a dimension, in the catalogue's order."""
    first = sentences.telling_lines(lines)
    some = [x for x in lines if not x.indicator.context and x not in first]
    keys = {x.indicator.key for x in [*first, *some][:KEY_LINES]}
    return [x for x in lines if x.indicator.key in keys]


def nearby(need: Need, version: Version, edition: Edition, code: str) -> list[Nearby]:
    """Facilities of the need's Lebenslagen around its point, or in its space; of each kind as it was counted last."""
    newest: dict[str, Facilities] = {}
    for f in version.facilities(edition):
        kind = re.sub(r"_\d{4}$", "", f.kind)  # kita_2016 is the kind kita, as it was counted in 2016
        if f.dimension in need.dimensions and (kind not in newest or f.as_of > newest[kind].as_of):
            newest[kind] = f
    return [made for f in newest.values() if (made := _near(need, f, edition.index_of(code))) is not None]


def _near(need: Need, f: Facilities, row: int) -> Nearby | None:
    if need.longitude is None or need.latitude is None:
        here = np.flatnonzero(f.spaces == row)
        order, far = sorted(here.tolist(), key=lambda i: f.names[i]), {}
    else:
        metres = distances(need.longitude, need.latitude, f.longitudes, f.latitudes)
        here = np.flatnonzero(metres <= NEAR)
        order = here[np.argsort(metres[here], kind="stable")].tolist()
        far = {
            i: _("etwa {metres} m").format(
                metres=numbers.number(max(round(metres[i], -1), 10), 0, language())
            )
            for i in order
        }
    named = tuple((f.names[i], far.get(i, "")) for i in order[:NAMED] if f.names[i])
    count = numbers.number(len(order), 0, language())
    return Nearby(
        said(f.title), count, named, max(len(order) - len(named), 0), day_in_words(f.as_of), f.publisher
    )


def distances(longitude: float, latitude: float, longitudes: Floats, latitudes: Floats) -> Floats:
    """Metres from a point to others; flat, which within a city is good to a metre in a kilometre."""
    east = (longitudes - longitude) * np.cos(np.radians(latitude))
    return np.hypot(east, latitudes - latitude) * METRES_A_DEGREE
