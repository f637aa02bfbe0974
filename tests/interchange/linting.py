"""The rule linters that lie beside the project, where they are; they share no code with our writers."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from interchange.calendar_lint import read

KIT = next(
    (
        folder / "shared" / "interop"
        for folder in Path(__file__).resolve().parents
        if (folder / "shared" / "interop" / "ics_lint.py").exists()
    ),
    None,
)
"""The folder of the linters; None on machines that do not have them."""


@cache
def _module(name: str) -> ModuleType:
    assert KIT
    spec = importlib.util.spec_from_file_location(name, KIT / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    # They leave closing to the collector, which is an error here.
    vars(module)["open"] = lambda path, _mode: io.BytesIO(Path(path).read_bytes())
    return module


@cache
def _workbook_rules() -> Any:
    """The part of the check that needs no other program: the rest asks six readers."""
    assert KIT
    source = (KIT / "xlsx_check.py").read_text(encoding="utf-8")
    return compile(source.partition("# ---- readers")[0], "xlsx_check.py", "exec")


OF_THE_DATA: Final = {
    "V05": "vCard 4.0 is made only for who asks for it",
    "V12": "nobody said how this name is read",
    "V14": "whoever uses Outlook is offered a file for each person",
}
"""Warnings of what was asked for, which no writer can mend."""


def findings(path: Path) -> list[str]:
    """What the linter of this kind of file objects to, errors and warnings."""
    match path.suffix:
        case ".ics":
            found, _calendar = _module("ics_lint").lint(path)
            found = [one for one in found if not (one[1] == "L18" and _opens_location(path))]
        case ".vcf":
            found = [one for one in _module("vcf_lint").lint(path) if one[1] not in OF_THE_DATA]
        case ".xlsx":
            return _of_workbook(path)
        case _:
            return []
    return [" ".join(one) for one in found]


def findings_between(old: Path, new: Path) -> list[str]:
    """What a calendar finds wrong with ``new`` that already has ``old``."""
    lint = _module("ics_lint").lint
    found, _calendar = lint(new, lint(old)[1])
    return [" ".join(one) for one in found]


def _of_workbook(path: Path) -> list[str]:
    said = io.StringIO()
    with contextlib.redirect_stdout(said), _arguments(["xlsx_check.py", str(path)]):
        exec(_workbook_rules(), {"__name__": "xlsx_check"})
    return [line for line in said.getvalue().splitlines() if line.startswith(("ERROR", "WARN"))]


def _opens_location(path: Path) -> bool:
    """Apple's title opens each LOCATION. The linter looks for it among the escapes of ; and \\."""
    for event in read(path.read_bytes()).all("VEVENT"):
        for line in event.lines:
            if line.name == "X-APPLE-STRUCTURED-LOCATION":
                title = _CIRCUMFLEX.sub(lambda found: _MEANT[found[0]], line.parameters["X-TITLE"])
                if not event.text("LOCATION").startswith(title):
                    return False
    return True


_CIRCUMFLEX = re.compile(r"\^[n'^]")
_MEANT: Final = {"^n": "\n", "^'": '"', "^^": "^"}
"""RFC 6868."""


@contextlib.contextmanager
def _arguments(given: list[str]) -> Iterator[None]:
    before, sys.argv = sys.argv, given
    try:
        yield
    finally:
        sys.argv = before
