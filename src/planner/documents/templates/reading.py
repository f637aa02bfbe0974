"""A template's folder read into a look, with all that is wrong with it; nothing is guessed.

Reading is bounded and touches nothing: a broken template is as it was, and so are all papers.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from planner.documents.content import Picture
from planner.documents.looks import Layout, Look
from planner.documents.templates.keys import KEYS, LAYOUT, LAYOUT_TABLE, WORDING, Key, nearest
from planner.documents.templates.pictures import LARGEST, logo_fault
from planner.documents.templates.problems import PAGE, TABLE, WORD, Problem, line_of
from planner.documents.templates.word import word_fault
from planner.i18n import _

_TABLE_LIMIT: Final = 100_000
_PAGE_LIMIT: Final = 300_000
_WORD_LIMIT: Final = 10_000_000
_TEXT_LIMIT: Final = 300
_MOST_LINES: Final = 8
_COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}")
_AT: Final = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")
# A package would be fetched from the net: what a paper shows comes from here alone.
_PACKAGE: Final = re.compile(r'"@[\w-]*')
_PRINTS: Final = re.compile(r"\bprint\(|data\.json")


@dataclass(slots=True)
class Reading:
    """A template as far as it is read. ``source`` is the text of its table, ``so_far`` a look made
    of all that was right, for more advice; no paper is ever printed with it."""

    folder: Path
    source: str = ""
    told: Mapping[str, Any] = field(default_factory=dict)
    so_far: Look = field(default_factory=lambda: Look(name=""))
    problems: list[Problem] = field(default_factory=list)

    def fault(self, text: str, *path: str, severe: bool = True) -> None:
        """Something is wrong with a key of the table."""
        self.problems.append(Problem(TABLE, line_of(self.source, *path), text, severe))


def read(folder: Path, shipped: Callable[[str], Look | None]) -> tuple[Look | None, Reading]:
    """The look, or None where a severe problem keeps the template from use.

    ``shipped`` gives the look that a template says it changes; None: there is none of that name.
    """
    reading = Reading(folder)
    _read_table(reading)
    base = _base(reading, shipped)
    values = _values(reading, reading.told, KEYS, ())
    layout = _values(reading, _table(reading, LAYOUT_TABLE), LAYOUT, (LAYOUT_TABLE,))
    _unknown(reading)
    title = str(values.get("title") or folder.name)
    organisation = str(values.get("organisation", base.organisation))
    look = reading.so_far = Look(
        name=folder.name,
        title=title,
        organisation=organisation,
        address=tuple(values.get("address", base.address)),
        accent=str(values.get("accent", base.accent)),
        ink=str(values.get("ink", base.ink)),
        layout=Layout(**{**_as_told(base.layout), **layout}),
        logo=_logo(reading, str(values.get("logo", "")), organisation or title),
        page=_page(reading) or base.page,
        word=_word(reading) or base.word,
        wording=_wording(reading),
    )
    usable = not any(one.severe for one in reading.problems)
    return (look if usable else None), reading


# ------------------------------------------------------------------ the table


def _read_table(reading: Reading) -> None:
    data = _bytes(reading, TABLE, _TABLE_LIMIT)
    if data is None:
        if not any(one.file == TABLE for one in reading.problems):
            reading.problems.append(Problem(TABLE, 0, _("There is no such file.")))
        return
    try:
        reading.source = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        text = _("It is not written in UTF-8; save it so.")
        reading.problems.append(Problem(TABLE, line, text))
        return
    try:
        reading.told = tomllib.loads(reading.source)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        reading.problems.append(_not_toml(str(error), reading.source))


def _not_toml(told: str, source: str) -> Problem:
    place = _AT.search(told)
    line = len(source.splitlines()) if place is None or place[1] is None else int(place[1])
    text = _("It cannot be read here: {problem}").format(problem=_AT.sub("", told).strip()[:200])
    return Problem(TABLE, line, text)


def _base(reading: Reading, shipped: Callable[[str], Look | None]) -> Look:
    usual = Look(name="")
    name = reading.told.get("base")
    if not isinstance(name, str) or not name:
        return usual
    found = shipped(name)
    if found is None:
        reading.fault(
            _("There is no shipped template “{name}” that it could change.").format(name=name),
            "base",
        )
    return found or usual


def _table(reading: Reading, name: str) -> Mapping[str, Any]:
    found = reading.told.get(name, {})
    if isinstance(found, Mapping):
        return found
    reading.fault(_("“{name}” is a table: [{name}] on a line of its own.").format(name=name), name)
    return {}


def _values(
    reading: Reading, told: Mapping[str, Any], keys: tuple[Key, ...], table: tuple[str, ...]
) -> dict[str, Any]:
    """What is told and right, by key; all else is a problem."""
    found: dict[str, Any] = {}
    for key in keys:
        if key.name in told:
            value = told[key.name]
            if wrong := _wrong(key, value):
                reading.fault(wrong, *table, key.name)
            elif value != "":
                found[key.name] = value
    return found


def _wrong(key: Key, value: object) -> str:
    """What is wrong with the value of a key; empty if nothing is."""
    if isinstance(key.usual, tuple):
        return _wrong_lines(key.name, value)
    if key.span[1]:
        return _wrong_number(key, value)
    if not isinstance(value, str):
        return _('“{name}” is a text in quotation marks: "…".').format(name=key.name)
    if len(value) > _TEXT_LIMIT:
        return _("“{name}” is too long.").format(name=key.name)
    if key.choices and value not in key.choices:
        choices = ", ".join(key.choices)
        return _("“{name}” is one of: {choices}.").format(name=key.name, choices=choices)
    if key.colour and value and not _COLOUR.fullmatch(value):
        return _("“{value}” is no colour; write it as #RRGGBB, such as #1F4E79.").format(
            value=value[:40]
        )
    return ""


def _wrong_lines(name: str, value: object) -> str:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        return _('“{name}” is a list of lines: ["First line", "Second line"].').format(name=name)
    if len(value) > _MOST_LINES or any(len(one) > _TEXT_LIMIT for one in value):
        return _("“{name}” is too long.").format(name=name)
    return ""


def _wrong_number(key: Key, value: object) -> str:
    least, most = key.span
    if isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most:
        return ""
    return _("“{name}” is a number from {least} to {most}.").format(
        name=key.name, least=f"{least:g}", most=f"{most:g}"
    )


def _unknown(reading: Reading) -> None:
    """Advice on keys that nobody reads: probably a slip."""
    top = [key.name for key in KEYS] + [LAYOUT_TABLE, WORDING]
    inner = [key.name for key in LAYOUT]
    layout = reading.told.get(LAYOUT_TABLE, {})
    found: list[tuple[tuple[str, ...], list[str]]] = [((name,), top) for name in reading.told]
    if isinstance(layout, Mapping):
        found += [((LAYOUT_TABLE, name), inner) for name in layout]
    for path, known in found:
        if path[-1] in known:
            continue
        text = _("There is no setting “{name}”.").format(name=path[-1])
        if meant := nearest(path[-1], known):
            text = _("There is no setting “{name}”. Did you mean “{meant}”?").format(
                name=path[-1], meant=meant
            )
        elif path[-1] in inner:
            text = _("“{name}” belongs below [{table}].").format(name=path[-1], table=LAYOUT_TABLE)
        reading.fault(text, *path, severe=False)


def _wording(reading: Reading) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for language, words in _table(reading, WORDING).items():
        if not isinstance(words, Mapping):
            reading.fault(
                _("Words stand below their language: [wording.da], then “Programme” = “…”."),
                WORDING,
                language,
            )
            continue
        for message, own in words.items():
            if isinstance(own, str) and len(own) <= _TEXT_LIMIT:
                found.setdefault(language, {})[message] = own
            else:
                text = _("The words for “{message}” must be a short text.").format(message=message)
                reading.fault(text, WORDING, language, message)
    return found


def _as_told(layout: Layout) -> dict[str, Any]:
    return {key.name: getattr(layout, key.name) for key in LAYOUT}


# ------------------------------------------------------------------ its other files


def _logo(reading: Reading, name: str, alt: str) -> Picture | None:
    if not name:
        return None
    path = reading.folder / name
    if not path.resolve().is_relative_to(reading.folder.resolve()):
        reading.fault(_("The logo must lie in the folder of the template."), "logo")
        return None
    data = _bytes(reading, name, LARGEST)
    if data is None:
        if not any(one.file == name for one in reading.problems):
            text = _("There is no file “{name}” in the folder of the template.").format(name=name)
            reading.fault(text, "logo")
        return None
    if fault := logo_fault(data):
        reading.problems.append(Problem(name, *fault))
        return None
    return Picture(data, alt)


def _page(reading: Reading) -> str:
    data = _bytes(reading, PAGE, _PAGE_LIMIT)
    if data is None:
        return ""
    try:
        page = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        text = _("It is not written in UTF-8; save it so.")
        reading.problems.append(Problem(PAGE, line, text))
        return ""
    if package := _PACKAGE.search(page):
        line = page[: package.start()].count("\n") + 1
        text = _("It would fetch {name} from the net, which no paper does.").format(
            name=f"{package[0][1:]}…"
        )
        reading.problems.append(Problem(PAGE, line, text))
    elif not _PRINTS.search(page):
        text = _("Nothing would be printed: it must end with {call}.").format(call="#print()")
        reading.problems.append(Problem(PAGE, 0, text))
    return page


def _word(reading: Reading) -> bytes | None:
    data = _bytes(reading, WORD, _WORD_LIMIT)
    if data is not None and (fault := word_fault(data)):
        reading.problems.append(Problem(WORD, 0, fault))
    return data


def _bytes(reading: Reading, name: str, limit: int) -> bytes | None:
    """The content of a file of the template; None where there is none, or it cannot be had."""
    path = reading.folder / name
    try:
        if not path.is_file():
            return None
        with path.open("rb") as opened:
            data = opened.read(limit + 1)
    except (OSError, ValueError) as error:
        text = _("It cannot be read: {problem}").format(
            problem=getattr(error, "strerror", None) or error
        )
        reading.problems.append(Problem(name, 0, text))
        return None
    if len(data) > limit:
        size = f"{limit / 1_000_000:g}"
        text = _("It is larger than {size} MB.").format(size=size)
        reading.problems.append(Problem(name, 0, text))
        return None
    return data
