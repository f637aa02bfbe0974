"""Where a command gets the passphrase of a library: never from the command line, where others see it."""

from __future__ import annotations

import argparse
import contextlib
import getpass
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from planner.errors import CopyLocked, KeyWanted, NotReadable, UserError, WrongKey
from planner.i18n import _
from planner.services.copy_lock import CopyLock
from planner.services.lockbox import TRIES, Lockbox

VARIABLE: Final = "PLANNER_LIBRARY_PASSPHRASE"
"""The usual variable of the environment."""
T = TypeVar("T")
_LONGEST: Final = 4000
"""Bytes of a file with a passphrase that are read."""


def given(options: argparse.Namespace) -> str:
    """What a file or the environment says; empty when nothing does.

    :raises NotReadable: the file cannot be read. :raises UserError: the variable is not set.
    """
    file: Path | None = getattr(options, "passphrase_file", None)
    if file is not None:
        return _first_line(file)
    name = getattr(options, "passphrase_env", None)
    if name and name not in os.environ:
        raise UserError(
            _("The variable {name} is not set.").format(name=name),
            _("Nothing was changed. Put the passphrase into it, or use --passphrase-file."),
        )
    return os.environ.get(name or VARIABLE, "")


def unlock(options: argparse.Namespace, wanted: KeyWanted) -> None:
    """Hold the key of the library: as given, else asked for at a terminal, three times at most.

    Both a passphrase and a recovery code will do.
    :raises WrongKey: none of them was right. :raises KeyWanted: nobody can be asked.
    """
    box = CopyLock(wanted) if isinstance(wanted, CopyLocked) else Lockbox(str(wanted.path))
    if text := given(options):
        _try(box, text)
        return
    if not sys.stdin.isatty():
        raise KeyWanted(
            wanted.message,
            wanted.hint
            + " "
            + _("Use --passphrase-file PATH, or put it into the variable {name}.").format(
                name=VARIABLE
            ),
            wanted.path,
        )
    for left in reversed(range(TRIES)):
        try:
            _try(box, getpass.getpass(_asking(wanted)))
        except WrongKey as error:
            if not left:
                raise
            print(error.message, file=sys.stderr)
        else:
            return


def with_keys(options: argparse.Namespace, act: Callable[[], T]) -> T:
    """What ``act`` returns, which is begun anew after each key of a backup that it asks for.

    :raises WrongKey: none that was given was right. :raises KeyWanted: nobody can be asked.
    """
    asked: set[str] = set()
    while True:
        try:
            return act()
        except KeyWanted as wanted:
            name = wanted.mark if isinstance(wanted, CopyLocked) else ""
            name = name or str(wanted.path)
            if name in asked:
                raise
            asked.add(name)
            if isinstance(wanted, CopyLocked):
                unlock(options, wanted)
            else:  # the library as it is, which need not open for its backups
                _unlock_library(options, wanted)


def _unlock_library(options: argparse.Namespace, wanted: KeyWanted) -> None:
    try:
        unlock(options, wanted)
    except (WrongKey, KeyWanted):
        raise
    except UserError:
        if not CopyLock(wanted).is_held:
            raise


def unlock_quietly(options: argparse.Namespace, library: Path) -> None:
    """Hold the key of a library as far as what is given opens it; nobody is asked, nothing said."""
    with contextlib.suppress(UserError, OSError):
        if library.exists() and (text := given(options)):
            _try(Lockbox(str(library)), text)


def _asking(wanted: KeyWanted) -> str:
    if isinstance(wanted, CopyLocked):
        return _("Passphrase or recovery code of {name}: ").format(name=wanted.path.name)
    return _("Passphrase or recovery code: ")


def new(options: argparse.Namespace) -> str:
    """A new passphrase, given in a file or variable or typed twice.

    :raises UserError: there is none, or the two differ.
    """
    text = _first_line(options.new_passphrase_file) if options.new_passphrase_file else ""
    if not text and sys.stdin.isatty():
        text = getpass.getpass(_("New passphrase: "))
        if text != getpass.getpass(_("Once more: ")):
            raise UserError(_("The two passphrases differ."), _("Nothing was written."))
    if not text:
        raise UserError(
            _("There is no new passphrase."),
            _("Nothing was changed. Put it into a file and use --new-passphrase-file."),
        )
    return text


def _try(box: Lockbox | CopyLock, text: str) -> None:
    signs = "".join(sign for sign in text if sign.isalnum())
    if len(signs) == 56 and text.upper() == text:
        box.unlock_with_code(text)
    else:
        box.unlock(text)


def _first_line(path: Path) -> str:
    """The line without its end; blanks in it count."""
    try:
        with path.open("rb") as file:
            content = file.read(_LONGEST)
        text = content.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise NotReadable(
            _("The passphrase could not be read from {path}.").format(path=path),
            _("Nothing was changed. It has to be the first line of a text file."),
        ) from error
    return text.split("\n", 1)[0].rstrip("\r")
