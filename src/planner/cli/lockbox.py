"""``planner library encrypt | decrypt | passphrase | recovery``: who can read the library."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from planner import paths, settings
from planner.cli import passphrase
from planner.cli.answering import Answer
from planner.cli.opening import address, opened
from planner.cli.options import add_verb, writing
from planner.errors import NotWritten, UserError
from planner.i18n import _
from planner.services import recovery_sheet
from planner.services.core import system_clock
from planner.services.lockbox import Lockbox, NewLock, plain_backups_sentence
from planner.services.planner import Planner
from planner.settings import Settings


def lockbox_verbs(verbs: Any) -> None:
    verb = writing(add_verb(verbs, "encrypt", _("encrypt the library"), encrypt))
    _new(verb)
    _sheet(verb, required=True)
    _old(verb)
    verb = writing(add_verb(verbs, "decrypt", _("make it a plain file again"), decrypt))
    _old(verb)
    verb = writing(add_verb(verbs, "passphrase", _("another passphrase, or a first one"), change))
    _new(verb)
    verb.add_argument(
        "--forget", action="store_true", help=_("let this computer's key store forget the key")
    )
    verb = writing(
        add_verb(verbs, "seal-backups", _("encrypt the plain backups of before"), seal_backups)
    )
    verb.add_argument(
        "--remove",
        action="store_true",
        help=_("overwrite and remove them in place of that; an encrypted one is made first"),
    )
    verb = add_verb(verbs, "recovery", _("write the recovery sheet again"), recovery)
    _sheet(verb, required=True)


def encrypted_at_once(verb: argparse.ArgumentParser) -> None:
    """What ``library init`` takes to make an encrypted one."""
    kind = verb.add_mutually_exclusive_group()
    kind.add_argument(
        "--encrypt",
        action="store_true",
        help=_("encrypted from its first byte; needs --sheet, for the recovery sheet"),
    )
    kind.add_argument(
        "--plain",
        action="store_true",
        help=_("a file that everybody can read who has it; so without --encrypt, with a warning"),
    )
    _new(verb)
    _sheet(verb, required=False)


def _new(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--new-passphrase-file",
        type=Path,
        metavar="PATH",
        help=_("its first line is the new passphrase; without it you are asked"),
    )
    verb.add_argument(
        "--remember",
        action="store_true",
        help=_("keep the key in this computer's key store, with or without a passphrase"),
    )


def _sheet(verb: argparse.ArgumentParser, *, required: bool) -> None:
    verb.add_argument(
        "--sheet",
        type=Path,
        required=required,
        metavar="PATH",
        help=_("where the recovery sheet is written: .pdf or .txt"),
    )


def _old(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--remove-old",
        action="store_true",
        help=_("remove the old file at once; else it stays beside the library"),
    )


def encrypt(options: argparse.Namespace, answer: Answer) -> int:
    box = Lockbox(address(options))
    with opened(options, back_up=False):
        pass  # it is ours, whole, and of the newest format
    if options.dry_run:
        answer.say(_("{name} would be encrypted.").format(name=box.path.name))
        return 0
    lock = NewLock()
    words = _wanted(options)
    _hand_out(box, lock, options, answer)
    try:
        old = box.encrypt(lock, words, remember=options.remember)
    except UserError:
        options.sheet.unlink(missing_ok=True)  # it would open nothing
        raise
    return _exchanged(
        box, old, options, answer, _("{name} is encrypted.").format(name=box.path.name)
    )


def created(options: argparse.Namespace, answer: Answer, place: str, chosen: Settings) -> Planner:
    """A new library that is encrypted from its first byte."""
    if options.sheet is None:
        raise UserError(
            _("It is not said where the recovery sheet goes."),
            _("Nothing was made. Use --sheet PATH, ending in .pdf or .txt."),
        )
    box, lock = Lockbox(place), NewLock()
    words = _wanted(options)
    _hand_out(box, lock, options, answer)
    try:
        return box.create(chosen, lock, words, remember=options.remember, sample=options.sample)
    except UserError:
        options.sheet.unlink(missing_ok=True)  # it would open nothing
        raise


def decrypt(options: argparse.Namespace, answer: Answer) -> int:
    box = Lockbox(address(options))
    with opened(options, back_up=False):
        pass
    if options.dry_run:
        answer.say(_("{name} would be a plain file.").format(name=box.path.name))
        return 0
    old = box.decrypt()
    told = _("{name} is a plain file now: whoever has it can read it.").format(name=box.path.name)
    return _exchanged(box, old, options, answer, told)


def change(options: argparse.Namespace, answer: Answer) -> int:
    box = Lockbox(address(options))
    with opened(options, back_up=False):
        pass
    if not box.look().encrypted:
        raise UserError(
            _("{name} is not encrypted.").format(name=box.path.name),
            _("Nothing was changed. Use “planner library encrypt”."),
        )
    if options.forget:
        if not options.dry_run:
            box.forget_here()
        answer.say(_("This computer asks for the passphrase from now on."))
        return 0
    words = _wanted(options)
    if not options.dry_run:
        if options.remember:
            box.remember()
        if words:
            box.change_passphrase(words)
    if answer.as_json:
        answer.data("passphrase", {"changed": bool(words), "remembered": options.remember})
    answer.say(_("The passphrase was changed. Copies made before open with the old one."))
    return 0


def seal_backups(options: argparse.Namespace, answer: Answer) -> int:
    box = Lockbox(address(options))
    with opened(options, back_up=False):
        plain = box.plain_backups(_second())
    if plain and options.dry_run:
        answer.say(plain_backups_sentence(plain))
    elif plain and options.remove:
        box.remove_old(_second())
    elif plain:
        box.encrypt_backups(_second())
    if answer.as_json:
        answer.data("backups", {"plain": len(plain), "removed": bool(options.remove)})
    if not plain:
        answer.say(_("No plain backups were found."))
    elif not options.dry_run:
        answer.say(
            _("What was old is overwritten and removed.")
            if options.remove
            else _("The plain backups are encrypted.")
        )
    return 0


def _second() -> str:
    """The second folder for backups."""
    return settings.load(paths.user_config() / "settings.json").text("backup_folder")


def recovery(options: argparse.Namespace, answer: Answer) -> int:
    box = Lockbox(address(options))
    with opened(options):
        code = box.code() if box.look().encrypted else ""
    if not code:
        raise UserError(
            _("{name} is not encrypted.").format(name=box.path.name),
            _("Nothing was written. It opens without a recovery code."),
        )
    write_sheet(options.sheet, box.path.name, code)
    box.sheet_is_made()
    if answer.as_json:
        answer.data("recovery", {"sheet": str(options.sheet)})
    answer.say(_("Wrote {path}").format(path=options.sheet))
    return 0


def write_sheet(path: Path, name: str, code: str) -> None:
    """The sheet as PDF or text, by the ending; a file that is there is not written over.

    :raises NotWritten: there is a file already, or it could not be written.
    """
    if path.exists():
        raise NotWritten(
            _("There is already a file at {path}.").format(path=path),
            _("It was left as it is, and nothing was encrypted. Choose another name."),
        )
    recovery_sheet.save(path, name, code, system_clock().astimezone().date())


def _wanted(options: argparse.Namespace) -> str:
    """The new passphrase; none when only the key store is to keep the key."""
    if options.remember and options.new_passphrase_file is None:
        return ""
    return passphrase.new(options)


def _hand_out(box: Lockbox, lock: NewLock, options: argparse.Namespace, answer: Answer) -> None:
    """The sheet comes first: what is encrypted without it may be lost."""
    write_sheet(options.sheet, box.path.name, lock.code)
    answer.note(
        _("Without the passphrase and without the sheet {path} nothing can be recovered.").format(
            path=options.sheet
        )
    )
    try:
        _prove(lock)
    except UserError:
        options.sheet.unlink(missing_ok=True)
        raise


def _prove(lock: NewLock) -> None:
    """At a terminal the sheet is looked at once; a script has it in its file."""
    if not sys.stdin.isatty():
        return
    asked = _("From the sheet: group {first} and the first two signs of group {second}: ").format(
        first=lock.group, second=lock.group + 1
    )
    if not lock.is_proven(input(asked)):
        raise UserError(
            _("These are not the signs on the sheet."), _("Nothing was encrypted. Begin again.")
        )


def _exchanged(
    box: Lockbox, old: Path, options: argparse.Namespace, answer: Answer, told: str
) -> int:
    with opened(options, back_up=False) as planner:
        records = sum(planner.counts().values())
    if options.remove_old:
        box.remove_old()
    if answer.as_json:
        answer.data(
            "library",
            {
                "address": str(box.path),
                "encrypted": box.look().encrypted,
                "records": records,
                "old_file": None if options.remove_old else str(old),
            },
        )
    answer.say(told)
    if not options.remove_old:
        answer.say(
            _("The old file is {path}. Remove it when you have looked at the library.").format(
                path=old
            )
        )
        if plain := box.plain_backups(_second()):
            answer.say(plain_backups_sentence(plain))
            answer.say(_("“planner library seal-backups” encrypts them, --remove removes them."))
    return 0
