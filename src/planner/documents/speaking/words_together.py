"""Texts in two languages put together: side by side, under one another, as a list."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from planner.documents.content import Text, Words, first, second
from planner.documents.speaking.titles import is_japanese
from planner.documents.speaking.wording import Speech
from planner.i18n import primary


def beside(one: Text, other: Text, between: str) -> Words:
    """Two texts in one line, in each language; an empty one leaves the other as it is."""
    if not (one and other):
        return as_words(one or other)
    main = f"{first(one)}{between}{first(other)}"
    if not (second(one) or second(other)):
        return Words(main)
    return Words(main, f"{second(one) or first(one)}{between}{second(other) or first(other)}")


def as_words(text: Text) -> Words:
    return text if isinstance(text, Words) else Words(text)


def together(texts: Iterable[Text], between: str) -> Words:
    """All of them in one line, in each language."""
    whole = Words("")
    for text in texts:
        whole = beside(whole, text, between)
    return whole


def comma_in(code: str) -> str:
    """What stands between the parts of a list."""
    return "、" if primary(code) == "ja" else ", "


def row_of(parts: Iterable[str], code: str) -> str:
    """The parts in a row, each once; empty ones go. Between Latin words a Japanese paper has no 、."""
    known = list(dict.fromkeys(part for part in parts if part))
    return (comma_in(code) if any(is_japanese(part) for part in known) else ", ").join(known)


def each_apart(speech: Speech, write: Callable[[str], str]) -> Words:
    """As ``speech.each``, without the line in Japanese where nothing of it is in Japanese script:
    names that have no Japanese form are said once."""
    said = speech.each(write)
    if primary(speech.second_code) == "ja" and not is_japanese(said.second):
        return Words(said.text)
    return said
