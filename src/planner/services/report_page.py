"""The first sheet of the report as a workbook: all of the printed page, to be printed on one page too."""

from __future__ import annotations

from planner.documents.content import (
    Bullets,
    Document,
    Facts,
    Heading,
    Paragraph,
    Table,
    Text,
    first,
)
from planner.interchange.excel_writer import Sheet, SheetColumn, Value

WIDTHS = (32, 32, 52, 16, 18)
"""In signs; the label or the first cell, then what is said."""


def page_sheet(document: Document, title: str, note: str) -> Sheet:
    """What the blocks of a report say, one below the other; in the main language."""
    rows: list[tuple[Value, ...]] = []
    strong: list[int] = []

    def put(*texts: Text, is_strong: bool = False) -> None:
        if is_strong:
            strong.append(len(rows))
        said = [first(text) for text in texts[: len(WIDTHS)]]
        rows.append((*said, *[None] * (len(WIDTHS) - len(said))))

    for block in document.blocks:
        match block:
            case Heading(level=1):
                pass
            case Heading():
                put(block.text, block.note, is_strong=True)
            case Facts():
                for fact in block.rows:
                    put(fact.label, "\n".join(first(line) for line in fact.lines))
            case Table():
                put(*(column.title for column in block.columns), is_strong=True)
                for row in block.rows:
                    put(*row.cells, is_strong=row.strong)
            case Bullets():
                for line in block.items:
                    put(f"• {first(line)}")
            case Paragraph():
                put(block.text)
    columns = [SheetColumn(title, WIDTHS[0]), *(SheetColumn("", wide) for wide in WIDTHS[1:])]
    return Sheet(title, columns, rows, note, landscape=False, strong=strong, one_page=True)
