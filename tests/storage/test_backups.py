"""Backups: opened and verified before they count, thinned by number, never worse than before."""

from __future__ import annotations

import datetime as dt
import errno
import os
import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from conftest import Clock
from factories import person
from planner.services.planner import Planner
from planner.storage.backups import drilling, elsewhere, making, thinning
from planner.storage.backups import manifest as manifests
from planner.storage.backups.making import NotMade
from planner.storage.backups.manifest import Kept, Manifest, Why
from planner.storage.connecting import connect_sqlite

DAY = dt.timedelta(days=1)


def made(planner: Planner, why: Why = Why.HAND) -> Kept:
    return making.make(Path(planner.address), why, planner.now())


def all_of(planner: Planner) -> list[Kept]:
    return manifests.kept_in(manifests.folder_of(Path(planner.address)))


def flip(path: Path, place: int, bit: int = 0) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= 1 << bit
    path.write_bytes(data)


def spoil(path: Path) -> None:
    """Change a value past the unit of work, as a failing disk would."""
    connection = connect_sqlite(path)
    connection.execute("UPDATE person SET family_name = family_name || 'x'")
    connection.close()


def test_a_backup_says_what_it_holds_and_reads_as_one_file(sample: Planner) -> None:
    kept = made(sample)
    manifest = manifests.read(kept.path)
    assert manifest == kept.manifest
    assert (manifest.number, manifest.why, manifest.at) == (1, Why.HAND, sample.now())
    counts = sample.counts()
    assert (manifest.people, manifest.visits, manifest.entries) == (
        counts["person"],
        counts["visit"],
        counts["item"],
    )
    assert manifest.step == 1
    assert len(manifest.chain) == 64
    assert manifest.sha256 == making.hash_of(kept.path)
    assert not manifest.encrypted
    assert kept.path.name.startswith("000001-2027-04-01-")
    assert making.check(kept) == kept
    beside = {path.name for path in kept.path.parent.iterdir()}
    assert beside == {kept.path.name, kept.path.stem + ".json", "state.json", "making.lock"}


def test_numbers_rise_even_when_the_newest_backup_was_taken_away(sample: Planner) -> None:
    first, second = made(sample), made(sample)
    second.path.unlink()
    assert made(sample).number == 3
    assert [one.number for one in all_of(sample)] == [3, first.number]


def test_c3_a_damaged_library_never_costs_a_good_backup(planner: Planner) -> None:
    """Backups go on while the library is damaged: each says so, the good ones all stay."""
    planner.contacts.add(person())
    good = [made(planner).number for _ in range(3)]
    spoil(Path(planner.address))
    for _cycle in range(12):
        with pytest.raises(NotMade, match="1 damaged place") as said:
            made(planner, Why.CHANGE)
        assert "The last good one is of 1 Apr 2027" in said.value.hint
    kept = all_of(planner)
    assert [one.number for one in kept if one.manifest.is_good] == good[::-1]
    assert len([one for one in kept if not one.manifest.is_good]) == 2


def numbered(number: int, at: dt.datetime, why: Why = Why.CHANGE, bad: str = "") -> Manifest:
    return Manifest(number=number, why=why, at=at, bad=bad)


def after(manifests_: list[Manifest]) -> list[int]:
    gone = thinning.going(manifests_)
    return sorted(one.number for one in manifests_ if one.number not in gone)


def test_of_each_kind_so_many_stay(clock: Clock) -> None:
    whys = [Why.CHANGE, Why.DAILY, Why.WEEKLY, Why.MERGE, Why.IMPORT, Why.HAND]
    start = clock.now
    lines = [
        numbered(6 * place + offset, start + place * dt.timedelta(minutes=10), why)
        for place in range(30)
        for offset, why in enumerate(whys, 1)
    ]
    kept = after(lines)
    by_kind = {why: sum(line.number in kept and line.why == why for line in lines) for why in whys}
    assert by_kind == {
        Why.CHANGE: 12,
        Why.DAILY: 14,
        Why.WEEKLY: 3,
        Why.MERGE: 5,
        Why.IMPORT: 5,
        Why.HAND: 10,
    }


