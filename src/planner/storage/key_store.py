"""Keys in the key store of the system: Windows, macOS, or the Secret Service of a desktop.

Only such stores count: one that keeps keys in a file of its own is taken for none, and one that
does not answer in time is taken for none as long as it hangs.
"""

from __future__ import annotations

import base64
import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, TypeVar

from planner.errors import UserError
from planner.i18n import _
from planner.storage import keys

SERVICE: Final = "Planner library"
_OF_SYSTEMS: Final = ("Windows", "macOS", "SecretService", "libsecret", "kwallet")
PATIENCE: Final = 3.0
"""Seconds in which a store has to say that it is there."""
ANSWER: Final = 30.0
"""Seconds for a key: the system may first ask its user for the password of the store."""

T = TypeVar("T")
_hanging: list[threading.Thread] = []
_here = threading.local()


def is_there() -> bool:
    """Whether this computer has a key store that we trust; takes 3 seconds at most."""
    try:
        return _asked(PATIENCE, lambda: _store() is not None)
    except TimeoutError:
        return False


@contextlib.contextmanager
def not_asked() -> Iterator[None]:
    """In this thread :func:`fetch` finds nothing meanwhile: the key store may take its time."""
    _here.quiet = True
    try:
        yield
    finally:
        _here.quiet = False


def _asked(seconds: float, work: Callable[[], T]) -> T:
    """What the store answers. It is asked in a thread of its own, which may hang without us.

    :raises TimeoutError: it did not answer in time, or an earlier question still waits.
    """
    _hanging[:] = [one for one in _hanging if one.is_alive()]
    if _hanging:
        raise TimeoutError
    answers: list[T] = []
    errors: list[Exception] = []

    def ask() -> None:
        try:
            answers.append(work())
        except Exception as error:  # noqa: BLE001 - each system's store has errors of its own
            errors.append(error)

    thread = threading.Thread(target=ask, name="planner-key-store", daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        _hanging.append(thread)
        raise TimeoutError
    if errors:
        raise errors[0]
    return answers[0]


def keep(key: bytes) -> None:
    """Keep a key under its mark.

    :raises UserError: there is no key store, or it did not take the key.
    """

    def put() -> None:
        store = _store()
        if store is None:
            raise LookupError
        store.set_password(SERVICE, keys.mark_of(key), base64.b64encode(key).decode())
        if _fetch(store, keys.mark_of(key)) != key:
            raise LookupError

    try:
        _asked(ANSWER, put)
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
        return fetch_mark(record.mark) if record is not None else None
    return None


def fetch_mark(mark: str) -> bytes | None:
    """The key with this mark, if the key store has it."""
    if getattr(_here, "quiet", False):
        return None
    with contextlib.suppress(TimeoutError):
        return _asked(ANSWER, lambda: _fetch(_store(), mark))
    return None


def drop(mark: str) -> None:
    """Forget the key with this mark; that there is none is no error."""
    with contextlib.suppress(Exception):
        _asked(ANSWER, lambda: _store().delete_password(SERVICE, mark))


def _fetch(store: Any, mark: str) -> bytes | None:
    """What the store has under this mark, if it is the key with this mark; without a store nothing."""
    if store is None:
        return None
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
