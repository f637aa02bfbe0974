"""What a template.toml may say: each key once, with what it takes and what it is for."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from planner.documents.looks import ACCENT, INK, Layout
from planner.i18n import N_

_USUAL: Final = Layout()
Value = str | float | tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Key:
    """``choices`` are the words it takes, ``span`` the least and the largest number; a ``colour`` is
    "#RRGGBB". ``text`` stands above it in a new template."""

    name: str
    usual: Value
    text: str
    choices: tuple[str, ...] = ()
    span: tuple[float, float] = (0, 0)
    colour: bool = False


KEYS: Final = (
    Key(name="title", usual="", text=N_("What the template is called in lists.")),
    Key(name="base", usual="plain", text=N_("The shipped template that it changes.")),
    Key(
        name="organisation",
        usual="",
        text=N_("Your office, as it stands at the head of pages and as the author of files."),
    ),
    Key(name="address", usual=(), text=N_("Lines of your address, for the cover.")),
    Key(
        name="logo",
        usual="",
        text=N_("A PNG, JPEG or SVG file in this folder, such as logo.svg."),
    ),
    Key(
        name="accent",
        usual=ACCENT,
        colour=True,
        text=N_("The colour of lines, times and marks; dark enough to be read on white."),
    ),
    Key(name="ink", usual=INK, colour=True, text=N_("The colour of the letters.")),
)
LAYOUT: Final = (
    Key(
        name="cover",
        usual=_USUAL.cover,
        choices=("left", "centred", "top"),
        text=N_("The cover: left, centred, or top for none of its own."),
    ),
    Key(
        name="rule",
        usual=_USUAL.rule,
        choices=("line", "double", "none"),
        text=N_("The lines under large headings: line, double or none."),
    ),
    Key(
        name="headings",
        usual=_USUAL.headings,
        choices=("bold", "capitals"),
        text=N_("Headings: bold or capitals."),
    ),
    Key(
        name="head",
        usual=_USUAL.head,
        choices=("text", "logo", "none"),
        text=N_("What stands at the head of pages: text, logo or none."),
    ),
    Key(
        name="flow",
        usual=_USUAL.flow,
        choices=("pages", "continuous"),
        text=N_("Days and parts: pages for a new page each, or continuous."),
    ),
    Key(
        name="size",
        usual=_USUAL.size,
        span=(7, 13),
        text=N_("The size of the letters in points."),
    ),
    Key(name="margin", usual=_USUAL.margin, span=(14, 40), text=N_("The margin in millimetres.")),
    Key(
        name="spacing",
        usual=_USUAL.spacing,
        span=(0.5, 1.6),
        text=N_("The space between things; 1 is usual, less is denser."),
    ),
)
WORDING: Final = "wording"
LAYOUT_TABLE: Final = "layout"


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant; empty where none is near."""
    known = list(known)
    folded = {one.casefold(): one for one in known}
    found = difflib.get_close_matches(word.casefold(), folded, 1, 0.6)
    return folded[found[0]] if found else ""
