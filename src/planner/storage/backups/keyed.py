"""Copies of an encrypted library are opened with its key; plain ones, from before it was encrypted, with none."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from planner.storage import inspecting, key_store, keys
from planner.storage.connecting import APPLICATION_ID, connect_sqlite, sqlite_driver


def is_plain(path: Path) -> bool:
    """Whether a file that nobody has open begins as plain ones do; an empty one does not."""
    with path.open("rb") as file:
        return file.read(16).startswith(keys.PLAIN)


def like(path: Path, other: Path) -> None:
    """From now on open a copy with the key of ``other``, if it is encrypted or still empty.

    :raises KeyWanted: it is encrypted, and the key is not known here.
    """
    if is_plain(path):
        keys.forget(path)
        return
    fetch(other)
    keys.hold_like(path, other)
    if path.stat().st_size and keys.held(path) is None and inspecting.is_encrypted(path):
        raise inspecting.key_wanted(other)


def opens(path: Path) -> bool:
    """Whether it is plain or the key that is held is its own."""
    if is_plain(path):
        return True
    if keys.held(path) is None:
        return False
    connection = connect_sqlite(path, read_only=True)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite_driver().DatabaseError:
        return False
    finally:
        connection.close()
    return True


def fetch(library: Path) -> None:
    """Hold the key of a library that is not open, if the key store of the system has it."""
    if keys.held(library) is None and inspecting.key_file(library).exists():
        key = key_store.fetch(library)
        if key is not None:
            keys.hold(library, key)


def key_to_seal(library: Path, copy: Path) -> bytes | None:
    """With which key a plain copy of an encrypted library is to be sealed; none where it may stay.

    :raises KeyWanted: the library is encrypted, and its key is not known here.
    """
    if not is_plain(copy):
        return None
    fetch(library)
    key = keys.held(library)
    if (
        key is None
        and inspecting.key_file(library).exists()
        and not (library.exists() and is_plain(library))
    ):
        raise inspecting.key_wanted(library)
    return key


def sealed_copy(plain: Path, target: Path, key: bytes) -> None:
    """Write what is in a plain file that nobody has open into a new one, encrypted.

    Nothing is made beside the plain one, and it is not changed. Whoever asks compares the two, and
    flushes the new one.
    """
    keys.hold(target, key)
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
