"""An office makes a template of its own, gives it its logo and its words, and its programme shows both."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from journeys.ground import Ground
from planner.domain.privacy import Profile
from planner.errors import UserError
from planner.services.occasions import Setting
from planner.services.printing import PrintRequest
from planner.ui import window_dialogs
from planner.ui.dialogs.templates import TemplatesDialog
from planner.ui.main_window import MainWindow

MARK = (122, 31, 75)


def programme(ground: Ground, folder: Path) -> pypdf.PdfReader:
    request = PrintRequest(
        visit_id=ground.visit,
        papers=("official-programme",),
        profile=Profile.DELEGATES,
        setting=Setting(languages=("da",)),
    )
    (path,) = ground.planner.printing.save(request, ground.planner.printing.look(request), folder)
    return pypdf.PdfReader(io.BytesIO(path.read_bytes()))


def has_mark(page: pypdf.PageObject) -> bool:
    """Whether the logo is among the pictures of the page."""
    return any(
        one.image is not None and one.image.convert("RGB").getpixel((5, 5)) == MARK
        for one in page.images
    )


def test_the_template_is_ours(
    qtbot: QtBot, window: MainWindow, ground: Ground, tmp_path: Path
) -> None:
    before = programme(ground, tmp_path / "before")
    assert "Besøgsprogram" not in before.pages[0].extract_text()
    assert not has_mark(before.pages[0])

    assert window.registry.get("file.templates").enabled()
    dialog = window_dialogs.make("templates", window, window)
    assert isinstance(dialog, TemplatesDialog)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.fill("formal")
    dialog.name.setText("Our Agency")
    dialog.make.click()
    folder = ground.planner.templates.find("our-agency").folder

    Image.new("RGB", (120, 40), MARK).save(folder / "mark.png")
    table = folder / "template.toml"
    told = table.read_text("utf-8").replace('# logo = ""', 'logo = "mark.pgn"')
    told = told.replace('# Programme = "Besøgsprogram"', 'Programm = "Besøgsprogram"')
    table.write_text(told, encoding="utf-8")
    dialog.again.click()
    qtbot.waitUntil(lambda: dialog.problems.count() == 2, timeout=20_000)
    first, second = (dialog.problems.item(row).text() for row in (0, 1))
    assert first.endswith("There is no file “mark.pgn” in the folder of the template.")
    assert second.endswith("No paper says “Programm”. Did you mean “Programme”?")
    assert not dialog.use.isEnabled()

    told = told.replace("mark.pgn", "mark.png").replace("Programm =", "Programme =")
    table.write_text(told, encoding="utf-8")
    dialog.again.click()
    qtbot.waitUntil(lambda: dialog.says.text() == "Nothing is wrong with it.", timeout=20_000)
    dialog.use.click()
    after = programme(ground, tmp_path / "after")
    assert "besøgsprogram" in after.pages[0].extract_text().casefold()
    assert has_mark(after.pages[0])

    table.write_text("title = ", encoding="utf-8")
    with pytest.raises(UserError, match=r"template\.toml, line 1"):
        programme(ground, tmp_path / "after")
    (kept,) = (tmp_path / "after").iterdir()
    assert len(pypdf.PdfReader(kept).pages) == len(after.pages)
