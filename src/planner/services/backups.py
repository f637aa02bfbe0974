"""Backups of a library file: what there is, making, checking, restoring. The library may be open or not."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner.domain.data_rights import Erasure
from planner.domain.history import Step
from planner.errors import Closed, CopyLocked, KeyWanted, NotFound, UserError
from planner.i18n import N_, _, ngettext
from planner.services import registers_carried
from planner.services.core import Clock, Core, system_clock
from planner.services.gone_for_good import gone_for_good, take_again
from planner.services.restored import after_restore
from planner.services.retention import Retention
from planner.settings import Settings
from planner.storage import engine, keys, reading
from planner.storage.backups import drilling, elsewhere, keyed, making, restoring, thinning
from planner.storage.backups import manifest as manifests
from planner.storage.backups.making import NotMade, when_words
from planner.storage.backups.manifest import BEFORE, Kept, Manifest, Why
from planner.storage.backups.restoring import MovedAside, NotRestored
from planner.storage.connecting import SCHEMA_VERSION
from planner.storage.inspecting import inspect_file, is_whole
from planner.storage.writer_lock import WriterLock

if TYPE_CHECKING:
    from planner.storage.reading import Reader

__all__ = [
    "BEFORE",
    "RECORDS",
    "WHY_WORDS",
    "Backups",
    "Kept",
    "Manifest",
    "MovedAside",
    "NotMade",
    "NotRestored",
    "Preview",
    "State",
    "Why",
    "holds",
    "when_words",
]

WHY_WORDS: Final = {
    Why.CHANGE: N_("while working"),
    Why.DAILY: N_("of the day"),
    Why.WEEKLY: N_("of the week"),
    Why.HAND: N_("by hand"),
    Why.IMPORT: N_("before an import"),
    Why.MERGE: N_("before a merge"),
    Why.SEVERAL: N_("before a change of many"),
    Why.MIGRATION: N_("before a new format"),
    Why.RESTORE: N_("before a restore"),
}
RECORDS: Final = ("person", "visit", "organisation", "agreement")
"""What can be brought back alone; what is part of it comes along."""
RESTORED: Final = N_("Restore the backup of {when} (steps taken back: {count})")
RESTORED_BLINDLY: Final = N_("Restore the backup of {when}")
BROUGHT_BACK: Final = N_("Bring back what the restore of {when} replaced")
RESTORES: Final = frozenset((RESTORED, RESTORED_BLINDLY, BROUGHT_BACK))
"""Steps of the history that put another file in place; what they replaced can come back."""
_SHOWN: Final = 200
"""Steps that a preview tells; the rest is counted."""
WEEK: Final = 7


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What a backup holds, and what would be lost: ``lost`` are the latest steps since, the newest
    first, ``lost_count`` all of them. ``lost_known`` is False when the library cannot be read, or
    ``is_locked``: nobody gave its key. ``is_damaged``: it can be read in parts."""

    kept: Kept
    lost: tuple[Step, ...] = ()
    lost_count: int = 0
    lost_known: bool = True
    is_locked: bool = False
    is_damaged: bool = False
    carried: int = 0
    """Entries of the registers since then, which stay: what left the house, look-ups, corrections,
    requests."""
    left_behind: int = 0
    """Requests of people whom the backup does not know: they are in what is replaced."""

    @property
    def unknown_words(self) -> str:
        """Why it is not known what would be lost."""
        if self.is_locked:
            return _("The library was not unlocked: what would be lost is not known.")
        return _("The library cannot be read: what would be lost is not known.")

    @property
    def registers_words(self) -> list[str]:
        """What becomes of the registers; nothing where nothing was added to them."""
        said = []
        if self.carried:
            text = ngettext(
                "{count} later entry of the registers stays: hand-outs, look-ups, corrections,"
                " requests.",
                "{count} later entries of the registers stay: hand-outs, look-ups, corrections,"
                " requests.",
                self.carried,
            )
            said.append(text)
        if self.left_behind:
            text = ngettext(
                "{count} request of somebody who is not in the backup would be gone.",
                "{count} requests of people who are not in the backup would be gone.",
                self.left_behind,
            )
            said.append(text)
        return said


