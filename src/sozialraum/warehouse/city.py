"""One municipality's folder: open it, publish in it, read what counts now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any

import pyarrow as pa

from sozialraum.warehouse.build import Built, build
from sozialraum.warehouse.catalogue import Catalogue
from sozialraum.warehouse.draft import Delivery
from sozialraum.warehouse.figures import Figures
from sozialraum.warehouse.stage import Progress, silent, stage
from sozialraum.warehouse.store import Store
from sozialraum.warehouse.version import Version


class NotPublishedError(LookupError):
    """The city has no published data version yet."""


class City:
    """The warehouse of one city's folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = Store(folder / "warehouse")
        self._open: tuple[str, Version] | None = None
        self._lock = Lock()

    # Writing -----------------------------------------------------------------------------------------------------

    def stage(self, delivery: Delivery, progress: Progress = silent) -> Mapping[str, Any]:
        """Keep a delivery; nothing that is public changes."""
        return stage(self.store, delivery, progress)

    def build(self, shipped: Catalogue, progress: Progress = silent) -> Built:
        """Make what the staged delivery needs; nothing that is public changes."""
        return build(self.store, shipped, progress)

    def candidate(self, today: date) -> Version:
        """What `publish` would make current: the last build, or the current data version where nothing is new."""
        return Version(self.store, self._publication(today))

    def publish(self, today: date) -> str:
        """Let the last build be the current data version; returns its id. Publishing it again changes nothing."""
        published = self._publication(today)
        self.store.point("current", self.store.put_json(published))
        return str(published["id"])

    def _publication(self, today: date) -> Mapping[str, Any]:
        built = self.store.pointed("built")
        if built is None:
            raise NotPublishedError(
                "There is nothing to publish. Build first: sozialraum build --city FOLDER."
            )
        before = self.store.manifest("current")
        if before is not None and before["built"] == built:
            return before
        return {
            "id": f"{today.isoformat()}-{built[:8]}", "published": today.isoformat(), "built": built,
            "before": self.store.pointed("current"),
        }  # fmt: skip

    # Reading -----------------------------------------------------------------------------------------------------

    def current(self) -> Version:
        """The published data version; read anew only when the pointer moved. Raises NotPublishedError."""
        name = self.store.pointed("current")
        if name is None:
            raise NotPublishedError(
                f"The city in {self.folder} has no published data version yet. Do: sozialraum load CITY --data FOLDER, "
                "then build, then publish (each with --city)."
            )
        with self._lock:
            if self._open is None or self._open[0] != name:
                self._open = (name, Version(self.store, self.store.get_json(name)))
            return self._open[1]

    def versions(self) -> list[Mapping[str, Any]]:
        """All published data versions, the newest first: id, published, built, before."""
        found, name = [], self.store.pointed("current")
        while name:
            found.append(self.store.get_json(name))
            name = found[-1]["before"]
        return found

    def version(self, id_: str) -> Version:
        """An earlier data version by its id, so that an old report can be made again."""
        for published in self.versions():
            if published["id"] == id_:
                return Version(self.store, published)
        raise NotPublishedError(f"There is no data version {id_}.")

    @property
    def settings(self) -> Mapping[str, Any]:
        """The recipe's description of the city: name, demonstration, space systems."""
        return self.current().settings

    def figures(
        self, indicator: str, space_system: str | None = None, period: str | None = None, group: str = "total",
        edition: str | None = None,
    ) -> Figures:  # fmt: skip
        """Figures of the current data version, see `Version.figures`; `.to_arrow()` and `.to_pandas()` give tables."""
        return self.current().figures(indicator, space_system, period, group, edition)

    def table(self, indicator: str, **where: str) -> pa.Table:
        """The same as an Arrow table at once."""
        return self.figures(indicator, **where).to_arrow()


def open_city(folder: str | Path) -> City:
    """Open a city's folder. Raises FileNotFoundError with a sentence where it is none."""
    path = Path(folder).expanduser().resolve()
    if not (path / "warehouse").is_dir():
        raise FileNotFoundError(
            f"{path} is not a city's folder: it has no warehouse. Make one with: "
            f"sozialraum load CITY --data FOLDER --city {path}"
        )
    return City(path)
