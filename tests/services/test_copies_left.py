"""Copies that an erasure does not reach are named: second folder, old places, restores; and the paper says so."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from factories import person
from pdf_text import bare_text
from planner.cli import main
from planner.domain.data_rights import RequestKind
from planner.domain.erasing import REMOVED, STAYING, Left
from planner.domain.erasing_words import PLAIN
from planner.domain.people import Person
from planner.services import moved, whereabouts
from planner.services.backups import Backups
from planner.services.planner import Planner, open_planner
from planner.settings import Settings
from planner.storage import chain, moving
from planner.storage.backups import manifest as manifests

NAME = b"uistgaard"


@pytest.fixture
def ann(planner: Planner) -> Person:
    one = person("Quistgaard", "Ann")
    with planner._core.work("Add {name}", {"name": one.name}) as work:
        work.add(one)
    return one


def holding(folder: Path) -> set[str]:
    """The files below a folder in which the name stands."""
    return {
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and NAME in path.read_bytes()
    }


def bare(text: str) -> str:
    return "".join(text.split())


def erased(address: Path, who: Person, settings: Settings, paper: Path) -> tuple[Planner, str]:
    planner = open_planner(str(address), settings)
    done = planner.erasing.erase(who.id, typed=who.name)
    planner.erasing.save_certificate(paper, done)
    return planner, bare_text(paper.read_bytes())


def test_a_moved_library_takes_its_backups_along_and_names_what_stays(
    planner: Planner, ann: Person, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """T5: numbered backups and what restores replaced are at the new place; the old file is told."""
    old = Path(planner.address)
    planner.backups.make()
    planner.close()
    Backups(old, Settings()).restore(1)
    new = tmp_path / "new"
    assert main(["--library", str(old), "library", "move", str(new)]) == 0
    told = capsys.readouterr()
    assert f"At the old place stays {old.with_name('library (moved).planner')}" in told.out
    assert "--remove-old" in told.out + told.err

    library = new / old.name
    backups = Backups(library, Settings())
    assert [one.number for one in backups.all()] == [1]
    assert [one.number for one in backups.moved_aside()] == [1]
    assert not manifests.folder_of(old).exists()
    planner, paper = erased(library, ann, Settings(), tmp_path / "paper.pdf")
    (left,) = planner.erasing.copies_left()
    assert left.kind is Left.MOVED
    planner.close()
    assert bare("1 old file of the office still holds your data") in paper
    assert str(tmp_path) not in paper
    named = {str(path.relative_to(tmp_path)) for path in whereabouts.stays(library)}
    assert {
        one for one in holding(tmp_path) if "backups" not in one and one != "paper.pdf"
    } <= named

    assert main(["--library", str(old), "library", "move", "--remove-old"]) == 0
    assert "Removed: " in capsys.readouterr().out
    assert whereabouts.stays(library) == []
    assert {one for one in holding(tmp_path) if "backups" not in one} <= {"paper.pdf"}
    assert main(["--library", str(old), "library", "move", "--remove-old"]) == 0
    assert "Nothing is left" in capsys.readouterr().out
    assert main(["--library", str(old), "library", "move"]) == 1


def test_the_first_address_leads_on_after_two_moves(planner: Planner, tmp_path: Path) -> None:
    """T5: the file of the place between is gone, and the chain goes on."""
    first = Path(planner.address)
    planner.keeper(Person).add(person())
    planner.close()
    second = whereabouts.move(str(first), tmp_path / "second")
    third = whereabouts.move(str(second), tmp_path / "third")
    found = moved.current(str(first))
    assert found is not None
    assert found.to == third
    assert {one.parent for one in moved.former(third)} == {first.parent, second.parent}
    assert len(whereabouts.stays(third)) == 2
    assert main(["--library", str(first), "library", "info"]) == 0
    back = whereabouts.move(str(third), first.parent)
    assert back == first
    assert moved.current(str(second)) == moved.current(str(third))


@pytest.mark.parametrize("is_full", [False, True])
def test_backups_go_to_another_disk_whole_or_stay_and_are_counted(
    planner: Planner,
    ann: Person,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    is_full: bool,
) -> None:
    """Another disk cannot be renamed to; one that is full keeps the backups where they are, named."""
    old = Path(planner.address)
    planner.backups.make()
    planner.backups.make()
    planner.close()
    rename = os.rename

    def refuse(source: Path, target: Path) -> None:
        if Path(source).is_dir() and (is_full or manifests.PART not in Path(source).name):
            raise OSError(18, "another disk")
        rename(source, target)

    monkeypatch.setattr(moving.os, "rename", refuse)
    new = whereabouts.move(str(old), tmp_path / "new")
    kept = Backups(new, Settings()).all()
    planner, paper = erased(new, ann, Settings(), tmp_path / "paper.pdf")
    left = {one.kind: one.count for one in planner.erasing.copies_left()}
    planner.close()
    if is_full:
        assert kept == []
        assert left == {Left.MOVED: 1, Left.MOVED_BACKUPS: 2}
        assert bare("3 old files of the office still hold") in paper
    else:
        assert [one.number for one in kept] == [2, 1]
        assert all(Backups(new, Settings()).check(one.number)[0].manifest.is_good for one in kept)
        assert left == {Left.MOVED: 1}
        assert not manifests.folder_of(old).exists()


def test_a_library_never_takes_over_the_backups_of_another_of_its_name(
    planner: Planner, tmp_path: Path
) -> None:
    new = tmp_path / "new"
    (new / "library.planner.backups").mkdir(parents=True)
    planner.backups.make()
    old = Path(planner.address)
    planner.close()
    Backups(old, Settings()).restore(1)
    moved_to = whereabouts.move(str(old), new)
    assert moved_to.name == "library (2).planner"
    backups = Backups(moved_to, Settings())
    assert [one.number for one in backups.moved_aside()] == [1]  # its files bear the new name
    assert backups.undo_restore()


def test_the_second_folder_stands_on_the_certificate_also_when_it_is_away(
    planner: Planner, ann: Person, tmp_path: Path
) -> None:
    """T8: the copies there hold the person as long as the backups do."""
    stick = tmp_path / "stick"
    stick.mkdir()
    address = Path(planner.address)
    planner.close()
    settings = Settings(chosen={"backup_folder": str(stick)})
    planner = open_planner(str(address), settings)
    planner.backups.make()
    planner.close()
    planner, paper = erased(address, ann, settings, tmp_path / "paper.pdf")
    assert bare("1 copy in another place of the office") in paper
    stick.rename(tmp_path / "away")
    (left,) = planner.erasing.copies_left()
    assert (left.kind, left.count, left.place) == (Left.SECOND, 0, str(stick))
    planner.close()


def test_the_certificate_says_to_the_person_what_was_done(
    planner: Planner, ann: Person, tmp_path: Path
) -> None:
    """T8: the name, the request with its date, years, plain words, and every file that went out."""
    request = planner.data_requests.receive(ann.id, RequestKind.ERASURE, dt.date(2027, 3, 12))
    planner.handing_out.write([ann.id], tmp_path / "ann.vcf")
    planner.access_answers.write(tmp_path, ann.id)
    done = planner.erasing.erase(ann.id, typed=ann.name)
    planner.erasing.save_certificate(tmp_path / "paper.pdf", done)

    text = bare_text((tmp_path / "paper.pdf").read_bytes())
    for said in (
        "For Ann Quistgaard",
        "12 Mar 2027",
        "1 Apr 2027",
        "Your name, and how you can be reached",
        "not noted to whom",
        "to you",
        request.id,
        done.erasure.id,
    ):
        assert bare(said) in text
    for inside in ("Person in a disclosure", "Steps whose names", "Audience"):
        assert bare(inside) not in text
    assert NAME not in Path(planner.address).read_bytes()


def test_the_history_says_that_somebody_was_erased_and_not_who(
    planner: Planner, ann: Person
) -> None:
    planner.erasing.erase(ann.id, typed=ann.name)
    (step, *_before) = planner.history.page(0, 5)
    assert (step.label, dict(step.facts), step.lasting) == ("Erase a person", {}, True)
    assert "uistgaard" not in repr(planner.history.page(0, 5))
    assert planner.history.next_undo() is None
    assert list(chain.broken(planner._core.library)) == []


def test_every_table_has_plain_words_on_the_certificate() -> None:
    """A new table that leads to a person is put into words, or this test says so."""
    told = [word for words in PLAIN.values() for word in words]
    assert sorted(told) == sorted(REMOVED | set(STAYING))


def test_what_a_restore_replaced_is_counted_when_no_backup_is_left(
    planner: Planner, ann: Person, tmp_path: Path
) -> None:
    """15: the library as it was before a restore holds the person, too."""
    address = Path(planner.address)
    kept = planner.backups.make()
    planner.close()
    Backups(address, Settings()).restore(kept.number)
    kept.path.unlink()
    manifests.manifest_path(kept.path).unlink()
    planner = open_planner(str(address), Settings())
    assert planner.erasing.look(ann.id).backups == 1
    planner.close()


def test_an_old_file_under_its_own_name_is_named_and_never_removed(
    planner: Planner, ann: Person, tmp_path: Path
) -> None:
    """The disk failed and the work went on in a copy: what is still there is not ours to remove."""
    old = Path(planner.address)
    planner.close()
    new = whereabouts.copy(str(old), tmp_path / "new")
    moved.remember(old, new, dt.date(2027, 4, 1))
    planner = open_planner(str(new), Settings())
    assert [(one.kind, one.place) for one in planner.erasing.copies_left()] == [
        (Left.MOVED, os.path.realpath(old))
    ]
    assert planner.erasing.remove_old_copies() == []
    assert old.exists()
    planner.close()
