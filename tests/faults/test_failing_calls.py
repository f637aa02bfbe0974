"""A4, A6–A8: each call to the system of each save fails once; the file is the old or the new one.

In the suite one fault for each call and format; PLANNER_LONG=1 tries each fault at each call, with
and without an old file.
"""

from __future__ import annotations

import contextlib
import errno
import os
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

import pytest

from faults.failing_calls import ERRORS, FAULTS, Calls, Killed, failing
from planner import paths
from planner.domain.privacy import Disclosure
from planner.errors import NotWritten, PlannerError, UserError
from planner.interchange import files, unfinished
from planner.services import leaving
from planner.services.exporting import Calendars, ExportRequest
from planner.services.handing_out import CardForm
from planner.services.occasions import Setting
from planner.services.papers import PAPERS
from planner.services.planner import Planner
from planner.services.printing import PrintRequest
from planner.settings import Settings, load

LONG = bool(os.environ.get("PLANNER_LONG"))
OLD = b"what was there before\r\n" * 50
WRITES_ONLY = ("short", "none", "lie")
SAID = {
    errno.ENOSPC: "the disk is full",
    errno.EIO: "the disk reported an error",
    errno.EACCES: "may not be changed",
}

Save = Callable[[Path], object]


def savers(planner: Planner, *, papers: bool = True) -> dict[str, Save]:
    """What writes a file of each format, ready made as far as it can be, so that mostly writing is left."""
    visit = planner.visits.find("JP-DK-2027").id
    people = [line.id for line in planner.contacts.page(0, 3)]

    def paper(ending: str) -> Save:
        asked = PrintRequest(
            visit_id=visit, papers=("lobby-sign",), setting=Setting(formats=(ending,))
        )
        made = planner.printing.look(asked)
        papers = [(one, paper) for one in made for paper in PAPERS[one.kind].make(one.occasion)][:1]
        return lambda path: planner.printing.write(asked, papers, path.parent, file_name=path.name)

    found: dict[str, Save] = {
        "people.xlsx": lambda path: planner.exporting.write_people(path, people=people),
        "people.csv": lambda path: planner.handing_out.write(people, path, CardForm.CSV),
        "people.vcf": lambda path: planner.handing_out.write(people, path),
        "visit.ics": lambda path: planner.exporting.write(
            ExportRequest(
                visit_id=visit,
                folder=path.parent,
                calendars=(Calendars.VISIT,),
                file_names=(path.name,),
            )
        ),
        "visit.planner-visit": lambda path: planner.visit_files.give(visit, path, "Partner"),
    }
    if papers:
        found |= {"sign.pdf": paper("pdf"), "sign.docx": paper("docx")}
    return found


@dataclass
class Trial:
    """One save after the other in a folder, each with another call that fails."""

    planner: Planner
    folder: Path
    wanted: list[bytes] = field(default_factory=list)
    tried: int = 0

    def records(self) -> dict[str, str]:
        rows = self.planner._core.library.rows("SELECT id, file_hash FROM disclosure")
        return {str(row[0]): str(row[1]) for row in rows}

    def count(self, name: str, save: Save) -> list[str]:
        """The calls of a save that nothing disturbs."""
        (self.folder / name).write_bytes(OLD)
        save(self.folder / name)  # what is loaded late is there now
        (self.folder / name).write_bytes(OLD)
        with failing(Calls(self.folder)) as calls:
            save(self.folder / name)
        return calls.seen

    def once(self, name: str, save: Save, at: int, fault: int | str, *, old: bool = True) -> None:
        """Fail the call at this place, and look that all is told as it is."""
        target, before = self.folder / name, self.records()
        for left in self.folder.iterdir():
            left.unlink()
        if old:
            target.write_bytes(OLD)
        self.wanted.clear()
        self.tried += 1
        error: BaseException | None = None
        with failing(Calls(self.folder, at, fault)) as calls:
            try:
                save(target)
            except (PlannerError, Killed) as caught:
                error = caught
        told = f"{name}: call {at} {calls.hit or 'not reached'}, {fault}: {error!r}"
        assert calls.hit or not old, told
        found = target.read_bytes() if target.exists() else None
        is_new = bool(self.wanted) and found == self.wanted[-1]
        assert is_new or found == (OLD if old else None), told
        on_record = self.records().keys() - before.keys()
        left = [one.name for one in self.folder.iterdir() if one != target]
        if isinstance(error, Killed):
            assert is_new or not on_record, told
            self._swept(told)
            return
        assert not left, told
        assert len(on_record) == is_new, told
        if error is None:
            assert is_new, told
        else:
            self._is_true(error, calls, is_new=is_new, old=old, told=told)

    def _swept(self, told: str) -> None:
        """A4: what a killed program left goes at a later start."""
        hour = time.time() - unfinished.LEFTOVER_AGE - 10
        notes = paths.user_state() / "unfinished"
        parts = [one for one in self.folder.iterdir() if one.name.endswith(".part")]
        for one in (*parts, *(notes.iterdir() if notes.exists() else ())):
            os.utime(one, (hour, hour))
        leaving.sweep()
        assert not any(one.exists() for one in parts), told
        assert not list(notes.iterdir()), told

    @staticmethod
    def _is_true(error: BaseException, calls: Calls, *, is_new: bool, old: bool, told: str) -> None:
        assert isinstance(error, UserError), told
        assert error.hint, told
        if not isinstance(error, NotWritten):
            assert is_new, told
            assert "was written, but the disk did not confirm it" in error.message, told
            return
        assert not is_new, told
        if error.message.startswith("The folder"):
            assert error.hint.startswith("Nothing was written."), told
            return
        kept = "The previous file is unchanged." if old else "Nothing was left behind."
        assert error.message.endswith(kept), told
        if isinstance(calls.fault, int) and calls.hit != "access":
            assert SAID[calls.fault] in error.message, told


