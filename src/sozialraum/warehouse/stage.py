"""Staging: a delivery that intake checked comes to rest, and `staged` names it. Nothing that is public changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pyarrow as pa

from sozialraum.warehouse import editions
from sozialraum.warehouse.draft import CrosswalkDraft, Delivery, FacilitiesDraft, ReleaseDraft
from sozialraum.warehouse.issues import Issue
from sozialraum.warehouse.store import Store, fingerprint
from sozialraum.warehouse.tables import fingerprint_of, to_table
from sozialraum.warehouse.values import Column

Progress = Callable[[str, int, int], None]  # (what, done, of)


class StagingError(Exception):
    """The delivery contradicts itself; nothing was staged. `issues` are the errors of its log, if these say why."""

    def __init__(self, sentence: str, issues: Sequence[Issue] = ()) -> None:
        super().__init__(sentence)
        self.issues = tuple(issues)


def silent(what: str, done: int, of: int) -> None:
    """Progress for those who don't want to hear of it."""


def stage(store: Store, delivery: Delivery, progress: Progress = silent) -> Mapping[str, Any]:
    """Keep the delivery and let `staged` name it. Returns the manifest.

    Raises StagingError where a release fits no edition, or an issue of severity `error` was found.
    """
    drafts = (*delivery.editions, editions.whole_city(str(delivery.city["name"]), delivery.editions))
    _refuse_contradictions(delivery, {e.key: len(e.codes) for e in drafts})
    store.create()
    known = _kept_columns(store)
    manifest = {
        "city": dict(delivery.city),
        "catalogue": store.put_json(delivery.catalogue),
        "editions": {draft.key: editions.put(store, draft) for draft in drafts},
        "releases": {r.key: _put_release(store, r, known, progress) for r in delivery.releases},
        "crosswalks": [_put_crosswalk(store, c) for c in delivery.crosswalks],
        "facilities": {f.key: _put_facilities(store, f) for f in delivery.facilities},
        "issues": store.put_json([issue.as_dict() for issue in _all_issues(delivery)]),
    }
    store.point("staged", store.put_json(manifest))
    return manifest


def _refuse_contradictions(delivery: Delivery, sizes: Mapping[str, int]) -> None:
    errors = [i for i in _all_issues(delivery) if i.severity == "error"]
    if errors:
        many = "1 error keeps" if len(errors) == 1 else f"{len(errors)} errors keep"
        raise StagingError(f"{many} the delivery from being staged.", errors)
    for release in delivery.releases:
        if release.edition not in sizes:
            raise StagingError(
                f"Release {release.key} names the edition {release.edition}, which was not delivered."
            )
        for period, columns in release.periods.items():
            wrong = [c for c, column in columns.items() if len(column) != sizes[release.edition]]
            if wrong:
                raise StagingError(
                    f"Release {release.key}, {period}: {wrong[0]} has {len(columns[wrong[0]])} values, "
                    f"{release.edition} has {sizes[release.edition]} spaces."
                )


def _all_issues(delivery: Delivery) -> list[Issue]:
    parts = (
        *(e.issues for e in delivery.editions), *(r.issues for r in delivery.releases),
        *(f.issues for f in delivery.facilities),
    )  # fmt: skip
    return [*delivery.issues, *(issue for part in parts for issue in part)]


def _kept_columns(store: Store) -> dict[str, str]:
    """What was staged before: fingerprint of a period's columns → its object, so that it is not written again."""
    before = store.manifest("staged")
    releases = before["releases"].values() if before else ()
    return {
        _table_key(line["columns"]): line["object"]
        for release in releases
        for line in release["periods"].values()
        if store.path(line["object"]).exists()
    }


def _table_key(columns: Mapping[str, str]) -> str:
    return fingerprint(*(part for name in sorted(columns) for part in (name, columns[name])))


def _put_release(
    store: Store, release: ReleaseDraft, known: Mapping[str, str], progress: Progress
) -> dict[str, Any]:
    def keep(columns: Mapping[str, Column]) -> dict[str, Any]:
        prints = {name: fingerprint_of(column) for name, column in columns.items()}
        name = known.get(_table_key(prints)) or store.put_table(to_table(columns))
        return {"object": name, "columns": prints}

    periods = sorted(release.periods)
    lines: dict[str, Any] = {}
    with ThreadPoolExecutor(2) as pool:
        for done, (period, line) in enumerate(
            zip(periods, pool.map(keep, (release.periods[p] for p in periods)), strict=True), 1
        ):
            lines[period] = line
            progress(f"stage {release.key}", done, len(periods))
    return {
        "title": dict(release.title), "publisher": release.publisher, "licence": release.licence,
        "url": release.url, "edition": release.edition, "files": [vars(f) for f in release.files],
        "hidden_range": list(release.hidden_range) if release.hidden_range else None, "periods": lines,
    }  # fmt: skip


def _put_crosswalk(store: Store, crosswalk: CrosswalkDraft) -> dict[str, Any]:
    table = pa.table(
        {
            "source": list(crosswalk.source), "target": list(crosswalk.target),
            "weight": np.array(crosswalk.weight, dtype=np.float64),
        }
    )  # fmt: skip
    return {
        "from": crosswalk.source_edition, "to": crosswalk.target_edition,
        "object": store.put_table(table), "made_from": dict(crosswalk.made_from),
    }  # fmt: skip


def _put_facilities(store: Store, draft: FacilitiesDraft) -> dict[str, Any]:
    table = pa.table(
        {
            "name": list(draft.names), "longitude": list(draft.longitudes), "latitude": list(draft.latitudes),
            "detail": list(draft.details or ("",) * len(draft.names)),
        }
    )  # fmt: skip
    return {
        "object": store.put_table(table), "kind": draft.kind, "dimension": draft.dimension,
        "title": dict(draft.title), "publisher": draft.publisher, "licence": draft.licence,
        "url": draft.url, "as_of": draft.as_of, "files": [vars(f) for f in draft.files],
    }  # fmt: skip
