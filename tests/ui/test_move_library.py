"""Moving the library from its menu: asked, done while it is closed, opened at the new place."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from planner import app


@pytest.fixture
def session(qtbot: QtBot, sample_file: Path, tmp_path: Path) -> Iterator[app.Session]:
    library = tmp_path / "mine.planner"
    shutil.copyfile(sample_file, library)
    made = app.Session(str(library))
    made.fill()
    yield made
    made.window.close_library()
    made.window.close()
    made.window.deleteLater()


def test_the_library_is_moved_from_its_menu_and_open_at_the_new_place(
    session: app.Session, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """T26."""
    window, there = session.window, tmp_path / "there"
    assert window.context is not None
    there.mkdir()
    folders: list[Path | None] = [None, there, there]
    answers = [-1, 0]
    asked: list[str] = []

    def choice(text: str, _verbs: Any, detail: str = "", **_more: Any) -> int:
        asked.append(detail)
        return answers.pop(0)

    monkeypatch.setattr(window.context.files, "folder", lambda *_asked: folders.pop(0))
    monkeypatch.setattr(window.messages, "choice", choice)
    people = window.context.planner.contacts.count()

    window.registry.run("file.move_library")  # no folder
    window.registry.run("file.move_library")  # called off
    assert (tmp_path / "mine.planner").is_file()
    assert list(there.iterdir()) == []
    window.registry.run("file.move_library")
    qtbot.waitUntil(
        lambda: (
            window.context is not None
            and Path(window.context.planner.address) == there / "mine.planner"
        ),
        timeout=20_000,
    )
    assert window.context.planner.contacts.count() == people
    assert "its backups go along" in asked[0]
    assert not (tmp_path / "mine.planner").exists()
    assert str(there / "mine.planner") in window.message_bar.text
