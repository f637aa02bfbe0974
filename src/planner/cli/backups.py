"""``planner library backup | backups | restore | bring-back``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner import paths, settings
from planner.cli import passphrase, shapes
from planner.cli.answering import Answer
from planner.cli.opening import address, opened
from planner.cli.options import add_verb, writing
from planner.domain.word_titles import TITLES
from planner.errors import CopyLocked, KeyWanted, NotFound, UserError, WrongKey
from planner.i18n import _, ngettext
from planner.phrases import label
from planner.services.backups import (
    RECORDS,
    WHY_WORDS,
    Backups,
    Kept,
    MovedAside,
    Preview,
    holds,
    when_words,
)

if TYPE_CHECKING:
    from planner.services.backup_records import RecordThen
    from planner.storage.search import Hit


def backup_verbs(verbs: Any) -> None:
    add_verb(verbs, "backup", _("make a verified backup now"), backup)
    verb = add_verb(verbs, "backups", _("the backups there are, and whether they are good"), list_)
    verb.add_argument("--check", action="store_true", help=_("read all of them to the last record"))
    verb = writing(add_verb(verbs, "restore", _("put a backup in place of the library"), restore))
    verb.add_argument("number", nargs="?", type=int, help=_("as “library backups” shows it"))
    verb.add_argument("--file", type=Path, metavar="PATH", help=_("a backup in another folder"))
    verb.add_argument("--undo", action="store_true", help=_("bring back what was there before"))
    verb = writing(
        add_verb(verbs, "bring-back", _("single records out of a backup, as one step"), bring_back)
    )
    verb.add_argument("number", type=int, help=_("as “library backups” shows it"))
    verb.add_argument("kind", nargs="?", choices=RECORDS)
    verb.add_argument(
        "record", nargs="?", help=_("its id or its name; without it, what differs now is listed")
    )


@contextmanager
def _backups(options: argparse.Namespace) -> Iterator[Backups]:
    """The backups of a library that need not be there or readable any more."""
    place = address(options)
    if "://" in place:
        raise UserError(
            _("This library lies on a server."),
            _("Its backups are made there; ask whoever runs it."),
        )
    yield Backups(Path(place), settings.load(paths.user_config() / "settings.json"))


def backup(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        kept = planner.backups.make()
        if answer.as_json:
            answer.data("backup", _shape(kept))
        answer.say(
            _("Backup {number} is made and verified: {holds}.").format(
                number=kept.number, holds=holds(kept.manifest)
            )
        )
        if planner.settings.text("backup_folder"):
            answer.say(_("A copy lies in the second folder."))
    return 0


def list_(options: argparse.Namespace, answer: Answer) -> int:
    with _backups(options) as backups:
        kept, unread = _checked(backups, options) if options.check else (backups.all(), [])
        state, aside = backups.state(), backups.moved_aside()
        if answer.as_json:
            answer.data(
                "backups",
                {
                    "list": [_shape(one) for one in kept],
                    "not_read": [one.number for one in unread],
                    "replaced": [_aside_shape(one) for one in aside],
                    "last_good": _shape(state.last_good) if state.last_good else None,
                    "elsewhere": {
                        "folder": state.elsewhere_folder,
                        "days": state.elsewhere_days,
                    },
                    "free_bytes": state.free,
                },
            )
        else:
            answer.table(
                (_("No."), _("When"), _("Made"), _("What is in it"), _("State")),
                [
                    (
                        one.number,
                        when_words(one.manifest.at),
                        _(WHY_WORDS[one.manifest.why]),
                        holds(one.manifest),
                        _state(one, unread),
                    )
                    for one in kept
                ],
            )
            for one in aside:
                answer.say(
                    _(
                        "{when}: backup {number} was restored; “--undo” brings back what was there."
                    ).format(when=when_words(one.at), number=one.restored)
                )
            if unread:
                answer.say(_unread_words(unread))
            if state.elsewhere_days is not None:
                answer.say(
                    ngettext(
                        "Last copy elsewhere: {count} day ago",
                        "Last copy elsewhere: {count} days ago",
                        state.elsewhere_days,
                    )
                )
    return 0 if all(one.manifest.is_good for one in kept) else 1


def _checked(backups: Backups, options: argparse.Namespace) -> tuple[list[Kept], list[Kept]]:
    """All backups, and those of them that could not be read because nobody gave their key."""
    passphrase.unlock_quietly(options, backups.library)
    try:
        return passphrase.with_keys(options, backups.check), []
    except (KeyWanted, WrongKey):
        found = backups.check(without_keys=True)
        return found, backups.locked(found)


def _state(kept: Kept, unread: Sequence[Kept]) -> str:
    if not kept.manifest.is_good:
        return _("NOT GOOD")
    return _("unchanged, not read") if kept in unread else _("good")


def _unread_words(unread: Sequence[Kept]) -> str:
    return ngettext(
        "{count} backup is as it was made, but could not be read: its passphrase was not given.",
        "{count} backups are as they were made, but could not be read: their passphrase was not"
        " given.",
        len(unread),
    ).format(count=len(unread))


def restore(options: argparse.Namespace, answer: Answer) -> int:
    with _backups(options) as backups:
        passphrase.unlock_quietly(options, backups.library)
        if options.dry_run and options.number is not None:
            return _preview(options, backups, options.number, answer)
        if options.dry_run:
            if options.file is not None:
                _tell_file(options, backups, answer)
            answer.say(_("Nothing was changed."))
            return 0
        if options.undo:
            replaced = passphrase.with_keys(options, lambda: backups.undo_restore(options.number))
            sentence = _("The library is as it was before the restore.")
        elif options.file is not None:
            replaced = passphrase.with_keys(options, lambda: backups.restore_file(options.file))
            sentence = _("The backup is restored.")
        elif options.number is not None:
            replaced = passphrase.with_keys(options, lambda: backups.restore(options.number))
            sentence = _("The backup is restored.")
        else:
            raise UserError(
                _("Say which backup: its number, or “--file”."),
                _("See “planner library backups”."),
            )
        if answer.as_json:
            answer.data("restored", {"replaced": replaced})
        answer.say(sentence)
        if replaced:
            answer.say(
                _("“planner library restore --undo” brings back what was there, for 30 days.")
            )
    return 0


def _tell_file(options: argparse.Namespace, backups: Backups, answer: Answer) -> None:
    """What is in a backup that lies in another folder.

    :raises UserError: it is damaged.
    """
    kept = passphrase.with_keys(options, lambda: backups.in_file(options.file))
    if not kept.manifest.is_good:
        raise UserError(_("This backup is damaged. Choose another one."), _("Nothing was changed."))
    answer.say(
        _("Backup of {when} in {folder}.").format(
            when=when_words(kept.manifest.at), folder=kept.path.parent
        )
    )
    answer.say(f"{holds(kept.manifest)}.")


def _compared(options: argparse.Namespace, backups: Backups, number: int) -> Preview:
    """With the library as it is; what was given may be the key of the backup and not of the library."""
    try:
        return passphrase.with_keys(options, lambda: backups.preview(number))
    except (KeyWanted, WrongKey) as wanted:
        if isinstance(wanted, CopyLocked):
            raise
        return passphrase.with_keys(options, lambda: backups.preview(number, without_key=True))


def _preview(options: argparse.Namespace, backups: Backups, number: int, answer: Answer) -> int:
    preview = _compared(options, backups, number)
    if answer.as_json:
        answer.data(
            "restore",
            {
                "backup": _shape(preview.kept),
                "lost": [shapes.step(step) for step in preview.lost],
                "lost_count": preview.lost_count,
                "lost_known": preview.lost_known,
                "is_damaged": preview.is_damaged,
                "registers_kept": preview.carried,
                "requests_lost": preview.left_behind,
            },
        )
        return 0
    answer.say(holds(preview.kept.manifest))
    if preview.is_damaged:
        answer.say(_("The library is damaged; parts of it cannot be read."))
    if not preview.lost_known:
        answer.say(preview.unknown_words)
    else:
        answer.say(
            ngettext(
                "{count} step made since would be gone.",
                "{count} steps made since would be gone.",
                preview.lost_count,
            )
        )
    for step in preview.lost:
        answer.say(f"  {label(step)}")
    for sentence in preview.registers_words:
        answer.say(sentence)
    return 0


def bring_back(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        records = planner.backup_records
        passphrase.with_keys(options, lambda: planner.backups.demand_key(options.number))
        if options.record is None:
            return _differing(records.differing(options.number), options.kind, answer)
        hits = [
            hit for hit in records.find(options.number, options.record) if hit.word == options.kind
        ]
        if len(hits) > 1 and options.record not in {hit.id for hit in hits}:
            names = ", ".join(f"{hit.title} ({hit.id})" for hit in hits[:5])
            raise NotFound(
                _("“{text}” is more than one: {names}.").format(text=options.record, names=names),
                _("Say the id."),
            )
        key = hits[0].id if len(hits) == 1 else options.record
        differing = records.differences(options.number, options.kind, key)
        if options.dry_run:
            if answer.as_json:
                answer.data("differences", [_difference(one) for one in differing])
                return 0
            for one in differing:
                answer.say(told(one))
            if not differing:
                answer.say(_("All of it is as it was then."))
            return 0
        count = records.bring_back(options.number, options.kind, key)
        if answer.as_json:
            answer.data("brought_back", {"count": count})
        answer.say(
            ngettext(
                "{count} record is as it was then.", "{count} records are as they were then.", count
            )
        )
    return 0


def _differing(hits: list[Hit], kind: str | None, answer: Answer) -> int:
    shown = [hit for hit in hits if kind in (None, hit.word)]
    if answer.as_json:
        answer.data("differing", [{"kind": h.word, "id": h.id, "name": h.title} for h in shown])
        return 0
    for hit in shown:
        answer.say(f"{_(TITLES[hit.word])}: {hit.title} ({hit.id})")
    if not shown:
        answer.say(_("Everything of this backup is in the library as it was then."))
    return 0


def told(one: RecordThen) -> str:
    """ "Person Hanako Sato: is gone", "Contact point …: Value “a” instead of “b”"."""
    head = f"{_(TITLES.get(one.word, one.word))} {one.name}"
    if one.is_gone:
        return _("{record}: was removed").format(record=head)
    if not one.fields:
        return _("{record}: differs").format(record=head)
    parts = [
        field.title
        if field.then is None
        else _("{field}: then “{then}”, now “{now}”").format(
            field=field.title, then=field.then, now=field.now
        )
        for field in one.fields
    ]
    return f"{head}: {'; '.join(parts)}"


def _difference(one: RecordThen) -> dict[str, Any]:
    return {
        "kind": one.word,
        "id": one.id,
        "name": one.name,
        "gone": one.is_gone,
        "fields": [{"title": f.title, "now": f.now, "then": f.then} for f in one.fields],
    }


def _shape(kept: Kept) -> dict[str, Any]:
    one = kept.manifest
    return {
        "number": one.number,
        "file": str(kept.path),
        "why": str(one.why),
        "at": one.at.isoformat(),
        "good": one.is_good,
        "people": one.people,
        "visits": one.visits,
        "entries": one.entries,
        "step": one.step,
        "schema": one.schema,
        "size": one.size,
        "sha256": one.sha256,
        "encrypted": one.encrypted,
    }


def _aside_shape(one: MovedAside) -> dict[str, Any]:
    return {
        "number": one.number,
        "at": one.at.isoformat(),
        "restored": one.restored,
        "undone": one.undone,
        "counts": one.counts,
    }
