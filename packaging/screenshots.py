"""Draws the pictures of docs/screenshots from a fresh sample library: `python packaging/screenshots.py`.

The clock stands still, so the same program draws the same pictures.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from planner import i18n
from planner.domain.ids import VisitId
from planner.domain.itinerary import ItemStatus
from planner.services.planner import Planner, create_planner
from planner.settings import Settings
from planner.ui.files import NativeFiles
from planner.ui.locale import reader
from planner.ui.main_window import MainWindow
from planner.ui.pages.visit import VisitPage
from planner.ui.theme import LATER_FONTS, Theme, load_fonts
from planner.ui.widgets.label import Label

ROOT = Path(__file__).resolve().parents[1]
NOW = dt.datetime(2027, 4, 20, 7, 30, tzinfo=dt.UTC)
ROOMY, SMALL = (1440, 900), (960, 540)
Scene = Callable[[MainWindow, Planner], QWidget | None]


def home(window: MainWindow, planner: Planner) -> None:
    """The visits are looked at beside the window: the picture waits until that is done."""
    window.go("home")
    _idle(window)


def _idle(window: MainWindow) -> None:
    assert window.context is not None
    quiet = 0
    while quiet < 4:  # a look begins a moment after the page is there, and one follows the other
        QTest.qWait(60)
        quiet = 0 if window.context.tasks.is_busy else quiet + 1


def timeline(window: MainWindow, planner: Planner) -> None:
    window.go("agreements")
    window.page.turn_to("timeline")  # type: ignore[union-attr]


def relationship(window: MainWindow, planner: Planner) -> None:
    window.show_record("relationship", "country:JP")
    QTest.qWait(150)


def countries(window: MainWindow, planner: Planner) -> None:
    window.show_record("country", "JP")
    QTest.qWait(150)


def to_do(window: MainWindow, planner: Planner) -> None:
    page = _visit_page(window, planner, "JP-DK-2027")
    incoming = next(one for one in planner.checklists.all() if one.checklist.direction == "inbound")
    planner.checklists.apply(incoming.checklist.id, planner.visits.find("JP-DK-2027").id)
    page.tabs.setCurrentWidget(page.to_do)
    QTest.qWait(150)


def afterwards(window: MainWindow, planner: Planner) -> None:
    page = _visit_page(window, planner, "JP-DK-2027")
    page.tabs.setCurrentWidget(page.afterwards)
    QTest.qWait(150)


def first_run(window: MainWindow, planner: Planner) -> None:
    window.status.set_library("library.planner", read_only=False)
    for label in window.findChildren(Label):
        label.setText(
            label.text().replace(planner.address, "~/.local/share/planner/library.planner")
        )


def _visit_page(window: MainWindow, planner: Planner, code: str) -> VisitPage:
    window.show_record("visit", planner.visits.find(code).id)
    QTest.qWait(50)
    page = window.page
    assert isinstance(page, VisitPage)
    return page


def board(window: MainWindow, planner: Planner) -> None:
    """The day in Lund, with an item on its way and what the checks say of it."""
    page = _visit_page(window, planner, "JP-DK-2027")
    tour = next(
        item for item in planner.visits.plan(page.visit_id).scheduled if item.kind.value == "tour"
    )
    page.itinerary.choose(tour.id)
    page.itinerary.view.setFocus()


def carrying(window: MainWindow, planner: Planner) -> None:
    board(window, planner)
    page = window.page
    assert isinstance(page, VisitPage)
    page.itinerary.carry()
    days = page.itinerary.board.board
    assert days.carry is not None
    days.carry_to(days.carry.by(105))
    QTest.qWait(400)


def board_of_fifty(window: MainWindow, planner: Planner) -> None:
    page = _visit_page(window, planner, "SH-JP-2027")
    days = page.itinerary.board.board
    days.choose_day(2)
    page.itinerary.view.setFocus()


def run_of_show(window: MainWindow, planner: Planner) -> None:
    _visit_page(window, planner, "JP-DK-2027").itinerary.show_view("table")


def route(window: MainWindow, planner: Planner) -> None:
    _visit_page(window, planner, "JP-DK-2027").itinerary.show_view("map")
    QTest.qWait(300)


def checks(window: MainWindow, planner: Planner) -> None:
    page = _visit_page(window, planner, "JP-DK-2027")
    page.tabs.setCurrentWidget(page.checks)


def contacts(window: MainWindow, planner: Planner) -> None:
    window.show_record("person", planner.search("tanaka haruto")[0].id)


def organisations(window: MainWindow, planner: Planner) -> None:
    site = next(hit for hit in planner.search("European Spallation Source") if hit.word == "site")
    window.show_record("site", site.id)


def agreements(window: MainWindow, planner: Planner) -> None:
    lines = planner.agreements.page(0, 100)
    sourced = max(lines, key=lambda line: len(planner.agreements.card(line.id).statements))
    window.show_record("agreement", sourced.id)


def follow_ups(window: MainWindow, planner: Planner) -> None:
    """One is just done: the toast offers to take that back."""
    window.go("follow_ups")
    page = window.page
    assert page is not None
    page.table.choose(0)  # type: ignore[attr-defined]
    page.table.ticked.emit(page.table.current_key)  # type: ignore[attr-defined]


def palette(window: MainWindow, planner: Planner) -> None:
    window.go("contacts")
    window.show_palette()
    assert window._palette is not None
    window._palette.line.setText("tok")
    window._palette.look()


def import_review(window: MainWindow, planner: Planner) -> QWidget:
    """The sample list, compared with the sample visit; the dialog alone is drawn."""
    from planner.ui.dialogs.import_review import ImportReview

    assert window.context is not None
    file = ROOT / "data" / "samples" / "delegation_list.xlsx"
    dialog = ImportReview(window.context, [file], planner.visits.coming()[0].id, window)
    dialog.resize(1100, 560)
    dialog.show()
    for page in (dialog.columns_page, dialog.rows_page):
        for _turn in range(200):
            QTest.qWait(50)
            if page.isVisible() and dialog.go.isEnabled():
                break
        if page is dialog.columns_page:
            dialog.go.click()
    dialog.rows_page.findChildren(QTableView)[0].selectRow(1)
    return dialog


def admission(window: MainWindow, planner: Planner) -> None:
    page = _visit_page(window, planner, "JP-DK-2027")
    page.tabs.setCurrentWidget(page.access)


def merge(window: MainWindow, planner: Planner) -> QWidget:
    """Somebody who was typed in a second time; the dialog alone is drawn."""
    from planner.domain.ids import PersonId, new_id
    from planner.domain.people import Person
    from planner.ui.dialogs.merge import MergeDialog

    assert window.context is not None
    known = planner.search("tanaka haruto")[0].id
    again = Person(
        id=PersonId(new_id()), family_name="Tanaka", given_name="H.", native_name="田中 陽斗"
    )
    planner.contacts.add(
        again, emails=["h.tanaka@jst.example"], organisation="JST", title="Director"
    )
    dialog = MergeDialog(window.context, "person", known, again.id, window)
    dialog.resize(860, 640)
    dialog.show()
    return dialog


def _settled(window: MainWindow) -> None:
    """Until nothing runs beside the window any more."""
    assert window.context is not None
    for _turn in range(400):
        QTest.qWait(50)
        if not window.context.tasks.is_busy:
            break
    QTest.qWait(200)


def _sent_and_changed(planner: Planner) -> VisitId:
    """Version 1 went to everybody; since then a day moved and version 2 was released."""
    from planner.services.parcels import SendRequest

    visit = planner.visits.find("JP-DK-2027").id
    planner.settings.chosen["email"] = "visits@office.example"
    planner.releases.release(visit, "as agreed with the embassy")
    known = [one.recipient for one in planner.sending.recipients(visit)]
    request = SendRequest(
        visit_id=visit,
        release=1,
        recipients=tuple(one.key for one in known),
        papers=("calendar", "contacts"),
    )
    with tempfile.TemporaryDirectory() as folder:
        planner.sending.save(planner.sending.look(request), Path(folder))
    items = planner.visits.plan(visit).scheduled
    tour = next(item for item in items if "ESS" in item.title or "tour" in item.title.lower())
    planner.itineraries.edit(tour.id, title=f"{tour.title}, with the test hall")
    planner.itineraries.edit(items[-1].id, status=ItemStatus.CANCELLED)
    planner.releases.release(visit, "after the call with Lund")
    return visit


def sending(window: MainWindow, planner: Planner) -> QWidget:
    """The second version, ready for everybody who holds the first; the dialog alone is drawn."""
    from planner.ui.dialogs.send import SendDialog

    visit = _sent_and_changed(planner)
    assert window.context is not None
    dialog = SendDialog(window.context, visit, window)
    dialog.resize(1240, 720)
    dialog.show()
    _settled(window)
    return dialog


def changes(window: MainWindow, planner: Planner) -> None:
    _sent_and_changed(planner)
    page = _visit_page(window, planner, "JP-DK-2027")
    page.tabs.setCurrentWidget(page.releases)
    _settled(window)
    page.releases.table.choose(1)
    page.compare()
    _settled(window)


def releases(window: MainWindow, planner: Planner) -> None:
    _sent_and_changed(planner)
    page = _visit_page(window, planner, "JP-DK-2027")
    page.tabs.setCurrentWidget(page.releases)
    _settled(window)


def handed_out(window: MainWindow, planner: Planner) -> None:
    _sent_and_changed(planner)
    page = _visit_page(window, planner, "JP-DK-2027")
    page.tabs.setCurrentWidget(page.handed_out)
    _settled(window)


def papers(window: MainWindow, planner: Planner) -> QWidget:
    """The programme in English and Japanese, page by page, with what to look at."""
    from planner.domain.privacy import Profile
    from planner.services.occasions import Setting
    from planner.ui.dialogs.papers import PapersDialog
    from planner.ui.dialogs.papers_asked import Asked

    visit = planner.visits.find("JP-DK-2027").id
    assert window.context is not None
    asked = Asked(
        visit=visit,
        paper="official-programme",
        profile=Profile.DELEGATES,
        setting=Setting(languages=("en", "ja")),
    )
    dialog = PapersDialog(window.context, visit, window, before=asked)
    dialog.resize(min(1280, window.width() - 20), min(800, window.height() - 20))
    dialog.show()
    QTest.qWait(400)
    _settled(window)
    return dialog


def briefing(window: MainWindow, planner: Planner) -> None:
    page = _visit_page(window, planner, "JP-DK-2027")
    page.tabs.setCurrentWidget(page.briefing)
    _settled(window)


def templates(window: MainWindow, planner: Planner) -> QWidget:
    from planner.ui.dialogs.templates import TemplatesDialog

    assert window.context is not None
    dialog = TemplatesDialog(window.context, window)
    dialog.resize(1120, 720)
    dialog.show()
    QTest.qWait(400)
    _settled(window)
    return dialog


def history(window: MainWindow, planner: Planner) -> QWidget:
    """Somebody was renamed and a visit got another purpose; the step in front says what it changed."""
    from planner.domain.people import Person
    from planner.domain.visits import Visit
    from planner.ui.dialogs.history import HistoryDialog

    someone = planner.contacts.page(0, 1)[0]
    planner.keeper(Person).edit(someone.id, prefix="Dr.", notes="Speaks German and Danish")
    visit = planner.visits.find("JP-DK-2027")
    planner.keeper(Visit).edit(visit.id, purpose="Joint calls in quantum research")
    assert window.context is not None
    dialog = HistoryDialog(window.context, window)
    dialog.show()
    return dialog


SHOTS: tuple[tuple[str, str, tuple[int, int], Scene], ...] = (
    ("home", "light", ROOMY, home),
    ("board", "light", ROOMY, board),
    ("board-moving", "light", ROOMY, carrying),
    ("board-fifty-dark", "dark", ROOMY, board_of_fifty),
    ("board-small-de", "light", SMALL, board),
    ("run-of-show", "light", ROOMY, run_of_show),
    ("map", "light", ROOMY, route),
    ("checks", "light", ROOMY, checks),
    ("contacts", "light", ROOMY, contacts),
    ("merge", "light", ROOMY, merge),
    ("admission", "light", ROOMY, admission),
    ("sites", "light", ROOMY, organisations),
    ("agreements", "light", ROOMY, agreements),
    ("timeline", "light", ROOMY, timeline),
    ("relationship", "light", ROOMY, relationship),
    ("countries", "light", ROOMY, countries),
    ("to-do", "light", ROOMY, to_do),
    ("afterwards-dark", "dark", ROOMY, afterwards),
    ("home-small-de", "light", SMALL, home),
    ("history", "light", ROOMY, history),
    ("follow-ups-dark", "dark", ROOMY, follow_ups),
    ("search", "light", ROOMY, palette),
    ("import-review", "light", ROOMY, import_review),
    ("send", "light", ROOMY, sending),
    ("changes", "light", ROOMY, changes),
    ("releases", "light", ROOMY, releases),
    ("handed-out-dark", "dark", ROOMY, handed_out),
    ("papers", "light", ROOMY, papers),
    ("papers-small-de", "light", SMALL, papers),
    ("briefing-dark", "dark", ROOMY, briefing),
    ("templates", "light", ROOMY, templates),
    ("small-dark", "dark", SMALL, board),
    ("first-run", "light", SMALL, first_run),
)


def small(image: QImage) -> QImage:
    """The picture in its 256 most frequent colours, without dots between them: a third of the size."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = memoryview(image.constBits()).cast("B").cast("I")
    colours = [colour for colour, _count in Counter(pixels).most_common(256)]
    flat = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    return image.convertToFormat(QImage.Format.Format_Indexed8, colours, flat)


