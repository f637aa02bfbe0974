"""Reading an Excel workbook: the file goes to a child process, plain cells come back, or a sentence why not."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from planner.domain.findings import Finding, Severity
from planner.domain.sheets import EMPTY, Area, Cell, CellKind, Table, Workbook
from planner.errors import NotReadable
from planner.i18n import N_, _
from planner.interchange.workbook_gate import FILE_LIMIT, MEGABYTE
from planner.text import clean_line

WALL_SECONDS: Final = 90.0

CHILD_ARGUMENT: Final = "--read-workbook"
"""With this argument the installed program is the child; see :func:`child_command`."""


def read_workbook(path: Path, *, seconds: float = WALL_SECONDS) -> Workbook:
    """All sheets of the workbook at ``path``, hidden ones too. The file is only ever read.

    :raises NotReadable: it cannot be read, with the reason and what to do; nothing is half read.
    """
    data = _bytes_of(path)
    name = clean_line(path.name)
    answer = _ask_child(name, data, seconds)
    if "refused" in answer:
        raise refusal(name, str(answer["refused"]), answer.get("facts") or {})
    try:
        sheets = tuple(_table(*sheet) for sheet in answer["sheets"])
        counted = {str(kind): int(count) for kind, count in answer["notices"].items()}
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise refusal(name, "stopped") from error
    notices = tuple(
        Finding(f"workbook.{kind}", Severity.NOTE, facts={"count": count})
        for kind, count in counted.items()
    )
    return Workbook(name, hashlib.sha256(data).hexdigest(), sheets, notices)


def _bytes_of(path: Path) -> bytes:
    try:
        if not path.exists():
            raise refusal(path.name, "missing")
        if not path.is_file():
            raise refusal(path.name, "no_file")
        size = path.stat().st_size
        if size > FILE_LIMIT:
            raise refusal(
                path.name,
                "too_large",
                {"megabytes": -(-size // MEGABYTE), "limit": FILE_LIMIT // MEGABYTE},
            )
        return path.read_bytes()
    except OSError as error:
        raise refusal(path.name, "forbidden", {"reason": error.strerror or ""}) from error


# the child


def child_command() -> list[str]:
    """How the child is started: this Python, isolated, with our own search path and nothing of ``site``."""
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_ARGUMENT]
    code = (
        "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
        "from planner.interchange.reading_child import main; raise SystemExit(main())"
    )
    return [
        sys.executable,
        "-I",
        "-S",
        "-c",
        code,
        json.dumps([str(Path(p).absolute()) for p in sys.path]),
    ]


def _ask_child(name: str, data: bytes, seconds: float) -> dict[str, Any]:
    # Windows needs to know where it is installed; nothing else of our environment is handed on.
    environment = {key: os.environ[key] for key in ("SYSTEMROOT", "WINDIR") if key in os.environ}
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    with tempfile.TemporaryDirectory(prefix="planner-") as folder:
        try:
            done = subprocess.run(
                child_command(),
                input=data,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=folder,
                env=environment,
                timeout=seconds,
                creationflags=flags,
                check=False,
            )
        except (subprocess.TimeoutExpired, OSError) as error:
            raise refusal(name, "stopped") from error
    try:
        answer = json.loads(done.stdout)
    except ValueError as error:
        raise refusal(name, "stopped") from error
    if done.returncode != 0 or not isinstance(answer, dict):
        raise refusal(name, "stopped")
    return answer


# cells

_KINDS: Final = {
    "t": CellKind.TEXT,
    "n": CellKind.NUMBER,
    "d": CellKind.DATE,
    "h": CellKind.TIME,
    "b": CellKind.BOOL,
    "e": CellKind.ERROR,
}


def _table(name: str, hidden: bool, rows: list[list[Any]], merges: list[list[int]]) -> Table:
    known: dict[str, Cell] = {}

    def cell(plain: Any) -> Cell:
        if plain is None:
            return EMPTY
        if isinstance(plain, str):
            found = known.get(plain)
            if found is None:
                found = known[plain] = Cell(plain, CellKind.TEXT)
            return found
        kind, *rest = plain
        return Cell(rest[0], _KINDS[kind], *rest[1:])

    made = tuple(tuple([cell(plain) for plain in row]) if row else () for row in rows)
    return Table(str(name), bool(hidden), made, tuple(Area(*map(int, merge)) for merge in merges))


# what is said when a file is not read: what happened, then what to do

_OPEN_AND_SAVE: Final = N_(
    "Nothing was imported. Open it in Excel, save it as .xlsx and choose that file."
)
_ASK_AGAIN: Final = N_("Nothing was imported. Ask the sender for the file again.")
_COPY_LIST: Final = N_(
    "Nothing was imported. In Excel, copy the list alone into a new workbook and choose that."
)

REFUSALS: Final[Mapping[str, tuple[str, str]]] = {
    "missing": (
        N_("“{file}” is not there any more."),
        N_("Nothing was imported. Check the name and the folder."),
    ),
    "no_file": (
        N_("“{file}” is a folder or a device, not a workbook."),
        N_("Nothing was imported. Choose a file."),
    ),
    "forbidden": (
        N_("“{file}” cannot be opened: {reason}."),
        N_(
            "Nothing was imported. Close it in other programs, check that you may read it, and try again."
        ),
    ),
    "empty_file": (N_("“{file}” is empty: it has no content at all."), _ASK_AGAIN),
    "too_large": (N_("“{file}” is {megabytes} MB; the limit is {limit} MB."), _COPY_LIST),
    "too_large_unpacked": (N_("“{file}” is larger than {limit} MB when unpacked."), _COPY_LIST),
    "bomb": (
        N_("“{file}” is suspiciously compressed ({times} times) and was not opened."),
        _ASK_AGAIN,
    ),
    "too_many_parts": (
        N_("“{file}” consists of more than {limit} parts and was not opened."),
        _COPY_LIST,
    ),
    "too_many_sheets": (N_("“{file}” has {count} sheets; the limit is {limit}."), _COPY_LIST),
    "too_many_rows": (
        N_("Sheet “{sheet}” of “{file}” goes on at {cell}; the limit is {limit} rows."),
        N_("Nothing was imported. Delete what stands so far down, or split the list."),
    ),
    "too_many_columns": (
        N_("Sheet “{sheet}” of “{file}” goes on at {cell}; the limit is {limit} columns."),
        N_("Nothing was imported. Delete what stands so far to the right and save it again."),
    ),
    "too_many_cells": (N_("“{file}” has more than {limit} filled cells."), _COPY_LIST),
    "no_sheet": (N_("“{file}” has no sheet with cells."), _ASK_AGAIN),
    "damaged": (N_("“{file}” is damaged or incomplete."), _ASK_AGAIN),
    "odd_names": (
        N_("“{file}” holds parts with names that point outside it, and was not opened."),
        _ASK_AGAIN,
    ),
    "doubled_part": (
        N_("“{file}” holds “{part}” twice: two programs would show two different lists."),
        _OPEN_AND_SAVE,
    ),
    "document_type": (
        N_(
            "“{file}” holds a document type declaration, which workbooks never need, and was not opened."
        ),
        _OPEN_AND_SAVE,
    ),
    "encoding": (
        N_("“{file}” is written in {encoding} inside, which Excel never does."),
        _OPEN_AND_SAVE,
    ),
    "token": (
        N_("“{file}” holds a single text of more than {limit} KB and was not opened."),
        _COPY_LIST,
    ),
    "protected": (
        N_("“{file}” is protected with a password."),
        N_(
            "Nothing was imported. Open it in Excel, save it as .xlsx without a password and choose that file."
        ),
    ),
    "old_xls": (N_("“{file}” is an old Excel file (.xls)."), _OPEN_AND_SAVE),
    "binary_workbook": (N_("“{file}” is a binary workbook (.xlsb)."), _OPEN_AND_SAVE),
    "open_document": (
        N_("“{file}” is an OpenDocument file (.ods)."),
        N_(
            "Nothing was imported. Open it in LibreOffice or Excel, save it as .xlsx and choose that file."
        ),
    ),
    "html": (N_("“{file}” is a web page with another name."), _OPEN_AND_SAVE),
    "xml_table": (N_("“{file}” is an XML table from Excel 2003."), _OPEN_AND_SAVE),
    "text_table": (
        N_("“{file}” is text and not a workbook, perhaps a CSV table with another name."),
        N_("Nothing was imported. Open it in Excel, save it as .xlsx and choose that file."),
    ),
    "not_a_workbook": (
        N_("“{file}” is not an Excel workbook."),
        N_("Nothing was imported. Choose an .xlsx file."),
    ),
    "stopped": (
        N_(
            "“{file}” could not be read: it takes more time or memory than a list of people can need."
        ),
        _COPY_LIST,
    ),
}


def refusal(file: str, kind: str, facts: Mapping[str, object] | None = None) -> NotReadable:
    """The sentences for one kind of refusal."""
    message, hint = REFUSALS.get(kind, REFUSALS["damaged"])
    return NotReadable(_(message).format_map(_Facts(facts or {}, file=clean_line(file))), _(hint))


class _Facts(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return ""
