"""gettext with an explicit language: an export speaks the recipient's, not the window's."""

from __future__ import annotations

import gettext as _gettext
import locale
import os
from functools import cache
from typing import Final

from planner import paths

DOMAIN: Final = "planner"
LANGUAGES: Final = ("en", "da", "de")


class Language:
    """Sentences in one language; English is the source and needs no catalogue."""

    def __init__(self, code: str, catalogue: _gettext.NullTranslations) -> None:
        self.code = code
        self._catalogue = catalogue

    def __call__(self, message: str) -> str:
        return self._catalogue.gettext(message) if message else ""

    def plural(self, one: str, many: str, count: int) -> str:
        """``{count}`` in the sentence is filled in."""
        return self._catalogue.ngettext(one, many, count).format(count=count)

    def with_context(self, context: str, message: str) -> str:
        return self._catalogue.pgettext(context, message)


@cache
def language(code: str) -> Language:
    """The language for ``code`` ("da", "de_AT" …); unknown codes give English."""
    bare = code.replace("-", "_").split("_")[0].lower()
    folder = paths.resources() / "translations"
    if bare == "en":
        return Language("en", _gettext.NullTranslations())
    try:
        return Language(bare, _gettext.translation(DOMAIN, folder, [bare]))
    except OSError:
        return Language("en", _gettext.NullTranslations())


def system_language() -> str:
    """``PLANNER_LANG``, else the system's language, else English."""
    for name in ("PLANNER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name, ""):
            return value.split(".")[0]
    return (locale.getlocale()[0] or "en").split(".")[0]


_current: list[Language] = []


def use(code: str) -> Language:
    """Set the language of this process: the window's, or the command line's."""
    _current[:] = [language(code)]
    return _current[0]


def current() -> Language:
    return _current[0] if _current else use(system_language())


def _(message: str) -> str:
    """``message`` in the language of this process."""
    return current()(message)


def ngettext(one: str, many: str, count: int) -> str:
    return current().plural(one, many, count)


def N_(message: str) -> str:
    """Marks ``message`` for translation; whoever shows it translates."""
    return message
