"""Somebody who knows every figure that leaves Musterstadt tries to get at the hidden ones by subtraction."""

from collections import defaultdict
from datetime import date

import numpy as np
import pytest

from sozialraum.warehouse.city import City
from worlds import muster

CERTAIN = 1e-9


@pytest.fixture(scope="module")
def version(tmp_path_factory):
    import shutil

    copy = tmp_path_factory.mktemp("muster") / "city"
    shutil.copytree(muster.folder(), copy)
    City(copy).publish(date(2026, 1, 1))
    return City(copy).current()


def protected(version, edition):
    """(period, name, true values, shown values) of every protected column of an edition."""
    for period in version.facts.periods(edition.key):
        for name, place in version.facts.at(edition.key, period).items():
            if version.catalogue.variables[name.split("@")[0]].protected:
                true = version.shelf.column(place.object, name)
                yield period, name, true, version.column(edition, period, name)


def public(version):
    return [e for e in version.editions() if not version.protection.internal(e)]


def is_small(values):
    return (values > CERTAIN) & (values < 3 - CERTAIN)


def test_no_small_count_is_shown(version):
    hidden = 0
    for edition in public(version):
        for _, name, true, shown in protected(version, edition):
            assert not is_small(shown.values[shown.known]).any(), (edition.key, name)
            hidden += int((true.known & ~shown.known).sum())
    assert hidden > 0


def test_no_group_is_the_rest_of_the_others(version):
    for edition in public(version):
        kinds = defaultdict(list)
        for period, name, true, shown in protected(version, edition):
            variable, _, group = name.partition("@")
            axis = "total" if group == "total" else version.catalogue.group(group).axis
            kinds[period, variable, axis].append((name, true, shown))
        for (period, variable, axis), columns in kinds.items():
            wholes = kinds.get((period, variable, "total"))
            if axis == "total" or not wholes:
                continue
            whole = wholes[0][2].values
            for name, _, shown in columns:
                rest = whole - shown.values
                assert not is_small(rest[~np.isnan(rest)]).any(), (edition.key, period, name)
            for k, (name, true, shown) in enumerate(columns):
                missing = true.known & ~shown.known & is_small(true.values)
                others = [s.known for i, (_, _, s) in enumerate(columns) if i != k]
                if others and missing.any():
                    assert not (missing & np.all(others, axis=0)).any(), (edition.key, period, name)


def test_no_space_is_the_rest_of_its_planning_area(version):
    for edition in public(version):
        parent = version.parent_of(edition)
        if parent is None or len(parent) == 1:
            continue
        rows = version.parent_rows(edition)
        for period, name, true, shown in protected(version, edition):
            above = version.column(parent, period, name)
            for area in range(len(parent)):
                if above is None or not above.known[area]:
                    continue
                inside = rows == area
                lost = inside & true.known & ~shown.known
                if is_small(true.values[lost]).any():
                    assert (inside & ~shown.known).sum() > 1, (edition.key, period, name, area)


def test_no_hidden_area_is_the_sum_of_its_spaces(version):
    for edition in public(version):
        parent = version.parent_of(edition)
        if parent is None or len(parent) == 1:
            continue
        rows = version.parent_rows(edition)
        for period, name, true, shown in protected(version, edition):
            above = version.column(parent, period, name)
            if above is None:
                continue
            place = version.facts.at(parent.key, period)[name]
            known = version.shelf.column(place.object, name).known
            for area in np.flatnonzero(known & ~above.known):
                inside = rows == area
                assert not shown.known[inside].all() or not true.known[inside].all(), (
                    edition.key,
                    period,
                    name,
                )


def test_what_is_hidden_in_one_edition_is_hidden_in_the_other(version):
    old, new = sorted((e for e in version.editions() if e.role == "social_space"), key=lambda e: e.valid_from)
    pairs = [
        (i, new.codes.index(code))
        for i, code in enumerate(old.codes)
        if code in new.codes and old.outlines[i] == new.outlines[new.codes.index(code)]
    ]
    assert pairs
    for period, name, true, shown in protected(version, old):
        other = version.column(new, period, name)
        if other is None:
            continue
        for i, j in pairs:
            if true.known[i] and is_small(true.values[[i]]).any():
                assert not shown.known[i]
                assert not other.known[j]
