"""E19, A7, A8, A16, G11: what touches files and the desktop is called in known places, in a known way."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "planner"

NOWHERE = frozenset(
    "QSaveFile QTextDocumentWriter QtSql QSqlDatabase QFile QProcess QNetworkAccessManager QWebEngineView"
    " QLockFile startfile startDetached".split()
)
"""They say that all is well when it is not, let go of locks, or start what data names."""
DESKTOP = {"QDesktopServices": "ui/opening.py", "webbrowser": "", "openUrl": "ui/opening.py"}
WRITES = {
    "durable.py": "what is finished, to flush it down to the disk",
    "interchange/files.py": "the safe save",
    "interchange/unfinished.py": "notes of what is being written; nobody misses one",
    "interchange/kept_files.py": "the side stream of Windows that marks a file as a stranger's",
    "interchange/excel_writer.py": "workbooks in memory",
    "documents/word/base.py": "documents in memory",
    "settings.py": "settings, in the same way as the safe save",
    "log.py": "the log",
    "storage/backups/making.py": "a finished copy, to flush it",
    "storage/backups/manifest.py": "manifests, in the same way",
    "storage/encrypting.py": "the copy in the making, and to overwrite what was plain",
    "storage/connecting.py": "an empty file for a new library, which only its user may read",
    "storage/key_record.py": "key records, in the same way",
    "storage/moving.py": "the copy in the making",
    "storage/rescuing.py": "the new copy, to flush it",
    "storage/writer_lock.py": "the lock",
}
"""Each module that opens a file for writing, and what it writes: never a file of the user in its place."""
COPIES = {
    "cli/demo.py": "the sample list into a new folder",
    "services/backups.py": "a backup into a scratch folder, to verify it",
    "storage/backups/elsewhere.py": "into an unfinished file, verified before it gets its name",
    "storage/backups/restoring.py": "the same",
    "storage/encrypting.py": "disks without second names",
    "storage/moving.py": "into an unfinished file",
    "storage/private_copies.py": "a private copy",
}


_WORDS = re.compile(
    r"open\(|fdopen|write_|ZipFile|TemporaryFile|copy|_ical|Qt?P[di]|QImageWriter|\.save\(|FileName|webbrowser"
    rf"|os\.|shell|TextFormat|{'|'.join((*NOWHERE, *DESKTOP))}"
)


@cache
def trees() -> dict[str, ast.Module]:
    """The modules in which a word stands that is looked for below."""
    return {
        path.relative_to(SOURCE).as_posix(): ast.parse(text)
        for path in sorted(SOURCE.rglob("*.py"))
        if _WORDS.search(text := path.read_text(encoding="utf-8"))
    }


def name_of(node: ast.AST) -> str:
    match node:
        case ast.Attribute(attr=name) | ast.Name(id=name) | ast.alias(name=name):
            return name
    return ""


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield name_of(node.func), node


def writes(name: str, call: ast.Call) -> bool:
    """Whether a call opens a file for writing, or writes one at once."""
    if name in ("write_text", "write_bytes"):
        return True
    said = [*call.args, *(one.value for one in call.keywords)]
    if name in ("open", "fdopen", "ZipFile", "NamedTemporaryFile"):
        modes = [one.value for one in said if isinstance(one, ast.Constant)]
        return any(
            isinstance(one, str) and set(one) & set("wax+") and len(one) < 4 for one in modes
        )
    return False


def opens_low(name: str, call: ast.Call) -> bool:
    """``os.open`` with flags to write."""
    flags = {name_of(node) for node in ast.walk(call)}
    return name == "open" and bool(flags & {"O_WRONLY", "O_RDWR", "O_CREAT", "O_APPEND"})


def test_a_text_given_to_the_calendar_reader_is_never_a_path() -> None:
    """E19: ``from_ical`` opens a file that its text names; it gets bytes, by the type of its argument."""
    seen = 0
    for module, tree in trees().items():
        for function in ast.walk(tree):
            if not isinstance(function, ast.FunctionDef):
                continue
            given = {
                one.arg
                for one in (*function.args.args, *function.args.kwonlyargs)
                if name_of(one.annotation or ast.Pass()) == "bytes"
            }
            for name, call in calls(function):
                if name in ("from_ical", "parse_ical"):
                    seen += 1
                    assert name_of(call.args[0]) in given, f"{module}:{call.lineno}"
    assert seen


def test_files_are_opened_for_writing_in_known_places() -> None:
    """A8: whatever the user keeps goes through the safe save."""
    found = {
        module
        for module, tree in trees().items()
        for name, call in calls(tree)
        if writes(name, call) or opens_low(name, call)
    }
    assert found - WRITES.keys() == set(), "say what it writes, and that it is no file of the user"


def test_files_are_copied_in_known_places() -> None:
    names = ("copyfile", "copy2", "copytree")
    found = {
        module for module, tree in trees().items() for name, _call in calls(tree) if name in names
    }
    assert found <= COPIES.keys()


@pytest.mark.parametrize("name", sorted(NOWHERE))
def test_what_deceives_is_used_nowhere(name: str) -> None:
    found = [
        f"{module}:{getattr(node, 'lineno', 0)}"
        for module, tree in trees().items()
        for node in ast.walk(tree)
        if name_of(node).split(".")[-1] == name
    ]
    assert found == []


def test_no_shell_is_started() -> None:
    found = [
        f"{module}:{call.lineno}"
        for module, tree in trees().items()
        for name, call in calls(tree)
        if ast.unparse(call.func) in ("os.system", "os.popen")
        or any(one.arg == "shell" for one in call.keywords)
    ]
    assert found == []


def test_pictures_and_pdfs_are_drawn_into_memory() -> None:
    """A7: Qt says nothing of a cut file, so that it is given none, but a buffer."""
    found = [
        f"{module}:{call.lineno} {ast.unparse(call)}"
        for module, tree in trees().items()
        for name, call in calls(tree)
        if (name in ("QPdfWriter", "QPicture", "QImageWriter") and name_of(call.args[0]) != "buffer")
        or (name == "save" and any(isinstance(one, ast.Constant) and one.value == "PNG" for one in call.args) and name_of(call.args[0]) != "buffer")
        or (name == "setFileName" and "generator" in ast.unparse(call.func))
    ]  # fmt: skip
    assert found == []
    named = {module for module, tree in trees().items() for name, _c in calls(tree) if name == "setOutputFileName"}  # fmt: skip
    assert named == {"ui/dialogs/papers_printing.py"}  # into a folder of ours, and looked at


@pytest.mark.parametrize("name", DESKTOP)
def test_the_desktop_is_asked_through_one_door(name: str) -> None:
    """G11: only there an address is shown before it is opened, and a file must be ours."""
    found = {
        module
        for module, tree in trees().items()
        for node in ast.walk(tree)
        if name_of(node) == name
    }
    assert found == ({DESKTOP[name]} if DESKTOP[name] else set())


def test_texts_are_said_to_be_plain_and_nothing_else() -> None:
    """G8: a format is set to plain wherever it is set."""
    found = [
        ast.unparse(call)
        for tree in trees().values()
        for name, call in calls(tree)
        if name == "setTextFormat"
    ]
    assert len(found) >= 3
    assert all(one.endswith("PlainText)") for one in found)


@pytest.mark.parametrize(
    ("code", "is_seen"),
    [("open(p, 'w')", True), ("p.open('ab')", True), ("os.fdopen(n, mode='r+')", True), ("p.write_text(x)", True),
     ("open(p)", False), ("p.open('rb')", False), ("zipfile.ZipFile(p, 'w')", True), ("open(p, encoding='utf-8')", False),
     ("os.open(p, os.O_RDWR)", True), ("os.open(p, os.O_RDONLY)", False)],
)  # fmt: skip
def test_a_writing_is_seen(code: str, is_seen: bool) -> None:
    ((name, call),) = calls(ast.parse(code))
    assert (writes(name, call) or opens_low(name, call)) == is_seen
