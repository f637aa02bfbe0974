"""A disk that is full, locked or failing while a file leaves: the old one is whole, nothing is on record."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.domain.privacy import Disclosure
from planner.errors import NotWritten
from planner.services.handing_out import CardForm
from planner.services.organisation_sheets import TableForm
from planner.services.planner import Planner
from services.test_sending import Trip

OLD = b"what was there before\r\n" * 50

Writer = Callable[[Trip, Path], object]
WRITERS: dict[str, Writer] = {
    "cards": lambda trip, path: trip.planner.handing_out.write(list(trip.people.values()), path),
    "text table": lambda trip, path: trip.planner.handing_out.write(
        list(trip.people.values()), path, CardForm.CSV
    ),
    "people": lambda trip, path: trip.planner.exporting.write_people(
        path, people=list(trip.people.values())
    ),
    "organisations": lambda trip, path: trip.planner.organisation_sheets.write(
        path, [line.id for line in trip.planner.organisations.page(0, 5)], form=TableForm.CSV
    ),
    "visit file": lambda trip, path: trip.planner.visit_files.give(trip.id, path, "Partner"),
    "sealed visit file": lambda trip, path: trip.planner.visit_files.give(
        trip.id, path, "Partner", passphrase="correct horse"
    ),
}
FAULTS = {
    "full": ("write", errno.ENOSPC, "the disk is full"),
    "failing": ("fsync", errno.EIO, "the disk reported an error"),
    "open elsewhere": ("replace", errno.EACCES, "may not be changed"),
    "read-only": ("replace", errno.EROFS, "may not be changed"),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("writer", WRITERS)
def test_the_old_file_is_whole_the_message_true_and_nothing_on_record(
    planner: Planner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writer: str, fault: str
) -> None:
    trip = Trip(planner)
    target = tmp_path / "out" / "file.bin"
    target.parent.mkdir()
    target.write_bytes(OLD)
    call, number, words = FAULTS[fault]
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    with monkeypatch.context() as broken:
        real = getattr(os, call)

        def fail(*args: object, **more: object) -> object:
            if call == "replace" and Path(str(args[1])) != target:
                return real(*args, **more)
            raise OSError(number, os.strerror(number))

        broken.setattr(os, call, fail)
        with pytest.raises(NotWritten, match=words) as caught:
            WRITERS[writer](trip, target)

    assert target.read_bytes() == OLD
    assert [one.name for one in target.parent.iterdir()] == ["file.bin"]
    assert caught.value.message.startswith("“file.bin” was not written")
    assert caught.value.message.endswith("The previous file is unchanged.")
    assert caught.value.hint
    assert planner.keeper(Disclosure).of() == []

    WRITERS[writer](trip, target)
    assert target.read_bytes() != OLD
