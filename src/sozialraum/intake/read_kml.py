"""Properties of a KML file as offices write them: GDAL reads the outlines and passes over a schema inside a folder."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, iterparse

NOT_GIVEN = ""


def read_properties(path: Path, layer: str | None = None) -> dict[str, list[str]]:
    """Columns of `ExtendedData`, a row a placemark with an outline, in the order of the file.

    layer: the name of the folder whose placemarks are meant; None for all. Raises ValueError where it is no XML.
    """
    rows: list[dict[str, str]] = []
    folders: list[str | None] = []
    try:
        # Python's parser reads no foreign entities and refuses those that grow.
        for event, element in iterparse(path, events=("start", "end")):  # noqa: S314
            tag = _tag(element)
            if tag == "Folder":
                folders.append(None) if event == "start" else folders.pop()
            elif event == "end" and tag == "name" and folders and folders[-1] is None:
                folders[-1] = (element.text or "").strip()
            elif event == "end" and tag == "Placemark":
                if layer is None or layer in folders:
                    rows.append(_properties(element))
                element.clear()  # the outlines are long, and GDAL has read them
    except ParseError as error:
        raise ValueError(f"it is no sound XML ({error})") from error
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: [row.get(name, NOT_GIVEN) for row in rows] for name in names}


def _properties(placemark: Element) -> dict[str, str]:
    """`SchemaData/SimpleData` holds its value as text, `Data` in an element below it."""
    found: dict[str, str] = {}
    for element in placemark.iter():
        name = element.get("name")
        if name and _tag(element) == "SimpleData":
            found[name] = (element.text or "").strip()
        elif name and _tag(element) == "Data":
            value = next((below.text for below in element if _tag(below) == "value"), None)
            found[name] = (value or "").strip()
    return found


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]
