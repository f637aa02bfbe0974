"""Encrypting a library, opening an encrypted one, and the way back when its passphrase is lost."""

from __future__ import annotations

import contextlib
import datetime as dt
import secrets
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner.errors import UserError, WrongKey
from planner.i18n import _, ngettext
from planner.services import copy_lock
from planner.storage import encrypting, engine, inspecting, key_record, key_store, keys, safe_places
from planner.storage.connecting import is_url
from planner.storage.put_away import put_away

if TYPE_CHECKING:
    from planner.services.core import Clock
    from planner.services.planner import Planner
    from planner.settings import Settings

SHORTEST: Final = 10
"""Signs of a passphrase."""
TRIES: Final = 3
"""Wrong passphrases in a row, after which one has to begin again."""
ASKED: Final = 6
"""Signs of the recovery code that are typed once, to show that the sheet is there."""

_SET: Final = "before-restore-"
"""How folders begin in which lies what a restore replaced."""

Tell = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Protection:
    """How a library is protected. ``remembered``: the key store of this computer has its key.

    ``old_files`` lie beside it since it was encrypted or made plain, until they are removed.
    """

    encrypted: bool
    has_passphrase: bool = False
    remembered: bool = False
    can_remember: bool = False
    old_files: tuple[Path, ...] = ()


class SheetCheck:
    """Six signs of the recovery code, which show that somebody has the sheet."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self.group = 1 + secrets.randbelow(13)
        """Of this group all signs are asked for, and of the next one the first two."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"

    @property
    def code(self) -> str:
        return keys.recovery_code(self._key)

    def asked(self) -> str:
        return _("From the sheet: group {first} and the first two signs of group {second}").format(
            first=self.group, second=self.group + 1
        )

    def is_proven(self, typed: str) -> bool:
        """Whether these are the six signs that were asked for."""
        groups = self.code.split("-")
        asked = (groups[self.group - 1] + groups[self.group])[:ASKED]
        given = "".join(sign for sign in typed.upper() if sign.isalnum())
        return secrets.compare_digest(given.encode(), asked.encode())


class NewLock(SheetCheck):
    """A key with which nothing is encrypted yet."""

    def __init__(self) -> None:
        super().__init__(keys.new_key())


class StoreAsked:
    """Whether this computer has a key store, found out beside: ``there`` is None until it is known."""

    def __init__(self) -> None:
        self.there: bool | None = None
        threading.Thread(target=self._ask, name="planner-key-store", daemon=True).start()

    def _ask(self) -> None:
        self.there = key_store.is_there()


