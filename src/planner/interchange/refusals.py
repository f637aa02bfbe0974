"""Why a file is not read: for each reason what happened, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from planner.errors import NotReadable
from planner.i18n import N_, _
from planner.text import clean_line

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
        N_("“{file}” is a folder or a device, not a file."),
        N_("Nothing was imported. Choose a file."),
    ),
    "forbidden": (
        N_("“{file}” cannot be opened: {reason}."),
        N_(
            "Nothing was imported. Close it in other programs, check that you may read it, and try again."
        ),
    ),
    "empty_file": (N_("“{file}” is empty: it has no content at all."), _ASK_AGAIN),
    "too_large": (
        N_("“{file}” is {megabytes} MB; the limit is {limit} MB."),
        N_("Nothing was imported. Save only the list of people, or split it, and choose that."),
    ),
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
    "too_many_lines": (
        N_("“{file}” has more than {limit} lines."),
        N_("Nothing was imported. Split it, and take in the parts."),
    ),
    "too_many_fields": (
        N_("Line {line} of “{file}” has more than {limit} columns."),
        N_("Nothing was imported. Choose another delimiter, or save the list without them."),
    ),
    "too_many_cells": (N_("“{file}” has more than {limit} filled cells."), _COPY_LIST),
    "too_much_text": (N_("“{file}” holds more than {limit} MB of text."), _COPY_LIST),
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
    "unknown": (
        N_("“{file}” is none of the kinds of file that hold lists of people."),
        N_(
            "Nothing was imported. Choose a workbook, a text table (CSV), contact cards (.vcf), a calendar"
            " (.ics) or a mail (.eml)."
        ),
    ),
    "open_quote": (
        N_("“{file}”: the quotation mark that opens in line {line} is never closed."),
        N_(
            "Nothing was imported. Close it, or save the list as a workbook (.xlsx) and choose that file."
        ),
    ),
    "nested": (
        N_("“{file}” holds parts inside parts inside parts and was not read."),
        _ASK_AGAIN,
    ),
    "too_many_cards": (
        N_("“{file}” holds more than {limit} contact cards."),
        N_("Nothing was imported. Export fewer at a time and choose those files."),
    ),
    "no_cards": (N_("“{file}” holds no contact card of a person."), _ASK_AGAIN),
    "no_attendees": (
        N_("“{file}” names nobody: it has addresses at most."),
        N_(
            "Nothing was imported. Add the people by hand, or ask the sender for a list with names."
        ),
    ),
    "no_calendar": (
        N_("“{file}” is no calendar."),
        N_("Nothing was imported. Choose a calendar file (.ics)."),
    ),
    "calendar_cut": (
        N_("“{file}” stops in the middle: the end of the calendar is missing."),
        N_(
            "Nothing was imported. Save or download it once more; ask the sender if it stays like that."
        ),
    ),
    "no_events": (N_("“{file}” holds no events."), _ASK_AGAIN),
    "too_many_events": (
        N_("“{file}” has more than {limit} events and parts."),
        N_("Nothing was imported. Export a shorter time and choose that file."),
    ),
    "too_many_people": (
        N_("“{file}” names more than {limit} people."),
        N_("Nothing was imported. Split it, and take in the parts."),
    ),
    "long_text": (
        N_("The text is longer than {limit} million signs."),
        N_("Nothing was imported. Copy only the part with the people."),
    ),
    "long_field": (
        N_("“{file}” holds a field of more than {limit} KB in line {line}."),
        _COPY_LIST,
    ),
    "wrong_encoding": (
        N_("“{file}” is not written in {encoding}."),
        N_("Nothing was imported. Choose another encoding, or let it be found."),
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
