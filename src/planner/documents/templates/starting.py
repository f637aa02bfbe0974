"""The files of a new template: a table that explains itself, and a Word file with all styles."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from planner.documents.looks import Look
from planner.documents.templates.keys import KEYS, LAYOUT, LAYOUT_TABLE, WORDING, Key, Value
from planner.documents.templates.problems import TABLE, WORD, line_of
from planner.i18n import _

EXAMPLE_WORD: Final = "word-example.docx"
"""Not :data:`WORD`, whose colours and styles would win over those that the table says."""
_LARGEST: Final = 10_000_000
_MOST_FILES: Final = 20
_EXAMPLE: Final = "Programme"


def started(title: str, base: str, look: Look) -> dict[str, bytes]:
    """A template of an office that begins as a shipped one: what it has is told, and can be changed."""
    from planner.documents.specimen import specimen
    from planner.documents.word.writing import write_word

    return {
        TABLE: _table(title, base, look).encode(),
        EXAMPLE_WORD: write_word(specimen(look), look),
    }


def copied(title: str, folder: Path, source: str) -> dict[str, bytes]:
    """A template of an office that begins as another one of its own, file by file."""
    files = {
        path.name: path.read_bytes()
        for path in sorted(folder.iterdir())[:_MOST_FILES]
        if path.is_file() and path.stat().st_size <= _LARGEST and not path.name.startswith(".")
    }
    lines = source.splitlines()
    line = line_of(source, "title")
    if line:
        lines[line - 1] = f"title = {_written(title)}"
    else:
        lines.insert(0, f"title = {_written(title)}")
    return {**files, TABLE: ("\n".join(lines) + "\n").encode()}


def _table(title: str, base: str, look: Look) -> str:
    told: dict[str, Value] = {
        "title": title,
        "base": base,
        "organisation": look.organisation,
        "address": look.address,
        "logo": "",
        "accent": look.accent,
        "ink": look.ink,
    }
    lines = [
        "# " + _("How the papers of an office look. Change what you like, then check it."),
        "# " + _("A line that begins with # is a note; take the # away to make it count."),
        "# "
        + _("{example} holds our styles. Saved as {word} it says how Word papers look.").format(
            example=EXAMPLE_WORD, word=WORD
        ),
        "",
        *(line for key in KEYS for line in _said(key, told[key.name])),
        f"[{LAYOUT_TABLE}]",
        *(line for key in LAYOUT for line in _said(key, getattr(look.layout, key.name))),
        "# " + _("Words of your own: below each language, the English words and what you say."),
        f"[{WORDING}.da]",
        f'# {_EXAMPLE} = "Besøgsprogram"',
        f"[{WORDING}.de]",
        f'# {_EXAMPLE} = "Besuchsprogramm"',
    ]
    return "\n".join(lines) + "\n"


def _said(key: Key, value: Value) -> list[str]:
    """The key with its value; as a note where it has none of its own."""
    is_told = value not in ("", ()) and (key.name in ("title", "base") or value != key.usual)
    mark = "" if is_told else "# "
    return [f"# {_(key.text)}", f"{mark}{key.name} = {_written(value)}", ""]


def _written(value: Value) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_written, value)) + "]"
    if isinstance(value, str):
        plain = re.sub(r"[\x00-\x1f\x7f]", " ", value)
        return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return f"{value:g}"
