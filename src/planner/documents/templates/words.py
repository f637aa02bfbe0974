"""The words of an office: which messages stand on papers, and which fields each of them has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import Formatter

from planner.documents.templates.keys import WORDING, nearest
from planner.documents.templates.problems import TABLE, Problem, line_of
from planner.i18n import PAPER_LANGUAGES, _, paper_messages


def wording_problems(source: str, wording: Mapping[str, Mapping[str, str]]) -> Iterator[Problem]:
    """Advice on words that no paper would take: those stay as the program says them."""
    known = paper_messages()
    for language, words in wording.items():
        for message, own in words.items():
            line = line_of(source, WORDING, language, message)
            if language not in PAPER_LANGUAGES:
                text = _("No paper can be written in “{language}”.").format(language=language)
            elif message not in known:
                text = _said_nowhere(message, nearest(message, known))
            elif wrong := _wrong_fields(message, own):
                text = wrong
            else:
                continue
            yield Problem(TABLE, line, text, severe=False)


def _said_nowhere(message: str, meant: str) -> str:
    if meant:
        return _("No paper says “{message}”. Did you mean “{meant}”?").format(
            message=message, meant=meant
        )
    return _("No paper says “{message}”.").format(message=message)


def _wrong_fields(message: str, own: str) -> str:
    wanted, found = _fields(message), _fields(own)
    if found is None:
        return _("The braces of “{words}” do not match.").format(words=own)
    if found == wanted:
        return ""
    fields = ", ".join(f"{{{name}}}" for name in sorted(wanted or ())) or _("none")
    return _("“{words}” must have the same fields as “{message}”: {fields}.").format(
        words=own, message=message, fields=fields
    )


def _fields(text: str) -> frozenset[str] | None:
    """The names in braces; None where the braces do not match."""
    try:
        return frozenset(name for _text, name, _spec, _as in Formatter().parse(text) if name)
    except ValueError:
        return None