@pytest.fixture
def trial(sample: Planner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Trial:
    folder = tmp_path / "out"
    folder.mkdir()
    trial = Trial(sample, folder)
    saved = files.save_bytes

    def save(path: Path, data: bytes, **more: int) -> None:
        trial.wanted.append(data)
        saved(path, data, **more)

    monkeypatch.setattr(files, "save_bytes", save)
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    return trial


def test_each_call_of_each_save_fails_once(trial: Trial) -> None:
    """The old file or the new one, no rest beside it, the register as it is, a sentence that is true."""
    lot = cycle(FAULTS)
    for name, save in savers(trial.planner).items():
        seen = trial.count(name, save)
        assert {"open", "write", "fsync", "close", "replace", "chmod", "stat"} <= set(seen)
        for at, call in enumerate(seen):
            if LONG:
                for old in (True, False):
                    for fault in FAULTS:
                        if call == "write" or fault not in WRITES_ONLY:
                            trial.once(name, save, at, fault, old=old)
            elif call == "write":
                for fault in FAULTS:
                    trial.once(name, save, at, fault)
            else:
                trial.once(name, save, at, next(one for one in lot if one not in WRITES_ONLY))
    print(f"{trial.tried} saves with a call that fails")
    assert trial.tried > 100


def test_what_a_killed_save_left_goes_at_a_later_start(trial: Trial) -> None:
    """A4: killed at each of its calls; what is older than an hour then goes, by the note of it."""
    name, save = "people.vcf", savers(trial.planner)["people.vcf"]
    for at in range(len(trial.count(name, save))):
        trial.once(name, save, at, "kill")


@pytest.mark.parametrize("fault", [*ERRORS.values(), "kill"])
def test_settings_are_the_old_or_the_new_ones(tmp_path: Path, fault: int | str) -> None:
    """ "The setting was not kept … It is as it was." """
    path = tmp_path / "config" / "settings.json"

    def chosen(at: int) -> tuple[Calls, Settings, BaseException | None]:
        path.unlink(missing_ok=True)
        settings = Settings(path)
        settings.choose("author", "Old")
        with failing(Calls(path.parent, at, fault)) as calls:
            try:
                settings.choose("author", "New")
            except (NotWritten, Killed) as error:
                return calls, settings, error
        return calls, settings, None

    total = len(chosen(-1)[0].seen)
    assert total > 3
    for at in range(total):
        calls, settings, error = chosen(at)
        kept = load(path).text("author")
        if isinstance(error, Killed):
            assert kept in ("Old", "New")
            continue
        assert kept == settings.text("author") == ("New" if error is None else "Old"), calls.hit
        assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_record_that_the_library_refuses_takes_the_file_back(
    trial: Trial, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file was in its place when the library's own disk was full: what was there is there again."""
    from planner.errors import DiskFull
    from planner.services.core import Core

    real = Core.work

    @contextlib.contextmanager
    def work(self: Core, *told: object, **more: object) -> Iterator[object]:
        with real(self, *told, **more) as inner:  # type: ignore[arg-type]
            yield inner
            raise DiskFull("The disk with the library is full.", "Free some.")

    monkeypatch.setattr(Core, "work", work)
    before = trial.records()
    for name, save in savers(trial.planner).items():
        for old in (OLD, None):
            target = trial.folder / name
            target.unlink(missing_ok=True)
            if old:
                target.write_bytes(old)
            with pytest.raises(DiskFull):
                save(target)
            assert (target.read_bytes() if target.exists() else None) == old, name
    assert trial.records() == before


def test_the_samples_are_what_they_are_called(trial: Trial) -> None:
    """Else the trials above would be of nothing."""
    for name, save in savers(trial.planner).items():
        save(trial.folder / name)
    content = {one.suffix: one.read_bytes() for one in trial.folder.iterdir()}
    assert content[".pdf"].startswith(b"%PDF")
    assert content[".ics"].startswith(b"BEGIN:VCALENDAR")
    assert content[".vcf"].startswith(b"BEGIN:VCARD")
    for ending in (".xlsx", ".docx"):
        assert zipfile.is_zipfile(
            trial.folder / f"{'people' if ending == '.xlsx' else 'sign'}{ending}"
        )
    assert len(content) == 7
    assert len(trial.planner.keeper(Disclosure).of()) >= 7
