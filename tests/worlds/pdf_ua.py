"""What PDF/UA-1 asks of a file, as far as a program can see it: each check yields what is the matter, in words.

Not veraPDF, which no package registry has: the checks of the Matterhorn Protocol that a document of ours could fail.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, IndirectObject, StreamObject

STANDARD = frozenset((
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct", "Private",
    "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead",
    "TBody", "TFoot", "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT",
    "RP", "Warichu", "WT", "WP", "Figure", "Formula", "Form",
))  # fmt: skip
PAINTING = frozenset(
    (
        b"Tj",
        b"TJ",
        b"'",
        b'"',
        b"S",
        b"s",
        b"f",
        b"F",
        b"f*",
        b"B",
        b"B*",
        b"b",
        b"b*",
        b"sh",
        b"Do",
        b"INLINE IMAGE",
    )
)
Faults = Iterator[str]


def faults(pdf: bytes) -> list[str]:
    """Everything that is the matter with a file; empty where all checks pass."""
    reader = PdfReader(io.BytesIO(pdf))
    return [f"{check.__name__}: {fault}" for check in CHECKS for fault in check(reader)]


# -- the file --


def says_what_it_is(reader: PdfReader) -> Faults:
    """Marked as tagged, with a language, and its title shown in the window's bar."""
    root = reader.root_object
    if _at(root, "/MarkInfo", "/Marked") != True:  # noqa: E712 — a value of pypdf, which is true as an object
        yield "it isn't marked as tagged"
    if _at(root, "/MarkInfo", "/Suspects") == True:  # noqa: E712
        yield "its tags are called suspect"
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*", str(root.get("/Lang", ""))):
        yield "it has no language"
    if _at(root, "/ViewerPreferences", "/DisplayDocTitle") != True:  # noqa: E712
        yield "a window would show the name of the file, not the title"


def declares_the_standard(reader: PdfReader) -> Faults:
    """Metadata with the part of PDF/UA and a title."""
    found = reader.root_object.get("/Metadata")
    metadata = found.get_object().get_data().decode() if found else ""
    if not re.search(r"pdfuaid:part(=\"|>)1\b", metadata):
        yield "its metadata don't say pdfuaid:part 1"
    if not re.search(r"<dc:title>.*?<rdf:li[^>]*>[^<]+</rdf:li>", metadata, re.DOTALL):
        yield "its metadata have no title"


def has_a_structure(reader: PdfReader) -> Faults:
    """A tree with its way back, and types that a reader knows."""
    tree = reader.root_object.get("/StructTreeRoot")
    if tree is None:
        yield "it has no structure tree"
        return
    if not _parents(reader):
        yield "its structure has no ParentTree"
    roles = tree.get_object().get("/RoleMap", {})
    for element in elements(reader):
        name, seen = str(element["/S"]), set[str]()
        while name[1:] not in STANDARD and name in roles and name not in seen:
            seen.add(name)
            name = str(roles[name])
        if name[1:] not in STANDARD:
            yield f"nobody knows the type {element['/S']}"


# -- what is drawn --


def all_content_is_tagged(reader: PdfReader) -> Faults:
    """What is painted on a page belongs to an element of the structure, or is an artifact."""
    parents = _parents(reader)
    for number, page in enumerate(reader.pages, 1):
        owners = parents.get(int(page.get("/StructParents", -1)), ArrayObject())
        for fault in _loose(reader, page, owners.get_object()):
            yield f"page {number}: {fault}"


def _loose(reader: PdfReader, page: Any, owners: Any) -> Faults:
    """The first thing that is painted outside, and numbers that no element has."""
    held: list[bool] = []
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator in (b"BDC", b"BMC"):
            properties = operands[1].get_object() if len(operands) > 1 else {}
            if isinstance(properties, str):
                properties = _at(page, "/Resources", "/Properties", properties) or {}
            number = properties.get("/MCID")
            held.append(operands[0] == "/Artifact" or number is not None)
            if number is not None and (
                number >= len(owners) or not isinstance(owners[number].get_object(), dict)
            ):
                yield f"content {number} belongs to no element"
        elif operator == b"EMC":
            held.pop()
        elif operator in PAINTING and not any(held):
            yield f"{operator.decode()} paints outside of the structure"
            return


