"""B11: closing a file that SQLite has open here lets go of its locks; so nobody opens a live library.

Every place below the window that opens a file at all is listed with what it opens. ``stat`` is fine.
"""

from __future__ import annotations

import ast
import sqlite3
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "planner"
CALLS = frozenset("open read_bytes read_text copyfile copy copy2 copyfileobj file_digest".split())
FLOORS = ("storage", "services")

OPENS = {
    "storage/backups/elsewhere.py": "finished backups",
    "storage/backups/making.py": "finished backups and unfinished copies, a folder to flush it",
    "storage/backups/manifest.py": "manifests",
    "storage/backups/restoring.py": "markers, copies made ready; under the lock, with no library open",
    "storage/backups/verifying.py": "finished backups",
    "storage/backups/keyed.py": "records of keys, and finished backups",
    "storage/connecting.py": "a file that it makes itself that moment, never one that is there",
    "storage/encrypting.py": "the encrypted copy, before it takes the place of a library that is closed",
    "storage/folders.py": "the list of folders that Dropbox keeps, the table of mounts",
    "storage/inspecting.py": "a file that no library is open on; a list of those that are is asked first",
    "storage/key_record.py": "the record of a key",
    "storage/moving.py": "private copies, and the unfinished copy in the new place",
    "storage/private_copies.py": "a library that is not open here, before it is read from the copy",
    "storage/rescuing.py": "the new copy and its folder, to flush them",
    "storage/writer_lock.py": "the lock beside it",
}


def _module(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def _is_of_files(call: ast.Call, names: frozenset[str]) -> bool:
    function = call.func
    if isinstance(function, ast.Name):
        return function.id == "open"
    if not isinstance(function, ast.Attribute) or function.attr not in names:
        return False
    # dict.copy() and the like have no argument; context.copy() neither
    return function.attr not in ("copy",) or (
        isinstance(function.value, ast.Name) and function.value.id == "shutil"
    )


def _opening(path: Path) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return any(isinstance(node, ast.Call) and _is_of_files(node, CALLS) for node in ast.walk(tree))


def test_every_module_of_the_storage_that_opens_files_is_known() -> None:
    found = {_module(path) for path in SOURCE.glob("storage/**/*.py") if _opening(path)}
    assert found <= set(OPENS), "say what it opens, and that it is never a library in use"


def test_no_service_opens_the_file_of_the_library() -> None:
    """What names the library's own path goes to the storage, never to a call that opens."""
    found = []
    for path in [*SOURCE.glob("services/*.py"), *SOURCE.glob("ui/**/*.py"), SOURCE / "app.py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _is_of_files(node, CALLS):
                text = ast.unparse(node)
                if "library" in text.replace("self.library.with_name", "") or "address" in text:
                    found.append(f"{_module(path)}: {text}")
    assert found == []


def test_an_opening_is_seen() -> None:
    for text in ("open(p)", "p.open()", "p.read_bytes()", "shutil.copy(a, b)", "os.open(p, 0)"):
        (node,) = (one for one in ast.walk(ast.parse(text)) if isinstance(one, ast.Call))
        assert _is_of_files(node, CALLS), text
    (node,) = (one for one in ast.walk(ast.parse("d.copy()")) if isinstance(one, ast.Call))
    assert not _is_of_files(node, CALLS)


def test_no_second_sqlite_is_used() -> None:
    """A second library in the process lets go of the locks of the first, too."""
    found = []
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            found += [
                _module(path) for name in names if name.split(".")[0] in ("sqlite3", "_sqlite3")
            ]
    assert found == []
    assert sqlite3.sqlite_version


@pytest.mark.parametrize("again", range(2))
def test_a_library_in_use_is_inspected_without_opening_it(
    tmp_path: Path, empty_file: Path, monkeypatch: pytest.MonkeyPatch, again: int
) -> None:
    import shutil

    from planner.services.planner import open_planner
    from planner.settings import Settings
    from planner.storage import inspecting

    path = tmp_path / "library.planner"
    shutil.copyfile(empty_file, path)
    planner = open_planner(str(path), Settings())
    monkeypatch.setattr(inspecting, "_look_at_bytes", lambda path: pytest.fail("it was opened"))
    inspecting.inspect_file(path)
    planner.close()
