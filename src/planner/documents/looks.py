"""How the papers of an office look: its name, logo and colours, its words, its Word styles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from planner.documents.content import Picture

ACCENT: Final = "#1F4E79"
INK: Final = "#1B1F24"


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """A template, read and checked.

    ``accent`` and ``ink`` are "#RRGGBB". ``page`` is the source that the engine of PDF is given,
    ``word`` a .docx whose styles, margins, header and footer are used. ``wording`` replaces words
    of ours: by language ("da"), then by the English message ("Programme").
    """

    name: str
    title: str = ""
    organisation: str = ""
    address: tuple[str, ...] = ()
    accent: str = ACCENT
    ink: str = INK
    logo: Picture | None = None
    page: str = ""
    word: bytes | None = None
    wording: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
