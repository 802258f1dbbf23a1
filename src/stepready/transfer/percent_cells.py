"""Find which cells of a workbook are shown as percents: what reads `78%` on the screen is kept as 0.78 in the file.

The reader of workbooks gives values alone, so the formats are read from the archive's own XML. The archive was held
against a limit before; Python's parser bounds what entities may grow to.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, fromstring, iterparse

_PERCENT_FORMATS = {9, 10}
"""The numbers of the two formats of percents that every xlsx knows without saying."""
_QUOTED = re.compile(r'"[^"]*"|\\.')
_PLACE = re.compile(r"([A-Z]{1,3})(\d+)")
_MOST_REPEATED = 10_000
"""Columns or rows told at once: what is repeated more often is the empty rest of a sheet."""

Place = tuple[int, int]


def percent_cells(data: bytes, title: str) -> frozenset[Place]:
    """Return the row and column, from 1, of the cells of a sheet that are shown as percents; none for other files."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "xl/workbook.xml" in names:
                return frozenset(_of_xlsx(archive, title))
            return frozenset(_of_ods(archive, title)) if "content.xml" in names else frozenset()
    except (zipfile.BadZipFile, ParseError, KeyError, ValueError, OSError, NotImplementedError, RuntimeError):
        return frozenset()


def _of_xlsx(archive: zipfile.ZipFile, title: str) -> Iterator[Place]:
    styles = _percent_styles(archive)
    sheet = _sheet_file(archive, title)
    if not styles or sheet is None:
        return
    row = column = 0
    with archive.open(sheet) as part:
        for event, element in iterparse(part, ("start", "end")):  # noqa: S314 - see the module
            if event == "start" and _local(element) == "row":
                row, column = int(element.get("r", row + 1)), 0
            elif event == "start" and _local(element) == "c":
                told = _PLACE.fullmatch(element.get("r", ""))
                column = _column(told[1]) if told else column + 1
                if element.get("s") in styles:
                    yield row, column
            elif event == "end" and _local(element) == "row":
                element.clear()


def _percent_styles(archive: zipfile.ZipFile) -> set[str]:
    """Return the numbers of the cell styles whose format shows a percent."""
    root = fromstring(archive.read("xl/styles.xml"))  # noqa: S314 - see the module
    codes = {one.get("numFmtId"): one.get("formatCode", "") for one in root.iter() if _local(one) == "numFmt"}
    shown = {number for number, code in codes.items() if "%" in _QUOTED.sub("", code)} | set(map(str, _PERCENT_FORMATS))
    styles = next((one for one in root.iter() if _local(one) == "cellXfs"), ())
    return {str(place) for place, style in enumerate(styles) if style.get("numFmtId") in shown}


def _sheet_file(archive: zipfile.ZipFile, title: str) -> str | None:
    """Return the part of the archive that holds a sheet."""
    book = fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - see the module
    sheet = next((one for one in book.iter() if _local(one) == "sheet" and one.get("name") == title), None)
    if sheet is None:
        return None
    key = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
    related = fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - see the module
    target = next((one.get("Target", "") for one in related if one.get("Id") == key), "")
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _of_ods(archive: zipfile.ZipFile, title: str) -> Iterator[Place]:
    root = fromstring(archive.read("content.xml"))  # noqa: S314 - see the module
    table = next((one for one in root.iter() if _local(one) == "table" and _said(one, "name") == title), None)
    row = 1
    for line in [] if table is None else table.iter():
        if _local(line) != "table-row":
            continue
        again = int(_said(line, "number-rows-repeated") or 1)
        column = 1
        for cell in line:
            times = int(_said(cell, "number-columns-repeated") or 1)
            if _said(cell, "value-type") == "percentage":
                yield from (
                    (row + down, column + right)
                    for down in range(min(again, _MOST_REPEATED))
                    for right in range(min(times, _MOST_REPEATED))
                )
            column += times
        row += again


def _local(element: Element) -> str:
    """Return an element's name without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _said(element: Element, name: str) -> str:
    """Return an attribute in whatever namespace, empty where it is not there."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _column(letters: str) -> int:
    """Return AA as 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
