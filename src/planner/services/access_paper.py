"""The answer to a request for access as a paper: a page of answers, then every record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from planner.domain.access_answer import (
    AccessAnswer,
    Held,
    KeptFor,
    field_title,
    said,
    table_title,
)
from planner.domain.retention import COUNTED_FROM, GROUPS, FieldGroup
from planner.domain.times import on_this_clock
from planner.i18n import _, clock, current, day_in_words, ngettext

if TYPE_CHECKING:
    from planner.documents.content import Block
    from planner.services.core import Core

_SHOWN = 120
"""Signs of a value on paper; the whole of it stands in the file beside it."""
_FORMER_MOST = 400
"""Former values on paper; all of them stand in the file beside it."""


def paper(core: Core, answer: AccessAnswer) -> bytes:
    """A PDF in the language of the window."""
    from planner.documents.content import Document, Heading, Paragraph
    from planner.documents.engine.pdf import write_pdf
    from planner.documents.templates.known import template

    title = _("Data held about {name}").format(name=answer.name)
    text = _("This is all that is held here, as of {moment}. Other people were taken out of it.")
    blocks: list[Block] = [
        Heading(text=title),
        Paragraph(text.format(moment=_moment(answer.made_at))),
        *_table(
            _("Who was given data"),
            (_("When"), _("To whom"), _("What for"), _("Fields")),
            [
                (
                    _moment(one.at),
                    one.recipient,
                    one.purpose or one.file,
                    ", ".join(one.fields),
                )
                for one in answer.received
            ],
        ),
        *_table(
            _("Who looked at what is hidden"),
            (_("When"), _("Field"), _("What for")),
            [(_moment(one.at), one.field, one.purpose) for one in answer.looked],
        ),
        *_table(
            _("Where it came from"),
            (_("When"), _("Step"), _("By whom"), _("File")),
            [(_moment(one.at), one.what, one.by, one.file) for one in answer.came],
        ),
        *_lines(_("Sources"), answer.cited),
        *_table(
            _("How long it is kept"),
            (_("Group"), _("Days"), _("Until"), _("What for"), _("Legal basis")),
            [
                (
                    _(GROUPS[FieldGroup(one.group)].title),
                    str(one.days) if one.days else _("no end"),
                    _until(one),
                    _(one.purpose),
                    _(one.basis),
                )
                for one in answer.kept_for
            ],
        ),
        *_lines(_("Records that were made one with this one"), answer.merged),
        *_lines(_("Frozen versions"), answer.versions),
    ]
    for word, records in answer.by_table.items():
        blocks += _records(table_title(word), records)
    former = answer.former[:_FORMER_MOST]
    blocks += _records(_("Former values in the history"), former)
    if len(answer.former) > len(former):
        rest = len(answer.former) - len(former)
        text = ngettext(
            "One more stands in the file beside this one.",
            "{count} more stand in the file beside this one.",
            rest,
        )
        blocks.append(Paragraph(text))
    document = Document(
        title=title,
        language=current().code,
        made_at=answer.made_at,
        author=core.author,
        subject=title,
        page_of="{page} / {pages}",
        blocks=tuple(blocks),
    )
    return write_pdf(document, template(core.settings.text("template")))


def _moment(at: dt.datetime) -> str:
    """With its year, by the clock of this computer: an answer goes back over many."""
    here = on_this_clock(at)
    return f"{day_in_words(here.date(), year=True)} {clock(here)}"


def _until(one: KeptFor) -> str:
    """The day, or from when the days of each record count."""
    if one.until is not None:
        return day_in_words(one.until, year=True)
    return _(COUNTED_FROM[GROUPS[FieldGroup(one.group)].counted]) if one.days else ""


def _records(title: str, records: Sequence[Held]) -> Iterable[Block]:
    rows = [(table_title(one.word) if not one.about else one.about, _told(one)) for one in records]
    return _table(title, (_("What"), _("Values")), rows, widths=(1, 3))


def _told(one: Held) -> str:
    """Every field that says something; ids and pictures stand in the file beside it."""
    shown = []
    for name, value in one.values.items():
        text = said(value)
        if not text or name == "id" or name.endswith("_id"):
            continue
        if len(text) > _SHOWN:
            text = f"{text[:_SHOWN]}…"
        shown.append(f"{field_title(one.word, name)}: {text}")
    return "; ".join(shown) or "–"


def _table(
    title: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float] = (),
) -> Iterable[Block]:
    from planner.documents.content import Column, Heading, Paragraph, Row, Table

    yield Heading(text=title, level=2)
    if not rows:
        yield Paragraph(_("Nothing."))
        return
    shares = widths or (1.0,) * len(heads)
    yield Table(
        columns=tuple(
            Column(title=head, width=share) for head, share in zip(heads, shares, strict=True)
        ),
        rows=tuple(Row(cells=tuple(cell or "–" for cell in row)) for row in rows),
    )


def _lines(title: str, lines: Sequence[str]) -> Iterable[Block]:
    from planner.documents.content import Bullets, Heading

    if lines:
        yield Heading(text=title, level=2)
        yield Bullets(tuple(lines))
