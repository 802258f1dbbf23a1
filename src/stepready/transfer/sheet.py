"""Read a file's bytes into cells, row by row: text parted by commas, semicolons, tabs or bars, or a workbook."""

import csv
import io
import zipfile
from datetime import date, datetime
from typing import Any, NamedTuple

from stepready.core.log.entry import plain_number
from stepready.core.values.errors import StepreadyError
from stepready.transfer.percent_cells import percent_cells

MOST_CELLS = 2_000_000
MOST_BYTES = 100_000_000
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How a workbook begins: a zip (xlsx, ods), or the older container (xls)."""
ACCEPTED = "UTF-8, UTF-16 or Windows-1252 text, or an xlsx or ods workbook"
MOST_NUL = 0.9
_BETWEEN = ",;\t|"
_LAYOUT = "\t\n\r\f"


class Sheet(NamedTuple):
    """The rows that are not blank, each with the number of its first line; `notices` say how the file was read."""

    records: list[tuple[int, list[str]]]
    notices: tuple[str, ...] = ()


def is_workbook(data: bytes) -> bool:
    """Whether bytes are a spreadsheet program's own file rather than text."""
    return data.startswith(WORKBOOKS)


class Text(NamedTuple):
    """A file's text; `notices` say how its bytes were read where that is a guess."""

    text: str
    notices: tuple[str, ...] = ()


def decode(data: bytes, name: str) -> Text:
    """Return a file's text: UTF-8 with or without its mark, UTF-16, or the one-byte text of older spreadsheets."""
    notices: tuple[str, ...] = ()
    wide = utf_16(data)
    try:
        text = data.decode(wide or "utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        text = _one_byte(data) if wide is None else ""
        if not text:
            raise StepreadyError(f"{name} is not UTF-8 text at line {line}; accepted: {ACCEPTED}") from None
        notices = (f"line {line} is no UTF-8: read as Windows-1252 text",)
    if "\0" in text:
        raise StepreadyError(f"{name} holds a NUL character at line {text.count(chr(10), 0, text.index(chr(0))) + 1}")
    return Text(text.removeprefix("\ufeff"), notices)


def utf_16(data: bytes) -> str | None:
    """Return which UTF-16 text is, by its mark or by the NUL of every other byte; None for other text."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return "utf-16"
    head = data[:200]
    if len(head) < 4 or len(data) % 2:  # noqa: PLR2004 - two characters
        return None
    for encoding, nul in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if nul.count(0) >= MOST_NUL * len(nul):
            return encoding
    return None


def _one_byte(data: bytes) -> str:
    """Return the text of Windows-1252, or an empty text for bytes that are none."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return ""
    return text if all(letter.isprintable() or letter in _LAYOUT or letter == "\xa0" for letter in text) else ""


def text_sheet(text: str, notices: tuple[str, ...] = (), *, name: str) -> Sheet:
    """Return the rows of a text whose cells are parted by commas, semicolons, tabs or bars."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    records, line = [], 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                records.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as problem:
        raise StepreadyError(f"{name} is no CSV table from line {line} on: {problem}") from None
    return Sheet(records, notices)


def _delimiter(text: str) -> str:
    """Return what separates the cells: a comma, or a semicolon, a tab or a bar where programs write those.

    The first line tells, or where it is a title, the first ones.
    """
    first, _, rest = text.lstrip().partition("\n")
    lines = [first, *rest.split("\n", 10)[:10]]
    telling = next((line for line in lines if any(mark in line for mark in _BETWEEN)), "")
    return max(_BETWEEN, key=telling.count)


def read_sheet(data: bytes, name: str) -> Sheet:
    """Return the rows of a file that is a table, in whatever form."""
    return workbook_sheet(data, name) if is_workbook(data) else text_sheet(*decode(data, name), name=name)


def workbook_sheet(data: bytes, name: str) -> Sheet:
    """Return the rows of a workbook's first sheet that has any; a notice names the others.

    Raise StepreadyError when it cannot be read, or the reader is not installed.
    """
    try:
        from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - an extra, and for workbooks alone
    except ImportError:
        raise StepreadyError(
            f"{name} is a workbook, and the reader for xlsx and ods is not installed; accepted: save it as CSV, "
            "or `pip install 'stepready[sheets]'`"
        ) from None
    _refuse_huge(data, name)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        found = [(sheet, book.get_sheet_by_name(sheet)) for sheet in book.sheet_names]
        filled = [(title, sheet) for title, sheet in found if sheet.height]
        if any(sheet.total_height * sheet.total_width > MOST_CELLS for _, sheet in filled):
            raise StepreadyError(f"{name} holds a sheet of more than {MOST_CELLS} cells; accepted: fewer, or CSV")
        rows = filled[0][1].to_python(skip_empty_area=False) if filled else []
    except (CalamineError, OSError, ValueError) as problem:
        why = " ".join(str(problem).split()) or "no workbook"
        raise StepreadyError(f"{name} cannot be read as a workbook: {why}; accepted: {ACCEPTED}") from None
    others = [title for title, _ in filled[1:]]
    notices = (f"read the sheet {filled[0][0]!r}; left out: {', '.join(others)}",) if others else ()
    percents = percent_cells(data, filled[0][0]) if filled else frozenset()
    cells = (
        (line, [_cell(value, is_percent=(line, place) in percents) for place, value in enumerate(row, start=1)])
        for line, row in enumerate(rows, start=1)
    )
    return Sheet([(line, row) for line, row in cells if any(cell.strip() for cell in row)], notices)


def _refuse_huge(data: bytes, name: str) -> None:
    """Raise StepreadyError for an archive that is damaged or would unpack to more than anyone's sheet."""
    if not data.startswith(WORKBOOKS[0]):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError):
        raise StepreadyError(f"{name} is a damaged archive, no workbook; accepted: {ACCEPTED}") from None
    if size > MOST_BYTES:
        raise StepreadyError(f"{name} unpacks to {size // 1_000_000} MB; accepted: {MOST_BYTES // 1_000_000} MB")


def _cell(value: Any, *, is_percent: bool) -> str:
    """Write a workbook's cell as text: a day in ISO, a whole number without decimals, a percent as it is shown."""
    if is_percent and isinstance(value, int | float) and abs(value) <= 1:
        return f"{plain_number(round(100 * float(value), 6))}%"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return plain_number(value) if isinstance(value, float) and abs(value) < MOST_CELLS else str(value)
