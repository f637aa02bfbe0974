"""A workbook from its XML parts: which sheets it has, its shared strings, its formats, its cells."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar
from xml.parsers import expat

from planner.interchange.limits import Refused
from planner.interchange.number_formats import Formats
from planner.interchange.sheet_cells import (
    CELL_LIMIT,
    Plain,
    Sheet,
    SheetReader,
    Start,
    clean,
    furigana,
    text_cell,
)
from planner.interchange.workbook_gate import Parts
from planner.text import clean_text, from_excel

SHEET_LIMIT: Final = 64


@dataclass
class Reading:
    """All sheets, and how often something was left aside."""

    sheets: list[Sheet]
    notices: dict[str, int]


class Handlers(Protocol):
    """What is told about a part while expat goes through it."""

    @property
    def start(self) -> Start: ...
    @property
    def end(self) -> Callable[[str], None]: ...
    @property
    def chars(self) -> Callable[[str], None]: ...


H = TypeVar("H", bound=Handlers)


def read(parts: Parts) -> Reading:
    """:raises Refused: damaged beyond repair, or over a limit."""
    teller = _Teller(parts)
    workbook = _workbook_part(teller)
    targets = teller.relations(workbook)
    listing = teller.tell(workbook, _Listing)
    if len(listing.sheets) > SHEET_LIMIT:
        raise Refused("too_many_sheets", limit=SHEET_LIMIT, count=len(listing.sheets))
    by_kind = {kind: target for kind, target in targets.values() if parts.has(target)}
    styles, shared = by_kind.get("styles"), by_kind.get("sharedStrings")
    formats = teller.tell(styles, Formats) if styles else Formats()
    formats.date_1904 = listing.date_1904
    strings = teller.tell(shared, _SharedStrings).strings if shared else []
    _refuse_too_many_cells(
        parts, [targets[relation][1] for *_, relation in listing.sheets if relation in targets]
    )
    readers: list[SheetReader] = []
    cells = 0
    seen: set[str] = set()
    for name, hidden, relation in listing.sheets:
        kind, target = targets.get(relation, ("", ""))
        if kind in ("chartsheet", "dialogsheet", "xlMacrosheet"):
            continue
        if target in seen:  # many sheets of one part are a way to multiply the work
            raise Refused("doubled_part", part=target[:80])
        seen.add(target)
        make = SheetReader.maker(Sheet(name, hidden), strings, formats, CELL_LIMIT - cells)
        readers.append(teller.tell(target, make))
        cells += readers[-1].cells
    if not readers:
        raise Refused("no_sheet")
    links = [name for name in parts.names("xl/externallinks/") if name.lower().endswith(".xml")]
    macros = [name for name in parts.names("xl/") if name.lower().endswith("vbaproject.bin")]
    notices = {
        "formulas": sum(reader.formulas for reader in readers),
        "hidden_rows": sum(reader.hidden_rows for reader in readers),
        "repaired": teller.repaired,
        "links": len(links),
        "macros": len(macros),
    }
    sheets = [reader.finish() for reader in readers]
    return Reading(sheets, {kind: count for kind, count in notices.items() if count})


_SMALLEST_CELL: Final = len("<c><v>1</v></c>")


def _refuse_too_many_cells(parts: Parts, sheets: Sequence[str]) -> None:
    """Counting what ends a value takes a tenth of the time and none of the memory of reading it."""
    present = {name for name in sheets if parts.has(name)}
    if sum(parts.size(name) for name in present) < CELL_LIMIT * _SMALLEST_CELL:
        return
    values = 0
    for name in present:
        data = parts.xml(name)
        values += data.count(b"</v>") + data.count(b"</is>")
        if values > CELL_LIMIT:
            raise Refused("too_many_cells", limit=CELL_LIMIT)


class _Teller:
    """Runs expat over parts; a part with signs that XML forbids is cleaned and told again."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.repaired = 0

    def tell(self, part: str, make: Callable[[], H]) -> H:
        data = self.parts.xml(part)
        try:
            return _run(data, make())
        except expat.ExpatError:
            self.repaired += 1
        try:
            return _run(_repaired(data), make())
        except expat.ExpatError as error:
            raise Refused("damaged") from error

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """For each relation of a part: the last word of its type, and the part it points to."""
        folder, name = posixpath.split(part)
        place = posixpath.join(folder, "_rels", f"{name}.rels")
        return self.tell(place, lambda: _Relations(folder)).targets


