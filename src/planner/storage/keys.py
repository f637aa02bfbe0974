"""The keys of encrypted libraries while the program runs: by file, in memory, nowhere else.

A key is 256 random bits. Whoever opens a file asks here; nothing hands a key to a log, a statement
of SQLAlchemy or an error.
"""

from __future__ import annotations

import base64
import hashlib
import os
import secrets
import threading
from pathlib import Path
from typing import Final

from planner.errors import UserError
from planner.i18n import _

SIZE: Final = 32
"""Bytes of a key."""
GROUP: Final = 4
"""Letters of one group of a recovery code."""
_LETTERS: Final = str.maketrans({"0": "O", "1": "I", "8": "B", "9": "G"})
"""Signs that a code has not, as the letters they are taken for."""

PLAIN: Final = b"SQLite format 3\x00"
"""How every SQLite file begins that is not encrypted."""

_held: dict[str, bytes] = {}
_folders: dict[str, bytes] = {}
_guard = threading.Lock()


def new_key() -> bytes:
    return secrets.token_bytes(SIZE)


def hold(path: Path, key: bytes) -> None:
    """From now on this file is opened with this key, until :func:`forget`."""
    if len(key) != SIZE:
        raise ValueError("a key has 32 bytes")
    with _guard:
        _held[_name(path)] = bytes(key)


def forget(path: Path) -> None:
    """Hold its key no longer, nor for its copies."""
    with _guard:
        key = _held.pop(_name(path), None)
        for folder in [name for name, one in _folders.items() if one == key]:
            del _folders[folder]


def held(path: Path) -> bytes | None:
    """The key of this file, or of the folder of copies that it lies in, unless it is a plain file."""
    with _guard:
        key = _held.get(_name(path))
        for folder in () if key is not None else path.absolute().parents:
            if (found := _folders.get(_name(folder))) is not None:
                return None if _is_plain(path) else found
    return key


def hold_like(path: Path, other: Path) -> None:
    """Open ``path`` with the key of ``other``: a copy of it, such as a backup."""
    key = held(other)
    if key is None:
        forget(path)
    else:
        hold(path, key)


def hold_for_copies(folder: Path, library: Path) -> None:
    """What lies in this folder are copies of the library, encrypted with its key if it has one.

    Copies of before it was encrypted are plain and are opened without.
    """
    key = held(library)
    with _guard:
        if key is None:
            _folders.pop(_name(folder), None)
        else:
            _folders[_name(folder)] = key


def as_written(key: bytes) -> str:
    """The key as SQLCipher takes it: raw, so that nothing is derived from it."""
    return f"x'{key.hex()}'"


def mark_of(key: bytes) -> str:
    """By this a key is told from others; nobody gets from it to the key."""
    return hashlib.blake2b(key, digest_size=8, person=b"planner-key").hexdigest()


def recovery_code(key: bytes) -> str:
    """The key in 14 groups of four letters and digits; the last one tells typing errors."""
    text = base64.b32encode(key).decode().rstrip("=")
    text += _check(key)
    return "-".join(text[start : start + GROUP] for start in range(0, len(text), GROUP))


def of_recovery_code(code: str) -> bytes:
    """The key that a recovery code stands for; gaps, dashes and small letters do not matter.

    :raises UserError: it is no such code, or one sign of it is wrong.
    """
    text = "".join(sign for sign in code.upper() if sign.isalnum()).translate(_LETTERS)
    try:
        key = base64.b32decode(text[:52] + "====") if len(text) == 56 else b""
    except ValueError:
        key = b""
    if len(key) != SIZE or not secrets.compare_digest(_check(key), text[52:]):
        raise UserError(
            _("This recovery code is not complete, or a sign of it is wrong."),
            _("Nothing was changed. Compare it with the sheet: 14 groups of four signs."),
        )
    return key


def _check(key: bytes) -> str:
    digest = hashlib.blake2b(key, digest_size=5, person=b"planner-code").digest()
    return base64.b32encode(digest).decode()[:GROUP]


def _is_plain(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(PLAIN)) == PLAIN
    except OSError:
        return False


def _name(path: Path) -> str:
    return os.path.normcase(os.path.realpath(path))
