"""The dialog of papers: what it shows, how it waits, where its remarks lead, what it writes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journeys.ground import Files
from planner import i18n
from planner.domain.ids import VisitId, new_id
from planner.domain.itinerary import ItemStatus
from planner.domain.privacy import Disclosure, Way
from planner.domain.visits import Direction, Visit, VisitStatus
from planner.services.occasions import Setting
from planner.services.planner import Planner
from planner.ui.bridge import Bridge
from planner.ui.context import Context
from planner.ui.dialogs import papers_asked
from planner.ui.dialogs.papers import PapersDialog
from planner.ui.dialogs.papers_asked import EACH
from planner.ui.dialogs.send import SendDialog
from planner.ui.messages import Recorded
from planner.ui.selection import Selection
from planner.ui.tasks import Tasks
from planner.ui.theme import Theme
from planner.ui.widgets.page_list import PageList, png_size

from .test_audit import findings

Opener = Callable[..., PapersDialog]


@pytest.fixture
def visit(sample: Planner) -> VisitId:
    return sample.visits.find("JP-DK-2027").id


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


@pytest.fixture
def went() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def context(
    qtbot: QtBot, sample: Planner, out: Path, went: list[tuple[str, str]]
) -> Iterator[Context]:
    messages = Recorded()
    bridge, tasks = Bridge(sample), Tasks(messages)
    files = Files(folder=out)
    yield Context(
        sample,
        bridge,
        messages,
        tasks,
        Selection(),
        Theme("light"),
        files,
        open_record=lambda word, key: went.append((word, key)),
    )
    tasks.close()
    bridge.close()


@pytest.fixture
def opened(qtbot: QtBot, context: Context, visit: VisitId) -> Opener:
    def open_it(paper: str = "lobby-sign", whom: str = "", **fields: object) -> PapersDialog:
        dialog = PapersDialog(context, fields.pop("visit", visit), **fields)  # type: ignore[arg-type]
        qtbot.addWidget(dialog)
        if "before" not in fields:
            dialog.choices.choose_paper(paper)
        if whom:
            dialog.choices.choose_whom(whom)
        dialog.show()
        looked(qtbot, dialog)
        return dialog

    return open_it


def looked(qtbot: QtBot, dialog: PapersDialog) -> None:
    """Wait until what is shown is what is chosen."""
    qtbot.waitUntil(
        lambda: not (dialog._later.isActive() or dialog.work.is_looking), timeout=20_000
    )


def idle(qtbot: QtBot, dialog: PapersDialog) -> None:
    qtbot.waitUntil(lambda: not dialog.work.is_writing, timeout=30_000)


def records(planner: Planner) -> list[Disclosure]:
    return sorted(planner.keeper(Disclosure).of(), key=lambda one: one.at)


def test_pages_are_those_of_the_file_and_have_names(
    opened: Opener, out: Path, qtbot: QtBot
) -> None:
    dialog = opened("official-programme")
    pages = dialog.pane.list.pages
    dialog.save()
    idle(qtbot, dialog)
    (path,) = out.iterdir()
    assert pages.rowCount() == len(pypdf.PdfReader(path).pages) > 2
    seen = QAccessible.queryAccessibleInterface(dialog.pane.list)
    assert seen is not None
    second = seen.child(1)
    assert second.text(QAccessible.Text.Name) == f"Page 2 of {pages.rowCount()}"
    assert dialog.pane.place.text() == f"Page 1 of {pages.rowCount()}"


def test_pages_are_as_sharp_as_the_screen(opened: Opener, qtbot: QtBot) -> None:
    dialog = opened("official-programme")
    pane = dialog.pane
    for zoom in (PageList.FIT_WIDTH, PageList.WHOLE_PAGE, 1.25):
        pane.choose_zoom(zoom)
        looked(qtbot, dialog)
        assert dialog.found is not None
        size = pane.list.page_size(0)
        wide, _high = png_size(dialog.found.pages[0])
        assert wide == pytest.approx(size.width() * pane.devicePixelRatioF(), abs=2), zoom


def test_the_keys_turn_pages_and_make_them_larger(opened: Opener, qtbot: QtBot) -> None:
    dialog = opened("official-programme")
    pane = dialog.pane
    for _step in range(4):
        qtbot.keyClick(dialog.choices.papers, Qt.Key.Key_PageDown)
    assert pane.list.front >= 1
    assert not pane.place.text().startswith("Page 1 ")
    for _step in range(6):
        qtbot.keyClick(dialog.choices.papers, Qt.Key.Key_PageUp)
    assert pane.list.front == 0
    pane.choose_zoom(1.0)
    before = pane.list.page_size(0).width()
    qtbot.keyClick(dialog.choices.papers, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    larger = pane.list.page_size(0).width()
    qtbot.keyClick(dialog.choices.papers, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert pane.list.page_size(0).width() < larger > before
    looked(qtbot, dialog)


def test_old_pages_stay_greyed_until_the_new_ones_are_there(opened: Opener, qtbot: QtBot) -> None:
    dialog = opened("official-programme")
    count = dialog.pane.list.pages.rowCount()
    dialog.choices.choose_whom("=delegates")
    assert dialog.pane.list.is_stale
    assert dialog.pane.list.pages.rowCount() == count
    assert not dialog.foot.save.isEnabled(), "what is seen is not what would be written"
    looked(qtbot, dialog)
    assert not dialog.pane.list.is_stale
    assert dialog.foot.save.isEnabled()


def test_only_the_latest_of_many_choices_is_made(
    opened: Opener, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened()
    made: list[str] = []
    before = papers_asked._made
    chosen = threading.Event()

    def counted(planner: Planner, asked: papers_asked.Asked) -> papers_asked.Shown:
        made.append(asked.paper)
        assert chosen.wait(20), "the first one goes on until all is chosen"
        return before(planner, asked)

    monkeypatch.setattr(papers_asked, "_made", counted)
    for name in ("official-programme", "participant-list", "lobby-sign", "participant-list"):
        dialog.choices.choose_paper(name)
        dialog.look()
        qtbot.waitUntil(lambda: bool(made))
    chosen.set()
    looked(qtbot, dialog)
    assert made[1:] == ["participant-list"], "beside the one that had begun"
    assert dialog.found is not None
    assert dialog.found.asked.paper == "participant-list"


def test_another_size_sets_no_paper_anew(
    opened: Opener, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened()
    monkeypatch.setattr(papers_asked, "_made", lambda *_given: pytest.fail("made anew"))
    wide = dialog.pane.list.page_size(0).width()
    dialog.resize(dialog.width() - 200, dialog.height())
    looked(qtbot, dialog)
    assert dialog.pane.list.page_size(0).width() < wide
    assert not dialog.pane.sentence


def test_a_remark_leads_to_its_entry_and_what_was_chosen_comes_back(
    opened: Opener, went: list[tuple[str, str]], sample: Planner, visit: VisitId, qtbot: QtBot
) -> None:
    dialog = opened("official-programme", "=hosts")
    open_ones = [
        item.id
        for item in sample.visits.plan(visit).scheduled
        if item.status is ItemStatus.TENTATIVE
    ]
    assert any("tbc" in text for text in dialog.checks.texts)
    qtbot.mouseClick(dialog.checks.links[0], Qt.MouseButton.LeftButton)
    assert went == [("item", open_ones[0])]
    assert not dialog.isVisible()
    again = opened(before=dialog.asked)
    assert again.asked == dialog.asked
    assert again.asked.paper == "official-programme"
    assert again.asked.profile.value == "hosts"


def test_it_says_what_is_left_out_for_whom(opened: Opener, qtbot: QtBot) -> None:
    dialog = opened("official-programme")
    assert dialog.checks.left_out == ""
    dialog.choices.choose_whom("=delegates")
    looked(qtbot, dialog)
    assert "internal notes" in dialog.checks.left_out


def test_a_paper_that_the_audience_may_not_have_says_for_whom_it_is(
    opened: Opener, qtbot: QtBot
) -> None:
    dialog = opened("rooming-sheet")
    dialog.choices.choose_whom("=press")
    looked(qtbot, dialog)
    (item,) = dialog.choices.papers.findItems("Rooming list", Qt.MatchFlag.MatchStartsWith)
    assert not item.flags() & Qt.ItemFlag.ItemIsEnabled
    assert "Only for: Our own office" in item.text()
    assert "does not get this paper" in dialog.pane.sentence
    assert not dialog.foot.save.isEnabled()
    assert not dialog.foot.print.isEnabled()


def test_where_nothing_is_to_be_said_that_stands_there(opened: Opener, sample: Planner) -> None:
    new = sample.visits.new(
        Visit(
            id=VisitId(new_id()),
            code="NEW",
            title="A new visit",
            direction=Direction.INBOUND,
            status=VisitStatus.PLANNED,
            zone="Europe/Copenhagen",
        )
    )
    dialog = opened("rooming-sheet", visit=new)
    assert "nothing to say" in dialog.pane.sentence
    assert not dialog.foot.save.isEnabled()


def test_a_broken_template_is_told_and_nothing_chosen_is_lost(opened: Opener, qtbot: QtBot) -> None:
    dialog = opened("official-programme", "=hosts")
    dialog.choices.setting.template.addItem("Ours", "no such template")
    row = dialog.choices.setting.template.count() - 1
    dialog.choices.setting.template.setCurrentIndex(row)
    dialog.choices.setting.template.activated.emit(row)
    looked(qtbot, dialog)
    assert "no template “no such template”" in dialog.pane.sentence
    assert not dialog.foot.save.isEnabled()
    assert dialog.asked.profile.value == "hosts"
    dialog.choices.setting.template.setCurrentIndex(0)
    dialog.choices.setting.template.activated.emit(0)
    looked(qtbot, dialog)
    assert not dialog.pane.sentence
    assert dialog.foot.save.isEnabled()


def test_a_change_of_the_visit_is_seen_at_once(
    opened: Opener, qtbot: QtBot, sample: Planner, visit: VisitId
) -> None:
    dialog = opened("official-programme")
    sample.visits.edit(visit, emergency_contact="")
    looked(qtbot, dialog)
    assert any("emergency contact" in text for text in dialog.checks.texts)


def test_a_copy_for_each_is_saved_for_those_who_are_ticked(
    opened: Opener, qtbot: QtBot, out: Path, sample: Planner
) -> None:
    dialog = opened("lobby-sign", EACH)
    ticks = dialog.choices.ticks
    assert ticks.ticked_keys == tuple(ticks.keys)
    ticks.tick_all(False)
    assert not dialog.foot.save.isEnabled(), "nobody must not come to mean all"
    ticks.list.item(1).setCheckState(Qt.CheckState.Checked)
    ticks.list.item(2).setCheckState(Qt.CheckState.Checked)
    dialog.save()
    idle(qtbot, dialog)
    assert len(list(out.iterdir())) == 2
    assert "2 files" in dialog.foot.text.text()
    assert {one.recipient_key for one in records(sample)} == set(ticks.ticked_keys)


def test_a_paper_in_two_formats_goes_into_a_folder_and_in_none_nowhere(
    opened: Opener, qtbot: QtBot, out: Path
) -> None:
    dialog = opened("lobby-sign")
    ticks = dialog.choices.setting.formats
    ticks["docx"].setChecked(True)
    looked(qtbot, dialog)
    assert dialog.foot.save.text() == "Save as PDF + Word…"
    dialog.save()
    idle(qtbot, dialog)
    assert sorted(path.suffix for path in out.iterdir()) == [".docx", ".pdf"]
    for tick in ticks.values():
        tick.setChecked(False)
    looked(qtbot, dialog)
    assert not dialog.foot.save.isEnabled()
    assert dialog.foot.print.isEnabled(), "paper needs no file"


def test_markup_in_names_is_shown_as_it_is(
    opened: Opener, qtbot: QtBot, sample: Planner, visit: VisitId
) -> None:
    item = next(
        one for one in sample.visits.plan(visit).scheduled if one.status is ItemStatus.TENTATIVE
    )
    sample.itineraries.edit(item.id, title="<b>Bold</b> & <img src=x>")
    dialog = opened("official-programme")
    assert dialog.checks.links[0].accessibleName() == "Go to entry: <b>Bold</b> & <img src=x>"
    assert "<b>" not in dialog.checks.links[0].toolTip()
    assert not dialog.pane.sentence


def test_the_copy_in_front_is_shown(opened: Opener, qtbot: QtBot) -> None:
    dialog = opened("official-programme", EACH)
    key = dialog.choices.ticks.keys[3]
    dialog.choices.ticks.choose(key)
    looked(qtbot, dialog)
    assert dialog.found is not None
    assert dialog.found.printed is not None
    assert dialog.found.printed.recipient.key == key
    assert dialog.choices.ticks.front == key


def test_calling_it_off_leaves_no_file_and_no_record(
    opened: Opener, qtbot: QtBot, out: Path, sample: Planner
) -> None:
    dialog = opened("official-programme", EACH)
    dialog.save()
    qtbot.waitUntil(lambda: dialog.foot.bar.maximum() > 0, timeout=20_000)
    dialog.reject()
    idle(qtbot, dialog)
    assert dialog.isVisible(), "the first Escape only calls off"
    assert "Called off" in dialog.foot.text.text()
    assert list(out.iterdir()) == []
    assert records(sample) == []


@pytest.mark.parametrize(("whom", "pages"), [("=hosts", 3), (EACH, 2)])
def test_pages_go_to_the_printer_and_that_is_on_record(
    opened: Opener, qtbot: QtBot, out: Path, sample: Planner, whom: str, pages: int
) -> None:
    dialog = opened("lobby-sign" if whom == EACH else "official-programme", whom)
    if whom == EACH:
        dialog.choices.ticks.tick_all(False)
        for row in (0, 1):
            dialog.choices.ticks.list.item(row).setCheckState(Qt.CheckState.Checked)
        assert dialog.found is not None
        pages *= len(dialog.found.pages)
    path = out / "printed.pdf"

    def chosen(printer: QPrinter, ranges: bool) -> bool:
        printer.setOutputFileName(str(path))
        assert ranges == (whom != EACH)
        if ranges:
            printer.setPrintRange(QPrinter.PrintRange.PageRange)
            printer.setFromTo(2, 4)
        return True

    dialog.ask_printer = chosen
    dialog.print()
    idle(qtbot, dialog)
    read = pypdf.PdfReader(path)
    assert len(read.pages) == pages
    width, height = (float(size) for size in read.pages[0].mediabox[2:])
    assert sorted((width, height)) == pytest.approx([595, 842], abs=2)
    assert (width > height) == (whom == EACH), "the sign lies on its side"
    assert {one.way for one in records(sample)} == {Way.PRINT}
    assert f"{pages} pages" in dialog.foot.text.text()
    assert [one.name for one in out.iterdir()] == ["printed.pdf"]


def test_no_printer_chosen_prints_nothing(opened: Opener, sample: Planner, qtbot: QtBot) -> None:
    dialog = opened()
    dialog.ask_printer = lambda _printer, _ranges: False
    dialog.print()
    assert not dialog.work.is_writing
    assert records(sample) == []


def test_two_languages_stand_side_by_side(opened: Opener, qtbot: QtBot) -> None:
    dialog = opened()
    dialog.choices.setting.show_setting(Setting(languages=("en", "ja")))
    dialog.choices.setting.changed.emit()
    looked(qtbot, dialog)
    assert dialog.found is not None
    assert dialog.found.printed is not None
    assert dialog.found.printed.document.second_language == "ja"
    assert [
        dialog.choices.setting.language.itemText(row)
        for row in range(1, dialog.choices.setting.language.count())
    ] == ["English", "Dansk", "Deutsch", "Svenska", "日本語"]


def test_sending_opens_with_this_paper_ticked_in_this_version(
    opened: Opener, qtbot: QtBot, sample: Planner, visit: VisitId
) -> None:
    sample.releases.release(visit, "First")
    dialog = opened("official-programme")
    assert dialog.asked.release == 1, "the latest version is offered"
    dialog.send()
    (sending,) = dialog.findChildren(SendDialog)
    assert sending.choices.chosen_papers == ("official-programme",)
    assert sending.choices.number == 1
    qtbot.waitUntil(lambda: sending.package is not None, timeout=30_000)
    sending.reject()


def test_changes_are_marked_since_an_earlier_version_only(
    opened: Opener, qtbot: QtBot, sample: Planner, visit: VisitId
) -> None:
    sample.releases.release(visit, "First")
    sample.releases.release(visit, "Second")
    dialog = opened("official-programme")
    since = dialog.choices.since
    assert [since.itemData(row) for row in range(since.count())] == [0, 1]
    since.setCurrentIndex(1)
    since.activated.emit(1)
    looked(qtbot, dialog)
    assert dialog.found is not None
    assert dialog.found.printed is not None
    assert dialog.found.printed.occasion.held is not None


def test_a_paper_of_changes_begins_with_the_version_before_and_marks_no_other_paper(
    opened: Opener, qtbot: QtBot, sample: Planner, visit: VisitId
) -> None:
    for note in ("First", "Second", "Third"):
        sample.releases.release(visit, note)
    dialog = opened("change-notice")
    dialog.choices.choose_paper("change-notice")
    assert dialog.choices.asked.since == 2
    dialog.choices.choose_paper("official-programme")
    assert dialog.choices.asked.since is None
    dialog.choices.choose_paper("addendum")
    dialog.choices.since.setCurrentIndex(dialog.choices.since.findData(1))
    dialog.choices.since.activated.emit(2)
    dialog.choices.choose_paper("official-programme")
    assert dialog.choices.asked.since == 1


def test_without_a_version_before_a_paper_of_changes_says_what_to_choose(
    opened: Opener, qtbot: QtBot
) -> None:
    dialog = opened("change-notice")
    assert "Mark changes since" in dialog.pane.sentence


@pytest.mark.parametrize("code", ["en", "de"])
@pytest.mark.parametrize(("whom", "width", "height"), [("", 960, 540), (EACH, 1280, 860)])
def test_nothing_is_clipped_or_nameless(
    opened: Opener, qtbot: QtBot, code: str, whom: str, width: int, height: int
) -> None:
    i18n.use(code)
    try:
        dialog = opened("official-programme", whom)
        dialog.resize(width, height)
        looked(qtbot, dialog)
        assert (dialog.width(), dialog.height()) == (width, height)
        assert list(findings(dialog)) == []
    finally:
        i18n.use("en")


def test_a_printed_file_that_is_cut_off_leaves_the_old_one(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A7: Qt says nothing of a disk that was full while it drew."""
    from planner.errors import NotWritten
    from planner.ui.dialogs import papers_printing

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    final = tmp_path / "printed.pdf"
    final.write_bytes(b"old")
    printer.setOutputFileName(str(final))

    def cut(printer: QPrinter, *_more: object) -> None:
        Path(printer.outputFileName()).write_bytes(b"%PDF-1.7 and then nothing")

    monkeypatch.setattr(papers_printing, "_draw", cut)
    with pytest.raises(NotWritten, match="could not be drawn to the end"):
        papers_printing.put_on(printer, [], lambda *_how: None)  # type: ignore[arg-type]
    assert final.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["printed.pdf"]
    assert printer.outputFileName() == str(final)
