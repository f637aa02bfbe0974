"""What files of a visit are called: names that sort by date and that every system can hold."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Final

from planner.domain.visits import Visit
from planner.text import safe_file_name

_PART: Final = 80
_WHOLE: Final = 180
"""Octets of UTF-8; file systems take 255, and a number or an ending may follow."""
_ENDING: Final = 5
"""Signs of the longest ending of a file, as of ".xlsx" without its point."""
_LONG_ENDING: Final = 12
"""The same for files of others, as of ".excalidraw"."""


def file_stem(visit: Visit, parts: Iterable[str], release: int | None, *, draft: str) -> str:
    """ "2026-11-16_MEXT_programme_v3": the first day, the code, what it is, for whom, which version.

    ``draft`` stands in place of the version where there is none.
    """
    day = visit.first_day.isoformat() if visit.first_day else ""
    code = _cut(visit.code or visit.title, _PART // 2)
    version = f"v{release}" if release is not None else draft
    middle = _cut("_".join(_cut(part, _PART) for part in parts if part), _WHOLE - 70)
    return safe_file_name("_".join(part for part in (day, code, middle, version) if part))


def safe_name(text: str, *, fallback: str, limit: int = _WHOLE) -> str:
    """One name for a file or folder, cut to ``limit`` octets before a file system refuses it."""
    return safe_file_name(_cut(safe_file_name(text, fallback=fallback), limit), fallback=fallback)


def own_name(name: str, *, fallback: str = "file") -> str:
    """The name of a file that somebody gave, as every system can hold it; its ending stays.

    Signs that show nothing go: what would look like "fdp.exe" reversed is called what it is.
    """
    bare = "".join(sign for sign in name if unicodedata.category(sign) not in ("Cf", "Cc", "Cs"))
    stem, dot, ending = bare.rstrip(" .").rpartition(".")
    if not (dot and stem and ending.isascii() and ending.isalnum() and len(ending) <= _LONG_ENDING):
        return safe_name(bare, fallback=fallback)
    room = _WHOLE - len(ending) - 1
    return f"{safe_name(stem, fallback=fallback, limit=room)}.{ending}"


def unused(name: str, taken: set[str]) -> str:
    """The name, or with the next number, that is not in ``taken``; it is put there.

    Capitals and the ways to write an accent make no difference: they are one file on some systems.
    """
    stem, dot, ending = name.rpartition(".")
    if not dot or not (ending.isascii() and ending.isalnum() and len(ending) <= _ENDING):
        stem, dot, ending = name, "", ""  # the point of "Dr. Weiß" ends nothing
    found, number = name, 1
    while (key := name_key(found)) in taken:
        number += 1
        found = f"{stem} ({number}){dot}{ending}"
    taken.add(key)
    return found


def name_key(name: str) -> str:
    """Names with the same key are one file on some systems."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())


def _cut(text: str, limit: int) -> str:
    """At most so many octets, never half a character."""
    bare = " ".join(unicodedata.normalize("NFC", text).split())
    return bare.encode("utf-8", "replace")[:limit].decode("utf-8", "ignore").strip()
