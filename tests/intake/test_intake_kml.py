"""Properties in KML, in the two ways that offices write them; a property is never laid beside a wrong outline."""

from __future__ import annotations

from pathlib import Path

import pytest

from sozialraum.intake.read_kml import read_properties

KML = '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>{}</Document></kml>'
SCHEMA = (
    "<Placemark><name>{0}</name><ExtendedData><SchemaData>"
    '<SimpleData name="NR">{0}</SimpleData></SchemaData></ExtendedData></Placemark>'
)
PLAIN = '<Placemark><ExtendedData><Data name="NAME"><value>{0}</value></Data></ExtendedData></Placemark>'


def written(folder: Path, text: str) -> Path:
    path = folder / "spaces.kml"
    path.write_text(KML.format(text), encoding="utf-8")
    return path


def test_both_ways_of_writing_a_property(tmp_path):
    path = written(tmp_path, f"<Folder><name>A</name>{SCHEMA.format('01')}{PLAIN.format('Süd')}</Folder>")
    assert read_properties(path) == {"NR": ["01", ""], "NAME": ["", "Süd"]}


def test_only_the_folder_that_is_meant(tmp_path):
    folders = "".join(f"<Folder><name>{n}</name>{SCHEMA.format(n)}</Folder>" for n in ("A", "B"))
    assert read_properties(written(tmp_path, folders), "B") == {"NR": ["B"]}


def test_broken_xml_is_told(tmp_path):
    with pytest.raises(ValueError, match="no sound XML"):
        read_properties(written(tmp_path, "<Folder>"))
