"""A paper with every kind of block, by which a template is looked at and checked."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Final

from planner.documents.content import (
    Block,
    Bullets,
    Card,
    CardKind,
    Cards,
    Change,
    Column,
    Cover,
    Document,
    Entries,
    Entry,
    Fact,
    Facts,
    Figure,
    Heading,
    Line,
    Notice,
    PageSize,
    Paragraph,
    Picture,
    Portrait,
    Portraits,
    Row,
    Seat,
    Seating,
    Side,
    Table,
    Text,
    Tone,
    Weight,
    Words,
    first,
)
from planner.documents.looks import Look
from planner.documents.speaking.dates import date_range, long_date
from planner.documents.speaking.wording import NOT_NAMED, PAGE_OF, TBC, VERSION, Speech, speech
from planner.i18n import N_

_FIRST: Final = dt.date(2027, 5, 10)
_LAST: Final = dt.date(2027, 5, 12)
_MADE: Final = dt.datetime(2027, 4, 1, 9, 30)
_GUEST: Final = N_("Guest {number}")
_WORDS: Final = N_("This is how a paragraph looks: as long as the line, then on the next.")
_DRAWING: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 50"><path d="M8 42 50 14 92 30 152 8"'
    ' fill="none" stroke="{accent}" stroke-width="0.8"/><g fill="{accent}"><circle cx="8" cy="42" '
    'r="2"/><circle cx="50" cy="14" r="2"/><circle cx="92" cy="30" r="2"/><circle cx="152" cy="8" '
    'r="2"/></g></svg>'
)


def specimen(look: Look, *codes: str, size: PageSize = PageSize.A4) -> Document:
    """The paper in one language, or two side by side, with the words of the look."""
    speak = speech(*(codes or ("en",)), wording=look.wording)
    both = speak.both
    return Document(
        title=both(N_("Specimen")),
        language=speak.code,
        second_language=speak.second_code,
        made_at=_MADE,
        author=look.organisation,
        running=both(N_("Specimen")),
        version=both(VERSION, number=1),
        contact=both(N_("Emergency contact")),
        page_of=both(PAGE_OF, page="{page}", pages="{pages}"),
        size=size,
        blocks=(
            *_cover(look, speak),
            *_programme(speak),
            *_people(speak),
            *_texts(look, speak),
            *_cards(look, speak),
        ),
    )


def _cover(look: Look, speak: Speech) -> tuple[Block, ...]:
    return (
        Cover(
            kicker=speak.both(N_("Programme")),
            title=speak.both(N_("Specimen")),
            when=speak.each(partial(date_range, _FIRST, _LAST)),
            subtitle=look.title,
            facts=(
                Fact(speak.both(N_("Host")), (look.organisation or NOT_NAMED,)),
                Fact(speak.both(N_("Delegation")), (_guest(speak, 1), _guest(speak, 2))),
            ),
            logos=() if look.logo is None else (look.logo,),
        ),
    )


def _programme(speak: Speech) -> tuple[Block, ...]:
    return (
        Heading(text=speak.each(partial(long_date, _FIRST)), new_page=True),
        Entries(
            (
                Entry(
                    time="09:00–10:00",
                    title=speak.both(N_("Welcome")),
                    lines=(Line(label=speak.both(N_("Host")), text=NOT_NAMED),),
                ),
                Entry(
                    time="10:30–12:00",
                    title=speak.both(N_("Meeting")),
                    tag=speak.both(TBC),
                    lines=(Line(label=speak.both(N_("Place")), text=NOT_NAMED),),
                    change=Change.CHANGED,
                ),
                Entry(time="12:15", title=speak.both(N_("Arrival")), kind="leg"),
                Entry(
                    time="18:00–20:00",
                    title=speak.both(N_("Reception")),
                    lines=(Line(text=speak.both(_WORDS), soft=True),),
                    change=Change.NEW,
                ),
            )
        ),
    )


def _people(speak: Speech) -> tuple[Block, ...]:
    both = speak.both
    return (
        Heading(text=both(N_("Participants")), note=both(VERSION, number=1)),
        Table(
            columns=(
                Column(title="#", width=0.4),
                Column(title=both(N_("Name")), width=2),
                Column(title=both(N_("Organisation")), width=2),
            ),
            rows=(
                Row(cells=(both(N_("Delegation")),)),
                Row(cells=("1", _guest(speak, 1), NOT_NAMED), change=Change.NEW),
                Row(cells=("2", _guest(speak, 2), NOT_NAMED)),
                Row(cells=("2", both(N_("Delegation")), ""), strong=True),
            ),
        ),
        Heading(text=both(N_("Delegation")), level=2),
        Portraits(
            tuple(
                Portrait(name=_guest(speak, number), initials=str(number), lines=(NOT_NAMED,))
                for number in (1, 2)
            )
        ),
        Seating(
            title=both(N_("Reception")),
            left=both(N_("Hosts")),
            right=both(N_("Delegation")),
            seats=(
                Seat(name=NOT_NAMED, side=Side.LEFT, number=1),
                Seat(name=_guest(speak, 1), side=Side.RIGHT, number=1),
                Seat(name=both(N_("Interpreter")), side=Side.RIGHT, interpreter=True),
            ),
        ),
    )


def _texts(look: Look, speak: Speech) -> tuple[Block, ...]:
    both = speak.both
    words = both(_WORDS)
    drawing = Picture(_DRAWING.format(accent=look.accent).encode(), first(words), 110)
    return (
        Heading(text=both(N_("Notes"))),
        Paragraph(words, Weight.LEAD),
        Paragraph(words),
        Paragraph(words, Weight.SMALL),
        Heading(text=both(N_("Notes")), level=2),
        Bullets((words, words)),
        Bullets((words, words), numbered=True),
        Heading(text=both(N_("Notes")), level=3),
        Facts((Fact(both(N_("Address")), tuple(look.address) or (NOT_NAMED,)),)),
        *(Notice(title=both(N_("Notes")), lines=(words,), tone=tone) for tone in Tone),
        Figure(drawing, both(N_("Specimen"))),
    )


def _cards(look: Look, speak: Speech) -> tuple[Block, ...]:
    card = Card(
        name=_guest(speak, 1),
        lines=(look.organisation or NOT_NAMED,),
        top=speak.both(N_("Welcome")),
        tag="A",
        logo=look.logo,
    )
    return tuple(Cards(kind, (card,)) for kind in CardKind)


def _guest(speak: Speech, number: int) -> Text:
    said: Words = speak.both(_GUEST, number=number)
    return said