def fonts_are_inside(reader: PdfReader) -> Faults:
    """Every font is embedded and says which characters its forms are."""
    seen: dict[str, DictionaryObject] = {}
    for page in reader.pages:
        _collect_fonts(_at(page, "/Resources"), seen, set())
    for name, font in seen.items():
        if font["/Subtype"] == "/Type3":
            descriptor: Any = {"/FontFile": 1}
        else:
            inner = (
                font["/DescendantFonts"].get_object()[0].get_object() if "/DescendantFonts" in font else font
            )
            descriptor = inner.get("/FontDescriptor", DictionaryObject()).get_object()
        if not any(f"/FontFile{i}" in descriptor for i in ("", 2, 3)):
            yield f"{name} isn't embedded"
        if "/ToUnicode" not in font:
            yield f"{name} doesn't say its characters"


def _collect_fonts(resources: Any, seen: dict[str, DictionaryObject], done: set[int]) -> None:
    for font in (resources or {}).get("/Font", DictionaryObject()).get_object().values():
        seen[str(font.get_object().get("/BaseFont", "a font without a name"))] = font.get_object()
    for kind in ("/XObject", "/Pattern"):
        for held in (resources or {}).get(kind, DictionaryObject()).get_object().values():
            thing = held.get_object()
            if id(thing) not in done:
                done.add(id(thing))
                _collect_fonts(_at(thing, "/Resources"), seen, done)


# -- the structure --


def figures_have_words(reader: PdfReader) -> Faults:
    """A picture says what is to be seen."""
    for element in elements(reader, "/Figure", "/Formula"):
        if not str(element.get("/Alt", element.get("/ActualText", ""))).strip():
            yield f"a {element['/S'][1:]} without words for it"


def headings_descend(reader: PdfReader) -> Faults:
    """The first heading is of level 1, and none skips a level."""
    level = 0
    for element in elements(reader):
        if match := re.fullmatch(r"/H([1-6])", str(element["/S"])):
            if int(match[1]) > level + 1:
                yield f"H{match[1]} after {f'H{level}' if level else 'nothing'}"
            level = int(match[1])


def tables_are_tables(reader: PdfReader) -> Faults:
    """Rows of the same width, of cells; each cell finds its heads."""
    for table in elements(reader, "/Table"):
        rows = [row for part in (table, *_children(table)) for row in _children(part) if row["/S"] == "/TR"]
        cells = [_children(row) for row in rows]
        if any(cell["/S"] not in ("/TH", "/TD") for row in cells for cell in row):
            yield "a row holds what is no cell"
        if len({sum(int(_attribute(cell, "/ColSpan") or 1) for cell in row) for row in cells}) != 1:
            yield "rows are of different widths"
        heads = [cell for row in cells for cell in row if cell["/S"] == "/TH"]
        if any(not _attribute(head, "/Scope") for head in heads):
            yield "a head doesn't say whose head it is"
        known = {str(head.get("/ID")) for head in heads}
        for row in cells:
            for cell in row:
                named = _attribute(cell, "/Headers")
                if cell["/S"] == "/TD" and not (
                    heads and (named is None or {str(n) for n in named} <= known)
                ):
                    yield "a cell without a head"


def lists_are_lists(reader: PdfReader) -> Faults:
    """A list holds items, an item its label and its body."""
    for item in elements(reader, "/L"):
        if any(child["/S"] not in ("/LI", "/L", "/Caption") for child in _children(item)):
            yield "a list holds what is no item"
    for item in elements(reader, "/LI"):
        if any(child["/S"] not in ("/Lbl", "/LBody") for child in _children(item)):
            yield "an item holds what is neither label nor body"


