"""The list within a sheet: what each column means, how sure that is, and which rows are people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from planner.domain.column_looks import Look, judge, look
from planner.domain.column_meanings import (
    IDENTITY,
    NAMES,
    NOT_IMPORTED,
    SEVERAL,
    SPECIAL,
    Meaning,
    bare,
)
from planner.domain.findings import Finding, Severity, Subject
from planner.domain.headers import Header, find_header, header_at
from planner.domain.hidden_columns import detail_of
from planner.domain.list_rows import LeftOut, choose_rows
from planner.domain.purposes import ALLOWED
from planner.domain.sheets import Cell, Table, column_letters


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the list, counted from 0.

    ``confidence`` is 0 to 3. ``reason`` is the kind of finding that says why it is not imported.
    ``day_first`` reads "10/05/2027" as 10 May. ``purpose`` is what a sensitive column is taken in
    for, a value of :class:`planner.domain.purposes.Purpose`; without one it stays out.
    """

    index: int
    header: str
    meaning: Meaning = Meaning.IGNORE
    confidence: int = 0
    imported: bool = False
    reason: str = ""
    samples: tuple[str, ...] = ()
    day_first: bool = True
    purpose: str = ""

    @property
    def letters(self) -> str:
        return column_letters(self.index)


@dataclass(frozen=True, slots=True)
class Columns:
    """The list found in a sheet. Rows are counted from 0; ``header_height`` 0 says there is no header.

    ``doubtful`` rows hold a name and nothing else where others hold more: a heading or a person.
    """

    sheet: str
    header_row: int
    header_height: int
    columns: tuple[Column, ...]
    rows: tuple[int, ...]
    left_out: tuple[LeftOut, ...] = ()
    doubtful: frozenset[int] = frozenset()
    findings: tuple[Finding, ...] = ()

    @property
    def signature(self) -> str:
        """The folded headers in their order: what a mapping is remembered by; empty without headers."""
        return (
            "|".join(bare(column.header) for column in self.columns) if self.header_height else ""
        )

    @property
    def meanings(self) -> tuple[str, ...]:
        """The meanings in order, as they are remembered; a purpose is chosen anew each time."""
        return tuple(column.meaning.value for column in self.columns)

    def of(self, *meanings: Meaning) -> list[Column]:
        """The imported columns with one of these meanings, from the left."""
        return [column for column in self.columns if column.imported and column.meaning in meanings]


def match(table: Table, header_row: int | None = None, header_height: int = 1) -> Columns:
    """Find the list in a sheet and say what its columns mean; a header row may be pointed out."""
    if table.meanings and header_row is None:
        return _known(table)
    header = (
        find_header(table) if header_row is None else header_at(table, header_row, header_height)
    )
    body = [row for row in table.rows[header.first_data_row :] if any(cell.text for cell in row)]
    indices = [
        index
        for index in range(table.width)
        if (index < len(header.texts) and header.texts[index].strip())
        or any(index < len(row) and row[index].text for row in body)
    ]
    looks = {index: look(body, index) for index in indices}
    texts = [header.texts[index] if index < len(header.texts) else "" for index in indices]
    judged = judge([(text, looks[index]) for text, index in zip(texts, indices, strict=True)])
    columns = tuple(
        _allowed(Column(index, text, meaning, sure, samples=looks[index].samples))
        for index, text, (meaning, sure) in zip(indices, texts, judged, strict=True)
    )
    return _with_rows(table, header, columns, looks)


def _samples(body: Sequence[Sequence[Cell]], index: int, word: str) -> tuple[str, ...]:
    """What stands in a column of a known kind; nothing of what only programs can read."""
    unreadable = word in (Meaning.PHOTO, Meaning.CARD_LINES)
    return () if unreadable else look(body, index).samples


def _known(table: Table) -> Columns:
    """The columns of a file whose kind says what they mean."""
    header = header_at(table, 0, 1)
    body = table.rows[1:]
    columns = tuple(
        _allowed(
            Column(
                index, header.texts[index], Meaning(word), 3, samples=_samples(body, index, word)
            )
        )
        for index, word in enumerate(table.meanings)
    )
    rows = tuple(range(1, len(table.rows)))
    return Columns(table.name, 0, 1, columns, rows)


