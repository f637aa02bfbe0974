"""A paper as readable text: what its blocks say, in order, without how they are drawn."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from planner.documents.content import (
    Block,
    Bullets,
    Card,
    Cards,
    Cover,
    Document,
    Entries,
    Entry,
    Fact,
    Facts,
    Figure,
    Heading,
    Notice,
    Paragraph,
    Portraits,
    Seating,
    Table,
    Text,
    first,
    second,
)

GOLDEN = Path(__file__).parents[1] / "golden" / "papers"


def outline(document: Document) -> str:
    """The frame, then each block; the second language stands behind a slash."""
    lines = [
        f"title: {said(document.title)}",
        f"version: {said(document.version)}",
        f"contact: {said(document.contact)}",
        f"size: {document.size.value}",
    ]
    for block in document.blocks:
        lines += _lines(block)
    return "\n".join(lines) + "\n"


def held(name: str, document: Document) -> None:
    """The outline is as the golden file says; PLANNER_GOLDEN=1 writes it anew."""
    path, text = GOLDEN / f"{name}.txt", outline(document)
    if os.environ.get("PLANNER_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def said(text: Text) -> str:
    both = f"{first(text)} / {second(text)}" if second(text) else first(text)
    return both.replace("\n", " | ")


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Cover():
            yield f"[cover] {said(block.kicker)} – {said(block.title)} – {said(block.when)}"
            yield from (_fact(one) for one in block.facts)
            yield f"  logos: {len(block.logos)}; {said(block.note)}"
        case Heading():
            mark = "#" * block.level + ("^" if block.new_page else "")
            yield f"{mark} {said(block.text)}"
            if block.note:
                yield f"  ({said(block.note)})"
        case Paragraph():
            yield f"[{block.weight.value}] {said(block.text)}"
        case Bullets():
            yield from (f"• {said(one)}" for one in block.items)
        case Facts():
            yield from (_fact(one) for one in block.rows)
        case Notice():
            yield f"[{block.tone.value}] {said(block.title)}"
            yield from (f"  {said(line)}" for line in block.lines)
        case Table():
            yield "| " + " | ".join(said(one.title) for one in block.columns)
            for row in block.rows:
                mark = f"{row.change.value}! " if row.change.value else ""
                yield f"  {mark}" + " ; ".join(said(cell) for cell in row.cells)
        case Entries():
            for entry in block.entries:
                yield from _entry(entry)
        case Portraits():
            for one in block.people:
                yield f"[portrait] {said(one.name)} {one.native} {[said(x) for x in one.lines]}"
        case Cards():
            yield from (_card(one) for one in block.cards)
        case Seating():
            yield f"[seating] {said(block.title)}: {said(block.left)} – {said(block.right)}"
            for seat in block.seats:
                behind = " (interpreter)" if seat.interpreter else ""
                yield f"  {seat.side.value} {seat.number} {said(seat.name)}{behind}"
        case Figure():
            yield f"[figure] {block.picture.alt}; {said(block.caption)}"
        case _:
            yield f"[{type(block).__name__.lower()}]"


def _fact(one: Fact) -> str:
    return f"  {said(one.label)}: {'; '.join(said(line) for line in one.lines)}"


def _card(one: Card) -> str:
    return f"[card] {said(one.top)} – {said(one.name)} {one.native} {[said(x) for x in one.lines]}"


def _entry(one: Entry) -> Iterator[str]:
    mark = f"{one.change.value}! " if one.change.value else ""
    tag = f" [{said(one.tag)}]" if one.tag else ""
    note = f" ({said(one.time_note)})" if one.time_note else ""
    yield f"- {mark}{one.time}{note} {said(one.title)}{tag}"
    if one.change_note:
        yield f"    ! {said(one.change_note)}"
    for line in one.lines:
        label = f"{said(line.label)}: " if line.label else ""
        yield f"    {label}{said(line.text)}"