def links_are_links(reader: PdfReader) -> Faults:
    """Every link stands in the structure and says where it leads; the keyboard follows the structure."""
    parents = _parents(reader)
    for number, page in enumerate(reader.pages, 1):
        links = [a.get_object() for a in page.get("/Annots", ()) if a.get_object().get("/Subtype") == "/Link"]
        if links and page.get("/Tabs") != "/S":
            yield f"page {number}: the keyboard doesn't follow the structure"
        for link in links:
            if not str(link.get("/Contents", "")).strip():
                yield f"page {number}: a link doesn't say where it leads"
            owner = parents.get(int(link.get("/StructParent", -1)))
            if owner is None or owner.get_object().get("/S") != "/Link":
                yield f"page {number}: a link outside of the structure"


CHECKS: tuple[Callable[[PdfReader], Faults], ...] = (
    says_what_it_is, declares_the_standard, has_a_structure, all_content_is_tagged, fonts_are_inside,
    figures_have_words, headings_descend, tables_are_tables, lists_are_lists, links_are_links,
)  # fmt: skip


# -- looking into a file --


def elements(reader: PdfReader, *types: str) -> Iterator[DictionaryObject]:
    """The elements of the structure in reading order; of these types, or all."""
    tree = reader.root_object.get("/StructTreeRoot")
    for element in _below(tree.get_object()) if tree is not None else ():
        if not types or element["/S"] in types:
            yield element


def languages(pdf: bytes) -> set[str]:
    """Languages that a part of the file says of itself, in its structure or in its content."""
    reader = PdfReader(io.BytesIO(pdf))
    found = {str(element["/Lang"]) for element in elements(reader) if "/Lang" in element}
    for page in reader.pages:
        for operands, operator in ContentStream(page.get_contents(), reader).operations:
            if operator == b"BDC" and isinstance(operands[1], dict) and "/Lang" in operands[1]:
                found.add(str(operands[1]["/Lang"]))
    return found


def words(pdf: bytes) -> str:
    """All text of the pages, as a reader finds it: words in one piece again, single spaces.

    A hyphen of the text and one of a line's end are the same form; pypdf takes both for the latter.
    """
    found = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return " ".join(re.sub("\u00ad\\s+", "", found).replace("\u00ad", "-").replace("\u200b", "").split())


def _below(element: Any) -> Iterator[DictionaryObject]:
    for child in _children(element):
        yield child
        yield from _below(child)


def _children(element: Any) -> list[DictionaryObject]:
    """The elements in an element; numbers of content and references to annotations are none."""
    kids = element.get("/K", ArrayObject())
    kids = kids.get_object() if isinstance(kids, IndirectObject) else kids
    listed = [kid.get_object() for kid in (kids if isinstance(kids, list) else [kids])]
    return [kid for kid in listed if isinstance(kid, DictionaryObject) and "/S" in kid]


def _parents(reader: PdfReader) -> dict[int, Any]:
    """The way back from content to the structure: number → element or list of elements."""
    found: dict[int, Any] = {}

    def collect(node: Any) -> None:
        numbers = node.get("/Nums", ArrayObject()).get_object()
        found.update(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        for kid in node.get("/Kids", ArrayObject()).get_object():
            collect(kid.get_object())

    tree = _at(reader.root_object, "/StructTreeRoot", "/ParentTree")
    if tree is not None:
        collect(tree)
    return found


def _attribute(element: DictionaryObject, name: str) -> Any:
    listed = element.get("/A", ArrayObject()).get_object()
    for attributes in listed if isinstance(listed, list) else [listed]:
        if name in attributes.get_object():
            return attributes.get_object()[name]
    return None


def _at(thing: Any, *names: str) -> Any:
    """What is found by names one within the other, or None."""
    for name in names:
        if not isinstance(thing, DictionaryObject | StreamObject) or name not in thing:
            return None
        thing = thing[name].get_object() if hasattr(thing[name], "get_object") else thing[name]
    return thing