def with_meaning(
    table: Table,
    columns: Columns,
    index: int,
    meaning: Meaning,
    *,
    imported: bool | None = None,
    purpose: str = "",
) -> Columns:
    """The columns after somebody said what one of them means; ``imported`` overrides what is usual.

    Identity papers stay out whatever is said, sensitive columns unless a ``purpose`` is given that
    allows them. A single-valued meaning is taken from its former column.
    """
    changed = []
    for column in columns.columns:
        if column.index == index:
            named = replace(column, meaning=meaning, confidence=3, purpose=purpose)
            column = _allowed(named, imported)
        elif column.meaning is meaning and meaning not in SEVERAL:
            column = _allowed(replace(column, meaning=Meaning.IGNORE, confidence=3))
        changed.append(column)
    return _again(table, columns, tuple(changed))


def remembered(table: Table, columns: Columns, meanings: Sequence[str]) -> Columns:
    """The columns with the meanings that these headers had last time; unchanged if they do not fit."""
    if len(meanings) != len(columns.columns):
        return columns
    changed = []
    for column, word in zip(columns.columns, meanings, strict=True):
        try:
            meaning = Meaning(word.removesuffix("+"))  # of before purposes had to be chosen
        except ValueError:
            return columns
        changed.append(_allowed(replace(column, meaning=meaning, confidence=3)))
    return _again(table, columns, tuple(changed))


def _again(table: Table, columns: Columns, changed: tuple[Column, ...]) -> Columns:
    header = header_at(table, columns.header_row, columns.header_height)
    body = [table.rows[row] for row in range(header.first_data_row, len(table.rows))]
    return _with_rows(table, header, changed, {c.index: look(body, c.index) for c in changed})


def _with_rows(
    table: Table, header: Header, columns: tuple[Column, ...], looks: Mapping[int, Look]
) -> Columns:
    names = [column.index for column in columns if column.meaning in NAMES]
    told = [
        column.index for column in columns if column.meaning not in (Meaning.IGNORE, Meaning.NUMBER)
    ]
    rows, left_out, doubtful = choose_rows(table, header, names, told)
    findings = []
    for place, column in enumerate(columns):
        if column.meaning in _MOMENTS or (column.imported and column.meaning in IDENTITY):
            order = looks[column.index].slashes
            columns = (
                *columns[:place],
                replace(column, day_first=order != "month"),
                *columns[place + 1 :],
            )
            if order in ("unknown", "mixed"):
                findings.append(
                    _about(
                        column,
                        "column.dates_ambiguous" if order == "unknown" else "column.dates_mixed",
                    )
                )
        if column.reason:
            findings.append(_about(column, column.reason))
    if not header.height:
        findings.append(
            Finding(
                "sheet.no_header", Severity.WARNING, (Subject("sheet", table.name, table.name),)
            )
        )
    return Columns(
        table.name, header.row, header.height, columns, rows, left_out, doubtful, tuple(findings)
    )


def _about(column: Column, kind: str) -> Finding:
    severity = Severity.NOTE if kind in _REASONS.values() else Severity.WARNING
    subject = Subject("column", column.letters, column.header or column.letters)
    return Finding(kind, severity, (subject,), {"column": column.header or column.letters})


_MOMENTS: Final = frozenset({Meaning.ARRIVAL, Meaning.DEPARTURE})
_REASONS: Final[dict[Meaning | None, str]] = {
    **dict.fromkeys((*SPECIAL, *IDENTITY), "column.special"),
    None: "column.never_kept",
}


def _allowed(column: Column, imported: bool | None = None) -> Column:
    """The column with what may be imported of it, and the reason if that is nothing."""
    meaning = column.meaning
    asks = meaning in SPECIAL or meaning in IDENTITY
    usual = meaning not in NOT_IMPORTED and not asks
    take = usual if imported is None or meaning in NOT_IMPORTED else imported
    purpose = column.purpose if column.purpose in ALLOWED.get(meaning, ()) else ""
    if asks:
        take = bool(purpose) and imported is not False
    refused = meaning in IDENTITY and detail_of(column.header, meaning) is None
    take = take and not refused
    reason = "" if take else _REASONS.get(None if refused else meaning, "")
    samples = column.samples
    if meaning in IDENTITY:
        samples = tuple(sample[:2] + "…" for sample in samples)
    return replace(
        column,
        imported=take,
        reason=reason,
        samples=samples,
        purpose=purpose if take else "",
    )