@pytest.mark.parametrize("year", [1970, 2099])
def test_c11_a_clock_that_is_years_off_takes_no_backup_away(clock: Clock, year: int) -> None:
    lines = [numbered(n, clock.now + n * DAY, Why.DAILY) for n in range(1, 15)]
    wrong = dt.datetime(year, 1, 1, tzinfo=dt.UTC)
    one_wrong = [*lines, numbered(15, wrong, Why.CHANGE)]
    assert after(one_wrong) == [line.number for line in one_wrong]
    many_wrong = [*lines, *(numbered(15 + n, wrong, Why.CHANGE) for n in range(30))]
    assert after(many_wrong) == [*range(1, 15), *range(33, 45)]


@pytest.mark.parametrize("year", [1970, 2099])
def test_c11_three_good_ones_stay_whatever_the_clock_says(year: int) -> None:
    at = dt.datetime(year, 1, 1, tzinfo=dt.UTC)
    lines = [numbered(1, at, Why.HAND), numbered(2, at - 400 * DAY), numbered(3, at + 400 * DAY)]
    bad = [numbered(n, at + n * DAY, bad="changed") for n in range(4, 40)]
    assert {1, 2, 3} <= set(after(lines + bad))


def test_after_five_weeks_of_work_old_ones_go_for_the_sake_of_the_erased(clock: Clock) -> None:
    lines = [numbered(1, clock.now, Why.HAND), numbered(2, clock.now, Why.MERGE)]
    lines += [numbered(n, clock.now + n * DAY, Why.DAILY) for n in range(3, 37)]
    assert {1, 2} <= set(after(lines))
    lines += [numbered(n, clock.now + n * DAY, Why.DAILY) for n in range(37, 43)]
    assert not {1, 2} & set(after(lines))


def test_a_bad_one_goes_only_when_three_good_ones_follow(clock: Clock) -> None:
    bad = numbered(1, clock.now, bad="changed")
    good = [numbered(n, clock.now) for n in (2, 3, 4)]
    assert 1 in after([bad, *good[:2]])
    assert 1 not in after([bad, *good])


def test_c2_any_flipped_bit_of_a_backup_is_found(sample: Planner) -> None:
    """Bit rot: the backup is marked as not good."""
    kept = made(sample)
    whole = kept.path.read_bytes()
    chance = random.Random(5)
    for _try in range(15):
        flip(kept.path, chance.randrange(len(whole)), chance.randrange(8))
        assert making.check(kept, whole=False).manifest.bad == "changed"
        assert manifests.read(kept.path).bad == "changed"
        kept.path.write_bytes(whole)
        manifests.write(kept.manifest, kept.path)
    kept.path.write_bytes(whole[:-4096])
    assert making.check(kept).manifest.bad == "changed"


def test_a_value_changed_together_with_the_hash_is_found_too(planner: Planner) -> None:
    planner.contacts.add(person())
    kept = made(planner)
    spoil(kept.path)
    manifest = replace(
        kept.manifest, sha256=making.hash_of(kept.path), size=kept.path.stat().st_size
    )
    manifests.write(manifest, kept.path)
    assert making.check(Kept(kept.path, manifest)).manifest.bad == "changed"


def test_a_backup_that_lost_its_manifest_is_taken_on_again_when_it_is_whole(
    sample: Planner,
) -> None:
    kept = made(sample)
    manifests.manifest_path(kept.path).write_text("{", encoding="utf-8")
    (lost,) = all_of(sample)
    assert lost.manifest.bad == "unknown"
    assert lost.number == 1
    again = making.check(lost)
    assert again.manifest.is_good
    assert again.manifest.counts == kept.manifest.counts