@dataclass(frozen=True, kw_only=True)
class State:
    """How things stand. Moments are aware, UTC; ``elsewhere_days`` is None without a copy there."""

    last_good: Kept | None
    elsewhere_folder: str = ""
    elsewhere_at: dt.datetime | None = None
    elsewhere_days: int | None = None
    free: int = 0

    @property
    def is_low(self) -> bool:
        """Too little is free on the disk: backups are not made by themselves."""
        return self.free < making.LOW


class Backups:
    """The verbs about backups of one library file."""

    def __init__(
        self,
        library: Path,
        settings: Settings,
        clock: Clock = system_clock,
        reader: Reader | None = None,
    ) -> None:
        self.library = library
        self._settings = settings
        self._clock = clock
        self._reader = reader

    @property
    def folder(self) -> Path:
        return manifests.folder_of(self.library)

    def all(self) -> list[Kept]:
        """The newest first; bad ones are among them and say so."""
        return manifests.kept_in(self.folder)

    def get(self, number: int) -> Kept:
        """:raises NotFound: there is no backup of this number."""
        for one in self.all():
            if one.number == number:
                return one
        raise NotFound(
            _("There is no backup with the number {number}.").format(number=number),
            _("See “planner library backups”."),
        )

    def last_good(self) -> Kept | None:
        return next((one for one in self.all() if one.manifest.is_good), None)

    def moved_aside(self) -> list[MovedAside]:
        """What restores replaced, the latest first; each can come back for 30 days."""
        return restoring.moved_aside(self.library)

    def state(self) -> State:
        told = manifests.state(self.folder).get("elsewhere")
        at = None
        if isinstance(told, dict):
            with contextlib.suppress(KeyError, ValueError, TypeError):
                at = dt.datetime.fromisoformat(told["at"])
        return State(
            last_good=making.last_good(self.folder),
            elsewhere_folder=self._settings.text("backup_folder"),
            elsewhere_at=at,
            elsewhere_days=max((self._clock() - at).days, 0) if at else None,
            free=making.free_bytes(self.library.parent),
        )

    # making

    def make(
        self, why: Why = Why.HAND, snapshot: making.Snapshot | None = None, *, copy: bool = True
    ) -> Kept:
        """A verified backup, and with ``copy`` another in the second place.

        :raises NotMade: see :func:`planner.storage.backups.making.make`.
        :raises NotWritten: the backup is good, but the second place did not take it.
        """
        now = self._clock()
        kept = making.make(self.library, why, now, snapshot=snapshot)
        restoring.forget_old_sets(self.library, now, self.all())
        if copy:
            self.copy_elsewhere(kept)
        return kept

    def automatic_kind(self) -> Why:
        """What a backup that is made by itself counts as: the first of a week, of a day, or neither."""
        good = [one.manifest for one in self.all() if one.manifest.is_good]
        today = self._clock().astimezone().date()
        weekly = next((one.at for one in good if one.why is Why.WEEKLY), None)
        if weekly is None or abs((today - weekly.astimezone().date()).days) >= WEEK:
            return Why.WEEKLY
        days = [one.at for one in good if one.why in (Why.DAILY, Why.WEEKLY)]
        return Why.CHANGE if days and days[0].astimezone().date() == today else Why.DAILY

    def copy_elsewhere(self, kept: Kept | None = None) -> Path | None:
        """Copy a backup, or the last good one, to the second place; None where none is chosen.

        :raises NotWritten: the place is not there or refuses.
        """
        folder = self._settings.text("backup_folder")
        kept = kept or self.last_good()
        if not folder or kept is None:
            return None
        return elsewhere.copy(kept, Path(folder), self.library, self._clock())

    def nudge(self) -> str:
        """What to say, once a week, while no recent copy is on another disk; else nothing."""
        state, now = self.state(), self._clock()
        if state.last_good is None or ((state.elsewhere_days or 0) < WEEK and state.elsewhere_at):
            return ""
        told = str(manifests.state(self.folder).get("nudged", ""))
        with contextlib.suppress(ValueError, TypeError):
            if abs(now - dt.datetime.fromisoformat(told)) < dt.timedelta(days=WEEK):
                return ""
        manifests.remember(self.folder, nudged=now.isoformat())
        if state.elsewhere_days is None:
            return _("All backups lie on the same disk as your data.")
        return ngettext(
            "The last copy of your data elsewhere is {count} day old.",
            "The last copy of your data elsewhere is {count} days old.",
            state.elsewhere_days,
        )

    # checking

    def check(
        self,
        number: int | None = None,
        go_on: Callable[[int, int], None] = lambda *_: None,
        *,
        without_keys: bool = False,
    ) -> list[Kept]:
        """Read one backup, or all of them, to the last row; a bad one is marked.

        ``without_keys``: of those whose key is not known here only the hash is compared.
        :raises CopyLocked: the key of one is not known here.
        """
        wanted = self.all() if number is None else [self.get(number)]
        found = []
        for place, one in enumerate(wanted):
            go_on(place, len(wanted))
            try:
                found.append(making.check(one))
            except CopyLocked:
                if not without_keys:
                    raise
                found.append(making.check(one, whole=False))
        return found

    def locked(self, kept: Sequence[Kept]) -> list[Kept]:
        """Those that are encrypted with a key that is not known here."""
        return [one for one in kept if not self._is_open(one)]

    def _is_open(self, kept: Kept) -> bool:
        try:
            keyed.key_of(kept, self.library)
        except CopyLocked:
            return False
        except OSError:
            return True  # it is not there: no key helps
        return True

    def demand_key(self, number: int) -> None:
        """:raises CopyLocked: it is encrypted, and its key is not known here."""
        keyed.key_of(self.get(number), self.library)

    def drill(self) -> drilling.Drill:
        """Restore the newest into a scratch file and compare all with their hashes."""
        return drilling.drill(self.folder, self._clock())

    def drill_is_due(self) -> bool:
        return drilling.is_due(self.folder, self._clock())

    # restoring

    def preview(self, number: int, *, without_key: bool = False) -> Preview:
        """What a backup holds, and which steps of now it does not know.

        :raises CopyLocked: it has to be compared step by step, and its key is not known here.
        :raises KeyWanted: the library is encrypted and not open, and its key is not known here;
            with ``without_key`` what would be lost is not known then.
        """
        kept, is_damaged = self.get(number), False
        try:
            with self._now() as now:
                common = self._common(kept, now)
                steps, count = _steps_after(now, common)
                with opened_backup(kept, self.library) as then:
                    carried = registers_carried.to_carry(now, then)
                is_damaged = now is not self._reader and not is_whole(self.library)
        except CopyLocked:
            raise
        except KeyWanted:
            if without_key:
                return Preview(kept=kept, lost_known=False, is_locked=True)
            raise
        except (UserError, OSError):
            return Preview(kept=kept, lost_known=False)
        return Preview(
            kept=kept,
            lost=steps,
            lost_count=count,
            carried=carried.count,
            left_behind=len(carried.lone),
            is_damaged=is_damaged,
        )

    @contextlib.contextmanager
    def _now(self) -> Iterator[Reader]:
        if self._reader is not None:
            try:
                self._reader.rows("SELECT 1")
                closed = False
            except Closed:  # the window closed it to restore
                closed = True
            if not closed:
                yield self._reader
                return
        key = None
        with contextlib.suppress(OSError):
            key = keyed.library_key(self.library)
        with keys.lent(self.library, key):
            inspect_file(self.library)
            library = engine.Library(str(self.library), read_only=True)
            try:
                yield library
            finally:
                library.close()

    def _common(self, kept: Kept, now: Reader) -> int:
        """The number of the last step that both journals have in common."""
        manifest = kept.manifest
        if not manifest.chain or _chain_at(now, manifest.step) == manifest.chain:
            return manifest.step
        with opened_backup(kept, self.library) as then:
            low, high = 0, manifest.step
            while low < high:  # steps are alike up to one point, and differ from there on
                middle = (low + high + 1) // 2
                ours = _chain_at(now, middle)
                if ours and ours == _chain_at(then, middle):
                    low = middle
                else:
                    high = middle - 1
            return low

    def restore(self, number: int) -> int:
        """Put a backup in place of the library, which nobody may have open; see `restored`.

        Returns the number under which what was there can be brought back, 0 where nothing was.

        :raises NotRestored: nothing was changed.
        :raises CopyLocked: it is encrypted, and its key is not known here; nothing was changed.
        :raises Locked: a program has the library open.
        """
        return self.restore_kept(self.get(number))

    def restore_file(self, path: Path) -> int:
        """The same from a backup in another folder, such as the second place."""
        if not path.exists():
            raise NotFound(_("There is no file at {path}.").format(path=path))
        return self.restore_kept(self.in_file(path))

    def in_file(self, path: Path) -> Kept:
        """A backup in another folder, such as the second place, with what is known of it."""
        kept = Kept(path, manifests.read(path))
        return making.check(kept, library=self.library, whole=kept.manifest.bad == "unknown")

    def restore_kept(self, kept: Kept) -> int:
        self._refuse_url()
        kept = making.check(kept, whole=False, library=self.library)
        if kept.manifest.is_good:  # whether one is damaged is told without its key
            keyed.key_of(kept, self.library)
        self.library.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = WriterLock(self.library)
        try:
            erased = self._erasures()
            facts: dict[str, str | int] = {"when": _here(kept.manifest.at), "backup": kept.number}
            label = RESTORED_BLINDLY
            if (lost := self._lost(kept)) is not None:
                label, facts["common"], facts["count"] = RESTORED, lost[0], lost[1]
            return restoring.restore(
                self.library,
                kept,
                self._clock(),
                lambda ready: self._finish(ready, erased, kept.number, label, facts),
            )
        finally:
            lock.release()

    def undo_restore(self, number: int | None = None) -> int:
        """Bring back what a restore replaced: the latest, or the one of this number.

        :raises NotFound: nothing was replaced, or it is too long ago.
        """
        for aside in self.moved_aside():
            if number in (None, aside.number):
                break
        else:
            raise NotFound(
                _("There is no restore to undo."), _("A restore can be undone for 30 days.")
            )
        lock = WriterLock(self.library)
        try:
            erased = self._erasures()
            facts: dict[str, str | int] = {"when": _here(aside.at)}
            return restoring.restore_set(
                self.library,
                aside,
                self._clock(),
                lambda ready: self._finish(ready, erased, 0, BROUGHT_BACK, facts),
            )
        finally:
            lock.release()

    def _refuse_url(self) -> None:
        if self.library.is_dir():
            raise UserError(
                _("{path} is a folder, not a library.").format(path=self.library),
                _("Nothing was changed."),
            )

    def _erasures(self) -> list[Erasure]:
        """Who was erased, as the library knows; where it cannot be read, as the newest
        backup does whose key is known."""
        with contextlib.suppress(Exception), self._now() as now:
            return reading.where(now, Erasure, "1 = 1")
        for kept in self.all():
            if kept.manifest.is_good:
                with contextlib.suppress(Exception), opened_backup(kept, self.library) as then:
                    return reading.where(then, Erasure, "1 = 1")
        return []

    def _registers(self, ready: engine.Library) -> registers_carried.Carried:
        """What the restored library lacks of the registers; where the one of now cannot be read, of the
        newest good backup."""
        with contextlib.suppress(Exception), self._now() as now:
            return registers_carried.to_carry(now, ready)
        for kept in self.all():
            if kept.manifest.is_good:
                with contextlib.suppress(Exception), opened_backup(kept, self.library) as then:
                    return registers_carried.to_carry(then, ready)
        return registers_carried.Carried()

    def _settled(self) -> frozenset[str]:
        """Which records are gone for good; where the library cannot be read, as the newest backup knows."""
        with contextlib.suppress(Exception), self._now() as now:
            return gone_for_good(now)
        for kept in self.all():
            if kept.manifest.is_good:
                with contextlib.suppress(Exception), opened_backup(kept, self.library) as then:
                    return gone_for_good(then)
        return frozenset()

    def _lost(self, kept: Kept) -> tuple[int, int] | None:
        """The last step in common with a backup, and how many came after it; None if that is not known."""
        with contextlib.suppress(Exception), self._now() as now:
            common = self._common(kept, now)
            return common, _steps_after(now, common)[1]
        return None

    def aside_of(self, step: Step) -> MovedAside | None:
        """What a step of the history that is a restore replaced, as long as it can come back."""
        number = step.facts.get("set") if step.label in RESTORES else None
        return next((one for one in self.moved_aside() if number and one.number == number), None)

    def taken_back(self, step: Step) -> list[Step]:
        """The steps that a restore took back, the latest first: they are in what it replaced.

        Empty where that is gone after 30 days, or cannot be read.
        """
        aside, common = self.aside_of(step), step.facts.get("common")
        if aside is None or not isinstance(common, int):
            return []
        file = aside.file(self.library)
        with contextlib.suppress(Exception):
            key = keyed.key_of_file(file, self.library, aside.mark)
            then = engine.Library(str(file), read_only=True)
            try:
                with keys.lent(file, key):
                    return list(_steps_after(then, common)[0])
            finally:
                then.close()
        return []

    def _finish(
        self,
        ready: Path,
        erased: Sequence[Erasure],
        number: int,
        label: str,
        facts: dict[str, str | int],
    ) -> None:
        """On the new file, before it is in its place: format, erasures, and a step of the history."""
        from planner.storage import migrating

        if inspect_file(ready) < SCHEMA_VERSION:
            migrating.upgrade(str(ready))
        library = engine.Library(str(ready))
        try:
            registers_carried.carry(library, self._registers(library), self._clock())
            after_restore(library, erased, self._clock())
            core = Core(library, self._settings, self._clock)
            take_again(core, self._settled())
            Retention(core).settle()  # frozen plans lose what their time is over for
            facts["set"] = restoring.next_set(self.library)
            with core.work(label, facts, lasting=True) as work:
                work.note()
                told = {"at": self._clock().isoformat(), "backup": number, "by": core.author}
                work.set_fact("restored", json.dumps(told))
        finally:
            library.close()


