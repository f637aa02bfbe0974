"""Who may import whom, and what a command may load."""

from __future__ import annotations

import subprocess
import sys
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
