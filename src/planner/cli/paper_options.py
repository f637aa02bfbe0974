"""The formats and languages of papers, as options of the command line say them."""

from __future__ import annotations

from planner.cli.misuse import misuse
from planner.i18n import PAPER_LANGUAGES, _


def formats_said(text: str) -> tuple[str, ...]:
    """The formats of "pdf,docx"."""
    from planner.services.occasions import FORMATS

    return several(text, list(FORMATS), "--format")


def languages_said(text: str, verb: str = "export") -> tuple[str, ...]:
    """The languages of "da,ja". :raises UserError: more than two."""
    languages = several(text, list(PAPER_LANGUAGES), "--lang")
    if len(languages) > 2:
        raise misuse(_("A paper is written in one language or in two."), verb)
    return languages


def several(text: str, known: list[str], option: str) -> tuple[str, ...]:
    """ "da,ja" as a tuple. :raises UserError: one of them there is not."""
    found = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    for part in found:
        if part not in known:
            raise misuse(
                _("{option}: there is no “{name}”; there are: {names}.").format(
                    option=option, name=part, names=", ".join(known)
                ),
                "export",
            )
    return found
