"""What is written in the library is shown as it is: nothing on the screen reads markup, opens a file or a link."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

import planner.ui
from planner.ui.messages import Recorded
from planner.ui.opening import open_address

UI = Path(planner.ui.__file__).parent
SAFE_CALLS = frozenset({"_", "ngettext", "escaped"})
"""Our own words, and words that are escaped."""
NEVER = frozenset(
    "QTextBrowser QTextEdit QErrorMessage QProgressDialog QWebEngineView setOpenExternalLinks setMarkdown"
    " insertHtml appendHtml insertMarkdown setOpenLinks RichText MarkdownText AutoText setWhatsThis".split()
)
ALLOWED = {
    "style.py": {"QTextEdit"},  # looks alike wherever somebody writes
    "keys.py": {"QTextEdit"},
}
DOORS = {
    "openUrl": "opening.py",
    "setHtml": "table_out.py",
    "QTextDocument": "widgets/day_lines_paper.py",
}
"""Each in one place only, which takes nothing as markup."""


def modules() -> list[Path]:
    return sorted(UI.rglob("*.py"))


def name_of(node: ast.expr) -> str:
    return (
        node.attr
        if isinstance(node, ast.Attribute)
        else node.id
        if isinstance(node, ast.Name)
        else ""
    )


def is_own(node: ast.expr) -> bool:
    """Whether a text is ours or escaped: nothing of a name or note goes in as it stands."""
    match node:
        case ast.Constant():
            return True
        case ast.Call():
            return name_of(node.func) in SAFE_CALLS or (
                name_of(node.func) == "replace"
                and isinstance(node.func, ast.Attribute)
                and is_own(node.func.value)
            )
        case ast.IfExp():
            return is_own(node.body) and is_own(node.orelse)
    return False


def faults(path: Path) -> Iterator[str]:
    place = path.relative_to(UI).as_posix()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        where = f"{place}:{getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.Name | ast.Attribute):
            said = name_of(node)
            if said in NEVER - ALLOWED.get(place, set()):
                yield f"{where} {said}"
            if said in DOORS and place != DOORS[said]:
                yield f"{where} {said} outside {DOORS[said]}"
        if not isinstance(node, ast.Call):
            continue
        called = name_of(node.func)
        if called == "setToolTip" and not is_own(node.args[-1]):
            yield f"{where} a tool tip that is not escaped()"
        if called == "showText" and len(node.args) > 1 and not is_own(node.args[1]):
            yield f"{where} a tool tip that is not escaped()"
        if called == "QLabel" and (len(node.args) > 1 or any(map(_is_text, node.args))):
            yield f"{where} QLabel with a text: take Label"
        if called == "addRow" and len(node.args) == 2 and not _is_label(node.args[0]):
            yield f"{where} addRow makes a QLabel of data: take Label"
        if called == "QMessageBox" and place not in ("dialogs/question.py", "dialogs/crash.py"):
            yield f"{where} QMessageBox: take messages"


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def _is_label(node: ast.expr) -> bool:
    return is_own(node) or (isinstance(node, ast.Call) and name_of(node.func).endswith("Label"))


def test_no_text_of_the_library_is_read_as_markup() -> None:
    """A name such as <img src="//host/share"> in a tool tip would send the user's login to a stranger."""
    assert [fault for path in modules() for fault in faults(path)] == []


@pytest.mark.parametrize(
    "code",
    [
        "row.setToolTip(0, name)", "row.setToolTip(f'{name}')", "QToolTip.showText(at, text, self)", "QLabel(text, self)",
        "QLabel('<b>x</b>')", "form.addRow(names[key], box)", "QMessageBox(self)", "box.setHtml(x)", "QTextBrowser()",
        "QDesktopServices.openUrl(x)", "label.setTextFormat(Qt.TextFormat.RichText)", "a.setToolTip(x if y else '')",
    ],
)  # fmt: skip
def test_the_rule_sees_what_breaks_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    monkeypatch.setattr(f"{__name__}.UI", tmp_path)
    (tmp_path / "some.py").write_text(code)
    assert list(faults(tmp_path / "some.py"))


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []

    def note(url: QUrl) -> bool:
        found.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", note)
    return found


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd", "file://host/share/x", "\\\\host\\share", "//host/share", "javascript:alert(1)", "data:text/html,x",
        "smb://host/x", "ms-msdt:/id x", "search-ms:query=x", "C:\\x.exe", "/etc/passwd", "x.exe", "", "http:///x", "vbscript:x",
        "ftp://host/x", "\u202ehttp://a.example", "ht\ntp://a.example", " FILE:///x",
    ],
)  # fmt: skip
def test_an_address_that_is_none_is_said_and_not_opened(opened: list[str], address: str) -> None:
    said = Recorded()
    if address == "\u202ehttp://a.example":  # the mark that turns letters round is gone
        assert open_address(said, address)
        assert opened == ["http://a.example"]
        return
    assert not open_address(said, address)
    assert not opened
    assert not said.questions
    assert "no address" in said.errors[0].message


def test_an_address_is_shown_before_it_is_opened(opened: list[str]) -> None:
    said = Recorded()
    for address in ("https://nbi.example/a?b=c", "mailto:ann@nbi.example", "tel:+4533920000"):
        assert open_address(said, address)
    assert opened == ["https://nbi.example/a?b=c", "mailto:ann@nbi.example", "tel:+4533920000"]
    assert said.questions == ["Open this address?"] * 3


def test_an_address_that_somebody_declines_stays_shut(opened: list[str]) -> None:
    assert not open_address(Recorded(answer=False), "https://nbi.example")
    assert not opened