def holds(manifest: Manifest) -> str:
    """ "People: 93, visits: 2, entries: 144"."""
    return _("People: {people}, visits: {visits}, entries: {entries}").format(
        people=manifest.people, visits=manifest.visits, entries=manifest.entries
    )


def _here(at: dt.datetime) -> str:
    """The moment on the clock of this computer, as facts of a step say it."""
    return at.astimezone().replace(tzinfo=None, second=0, microsecond=0).isoformat()


def _chain_at(reader: Reader, number: int) -> str:
    rows = reader.rows("SELECT chain FROM step WHERE number = :number", {"number": number})
    return str(rows[0][0]) if rows else ""


def _steps_after(reader: Reader, number: int) -> tuple[tuple[Step, ...], int]:
    from planner.services.history import step_of  # late: only a preview tells steps

    wanted = {"number": number}
    count = reader.rows("SELECT count(*) FROM step WHERE number > :number", wanted)[0][0]
    rows = reader.rows(
        'SELECT number, label, facts, "at", author, undoes, undone_by, lasting FROM step'
        f" WHERE number > :number ORDER BY number DESC LIMIT {_SHOWN}",
        wanted,
    )
    return tuple(step_of(row) for row in rows), int(count)


@contextlib.contextmanager
def opened_backup(kept: Kept, library: Path | None = None) -> Iterator[engine.Library]:
    """A backup to read in, as a library of today's format; the backup itself is never written to.

    ``library`` is what it is a backup of, where it lies in another place.
    :raises CopyLocked: it is encrypted, and its key is not known here.
    """
    key = keyed.key_of(kept, library)
    if kept.manifest.schema == SCHEMA_VERSION:
        with keys.lent(kept.path, key):
            opened = engine.Library(str(kept.path), read_only=True)
            try:
                yield opened
            finally:
                opened.close()
        return
    import shutil
    import tempfile

    from planner.storage import migrating

    with tempfile.TemporaryDirectory(manifests.PART, ".read.", kept.path.parent) as scratch:
        copy = Path(scratch) / "copy.planner"
        shutil.copyfile(kept.path, copy)
        with keys.lent(copy, key):
            inspect_file(copy)
            migrating.upgrade(str(copy))
            opened = engine.Library(str(copy), read_only=True)
            try:
                yield opened
            finally:
                opened.close()


def restorable(address: str) -> bool:
    """Whether there are backups of the library at this address."""
    return "://" not in address and bool(manifests.kept_in(manifests.folder_of(Path(address))))


DAYS_TO_UNDO: Final = restoring.UNDO_DAYS
KEPT: Final = thinning.KEPT
