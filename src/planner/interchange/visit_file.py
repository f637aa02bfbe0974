"""Visit files: one visit in one file, packed, and sealed with a passphrase where one is wanted.

The process that reads strangers' files opens them; what it answers is checked once more here.
A line of JSON in plain text says how the rest is packed; the rest is JSON. Sealed files use AES-256
in GCM with a key that scrypt makes of the passphrase; the first line is sealed along with them.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import zlib
from pathlib import Path
from typing import Any, Final

from planner.domain.visit_files import VisitFile
from planner.domain.words import from_plain, plain
from planner.errors import NotReadable, UserError
from planner.i18n import N_, _
from planner.interchange.file_reader import WALL_SECONDS, ask_child
from planner.interchange.limits import Refused
from planner.interchange.visit_file_content import (
    FORMAT,
    HEAD,
    LARGEST,
    MARK,
    Head,
    check_texts,
    cipher,
    head_of,
)
from planner.text import clean_line

_COST: Final = 2**17
"""N of scrypt with r = 8, p = 1, as OWASP's password storage notes advise: 128 MB and a moment."""

_REASONS: Final = {
    "not_ours": (
        N_("“{name}” is no visit file."),
        N_("Ask for the file that Planner wrote, ending in .planner-visit."),
    ),
    "too_large": (
        N_("“{name}” is larger than any visit file."),
        N_("Ask for the file that Planner wrote, ending in .planner-visit."),
    ),
    "newer": (
        N_("“{name}” was written by a newer version of Planner."),
        N_("Install the newer version, or ask for a file from yours."),
    ),
    "damaged": (
        N_("“{name}” is damaged and was not taken in."),
        N_("Ask for it once more; nothing was changed."),
    ),
    "wrong_passphrase": (
        N_("The passphrase does not open “{name}”."),
        N_("Type it as it was told to you; capitals count. Or the file was damaged on its way."),
    ),
    "gone": (
        N_("“{name}” could not be read: {error}."),
        N_("Look whether it is still there and may be read."),
    ),
}


class NotAVisitFile(UserError):
    """It cannot be taken in; nothing was changed."""


class PassphraseNeeded(UserError):
    """The file is sealed."""


def written(file: VisitFile, passphrase: str = "") -> bytes:
    """The bytes of the file; with a passphrase nobody without it learns what is in it, or its name."""
    content = zlib.compress(
        json.dumps(plain(file), ensure_ascii=False, separators=(",", ":")).encode("utf-8"), 6
    )
    values: dict[str, Any] = {"file": MARK, "format": FORMAT}
    if not passphrase:
        values["sha256"] = hashlib.sha256(content).hexdigest()
        return _line(values) + content
    salt, nonce = os.urandom(16), os.urandom(12)
    values["sealed"] = {"n": _COST, "salt": _text(salt), "nonce": _text(nonce)}
    line = _line(values)
    sealed: bytes = cipher(passphrase, salt, _COST).encrypt(nonce, content, line)
    return line + sealed


def is_one(path: Path) -> bool:
    """Whether the file begins like a visit file; False for what cannot be read."""
    try:
        with path.open("rb") as file:
            return f'"file":"{MARK}"'.encode() in file.read(100)
    except OSError:
        return False


def is_sealed(path: Path) -> bool:
    """Whether a passphrase is needed.

    :raises NotAVisitFile: it is none, or cannot be read.
    """
    return "sealed" in _checked(_bytes_of(path, HEAD), path).values


def read(path: Path, passphrase: str = "") -> VisitFile:
    """The visit in a file.

    :raises PassphraseNeeded: it is sealed and no passphrase was given.
    :raises NotAVisitFile: it is none, is damaged, or the passphrase is another.
    """
    data = _bytes_of(path)
    head = _checked(data, path)
    if head.values.get("sealed") is not None and not passphrase:
        raise PassphraseNeeded(
            _("“{name}” is sealed with a passphrase.").format(name=clean_line(path.name)),
            _("Ask the sender for it, best by another way than the file."),
        )
    try:
        answer = ask_child(path.name, {"visit": passphrase}, data, WALL_SECONDS)
    except NotReadable as error:
        raise _refused("damaged", path) from error
    if "refused" in answer:
        reason = str(answer["refused"])
        raise _refused(reason if reason in _REASONS else "damaged", path)
    try:
        # What comes back was made of a stranger's file: it is looked at like one.
        check_texts(answer["visit"])
        return from_plain(VisitFile, answer["visit"])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise _refused("damaged", path) from error


def _bytes_of(path: Path, most: int = -1) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise _refused("too_large", path)
        with path.open("rb") as file:
            return file.read(most)
    except OSError as error:
        raise _refused("gone", path, error=error.strerror or type(error).__name__) from error


def _checked(data: bytes, path: Path) -> Head:
    try:
        return head_of(data)
    except Refused as verdict:
        raise _refused(verdict.kind, path) from verdict


def _line(values: dict[str, Any]) -> bytes:
    return json.dumps(values, separators=(",", ":")).encode("ascii") + b"\n"


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _refused(reason: str, path: Path, **facts: str) -> NotAVisitFile:
    what, hint = _REASONS[reason]
    return NotAVisitFile(_(what).format(name=clean_line(path.name), **facts), _(hint))
