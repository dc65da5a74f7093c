"""What calamine does not tell about a package: failed formulas in `.xlsx`, merged cells in `.ods`."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as Xml

Area = tuple[tuple[int, int], tuple[int, int]]

_FAILED = re.compile(rb'<c ([^>]*\bt="e"[^>]*)>(?:<f[^>]*/>|<f[^>]*>.*?</f>)?<v>([^<]*)</v>', re.DOTALL)
_PLACE = re.compile(rb'\br="([A-Z]+)(\d+)"')
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def xlsx_errors(package: zipfile.ZipFile) -> dict[str, dict[tuple[int, int], str]]:
    """Cells whose formula failed, per sheet: {(row, column): "#N/A"}. Calamine gives them as empty."""
    found = {}
    for name, part in worksheets(package):
        cells = {}
        for attributes, value in _FAILED.findall(package.read(part)):
            if place := _PLACE.search(attributes):
                cells[int(place[2]), column_number(place[1].decode())] = value.decode("utf-8", "replace")
        found[name] = cells
    return found


def worksheets(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The sheets of an `.xlsx`: name, and part of the package."""
    names = set(package.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return
    relations = Xml.fromstring(package.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    target = {node.get("Id"): node.get("Target", "") for node in relations}
    for node in Xml.fromstring(package.read("xl/workbook.xml")).iter():  # noqa: S314
        part = posixpath.normpath(posixpath.join("/xl", target.get(node.get(_RELATION), ""))).lstrip("/")
        if node.tag.endswith("}sheet") and part in names:
            yield node.get("name", ""), part


def column_number(letters: str) -> int:
    """ "AB" → 28."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def ods_merges(package: zipfile.ZipFile) -> dict[str, list[Area]]:
    """Merged areas per sheet of an OpenDocument file, as ((top, left), (bottom, right)) counted from 1."""
    root = Xml.fromstring(package.read("content.xml"))  # noqa: S314
    return {table.get(f"{TABLE}name", ""): list(_areas(table)) for table in root.iter(f"{TABLE}table")}


def _areas(table: Xml.Element) -> Iterator[Area]:
    top = 1
    for row in table.iter(f"{TABLE}table-row"):
        left = 1
        for cell in row:
            down, across = count(cell, "number-rows-spanned"), count(cell, "number-columns-spanned")
            if down > 1 or across > 1:
                yield (top, left), (top + down - 1, left + across - 1)
            left += count(cell, "number-columns-repeated")
        top += count(row, "number-rows-repeated")


def count(node: Xml.Element, name: str) -> int:
    """A number in the table part of OpenDocument, 1 when it is not given."""
    return int(node.get(f"{TABLE}{name}", "1"))
