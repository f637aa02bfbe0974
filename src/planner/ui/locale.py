"""Languages by their names; days, months and the first day of a week in the language of the program."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLocale

from planner import i18n

LANGUAGE_NAMES: Final = {"en": "English", "da": "Dansk", "de": "Deutsch"}
"""The languages of the program and of papers, each in itself."""
PAPER_LANGUAGE_NAMES: Final = {**LANGUAGE_NAMES, "sv": "Svenska", "ja": "日本語"}
"""Those of papers that are set as pages."""


def reader() -> QLocale:
    """The locale of the system where it speaks the program's language, else one for the language.

    English without a country is that of Great Britain, where weeks begin on Monday.
    """
    code = i18n.current().code
    system = QLocale.system()
    if system.name().split("_")[0] == code:
        return system
    return QLocale("en_GB" if code == "en" else code)


def megabytes(size: int) -> str:
    """ "4.6 MB", with the decimal sign of the reader."""
    return f"{reader().toString(size / 1e6, 'f', 1)} MB"
