"""What stands on a paper, said once: the blocks that PDF, Word and the preview are all made of.

Every string is data: no engine ever reads it as markup. Nothing here knows how it is drawn.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Words:
    """The same in two languages; ``second`` is empty where the paper speaks one, or both say it alike."""

    text: str
    second: str = ""

    def __bool__(self) -> bool:
        return bool(self.text or self.second)


Text = Words | str
"""What is said in the languages of the paper, or a name or number that needs no language."""


class Change(enum.StrEnum):
    """What a release did to a part of the paper since the version it is compared with."""

    NONE = ""
    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


class Tone(enum.StrEnum):
    """How a boxed notice is meant; ``SECRET`` is what must not be disclosed."""

    INFO = "info"
    WARNING = "warning"
    SECRET = "secret"


class Weight(enum.StrEnum):
    """How a paragraph is set."""

    BODY = "body"
    LEAD = "lead"
    SMALL = "small"


class Align(enum.StrEnum):
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class PageSize(enum.StrEnum):
    """The sheet of paper; ``A6`` is the pocket."""

    A4 = "a4"
    LETTER = "letter"
    A6 = "a6"


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG, JPEG or SVG. ``alt`` says what is seen, for those who cannot see it; empty: decoration.

    ``width`` is in millimetres; 0 lets the place where it stands decide.
    """

    data: bytes
    alt: str = ""
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what stands beside it; several lines for several values."""

    label: Text
    lines: tuple[Text, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Cover:
    """The first page, alone on it."""

    title: Text
    kicker: Text = ""
    subtitle: Text = ""
    when: Text = ""
    facts: tuple[Fact, ...] = ()
    logos: tuple[Picture, ...] = ()
    note: Text = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """``level`` 1 to 3, none skipped. Level 1 is a bookmark; ``note`` stands small beside or below it."""

    text: Text
    level: int = 1
    note: Text = ""
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One or several paragraphs: line ends in the text stay."""

    text: Text
    weight: Weight = Weight.BODY
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[Text, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    rows: tuple[Fact, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """A box that stands out."""

    title: Text
    lines: tuple[Text, ...] = ()
    tone: Tone = Tone.INFO


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """``width`` is a share of the line, as compared with the other columns."""

    title: Text
    width: float = 1.0
    align: Align = Align.LEFT


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """As many cells as the table has columns. ``strong`` for sums; a row of one cell is a heading
    between rows, over all columns."""

    cells: tuple[Text, ...]
    change: Change = Change.NONE
    strong: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """The header is repeated on every page; a row is never cut."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """What stands below the title of an entry. ``label`` is what it is ("Host"); may be empty."""

    text: Text
    label: Text = ""
    soft: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One entry of a programme. ``time`` is how it is printed; ``time_note`` is "+1" or the zone.

    ``tag`` is a short word beside the title ("tbc"). ``change_note`` says what changed ("was 15:30").
    ``kind`` is the word of the kind of entry ("tour"), by which it may be set apart.
    """

    time: str
    title: Text
    time_note: Text = ""
    tag: Text = ""
    lines: tuple[Line, ...] = ()
    kind: str = ""
    change: Change = Change.NONE
    change_note: Text = ""


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries of a day, in order. ``compact`` for pockets and signs."""

    entries: tuple[Entry, ...]
    compact: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Portrait:
    """A person with a picture; without one the initials stand in its place."""

    name: Text
    initials: str = ""
    native: str = ""
    lines: tuple[Text, ...] = ()
    picture: Picture | None = None
    tag: Text = ""
    change: Change = Change.NONE


@dataclass(frozen=True, slots=True)
class Portraits:
    people: tuple[Portrait, ...]


class CardKind(enum.StrEnum):
    """Badges are 90 x 55 mm, ten to a sheet (eight on Letter); a tent card is a folded sheet with
    the name on both sides; a sign is one whole sheet on its side."""

    BADGE = "badge"
    TENT = "tent"
    SIGN = "sign"


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """``name`` is set as large as it fits; ``native`` below it; then ``lines``; ``tag`` in a corner."""

    name: Text
    native: str = ""
    lines: tuple[Text, ...] = ()
    top: Text = ""
    tag: str = ""
    logo: Picture | None = None


@dataclass(frozen=True, slots=True)
class Cards:
    kind: CardKind
    cards: tuple[Card, ...]


class Side(enum.StrEnum):
    """Which side of a long table a seat is at; ``HEAD`` and ``FOOT`` are its ends."""

    LEFT = "left"
    RIGHT = "right"
    HEAD = "head"
    FOOT = "foot"


@dataclass(frozen=True, kw_only=True, slots=True)
class Seat:
    """``number`` is the place in precedence on its side, 0 for an interpreter who sits behind."""

    name: Text
    side: Side
    number: int = 0
    note: Text = ""
    interpreter: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Seating:
    """A table seen from above: seats of a side in order from its middle outwards are not sorted
    here; they come in the order in which they stand along the table."""

    title: Text
    seats: tuple[Seat, ...]
    left: Text = ""
    right: Text = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture as wide as the text, with what it shows below it."""

    picture: Picture
    caption: Text = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    pass


Block = (
    Cover
    | Heading
    | Paragraph
    | Bullets
    | Facts
    | Notice
    | Table
    | Entries
    | Portraits
    | Cards
    | Seating
    | Figure
    | PageBreak
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A whole paper. ``language`` and ``second_language`` are IETF tags.

    ``version`` ("Version 3, 20 November 2026 14:05") and ``page_of`` ("Page {page} of {pages}")
    stand on every page, ``running`` at its head, ``contact`` at its foot; none on cards and signs.
    ``made_at`` is UTC without offset: the same paper of the same release has the same bytes.
    ``type_size`` is that of the letters in points, where the paper and not the look decides.
    """

    title: Text
    language: str
    made_at: dt.datetime
    second_language: str = ""
    author: str = ""
    subject: str = ""
    running: Text = ""
    version: Text = ""
    contact: Text = ""
    page_of: Text = "{page} / {pages}"
    size: PageSize = PageSize.A4
    landscape: bool = False
    type_size: float = 0.0
    blocks: tuple[Block, ...] = field(default=())


def first(text: Text) -> str:
    """What the main language says."""
    return text.text if isinstance(text, Words) else text


def second(text: Text) -> str:
    """What the second language says; empty where it is the same."""
    return text.second if isinstance(text, Words) and text.second != text.text else ""
