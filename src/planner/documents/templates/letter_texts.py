"""The texts of letters: an office's own in the folder of its template, else ours, by language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from planner import paths
from planner.errors import NotReadable, UserError
from planner.i18n import _

FIELDS: Final = (
    *("sender", "address", "place_and_date", "visit", "days"),
    *("salutation", "entries", "signature"),
)
"""What may stand in braces."""
FALLBACK: Final = "en"
LARGEST: Final = 50_000
"""Bytes of a text: a letter is one page."""
_FIELD: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, kw_only=True, slots=True)
class LetterText:
    """``code`` is the language in which it is written."""

    file: str
    code: str
    text: str


def letter_text(name: str, code: str, own: Path | None) -> LetterText:
    """The text in the language, else in English; ``own`` is the folder of the office's template.

    :raises UserError: the text cannot be read, or has a placeholder that is not known.
    """
    for language in dict.fromkeys((code, FALLBACK)):
        for folder in (own, paths.resources() / "letters"):
            path = folder / f"{name}.{language}.txt" if folder is not None else None
            if path is not None and path.is_file():
                return LetterText(file=path.name, code=language, text=_read(path))
    raise UserError(
        _("There is no text for this letter."), _("Install the program again, or write one.")
    )


def _read(path: Path) -> str:
    try:
        content = path.read_bytes()[: LARGEST + 1]
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise NotReadable(
            _("The text of the letter “{file}” cannot be read.").format(file=path.name),
            _("Save it as UTF-8. Nothing was written."),
        ) from error
    if len(content) > LARGEST:
        raise NotReadable(
            _("The text of the letter “{file}” is too long.").format(file=path.name),
            _("A letter is one page. Nothing was written."),
        )
    _require_known(path.name, text)
    return text


def _require_known(file: str, text: str) -> None:
    """Nothing in braces may be left in a letter that goes out."""
    unknown = [name for name in _FIELD.findall(text) if name not in FIELDS]
    rest = _FIELD.sub("", text)
    if unknown or "{" in rest or "}" in rest:
        raise UserError(
            _("“{file}” has a placeholder that is not known: {name}.").format(
                file=file, name=f"{{{unknown[0]}}}" if unknown else "{"
            ),
            _("There are: {names}.").format(names=", ".join(f"{{{name}}}" for name in FIELDS)),
        )


def filled(text: str, values: dict[str, str]) -> str:
    """In one pass: what a value says is never read as a placeholder."""
    return _FIELD.sub(lambda found: values.get(found[1], ""), text)
