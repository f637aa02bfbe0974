"""Where a person stands and what was erased, in words."""

from __future__ import annotations

from planner.domain.erasing import Standing
from planner.domain.word_titles import TITLES
from planner.i18n import _, day_in_words, ngettext

Line = tuple[str, str]
"""What it is, and how many."""


def standing_lines(one: Standing) -> list[Line]:
    """Every kind of place with its number, the library's tables first."""
    lines = [(_(TITLES[word]), str(count)) for word, count in one.records.items()]
    others = (
        (_("Entries in the history"), one.history),
        (_("Steps whose names are taken out"), one.steps),
        (_("Frozen versions"), one.versions),
        (_("Copies of visits that were handed over"), one.copies),
        (_("Kept files"), one.files),
        (_("Unsaved texts"), one.drafts),
        (_("Texts that name the person"), len(one.mentions)),
    )
    return [*lines, *((title, str(count)) for title, count in others if count)]


def backups_sentence(one: Standing) -> str:
    """What the backups still hold, and until when."""
    if not one.backups or one.backups_until is None:
        return _("There are no backups of this library in its own folder.")
    return ngettext(
        "Remains in one backup. It goes once there are backups of five days after {day}.",
        "Remains in {count} backups. The last goes once there are backups of five days after {day}.",
        one.backups,
        day=day_in_words(one.backups_until, year=True),
    )


def outside_sentence(one: Standing) -> str:
    """Who has files that no program takes back; empty where nobody has."""
    if not one.recipients:
        return ""
    return _("Files that went out stay where they are: {names}.").format(
        names=", ".join(one.recipients)
    )


def places_sentence(places: int) -> str:
    return ngettext("Erased in one place.", "Erased in {count} places.", places)


def log_sentence(is_owed: bool) -> str:
    """That the engine still holds what was erased, if it does."""
    if not is_owed:
        return ""
    return _(
        "The log beside the library still holds parts of it, because another program or a backup"
        " reads it. It is emptied as soon as that ends."
    )