class Lockbox:
    """What can be done with the protection of one library file, mostly while it is closed.

    :raises UserError: the library is on a server, which has its own encryption.
    """

    def __init__(self, address: str) -> None:
        if is_url(address):
            raise UserError(
                _("A library on a server is protected by the server."),
                _("Nothing was changed. Ask whoever runs it about its encryption."),
            )
        self.path = Path(address)

    def look(self) -> Protection:
        """How it is protected now; asks the key store, which may ask the user."""
        encrypted = self.path.exists() and inspecting.is_encrypted(self.path)
        return Protection(
            encrypted=encrypted,
            has_passphrase=encrypted and self._has_passphrase(),
            remembered=encrypted and key_store.fetch(self.path) is not None,
            can_remember=key_store.is_there(),
            old_files=self.old_files(),
        )

    def old_files(self) -> tuple[Path, ...]:
        """Quick: what is left beside the library of before it was encrypted or made plain."""
        return tuple(put_away(self.path))

    @property
    def is_encrypted_here(self) -> bool:
        """Quick, of a library that is open."""
        return keys.held(self.path) is not None

    def no_passphrase(self) -> str:
        """Why only the recovery code can open it; empty where a passphrase can."""
        try:
            record = self._record_here()
        except UserError as error:
            return error.message
        if record is None and any(
            one.has_passphrase for one in copy_lock.records(self.path).values()
        ):
            return ""
        if record is None:
            return _("Its key file {key} is not beside it.").format(
                key=inspecting.key_file(self.path).name
            )
        if not record.has_passphrase:
            return _("It has no passphrase, and the key store of this computer has not its key.")
        return ""

    @property
    def can_lock(self) -> bool:
        """Whether it is open with a key and has a passphrase that it can be opened with again."""
        return keys.held(self.path) is not None and self._record_now().has_passphrase

    @property
    def key_file(self) -> str:
        """The name of the file that holds the key sealed with the passphrase."""
        return inspecting.key_file(self.path).name

    @property
    def sheet_is_due(self) -> bool:
        """Whether its recovery sheet was put off when it was made."""
        return keys.held(self.path) is not None and self._record_now().sheet_due

    def sheet_is_made(self) -> None:
        """Somebody has the sheet: it is not asked for again."""
        record = self._record_now()
        if record.sheet_due:
            key_record.write(self.path, replace(record, sheet_due=False))

    def _record_now(self) -> key_record.KeyRecord:
        """What stands beside the library; what cannot be read counts as nothing."""
        with contextlib.suppress(UserError):
            return key_record.read(self.path) or key_record.KeyRecord(mark="")
        return key_record.KeyRecord(mark="")

    # opening

    def fetch(self) -> bool:
        """Hold the key if the key store of this computer has it, which may ask its user first."""
        key = key_store.fetch(self.path)
        if key is not None:
            keys.hold(self.path, key)
        return key is not None

    def unlock(self, passphrase: str) -> None:
        """Hold the key from here on. Takes a moment on purpose.

        A key file that is lost or damaged is made anew from one beside the backups.

        :raises WrongKey: the passphrase is another one, or there is none.
        :raises NotALibrary: it is right, but the file does not open with it: see :meth:`_take`.
        :raises UserError: the key file is damaged or not there, nor beside the backups.
        """
        record = self._record_here()
        if record is not None:
            self._take(key_record.key_of(record, passphrase), proven=True)
            return
        self._take(copy_lock.proven(self.path, passphrase), proven=True)
        key_record.write(self.path, key_record.record_of(self._key(), passphrase))

    def _record_here(self) -> key_record.KeyRecord | None:
        """What stands beside the library; none where it is damaged and another one can replace it.

        :raises UserError: it is damaged, and there is none beside the backups.
        """
        try:
            return key_record.read(self.path)
        except UserError:
            if any(one.has_passphrase for one in copy_lock.records(self.path).values()):
                return None
            raise

    def unlock_with_code(self, code: str) -> None:
        """Hold the key that a recovery code stands for; a key file that is lost is made anew.

        :raises WrongKey: the code is of another library. :raises UserError: it is no code.
        """
        key = keys.of_recovery_code(code)
        try:
            record = key_record.read(self.path)
        except UserError:
            record = None  # damaged: it is written anew below
        if record is not None and record.mark != keys.mark_of(key):
            raise WrongKey(
                _("This recovery code belongs to another library."),
                _("Nothing was changed. Look for the sheet of {name}.").format(name=self.path.name),
            )
        mark = keys.mark_of(key)
        known = copy_lock.records(self.path)
        self._take(key, proven=record is not None or mark in known)
        if record is None:
            key_record.write(self.path, known.get(mark) or key_record.record_of(key))

    def shut(self) -> None:
        """Hold nothing any more that opens the library or its backups; it has to be closed."""
        keys.shut(self.path)

    def _take(self, key: bytes, *, proven: bool) -> None:
        """Open the library with a key.

        One that is ``proven`` by its mark is the right one whatever has become of the file: it is
        held for its backups.
        :raises NotALibrary: the file is damaged, or another one lies in its place.
        """
        keys.hold(self.path, key)
        try:
            inspecting.inspect_file(self.path)
        except UserError as error:
            keys.forget(self.path)
            if not proven:
                raise
            keys.hold_for_copies(self.path, key)
            if isinstance(error, WrongKey):
                raise inspecting.not_its_file(self.path) from None
            raise
        if keys.held(self.path) is None:
            raise UserError(
                _("{name} is not encrypted.").format(name=self.path.name), _("Nothing was changed.")
            )

    # encrypting

    def create(
        self,
        settings: Settings,
        lock: NewLock,
        passphrase: str = "",
        *,
        remember: bool = False,
        sample: bool = False,
        sheet_due: bool = False,
        clock: Clock | None = None,
    ) -> Planner:
        """A new library that is encrypted from its first byte. ``sheet_due``: its sheet comes later.

        :raises UserError: there is something at that place, or neither passphrase nor key store.
        """
        from planner.services.core import system_clock
        from planner.services.planner import Planner

        if self.path.exists():
            engine.create_library(str(self.path))  # says what is there, and leaves it alone
        demand_place(self.path)
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        record = self._record(lock, passphrase, remember=remember)
        try:
            key_record.write(self.path, replace(record, sheet_due=sheet_due))
            library = engine.create_library(str(self.path), lock._key)
        except BaseException:
            keys.forget(self.path)
            key_record.remove(self.path)
            if remember:
                key_store.drop(record.mark)
            raise
        from planner.services import starting

        planner = Planner(library, settings, clock or system_clock)
        starting.fill(planner._core, sample=sample)
        return planner

    def encrypt(
        self,
        lock: NewLock,
        passphrase: str = "",
        *,
        remember: bool = False,
        tell: Tell | None = None,
    ) -> Path:
        """Encrypt a library that is closed; where its plain file lies until :meth:`remove_old`.

        :raises UserError: neither passphrase nor key store, a full disk, open elsewhere; the
            library is as it was.
        """
        self._keep_records()
        return encrypting.encrypt(
            self.path, lock._key, self._record(lock, passphrase, remember=remember), tell
        )

    def decrypt(self, tell: Tell | None = None) -> Path:
        """Make a closed library plain; where its encrypted file lies until :meth:`remove_old`."""
        self._keep_records()
        return encrypting.decrypt(self.path, tell)

    def _keep_records(self) -> None:
        """Beside the backups stays how the key is got that the library has until now.

        :raises NotWritten: that could not be written.
        """
        from planner.storage.backups import key_records, manifest

        key_records.keep(self.path, manifest.folder_of(self.path))

    def plain_backups(self, second: str = "") -> list[Path]:
        """Copies of before the library was encrypted: whoever has them can read them.

        Backups, what restores replaced, and backups in the ``second`` folder where that is there.
        """
        from planner.storage.backups import enciphering

        if not self.path.exists() or not inspecting.is_encrypted(self.path):
            return []
        folders = self._folders(second)
        return [path for folder in folders for path in enciphering.plain_in(self.path, folder)]

    def _folders(self, second: str) -> list[Path]:
        from planner.storage.backups import elsewhere, manifest

        other = [elsewhere.place_in(Path(second), self.path)] if second else []
        return [manifest.folder_of(self.path), *other]

    def encrypt_backups(self, second: str = "", tell: Tell = lambda *_: None) -> int:
        """Seal all plain copies with the key of the library, and overwrite them; how many there were.

        :raises NotMade: one could not be; those before it are encrypted, the others as they were.
        """
        from planner.storage.backups import enciphering, key_records

        key, done = self._key(), 0
        plain = {
            folder: enciphering.plain_in(self.path, folder) for folder in self._folders(second)
        }
        total = sum(map(len, plain.values()))
        for folder, paths in plain.items():
            key_records.keep(self.path, folder)
            for path in paths:
                tell(done, total)
                enciphering.seal(path, folder, key)
                done += 1
        return done

    def remove_old_files(self) -> None:
        """Overwrite and remove what was put away; backups stay."""
        encrypting.remove_put_away(self.path)

    def remove_old(self, second: str = "") -> None:
        """Overwrite and remove what was put away, and plain backups of an encrypted library.

        Before those go, an encrypted one is made and verified.
        :raises NotMade: that could not be made; nothing was removed.
        :raises NotWritten: a file could not be removed.
        """
        from planner.storage.backups import enciphering, key_records, making, manifest

        marks = {one.mark for path in self.old_files() if (one := key_record.read(path))}
        plain = self.plain_backups(second)
        if plain:
            making.make(self.path, manifest.Why.HAND, dt.datetime.now(dt.UTC))
        self._keep_records()
        encrypting.remove_put_away(self.path)
        if not inspecting.is_encrypted(self.path):
            needed = key_records.needed(manifest.folder_of(self.path))
            for mark in marks - needed if needed is not None else ():
                key_store.drop(mark)
        for path in plain:
            enciphering.remove(self.path, path)

    def prove(self, typed: str) -> None:
        """Whether somebody who sits here may have the key: by the present passphrase or the recovery
        code. Where there is no passphrase nothing is asked. Takes a moment on purpose.

        :raises WrongKey: it is neither.
        """
        record = key_record.read(self.path)
        if record is None or not record.has_passphrase:
            return
        signs = "".join(sign for sign in typed.upper() if sign.isalnum())
        if secrets.compare_digest(signs.encode(), self.code().replace("-", "").encode()):
            return
        try:
            key_record.key_of(record, typed)
        except WrongKey:
            raise WrongKey(
                _("This is not the present passphrase."),
                _(
                    "Nothing was done. Small and capital letters count; the recovery code will do, too."
                ),
            ) from None

    def change_passphrase(self, passphrase: str) -> None:
        """Another passphrase, or a first one. Copies made before open with the old one.

        :raises UserError: it is too short, or no key is held: unlock first.
        """
        check_passphrase(passphrase)
        record = key_record.record_of(self._key(), passphrase)
        due = self._record_now().sheet_due
        key_record.write(self.path, replace(record, sheet_due=due))

    def remember(self) -> None:
        """From now on this computer opens the library by itself.

        :raises UserError: there is no key store that we trust, or it did not take the key.
        """
        key_store.keep(self._key())

    def forget_here(self) -> None:
        """This computer asks for the passphrase again.

        :raises UserError: there is no passphrase to ask for; choose one first.
        """
        if not self._has_passphrase():
            raise UserError(
                _("This library has no passphrase."), _("Choose one first. Nothing was changed.")
            )
        key_store.drop(keys.mark_of(self._key()))

    def code(self) -> str:
        """The recovery code of a library whose key is held."""
        return keys.recovery_code(self._key())

    def sheet_check(self) -> SheetCheck:
        """What is asked for from the sheet of a library whose key is held."""
        return SheetCheck(self._key())

    def _key(self) -> bytes:
        key = keys.held(self.path)
        if key is None:
            raise inspecting.key_wanted(self.path)
        return key

    def _has_passphrase(self) -> bool:
        record = key_record.read(self.path)
        return record is not None and record.has_passphrase

    def _record(self, lock: NewLock, passphrase: str, *, remember: bool) -> key_record.KeyRecord:
        if not passphrase and not remember:
            raise UserError(
                _("There is neither a passphrase nor a key store that could keep the key."),
                _("Nothing was encrypted. Choose a passphrase."),
            )
        if passphrase:
            check_passphrase(passphrase)
        record = key_record.record_of(lock._key, passphrase)
        if remember:
            key_store.keep(lock._key)
        return record


def check_passphrase(passphrase: str) -> None:
    """:raises UserError: it would be guessed too soon."""
    if len(passphrase) < SHORTEST or len(set(passphrase)) < 4:
        raise UserError(
            _("The passphrase is too short: it needs {count} characters or more.").format(
                count=SHORTEST
            ),
            _(
                "Nothing was changed. Four or five words that have nothing to do with each other are good."
            ),
        )


def demand_place(path: Path) -> None:
    """:raises WrongFolder: a new library at ``path`` could be damaged by other programs."""
    safe_places.demand(path, new=True)


without_key_store = key_store.not_asked
"""Opening a library meanwhile asks no key store: whoever opens it does, beside the window."""


def plain_backups_sentence(plain: Sequence[Path]) -> str:
    """How many there are, and in which folders."""
    inside = {
        path.parent.parent if path.parent.name.startswith(_SET) else path.parent for path in plain
    }
    return ngettext(
        "{count} plain backup lies in {folder}.",
        "{count} plain backups lie in {folder}.",
        len(plain),
        folder=", ".join(sorted(map(str, inside))),
    )