def _run(data: bytes, handlers: H) -> H:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = handlers.start
    parser.EndElementHandler = handlers.end
    parser.CharacterDataHandler = handlers.chars
    parser.Parse(data, True)
    return handlers


_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_REFERENCE: Final = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,9}));")


def _repaired(data: bytes) -> bytes:
    text = _CONTROLS.sub("", data.decode("utf-8", "replace"))
    return _REFERENCE.sub(_allowed_reference, text).encode("utf-8")


def _allowed_reference(found: re.Match[str]) -> str:
    code = int(found[1], 16) if found[1] else int(found[2])
    if (code < 32 and code not in (9, 10, 13)) or code in (0xFFFE, 0xFFFF):
        return ""
    return "\ufffd" if 0xD800 <= code < 0xE000 or code > 0x10FFFF else found[0]


# the small parts


def _workbook_part(teller: _Teller) -> str:
    if teller.parts.has("_rels/.rels"):
        for kind, target in teller.relations("").values():
            if kind == "officeDocument" and teller.parts.has(target):
                return target
    return "xl/workbook.xml"


class _Quiet:
    def end(self, tag: str) -> None:
        pass

    def chars(self, data: str) -> None:
        pass


class _Relations(_Quiet):
    def __init__(self, folder: str) -> None:
        self.targets: dict[str, tuple[str, str]] = {}
        self._folder = folder

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if _local(tag) == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "").replace("\\", "/")
            target = target[1:] if target.startswith("/") else posixpath.join(self._folder, target)
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.targets[attributes.get("Id", "")] = (kind, posixpath.normpath(target))


class _Listing(_Quiet):
    """The sheets that the workbook part names, in their order: name, hidden, relation."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, bool, str]] = []
        self.date_1904 = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        match _local(tag):
            case "sheet":
                relation = next(
                    (value for key, value in attributes.items() if _local(key) == "id"), ""
                )
                name = clean_text(attributes.get("name", ""), limit=100)
                self.sheets.append(
                    (name, attributes.get("state", "visible") != "visible", relation)
                )
            case "workbookPr":
                self.date_1904 = attributes.get("date1904") in ("1", "true")


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]


class _SharedStrings:
    """The shared strings as the cells that they make."""

    def __init__(self) -> None:
        self.strings: list[Plain] = []
        self._text: list[str] = []
        self._kana: list[str] = []
        self._phonetic: list[tuple[int, int, str]] = []
        self._span: tuple[int, int] | None = None
        self._into: list[str] | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        match _local(tag):
            case "si":
                self._text, self._phonetic, self._span = [], [], None
            case "rPh":
                self._span, self._kana = _span(attributes), []
            case "t":
                self._into = self._text if self._span is None else self._kana

    def chars(self, data: str) -> None:
        if self._into is not None:
            self._into.append(data)

    def end(self, tag: str) -> None:
        match _local(tag):
            case "t":
                self._into = None
            case "rPh":
                if self._span is not None:
                    self._phonetic.append((*self._span, "".join(self._kana)))
                self._span = None
            case "si":
                if len(self.strings) >= CELL_LIMIT:
                    raise Refused("too_many_cells", limit=CELL_LIMIT)
                text = "".join(self._text)
                reading = furigana(text, self._phonetic)
                self.strings.append(text_cell(clean(from_excel(text)), reading, False))


def _span(attributes: dict[str, str]) -> tuple[int, int]:
    begin, end = attributes.get("sb", ""), attributes.get("eb", "")
    if begin.isdecimal() and end.isdecimal() and len(begin + end) < 12:
        return int(begin), int(end)
    return 0, 0