def test_what_a_killed_program_left_is_swept_away_with_the_next_backup(sample: Planner) -> None:
    kept = made(sample)
    folder = kept.path.parent
    (folder / ".backup.abc.part").write_bytes(b"half")
    (folder / ".backup.abc.part-journal").write_bytes(b"half")
    (folder / "000009-2027-04-01-0930.json").write_text("{}", encoding="utf-8")
    made(sample)
    assert not [path.name for path in folder.iterdir() if path.name.startswith((".", "000009"))]


@pytest.mark.parametrize("name", ["replace", "fsync"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES])
def test_c5_a_full_or_failing_disk_costs_no_backup(
    sample: Planner, monkeypatch: pytest.MonkeyPatch, name: str, code: int
) -> None:
    """ "Backup not made: the disk is full. The last good one is of …"."""
    kept = made(sample)

    def fail(*_given: Any, **_named: Any) -> None:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as broken:
        broken.setattr(os, name, fail)
        with pytest.raises(NotMade, match="Backup not made") as said:
            made(sample)
    assert "The last good one is of 1 Apr 2027" in said.value.hint
    assert ("disk is full" in said.value.message) == (code == errno.ENOSPC)
    assert all_of(sample) == [kept]
    assert making.check(kept) == kept


def test_the_weekly_drill_restores_the_newest_and_marks_what_rotted(
    sample: Planner, clock: Clock
) -> None:
    first, second = made(sample), made(sample)
    folder = first.path.parent
    assert drilling.is_due(folder, clock.now)
    flip(second.path, 50_000)
    found = drilling.drill(folder, clock.now)
    assert [one.number for one in found.bad] == [2]
    assert found.restored == first
    assert not drilling.is_due(folder, clock.now)
    assert not drilling.is_due(folder, clock.now + 6 * DAY)
    assert drilling.is_due(folder, clock.now + 7 * DAY)
    assert drilling.is_due(folder, clock.now - 7 * DAY)
    assert not [path for path in folder.iterdir() if path.is_dir()]


def test_the_second_place_takes_finished_ones_and_says_when_it_does_not(
    sample: Planner, tmp_path: Path, clock: Clock
) -> None:
    library, other = Path(sample.address), tmp_path / "stick"
    kept = made(sample)
    with pytest.raises(making.UserError, match="was not copied"):
        elsewhere.copy(kept, other, library, clock.now)
    other.mkdir()
    target = elsewhere.copy(kept, other, library, clock.now)
    assert making.check(Kept(target, manifests.read(target))).manifest == kept.manifest
    flip(target, 9_999)
    elsewhere.copy(kept, other, library, clock.now)
    assert making.hash_of(target) == kept.manifest.sha256


def test_a_newer_format_than_ours_is_refused_and_an_unreadable_manifest_is_no_crash(
    sample: Planner,
) -> None:
    kept = made(sample)
    for text in ("", "[]", '{"number": "x"}', '{"why": "no", "at": "?"}', "\x00" * 50):
        manifests.manifest_path(kept.path).write_text(text, encoding="utf-8")
        assert manifests.read(kept.path).bad == "unknown"


def test_before_a_library_is_brought_up_to_date_it_is_backed_up(
    open_copy: Callable[[Path], Planner], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A13: no migration without a verified backup; when none can be made, nothing is touched."""
    from planner.storage import migrating
    from planner.storage.engine import open_library

    old = tmp_path / "old.planner"
    migrating.upgrade(str(old), "0007")
    connection = connect_sqlite(old)
    connection.execute("PRAGMA user_version = 7")
    connection.close()
    before = tmp_path / "before.planner"
    shutil.copyfile(old, before)

    def full(*_given: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(os, "replace", full)
        with pytest.raises(
            making.UserError, match="was not brought up to date: Backup not made: the disk is full"
        ):
            open_library(str(old))
    connection = connect_sqlite(old, read_only=True)
    assert connection.execute("PRAGMA user_version").fetchone() == (7,)
    connection.close()

    open_library(str(old)).close()
    (kept,) = manifests.kept_in(manifests.folder_of(old))
    assert (kept.manifest.why, kept.manifest.schema) == (Why.MIGRATION, 7)
    assert kept.manifest.is_good
