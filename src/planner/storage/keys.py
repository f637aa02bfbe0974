"""The keys of encrypted libraries while the program runs: by file or by mark, in memory, nowhere else.

A key is 256 random bits; its mark tells it from others and says nothing of it. A library is opened
with the key that is held for its file. A backup names the mark of its key: that is the key of its
library, or an earlier one that somebody gave, and is lent to the file while it is worked on.
Nothing hands a key to a log, a statement of SQLAlchemy or an error.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import os
import secrets
import threading
from collections.abc import Iterator
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
"""By file: libraries, and copies of them that live as long."""
_copies: dict[str, dict[str, bytes]] = {}
"""By library, then by mark: keys that open copies of it, whatever opens the library itself."""
_lent: dict[str, list[bytes]] = {}
"""By file, while it is worked on."""
_guard = threading.Lock()


def new_key() -> bytes:
    return secrets.token_bytes(SIZE)


def hold(path: Path, key: bytes) -> None:
    """From now on this file is opened with this key, until :func:`forget`."""
    _demand(key)
    with _guard:
        _held[_name(path)] = bytes(key)


def forget(path: Path) -> None:
    """Hold the key of this file no longer; other files may still have it."""
    with _guard:
        _held.pop(_name(path), None)


def shut(library: Path) -> None:
    """Hold nothing any more that opens this library or a copy of it, under whatever name.

    What is being copied just now keeps its key until that is done.
    """
    with _guard:
        gone = set(_copies.pop(_name(library), {}).values())
        gone |= {key for name, key in _held.items() if name == _name(library)}
        for name in [name for name, key in _held.items() if key in gone]:
            del _held[name]
        for name, by_mark in list(_copies.items()):
            _copies[name] = {mark: key for mark, key in by_mark.items() if key not in gone}


def held(path: Path) -> bytes | None:
    """The key of this file, if there is one."""
    with _guard:
        lent = _lent.get(_name(path))
        return lent[-1] if lent else _held.get(_name(path))


def hold_like(path: Path, other: Path) -> None:
    """Open ``path`` with the key of ``other``: a copy of it, such as a backup."""
    key = held(other)
    if key is None:
        forget(path)
    else:
        hold(path, key)


@contextlib.contextmanager
def lent(path: Path, key: bytes | None) -> Iterator[None]:
    """Meanwhile this file is opened with this key, in all threads; without one nothing changes."""
    if key is None:
        yield
        return
    _demand(key)
    name = _name(path)
    with _guard:
        _lent.setdefault(name, []).append(bytes(key))
    try:
        yield
    finally:
        with _guard:
            _lent[name].remove(key)
            if not _lent[name]:
                del _lent[name]


def hold_for_copies(library: Path, key: bytes) -> None:
    """Hold a key that is proven, with which the library cannot be opened, or not any more."""
    _demand(key)
    with _guard:
        _copies.setdefault(_name(library), {})[mark_of(key)] = bytes(key)


def with_mark(mark: str) -> bytes | None:
    """The key with this mark, whatever it is held for."""
    return next((key for key in all_held() if mark_of(key) == mark), None)


def all_held() -> list[bytes]:
    """Each key once: to try on copies of which nobody wrote down the mark."""
    with _guard:
        found = [*_held.values(), *(key for one in _copies.values() for key in one.values())]
    return list(dict.fromkeys(found))


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


def _demand(key: bytes) -> None:
    if len(key) != SIZE:
        raise ValueError("a key has 32 bytes")


def _name(path: Path) -> str:
    return os.path.normcase(os.path.realpath(path))
