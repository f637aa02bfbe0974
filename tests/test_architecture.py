"""Who may import whom, and what a command may load."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Collection, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_imports_point_down() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command; lint_imports_command()",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_the_command_line_loads_no_qt_and_reads_need_no_sqlalchemy() -> None:
    code = (
        "import sys; from planner.cli import main; from planner.cli.parser import build; build();"
        "import planner.services.planner;"
        "print([name for name in ('PySide6', 'sqlalchemy', 'alembic', 'openpyxl', 'icalendar', 'phonenumbers',"
        " 'holidays', 'rapidfuzz') if name in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_every_module_says_what_lives_there() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "src").rglob("*.py"))
        if not path.read_text(encoding="utf-8").lstrip().startswith(('"""', "#!"))
        and path.stat().st_size
        and "versions" not in path.parts
    ]

    assert silent == []


def test_plain_files_are_written_by_the_safe_save_only() -> None:
    """What the user keeps is never opened for writing in place; the lock, the log and settings are not that."""
    allowed = {"files.py", "engine.py", "settings.py", "log.py"}
    found = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "src").rglob("*.py"))
        if path.name not in allowed
        and (".write_bytes(" in path.read_text() or ".write_text(" in path.read_text())
    ]

    assert found == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Neither at their top nor within functions: what two share lies below both."""
    known = {_module(path): path for path in sorted((ROOT / "src").rglob("*.py"))}
    asks = {name: _imported(path, name, known) for name, path in known.items()}

    assert _circles(asks) == []


def _module(path: Path) -> str:
    parts = path.relative_to(ROOT / "src").with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imported(path: Path, own: str, known: Collection[str]) -> set[str]:
    """What a module loads sooner or later; what only the type checker reads is left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
        for part in node.body
        for inner in ast.walk(part)
    }
    found = set()
    for node in ast.walk(tree):
        if node in typing:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                found.add(inner if inner in known else node.module)
    return {name for name in found if name in known and name != own}


def _circles(asks: Mapping[str, set[str]]) -> list[list[str]]:
    """What is left when modules that nobody left asks, or that ask nobody left, are taken away."""
    left = set(asks)
    while True:
        asked = {name for one in left for name in asks[one]}
        gone = {name for name in left if name not in asked or not asks[name] & left}
        if not gone:
            break
        left -= gone
    return sorted([name, *sorted(asks[name] & left)] for name in left)


def test_circles_are_seen() -> None:
    assert _circles({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": set()}) == [["b", "c"], ["c", "b"]]
    assert _circles({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []
