"""Where a person stands and what was erased, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from planner.domain.erasing import CopyLeft, FileOut, Left, Standing
from planner.domain.word_titles import TITLES
from planner.i18n import N_, _, day_in_words, ngettext

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


PLAIN: Final[Mapping[str, tuple[str, ...]]] = {
    N_("Your name, and how you can be reached"): (
        *("person", "contact_point", "external_key", "addressing"),
    ),
    N_("Your posts, biography and pictures"): (
        *("position", "posting", "biography", "photo", "kept_property"),
    ),
    N_("Passport, birth date and other protected details"): (
        *("private_detail", "border_paper", "access_entry"),
    ),
    N_("What you need: food, health, rooms"): ("need", "need_passed"),
    N_("Your part in visits"): (
        *("delegate", "ride", "rooming", "group_member", "item_audience", "cost", "item_host"),
        *("resource", "leg_reference"),
    ),
    N_("Agreements, gifts and tasks with your name"): ("agreement_party", "gift", "follow_up"),
    N_("Who looked at your data, who was given it, and what you asked for"): (
        *("look_up", "disclosure_subject", "correction", "data_request"),
    ),
    N_("Files and sources about you"): ("attachment", "citation"),
    N_("Records that were taken for yours"): ("merge", "not_duplicate"),
}
"""What the tables hold, in words for the person concerned."""


def plain_lines(one: Standing) -> list[Line]:
    """Every kind of place with its number, in words that need no knowledge of the program."""
    counts = {
        title: sum(one.records.get(word, 0) for word in words) for title, words in PLAIN.items()
    }
    known = {word for words in PLAIN.values() for word in words}
    others = (
        (N_("Other records"), sum(n for word, n in one.records.items() if word not in known)),
        (
            N_("Former values in the history, which nobody can read any more"),
            one.history + one.steps,
        ),
        (N_("Programmes as they were released, and copies for others"), one.versions + one.copies),
        (N_("Contents of files"), one.files),
        (N_("Notes that named you, and unsaved text"), len(one.mentions) + one.drafts),
    )
    lines = [*counts.items(), *others]
    return [(_(title), str(count)) for title, count in lines if count]


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


def left_sentences(left: Iterable[CopyLeft]) -> list[str]:
    """Copies besides the backups in their own folder, each with what can be done about it."""
    return [_left(copy) for copy in left]


def _left(copy: CopyLeft) -> str:
    if copy.kind is Left.MOVED:
        return _("The library was moved: {place} still holds everything.").format(place=copy.place)
    if copy.kind is Left.MOVED_BACKUPS:
        return ngettext(
            "{count} backup stayed in {place} when the library was moved.",
            "{count} backups stayed in {place} when the library was moved.",
            copy.count,
            place=copy.place,
        )
    if copy.kind is Left.PUT_AWAY:
        return _("The old file {place} still holds everything. Remove it under Encryption.").format(
            place=copy.place
        )
    if not copy.count:
        return _("Copies in the second folder {place}, which is not connected now.").format(
            place=copy.place
        )
    return ngettext(
        "{count} copy in the second folder {place}; it goes as the backups go.",
        "{count} copies in the second folder {place}; they go as the backups go.",
        copy.count,
        place=copy.place,
    )


def left_plainly(left: Sequence[CopyLeft]) -> list[str]:
    """The same for the person concerned: no paths, and nothing that only the office can do."""
    second = [copy for copy in left if copy.kind is Left.SECOND]
    files = sum(copy.count for copy in left if copy.kind is not Left.SECOND)
    copies = sum(copy.count for copy in second)
    said = []
    if copies:
        text = ngettext(
            "{count} copy in another place of the office goes as the backups go.",
            "{count} copies in another place of the office go as the backups go.",
            copies,
        )
        said.append(text)
    if any(not copy.count for copy in second):
        said.append(_("Copies may lie on a disk of the office that is not connected now."))
    if files:
        text = ngettext(
            "{count} old file of the office still holds your data until the office removes it.",
            "{count} old files of the office still hold your data until the office removes them.",
            files,
        )
        said.append(text)
    return said


def outside_sentence(one: Standing) -> str:
    """Who has files that no program takes back; empty where nobody has."""
    unnamed = sum(not file.to and not file.is_own for file in one.handed)
    names = list(one.recipients)
    if unnamed:
        text = ngettext(
            "{count} file of which nobody noted to whom",
            "{count} files of which nobody noted to whom",
            unnamed,
        )
        names.append(text)
    if not names:
        return ""
    return _("Files that went out stay where they are: {names}.").format(names=", ".join(names))


def file_out_line(file: FileOut) -> tuple[str, str, str]:
    """Day, what it was, and to whom it went, for the person concerned."""
    to = _("to you") if file.is_own else file.to or _("not noted to whom")
    return day_in_words(file.on, year=True), file.paper or _("A file"), to


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