def draw(
    app: QApplication, folder: Path, name: str, mode: str, size: tuple[int, int], scene: Scene
) -> QImage:
    """One picture, from a library of its own."""
    planner = create_planner(
        str(folder / f"{name}.planner"),
        Settings(chosen={"author": "Eva"}),
        sample=scene is not first_run,
        clock=lambda: NOW,
    )
    theme = Theme(mode, app)
    theme.apply()
    window = MainWindow(theme, planner.settings)
    window.resize(*size)
    window.show()
    window.open_library(planner, NativeFiles())
    window.message_bar.close_message()
    window.status.set_library("sample.planner", read_only=False)
    shown = scene(window, planner)
    _settled(window)
    window.status._saved.setText("")
    QTest.qWait(120)
    image = small((shown or window).grab().toImage())
    window.release_library()
    window.close()
    window.deleteLater()
    planner.close()
    return image


def pages(
    planner: Planner, paper: str, languages: tuple[str, ...], numbers: Sequence[int]
) -> QImage:
    """Pages of a paper of the first sample, side by side as on a desk."""
    from planner.services.occasions import Setting
    from planner.services.printing import PrintRequest

    visit = planner.visits.find("JP-DK-2027").id
    request = PrintRequest(
        visit_id=visit, papers=(paper,), release=1, setting=Setting(languages=languages)
    )
    (made,) = planner.printing.look(request)
    drawn = planner.printing.pages(made, 84)
    sheets = [QImage.fromData(drawn[number]) for number in numbers]
    gap = 18
    desk = QImage(
        sum(sheet.width() + gap for sheet in sheets) + gap,
        sheets[0].height() + 2 * gap,
        QImage.Format.Format_RGB32,
    )
    desk.fill(QColor("#C9CED6"))
    pen = QPainter(desk)
    for place, sheet in enumerate(sheets):
        pen.drawImage(gap + place * (sheet.width() + gap), gap, sheet)
    pen.end()
    return desk


