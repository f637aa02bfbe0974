"""In which languages a paper speaks: one, or any two side by side; and the words that many papers share."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from planner.documents.content import Text, Words, first, second
from planner.errors import UserError
from planner.i18n import N_, PAPER_LANGUAGES, Language, _, paper_language, primary

# Words of general use. "tbc" stands beside what is not confirmed yet; Danish, German, Swedish and
# Japanese offices write a word of their own there.
TBC: Final = N_("tbc")
DRAFT: Final = N_("Draft")
DRAFT_NAME: Final = N_("draft")
"""In the name of a file."""
VERSION: Final = N_("Version {number}")
AS_OF: Final = N_("as of {date}")
PAGE_OF: Final = N_("Page {page} of {pages}")
EMERGENCY_CONTACT: Final = N_("Emergency contact")
WHOLE_DAY: Final = N_("All day")
TO_BE_TRANSLATED: Final = N_("Translation missing")
NOT_NAMED: Final = "N.N."
"""Stands in all Latin-script papers: German, Danish and Swedish programmes use it, guests know it."""


@dataclass(frozen=True, slots=True)
class Speech:
    """One language, or two that differ; the first is the main one.

    ``wording`` are an office's own words, by language ("da"), then by the English message.
    """

    languages: tuple[Language, ...]
    wording: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(one.code for one in self.languages)

    @property
    def code(self) -> str:
        """Of the main language."""
        return self.languages[0].code

    @property
    def second_code(self) -> str:
        """Of the language beside it; empty where the paper speaks one."""
        return self.languages[1].code if len(self.languages) > 1 else ""

    def each(self, write: Callable[[str], str]) -> Words:
        """What ``write`` makes of each language's code: ``speech.each(partial(long_date, day))``."""
        said = [write(code) for code in self.codes]
        return Words(said[0], said[1] if len(said) > 1 and said[1] != said[0] else "")

    def both(self, message: str, **facts: str | int | Words) -> Words:
        """A marked message in each language, its fields filled; a fact may itself be in two."""
        if not message:
            return Words("")
        return self.each(lambda code: self._said(code, message, self._own(code, facts)))

    def plural(self, one: str, many: str, count: int, **facts: str | int | Words) -> Words:
        """As :func:`both`, for a counted thing; ``{count}`` is filled."""

        def write(code: str) -> str:
            own = self._own(code, facts)
            office = self._office(code, one if count == 1 else many, {"count": count, **own})
            return office or self._of(code).plural(one, many, count, **own)

        return self.each(write)

    def line(self, message: str, **facts: str | int | Words) -> str:
        """A marked message as one line of text: "Programme / プログラム"."""
        return in_one_line(self.both(message, **facts))

    def _said(self, code: str, message: str, facts: Mapping[str, str | int]) -> str:
        return self._office(code, message, facts) or _filled(self._of(code)(message), facts)

    def _office(self, code: str, message: str, facts: Mapping[str, str | int]) -> str:
        """The office's words if they fit the facts, else nothing: a mistake in a template stops no paper."""
        own = self.wording.get(code, {}).get(message, "")
        with contextlib.suppress(LookupError, ValueError, AttributeError):
            return _filled(own, facts)
        return ""

    def _of(self, code: str) -> Language:
        return self.languages[self.codes.index(code)]

    def _own(self, code: str, facts: Mapping[str, str | int | Words]) -> dict[str, str | int]:
        own: dict[str, str | int] = {}
        for name, fact in facts.items():
            if isinstance(fact, Words):
                fact = (fact.second if code == self.second_code else "") or fact.text
            own[name] = fact
        return own


class Speaks(Protocol):
    """Whatever a paper is made of: it has at least the languages in which the paper speaks."""

    @property
    def speech(self) -> Speech: ...


def speech(*codes: str, wording: Mapping[str, Mapping[str, str]] | None = None) -> Speech:
    """``speech("da")`` or ``speech("en", "ja")``; the same language twice is one.

    ``wording`` is that of the office's template (``Look.wording``).

    :raises UserError: a language that papers do not speak, none at all, or more than two.
    """
    bare = list(dict.fromkeys(primary(code) for code in codes if code))
    for code in bare:
        if code not in PAPER_LANGUAGES:
            raise UserError(
                _("No paper can be written in “{language}”.").format(language=code),
                _("Choose from: {languages}.").format(languages=", ".join(PAPER_LANGUAGES)),
            )
    if not 1 <= len(bare) <= 2:
        raise UserError(
            _("A paper is written in one language or in two."), _("Choose one or two languages.")
        )
    return Speech(tuple(paper_language(code) for code in bare), wording or {})


def word_in(code: str, message: str, wording: Mapping[str, Mapping[str, str]]) -> str:
    """A marked message in one language, or as the office says it there."""
    return Speech((paper_language(code),), wording).both(message).text


def in_one_line(text: Text) -> str:
    """ "Programme / プログラム"; said once where both languages say it alike."""
    return f"{first(text)} / {second(text)}" if second(text) else first(text)


def listed(names: Sequence[str], code: str) -> str:
    """Names in a row: "A, B and C", "A, B og C", "A、B、C"."""
    names = [name for name in names if name]
    if len(names) < 2:
        return "".join(names)
    comma = "、" if primary(code) == "ja" else ", "
    pattern = paper_language(code)(N_("{names} and {last}"))
    return pattern.format(names=comma.join(names[:-1]), last=names[-1])


def _filled(pattern: str, facts: Mapping[str, str | int]) -> str:
    return pattern.format(**facts) if facts else pattern
