"""Keys in the key store of the system: Windows, macOS, or the Secret Service of a desktop.

Only such stores count: one that keeps keys in a file of its own is taken for none.
"""

from __future__ import annotations

import base64
import contextlib
from pathlib import Path
from typing import Any, Final

from planner.errors import UserError
from planner.i18n import _
from planner.storage import keys

SERVICE: Final = "Planner library"
_OF_SYSTEMS: Final = ("Windows", "macOS", "SecretService", "libsecret", "kwallet")


def is_there() -> bool:
    """Whether this computer has a key store that we trust."""
    return _store() is not None


def keep(key: bytes) -> None:
    """Keep a key under its mark.

    :raises UserError: there is no key store, or it did not take the key.
    """
    store = _store()
    try:
        if store is None:
            raise LookupError
        store.set_password(SERVICE, keys.mark_of(key), base64.b64encode(key).decode())
        if _fetch(store, keys.mark_of(key)) != key:
            raise LookupError
    except Exception as error:  # each system's store has errors of its own
        raise UserError(
            _("The key store of this computer did not take the key."),
            _("Nothing was changed. Choose a passphrase instead."),
        ) from error


def fetch(library: Path) -> bytes | None:
    """The key of this library, if the key store has it."""
    from planner.storage import key_record

    with contextlib.suppress(UserError):
        record = key_record.read(library)
        if record is not None and (store := _store()) is not None:
            return _fetch(store, record.mark)
    return None


def drop(mark: str) -> None:
    """Forget the key with this mark; that there is none is no error."""
    store = _store()
    if store is not None:
        with contextlib.suppress(Exception):
            store.delete_password(SERVICE, mark)


def _fetch(store: Any, mark: str) -> bytes | None:
    """What the store has under this mark, if it is the key with this mark."""
    try:
        found = base64.b64decode(store.get_password(SERVICE, mark) or "")
    except Exception:  # noqa: BLE001 - a locked, refused or broken store has no key for us
        return None
    return found if len(found) == keys.SIZE and keys.mark_of(found) == mark else None


def _store() -> Any:
    """The best key store of the system, or none."""
    try:
        import keyring  # late: only encrypted libraries need it

        found = keyring.get_keyring()
    except Exception:  # noqa: BLE001 - whatever is broken there, there is no store
        return None
    inner = getattr(found, "backends", None)
    return next((one for one in inner or [found] if _is_of_system(one)), None)


def _is_of_system(store: Any) -> bool:
    module = type(store).__module__
    return module.startswith("keyring.backends.") and module.split(".")[2] in _OF_SYSTEMS
