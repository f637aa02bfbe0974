"""All that can be wrong with a template, found before a paper needs it: it is set once to see."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from planner.documents.engine.pdf import engine_problem, write_pdf
from planner.documents.looks import Look
from planner.documents.specimen import specimen
from planner.documents.templates.colours import READABLE, contrast_on_white
from planner.documents.templates.known import described, reading_of
from planner.documents.templates.pictures import decoding_fault
from planner.documents.templates.problems import PAGE, TABLE, WORD, Problem, line_of
from planner.documents.templates.word import lacking_styles
from planner.documents.templates.words import wording_problems
from planner.errors import UserError
from planner.i18n import _

_FEW: Final = 5


def check(folder: Path) -> tuple[Problem, ...]:
    """What is wrong with the template in a folder, the severe first, else by file and line.

    Takes up to a second or two: a paper with every kind of block is set. Nothing is written.
    """
    found, reading = described(folder), reading_of(folder)
    problems = list(found.problems)
    problems += _colours(reading.source, reading.so_far)
    problems += wording_problems(reading.source, reading.so_far.wording)
    if found.look is not None:
        problems += _pictures(reading.source, found.look)
        problems += _word(found.look)
        if not any(one.severe for one in problems):
            problems += _setting(folder, found.look)
    return tuple(sorted(problems, key=lambda one: (not one.severe, one.file, one.line)))


def _colours(source: str, look: Look) -> Iterator[Problem]:
    for name, colour in (("accent", look.accent), ("ink", look.ink)):
        contrast = contrast_on_white(colour)
        if contrast < READABLE:
            yield Problem(
                TABLE,
                line_of(source, name),
                _(
                    "{colour} is hard to read on white: its contrast is {contrast}, not {least}."
                ).format(colour=colour, contrast=f"{contrast:.1f}:1", least=f"{READABLE}:1"),
                severe=False,
            )


def _pictures(source: str, look: Look) -> Iterator[Problem]:
    if look.logo is not None and (fault := decoding_fault(look.logo.data)):
        yield Problem(TABLE, line_of(source, "logo"), fault)


def _word(look: Look) -> Iterator[Problem]:
    if look.word is None:
        return
    from planner.documents.word.styles import OURS
    from planner.documents.word.writing import write_word

    try:
        lacking = lacking_styles(look.word, tuple(one.name for one in OURS))
        write_word(specimen(look), look)
    except UserError as error:
        yield Problem(WORD, 0, str(error))
        return
    except ValueError as error:
        yield Problem(WORD, 0, _("It cannot be read: {problem}").format(problem=error))
        return
    if lacking:
        names = ", ".join(lacking[:_FEW]) + (", …" if len(lacking) > _FEW else "")
        text = _("{count} styles of papers are not in it and look as in ours: {names}").format(
            count=len(lacking), names=names
        )
        yield Problem(WORD, 0, text, severe=False)


def _setting(folder: Path, look: Look) -> Iterator[Problem]:
    """What the engine says of a paper with every kind of block, in two languages."""
    try:
        write_pdf(specimen(look, "en", "ja"), look)
    except UserError as error:
        if (folder / PAGE).is_file():
            found = engine_problem(error.__cause__)
            text = _("Papers cannot be set with it: {problem}").format(problem=found.text)
            yield Problem(PAGE, found.line, text)
        else:
            yield Problem(TABLE, 0, str(error))
