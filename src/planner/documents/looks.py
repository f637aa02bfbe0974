"""How the papers of an office look: its name, logo and colours, its words, its Word styles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from planner.documents.content import Picture

ACCENT: Final = "#1F4E79"
INK: Final = "#1B1F24"


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """How pages are laid out: what a template can turn without knowing the engine of PDF.

    ``cover`` is "left", "centred", or "top" for none of its own; ``rule`` "line", "double" or
    "none"; ``headings`` "bold" or "capitals"; ``head`` "text", "logo" or "none" is what of the
    office stands at the head of pages; ``flow`` "pages" or "continuous", where days and parts follow
    each other on the same page. ``size`` is that of the letters in points, ``margin`` in
    millimetres, ``spacing`` a factor on the space between things.
    """

    cover: str = "left"
    rule: str = "line"
    headings: str = "bold"
    head: str = "text"
    flow: str = "pages"
    size: float = 10.0
    margin: float = 22.0
    spacing: float = 1.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """A template, read and checked.

    ``accent`` and ``ink`` are "#RRGGBB". ``page`` is a source of the office's own for the
    engine of PDF, empty where ours is used as it is; ``word`` a .docx whose styles, margins, header and footer are used. ``wording`` replaces words
    of ours: by language ("da"), then by the English message ("Programme").
    """

    name: str
    title: str = ""
    organisation: str = ""
    address: tuple[str, ...] = ()
    accent: str = ACCENT
    ink: str = INK
    layout: Layout = Layout()
    logo: Picture | None = None
    page: str = ""
    word: bytes | None = None
    wording: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def tightened(look: Look) -> Look:
    """The same for papers that say all on one page: smaller letters, less air and narrow margins."""
    layout = look.layout
    return replace(
        look,
        layout=replace(
            layout,
            size=min(layout.size, 8.0),
            margin=min(layout.margin, 14.0),
            spacing=min(layout.spacing, 0.4),
        ),
    )


def sized(look: Look, size: float) -> Look:
    """With letters of this size in points; 0 leaves those of the look."""
    return replace(look, layout=replace(look.layout, size=size)) if size else look
