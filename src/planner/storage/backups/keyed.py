"""Copies of an encrypted library are opened with its key; plain ones, from before it was encrypted, with none."""

from __future__ import annotations

from pathlib import Path

from planner.storage import inspecting, key_store, keys


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
