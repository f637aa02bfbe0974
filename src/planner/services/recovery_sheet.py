"""The recovery sheet of an encrypted library: a page to print and put into a safe, or its text."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from planner.documents.content import (
    Bullets,
    Document,
    Fact,
    Facts,
    Heading,
    Notice,
    Paragraph,
    Tone,
)
from planner.documents.looks import Look
from planner.i18n import _, current, plain_day
from planner.interchange.files import save_bytes


def sheet(name: str, code: str, on: dt.date) -> bytes:
    """A PDF of one page. ``name`` is the file of the library."""
    from planner.documents.engine.pdf import write_pdf

    return write_pdf(_document(name, code, on), Look(name="recovery"))


def pages(name: str, code: str, on: dt.date, ppi: float) -> tuple[Document, list[bytes]]:
    """The same as pictures for a printer; nothing of it is written to a file."""
    from planner.documents.engine.pdf import write_pages

    document = _document(name, code, on)
    return document, write_pages(document, Look(name="recovery"), ppi)


def text(name: str, code: str, on: dt.date) -> str:
    """The same, to be kept where PDF is of no use."""
    lines = [
        _title(),
        "",
        *(f"{label}: {value}" for label, value in _facts(name, on)),
        "",
        _("Recovery code"),
        "",
        *code_lines(code),
        "",
        _warning(),
        "",
        *(f"{number}. {step}" for number, step in enumerate(_steps(), 1)),
        "",
    ]
    return "\n".join(lines)


def save(path: Path, name: str, code: str, on: dt.date) -> None:
    """Write it as PDF, or as text where the name ends in .txt; only its owner can read the file.

    :raises NotWritten: it could not be written; what was there is as it was.
    """
    plain = path.suffix.lower() == ".txt"
    save_bytes(path, text(name, code, on).encode() if plain else sheet(name, code, on))


def code_lines(code: str) -> list[str]:
    """The groups with their numbers, so that one of them can be asked for."""
    groups = code.split("-")
    numbered = [f"{number:>2}: {group}" for number, group in enumerate(groups, 1)]
    return ["    ".join(numbered[start : start + 5]) for start in range(0, len(groups), 5)]


def _document(name: str, code: str, on: dt.date) -> Document:
    groups = code.split("-")
    rows = tuple(
        Fact(
            _("Groups {first} to {last}").format(first=start + 1, last=min(start + 5, len(groups))),
            ("   ".join(groups[start : start + 5]),),
        )
        for start in range(0, len(groups), 5)
    )
    return Document(
        title=_title(),
        language=current().code,
        made_at=dt.datetime.combine(on, dt.time()),
        type_size=12,
        blocks=(
            Heading(text=_title()),
            Facts(tuple(Fact(label, (value,)) for label, value in _facts(name, on))),
            Heading(text=_("Recovery code"), level=2),
            Facts(rows),
            Notice(title=_warning(), tone=Tone.WARNING),
            Heading(text=_("How to use it"), level=2),
            Bullets(_steps(), numbered=True),
            Paragraph(
                _(
                    "There are no zeros, ones, eights or nines in the code: O, I, B and G are letters."
                )
            ),
        ),
    )


def _title() -> str:
    return _("Recovery sheet")


def _facts(name: str, on: dt.date) -> tuple[tuple[str, str], ...]:
    return ((_("Library"), name), (_("Made on"), plain_day(on)))


def _warning() -> str:
    return _(
        "Whoever has this sheet and the library can read everything in it."
        " Without the passphrase and without this sheet nothing can be recovered."
    )


def _steps() -> tuple[str, ...]:
    return (
        _("Keep it in a safe or with someone you trust, away from the computer."),
        _(
            "If the passphrase is lost: open the library, choose “Use the recovery code” and type it."
        ),
        _(
            "Then choose a new passphrase. This sheet stays valid for the library and all its backups."
        ),
        _(
            "Copy the library together with the file beside it that is called like it and ends in .key:"
            " the passphrase works only with both. This sheet works without that file."
        ),
    )
