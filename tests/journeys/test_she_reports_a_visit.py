"""She notes what became of a visit, prints the report for parliament without names, and thanks the hosts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journeys.ground import Ground
from planner.domain.privacy import Disclosure, Way
from planner.ui.dialogs.papers import PapersDialog
from planner.ui.dialogs.thank_you import ThankYouDialog
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.pages.visit import VisitPage
from planner.ui.pages.visit_afterwards import AfterwardsTab
from planner.ui.widgets.fields import LineField, TextField


@pytest.fixture
def tab(window: MainWindow, ground: Ground) -> AfterwardsTab:
    window.show_record("visit", ground.visit)
    page = window.page
    assert isinstance(page, VisitPage)
    page.tabs.setCurrentWidget(page.afterwards)
    QApplication.processEvents()
    return page.afterwards


def until(qtbot: QtBot, what: Callable[[], bool]) -> None:
    qtbot.waitUntil(what, timeout=60_000)


def note(tab: AfterwardsTab, place: int, **texts: str) -> None:
    tab.bar.setCurrentIndex(place)
    section = tab.sections[place]
    section.new_button.click()  # type: ignore[union-attr]
    for name, text in texts.items():
        field = section.form.fields[name]  # type: ignore[union-attr]
        if isinstance(field, TextField):
            field.editor.setPlainText(text)
        else:
            assert isinstance(field, LineField)
            field.editor.setText(text)
        field.commit()
    QApplication.processEvents()


def test_she_prints_the_visit_report(
    qtbot: QtBot, tab: AfterwardsTab, ground: Ground, said: Recorded, out: Path
) -> None:
    plan = ground.planner.visits.plan(ground.visit)
    lady = plan.person[plan.delegates[0].person_id]  # type: ignore[index]
    note(tab, 0, text=f"{lady.family_name} and the hosts prepare a joint call.")
    note(tab, 1, description="Bowl", value="40 EUR")
    note(tab, 2, description="Coach", amount="1,200.50 DKK")
    tab.report_button.click()
    dialog = tab.window().findChildren(PapersDialog)[-1]
    until(qtbot, lambda: dialog.foot.save.isEnabled())
    dialog.choices.names.setChecked(False)
    until(qtbot, lambda: dialog.foot.print.isEnabled() and not dialog._later.isActive())
    until(qtbot, lambda: dialog.found is not None and not dialog.found.asked.setting.wishes.names)
    printed = out / "printed.pdf"

    def pick(printer: QPrinter, _ranges: bool) -> bool:
        printer.setOutputFileName(str(printed))
        return True

    dialog.ask_printer = pick
    qtbot.mouseClick(dialog.foot.print, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: printed.exists() and not dialog.work.is_writing)
    qtbot.mouseClick(dialog.foot.save, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: len(list(out.glob("*Visit report*.pdf"))) == 1)
    until(qtbot, lambda: not dialog.work.is_writing)
    (path,) = out.glob("*Visit report*.pdf")
    pages = pypdf.PdfReader(path).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert len(pages) == 1
    assert "prepare a joint call" in text
    assert "1,200.50" in text
    assert lady.family_name not in text
    records = ground.planner.keeper(Disclosure).of()
    assert {(one.paper, one.way) for one in records} == {
        ("visit-report", Way.PRINT),
        ("visit-report", Way.FILE),
    }
    dialog.reject()
    assert not said.errors


def test_she_thanks_the_hosts(
    qtbot: QtBot, tab: AfterwardsTab, ground: Ground, said: Recorded, out: Path
) -> None:
    tab.letters_button.click()
    (dialog,) = tab.findChildren(ThankYouDialog)
    until(qtbot, lambda: bool(dialog.letters))
    dialog.place.setText("Lund")
    dialog.look()
    until(qtbot, lambda: "Lund" in dialog.text.toPlainText())
    dialog.save_button.click()
    until(qtbot, lambda: dialog.open_button.isVisible())
    assert len(list(out.glob("*.docx"))) == len(dialog.chosen)
    dialog.reject()
    assert not said.errors