PAPERS = (
    ("paper-programme", "official-programme", ("en", "ja"), (0, 1, 5)),
    ("paper-briefing", "briefing-book", ("en",), (3, 8, 11)),
    ("paper-report", "visit-report", ("en",), (0,)),
)
"""Name of the picture, paper, languages, and which of its pages, from 0."""


def draw_papers(folder: Path, out: Path) -> None:
    planner = create_planner(
        str(folder / "on-paper.planner"),
        Settings(chosen={"author": "Eva"}),
        sample=True,
        clock=lambda: NOW,
    )
    planner.releases.release(planner.visits.find("JP-DK-2027").id, "for the embassy")
    for name, paper, languages, numbers in PAPERS:
        path = out / f"{name}.png"
        pages(planner, paper, languages, numbers).save(str(path), None, 0)
        print(f"{path.name}: {path.stat().st_size // 1024} KB")
    planner.close()


def main() -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "screenshots"
    out.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    load_fonts(LATER_FONTS)
    with tempfile.TemporaryDirectory() as folder:
        for name, mode, size, scene in SHOTS:
            path = out / f"{name}.png"
            i18n.use("de" if name.endswith("-de") else "en")
            QLocale.setDefault(reader())
            draw(app, Path(folder), name, mode, size, scene).save(str(path), None, 0)
            print(f"{path.name}: {path.stat().st_size // 1024} KB")
        draw_papers(Path(folder), out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
