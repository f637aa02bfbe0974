"""A10: the file of her library cannot be read any more, and no copy of it can be made."""

from __future__ import annotations

import os
import re

import pytest
from pytestqt.qtbot import QtBot

from factories import person
from faults.broken_disk import broken_disk
from journeys.ground import Ground
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.pages.record_form import RecordForm

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the disk is broken below SQLite on Unix")


@pytest.mark.qt_no_exception_capture  # lists that are painted meanwhile cannot be read, either
def test_the_newest_good_backup_is_named_with_its_day_and_what_it_holds(
    qtbot: QtBot, window: MainWindow, ground: Ground, said: Recorded
) -> None:
    someone = ground.planner.contacts.add(person("Ann", "One"))
    ground.planner.backups.make()
    kept = ground.planner.backups.last_good()
    assert kept is not None
    people, visits = ground.planner.contacts.count(), kept.manifest.counts["visit"]
    window.show_record("person", someone)
    (form,) = (one for one in window.findChildren(RecordForm) if "notes" in one.fields and one.key)
    with broken_disk() as disk:
        disk.reading = disk.writing = 5
        form.fields["notes"]._show("Speaks at ten")
        form.fields["notes"].commit()
        qtbot.waitUntil(lambda: any("newest good backup" in one for one in said.bars), timeout=8000)
        disk.mend()

    bar = next(one for one in said.bars if "newest good backup" in one)
    assert re.search(r"is of .*\d\d:\d\d", bar)
    assert f": {people} people, {visits} visit" in bar
    assert ground.planner.whereabouts.trouble is not None
