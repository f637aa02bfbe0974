"""With which key a copy of a library is opened: the one whose mark its manifest names, not the library's.

A plain copy, from before the library was encrypted, is opened with none. That a key is missing or
wrong says nothing about the copy: whether that is whole is told by its size and hash alone.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from planner.errors import CopyLocked, UserError
from planner.i18n import _
from planner.storage import inspecting, key_record, key_store, keys
from planner.storage.backups import key_records
from planner.storage.backups.manifest import FOLDER_SUFFIX, Kept
from planner.storage.connecting import APPLICATION_ID, connect_sqlite, sqlite_driver
from planner.storage.key_record import KeyRecord


def is_plain(path: Path) -> bool:
    """Whether a file that nobody has open begins as plain ones do; an empty one does not."""
    with path.open("rb") as file:
        return file.read(16).startswith(keys.PLAIN)


def library_of(path: Path) -> Path:
    """The library that a backup lies beside, or would."""
    return path.parent.with_name(path.parent.name.removesuffix(FOLDER_SUFFIX))


def key_of(kept: Kept, library: Path | None = None) -> bytes | None:
    """The key of a backup; none for a plain one.

    :raises CopyLocked: it is encrypted, and its key is not known here.
    """
    if kept.manifest.bad != "unknown" and not kept.manifest.encrypted:
        return None
    return key_of_file(kept.path, library or library_of(kept.path), kept.manifest.mark)


def key_of_file(path: Path, library: Path, mark: str = "") -> bytes | None:
    """The key of a copy of a library, by its mark, or found by trying where nobody wrote that down.

    :raises CopyLocked: it is encrypted, and its key is not known here.
    """
    if is_plain(path):
        return None
    if mark:
        key = keys.with_mark(mark) or key_store.fetch_mark(mark)
        if key is None:
            raise locked(path, library, mark)
        return key
    if not path.stat().st_size or not inspecting.looks_sealed(path):
        return None
    for key in _known(path, library):
        if fits(path, key):
            return key
    raise locked(path, library, mark)


def _known(path: Path, library: Path) -> Iterator[bytes]:
    """Keys that may be the one of a copy without a mark."""
    found = keys.all_held()
    yield from found
    marks = {keys.mark_of(key) for key in found}
    for mark in key_records.of_library(library, path):
        if mark not in marks and (key := key_store.fetch_mark(mark)) is not None:
            yield key


def fits(path: Path, key: bytes) -> bool:
    """Whether a copy that nobody writes to opens with this key."""
    with keys.lent(path, key):
        try:
            connection = connect_sqlite(path, read_only=True)
        except sqlite_driver().Error:
            return False
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite_driver().Error:
            return False
        finally:
            connection.close()
    return True


def locked(path: Path, library: Path, mark: str) -> CopyLocked:
    """What is said of an encrypted copy whose key nobody gave yet."""
    records = key_records.of_library(library, path)
    fitting = [one for one in records.values() if mark in ("", one.mark)]
    if not any(one.has_passphrase for one in fitting):
        hint = _("Nothing was changed. Give the recovery code from the sheet of that time.")
    elif mark and next(iter(records)) != mark:  # the library's own comes first
        hint = _(
            "Nothing was changed. Give the passphrase that the library had then, or the recovery code"
            " of that time."
        )
    else:
        hint = _("Nothing was changed. Give its passphrase or its recovery code.")
    said = _("The backup {name} is encrypted.").format(name=path.name)
    return CopyLocked(said, hint, path, library, mark)


def fetch(library: Path) -> None:
    """Hold the key of a library that is not open, if the key store of the system has it."""
    if keys.held(library) is None and inspecting.key_file(library).exists():
        key = key_store.fetch(library)
        if key is not None:
            keys.hold(library, key)


def library_key(library: Path) -> bytes | None:
    """The key of an encrypted library that is not open, also one that was given for its copies."""
    if not library.exists() or is_plain(library):
        return None
    fetch(library)
    key = keys.held(library)
    if key is None and (record := _record(library)) is not None:
        key = keys.with_mark(record.mark)
    return key


def _record(library: Path) -> KeyRecord | None:
    with contextlib.suppress(UserError):
        return key_record.read(library)
    return None


def key_to_seal(library: Path, copy: Path) -> bytes | None:
    """With which key a plain copy of an encrypted library is to be sealed; none where it may stay.

    :raises KeyWanted: the library is encrypted, and its key is not known here.
    """
    if not is_plain(copy):
        return None
    fetch(library)
    key = keys.held(library)
    if key is None and (record := _record(library)) is not None:
        key = keys.with_mark(record.mark)  # it was given, though the library does not open
    if library.exists() and is_plain(library):
        return None
    if key is None and inspecting.key_file(library).exists():
        raise inspecting.key_wanted(library)
    return key


def sealed_copy(plain: Path, target: Path, key: bytes) -> None:
    """Write what is in a plain file that nobody has open into a new one, encrypted.

    Nothing is made beside the plain one, and it is not changed. Whoever asks compares the two, and
    flushes the new one.
    """
    with keys.lent(target, key):
        connection = connect_sqlite(target)
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
        name = f"file:{quote(str(plain.absolute()))}?immutable=1"
        connection.execute("ATTACH DATABASE ? AS plain KEY ''", (name,))
        (version,) = connection.execute("PRAGMA plain.user_version").fetchone()
        connection.execute("SELECT sqlcipher_export('main', 'plain')").fetchall()
        connection.execute(f"PRAGMA main.application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA main.user_version = {int(version)}")
        connection.execute("DETACH DATABASE plain")
    finally:
        connection.close()
    target.chmod(0o600)


def fold(path: Path) -> None:
    """Put what waits beside a plain file that nobody has open into it."""
    connection = connect_sqlite(path)
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
    finally:
        connection.close()
