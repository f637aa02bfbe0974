"""Visit files: one visit in one file, packed, and sealed with a passphrase where one is wanted.

A line of JSON in plain text says how the rest is packed; the rest is JSON. Sealed files use AES-256
in GCM with a key that scrypt makes of the passphrase; the first line is sealed along with them.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import os
import unicodedata
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from planner.domain.visit_files import VisitFile
from planner.domain.words import from_plain, plain
from planner.errors import UserError
from planner.i18n import N_, _

FORMAT: Final = 2
"""Since 2 a file holds what came of the visit. Who does not know of that must not hand it back."""
LARGEST: Final = 32 * 1024 * 1024
"""Bytes of a file that is read; a visit of 200 entries has some 100 kB."""
LARGEST_UNPACKED: Final = 128 * 1024 * 1024
_MARK: Final = "planner visit"
_HEAD: Final = 2000
"""Bytes within which the first line must end."""
_COST: Final = 2**17
"""N of scrypt with r = 8, p = 1, as OWASP's password storage notes advise: 128 MB and a moment."""
_DEAREST: Final = 2**18
"""A file may ask for more than we do, not for so much that reading it stops the computer."""

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


@dataclass(frozen=True)
class _Head:
    line: bytes
    values: dict[str, Any]
    body: bytes


def written(file: VisitFile, passphrase: str = "") -> bytes:
    """The bytes of the file; with a passphrase nobody without it learns what is in it, or its name."""
    content = zlib.compress(
        json.dumps(plain(file), ensure_ascii=False, separators=(",", ":")).encode("utf-8"), 6
    )
    values: dict[str, Any] = {"file": _MARK, "format": FORMAT}
    if not passphrase:
        values["sha256"] = hashlib.sha256(content).hexdigest()
        return _line(values) + content
    salt, nonce = os.urandom(16), os.urandom(12)
    values["sealed"] = {"n": _COST, "salt": _text(salt), "nonce": _text(nonce)}
    line = _line(values)
    sealed: bytes = _cipher(passphrase, salt, _COST).encrypt(nonce, content, line)
    return line + sealed


def is_one(path: Path) -> bool:
    """Whether the file begins like a visit file; False for what cannot be read."""
    try:
        with path.open("rb") as file:
            return f'"file":"{_MARK}"'.encode() in file.read(100)
    except OSError:
        return False


def is_sealed(path: Path) -> bool:
    """Whether a passphrase is needed.

    :raises NotAVisitFile: it is none, or cannot be read.
    """
    return "sealed" in _head(path).values


def read(path: Path, passphrase: str = "") -> VisitFile:
    """The visit in a file.

    :raises PassphraseNeeded: it is sealed and no passphrase was given.
    :raises NotAVisitFile: it is none, is damaged, or the passphrase is another.
    """
    head = _head(path)
    try:
        content = _opened(path, head, passphrase)
        values = json.loads(_unpacked(path, content))
        _check_texts(values)
        return from_plain(VisitFile, values)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise _refused("damaged", path) from error


def _check_texts(value: Any) -> None:
    """:raises ValueError: a text holds what no library can keep: half a character, or NUL."""
    match value:
        case str():
            if "\0" in value:
                raise ValueError("NUL in a text")
            value.encode("utf-8")
        case dict():
            for name, part in value.items():
                _check_texts(name)
                _check_texts(part)
        case list():
            for part in value:
                _check_texts(part)


def _opened(path: Path, head: _Head, passphrase: str) -> bytes:
    from cryptography.exceptions import InvalidTag

    sealed = head.values.get("sealed")
    if sealed is None:
        if hashlib.sha256(head.body).hexdigest() != head.values.get("sha256"):
            raise _refused("damaged", path)
        return head.body
    if not passphrase:
        raise PassphraseNeeded(
            _("“{name}” is sealed with a passphrase.").format(name=path.name),
            _("Ask the sender for it, best by another way than the file."),
        )
    cost, salt, nonce = int(sealed["n"]), _bytes(sealed["salt"]), _bytes(sealed["nonce"])
    if not (1 < cost <= _DEAREST and cost & (cost - 1) == 0 and len(nonce) == 12):
        raise _refused("damaged", path)
    try:
        content: bytes = _cipher(passphrase, salt, cost).decrypt(nonce, head.body, head.line)
    except InvalidTag as error:
        raise _refused("wrong_passphrase", path) from error
    return content


def _cipher(passphrase: str, salt: bytes, cost: int) -> Any:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    # The same letters come composed from one keyboard and decomposed from another.
    typed = unicodedata.normalize("NFC", passphrase).encode("utf-8")
    return AESGCM(Scrypt(salt=salt, length=32, n=cost, r=8, p=1).derive(typed))


def _head(path: Path) -> _Head:
    try:
        if path.stat().st_size > LARGEST:
            raise _refused("too_large", path)
        data = path.read_bytes()
    except OSError as error:
        raise _refused("gone", path, error=error.strerror or type(error).__name__) from error
    end = data.find(b"\n", 0, _HEAD) + 1
    try:
        values = json.loads(data[:end])
        format_ = values["format"] if values["file"] == _MARK else 0
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise _refused("not_ours", path) from error
    if not isinstance(format_, int) or format_ < 1:
        raise _refused("not_ours", path)
    if format_ > FORMAT:
        raise _refused("newer", path)
    return _Head(data[:end], values, data[end:])


def _unpacked(path: Path, content: bytes) -> bytes:
    unpack = zlib.decompressobj()
    try:
        text = unpack.decompress(content, LARGEST_UNPACKED)
    except zlib.error as error:
        raise _refused("damaged", path) from error
    if unpack.unconsumed_tail or not unpack.eof:
        raise _refused("damaged" if not unpack.unconsumed_tail else "too_large", path)
    return text


def _line(values: dict[str, Any]) -> bytes:
    return json.dumps(values, separators=(",", ":")).encode("ascii") + b"\n"


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError("no base64") from error


def _refused(reason: str, path: Path, **facts: str) -> NotAVisitFile:
    what, hint = _REASONS[reason]
    return NotAVisitFile(_(what).format(name=path.name, **facts), _(hint))
