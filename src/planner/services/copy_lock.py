"""The key of a backup that is encrypted: asked for by passphrase or recovery code, proven by its mark.

The library need not open for that, nor be there: how each key is got stands beside the backups.
"""

from __future__ import annotations

from pathlib import Path

from planner.errors import CopyLocked, KeyWanted, UserError, WrongKey
from planner.i18n import _
from planner.storage import key_record, key_store, keys
from planner.storage.key_record import KeyRecord


def records(library: Path, near: Path | None = None) -> dict[str, KeyRecord]:
    """How the keys of a library and its copies are got, by mark; the library's own comes first."""
    from planner.storage.backups import key_records  # late: few libraries are asked for a key

    return key_records.of_library(library, near)


def proven(library: Path, passphrase: str, near: Path | None = None, mark: str = "") -> bytes:
    """The key that a passphrase opens: the one with this mark, else any of the library.

    :raises WrongKey: it opens none.
    """
    wrong = WrongKey(
        _("The passphrase is not right."),
        _("Nothing was changed. Small and capital letters count; the recovery code opens it too."),
    )
    for record in records(library, near).values():
        if record.has_passphrase and mark in ("", record.mark):
            try:
                return key_record.key_of(record, passphrase)
            except WrongKey as error:
                wrong = error
    raise wrong


class CopyLock:
    """What a :class:`KeyWanted` asks for. The key is held for the copies of the library afterwards."""

    def __init__(self, wanted: KeyWanted) -> None:
        self.path = wanted.path
        is_copy = isinstance(wanted, CopyLocked)
        self.library = wanted.library if isinstance(wanted, CopyLocked) else wanted.path
        self._near = wanted.path if is_copy else None
        self._mark = wanted.mark if isinstance(wanted, CopyLocked) else self._own()
        self.said, self.hint = wanted.message, wanted.hint

    def _own(self) -> str:
        return next(iter(records(self.path)), "")

    def no_passphrase(self) -> str:
        """Why only the recovery code can open it; empty where a passphrase can."""
        found = records(self.library, self._near).values()
        if any(one.has_passphrase and self._mark in ("", one.mark) for one in found):
            return ""
        return self.hint

    @property
    def is_held(self) -> bool:
        """Whether the key is known here by now."""
        return bool(self._mark) and keys.with_mark(self._mark) is not None

    def unlock(self, passphrase: str) -> None:
        """:raises WrongKey: the passphrase opens no key, or not the one of this copy."""
        if self._mark:
            self._hold(proven(self.library, passphrase, self._near, self._mark))
            return
        for mark in records(self.library, self._near):
            try:
                key = proven(self.library, passphrase, self._near, mark)
            except WrongKey:
                continue
            if self._fits(key):
                self._hold(key)
                return
        raise WrongKey(
            _("The passphrase is not right."),
            _("Nothing was changed. The copy may be older than this passphrase."),
        )

    def unlock_with_code(self, code: str) -> None:
        """:raises WrongKey: the code is of another key. :raises UserError: it is no code."""
        key = keys.of_recovery_code(code)
        fits = keys.mark_of(key) == self._mark if self._mark else self._fits(key)
        if not fits:
            raise WrongKey(
                _("This recovery code belongs to another key."),
                _(
                    "Nothing was changed. Look for the sheet of the time when {name} was made."
                ).format(name=self.path.name),
            )
        self._hold(key)

    def _hold(self, key: bytes) -> None:
        keys.hold_for_copies(self.library, key)
        self._mark = keys.mark_of(key)

    def _fits(self, key: bytes) -> bool:
        from planner.storage.backups import keyed

        return self._near is None or keyed.fits(self._near, key)

    def remember(self) -> None:
        """From now on this computer opens it by itself.

        :raises UserError: there is no key store that we trust, or it did not take the key.
        """
        key = keys.with_mark(self._mark)
        if key is None:
            raise UserError(
                _("The key store of this computer did not take the key."),
                _("Nothing was changed. Choose a passphrase instead."),
            )
        key_store.keep(key)
