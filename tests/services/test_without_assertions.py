"""G1–G7, G12–G14 with ``python -O``: what keeps a text a text is no assertion of ours or of a library.

icalendar refuses a line break in some values by an assertion only. PLANNER_LONG=1 tries 10,000 texts
in each format, with and without.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
SOURCE = TESTS.parent / "src" / "planner"
LONG = bool(os.environ.get("PLANNER_LONG"))
_CONTROL = """
def test_control():
    assert not __debug__  # without -O this fails
def test_that_must_fail():
    assert 1 == 2  # so that the assertions of tests are there
"""


@pytest.mark.parametrize("flags", [["-O"], []] if LONG else [["-O"]])
def test_hostile_texts_stay_texts_without_assertions(tmp_path: Path, flags: list[str]) -> None:
    """Calendars, invitations, mails, cards, text tables, workbooks, what is copied, file names."""
    control = tmp_path / "test_control.py"
    control.write_text(_CONTROL)
    environment = {**os.environ, "PLANNER_INJECTIONS": "10000" if LONG else "40"}
    done = subprocess.run(
        [sys.executable, *flags, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-W",
         "ignore::pytest.PytestConfigWarning", "--rootdir", str(TESTS.parent), "-c", str(TESTS.parent / "pyproject.toml"),
         str(TESTS / "services" / "test_injection.py"), str(control)],
        capture_output=True, text=True, check=False, env=environment,
    )  # fmt: skip
    failed = re.findall(r"^FAILED \S*::(\w+)", done.stdout, re.M)
    assert failed == (["test_that_must_fail"] if flags else ["test_control", "test_that_must_fail"])
    passed = re.search(r"(\d+) passed", done.stdout)
    assert passed, done.stdout
    assert int(passed[1]) >= 8


def is_for_the_type_checker(test: ast.expr) -> bool:
    """``x is not None``, ``x is y``, ``isinstance(x, …)``, its opposite, or a value that may be empty: no rule."""
    match test:
        case ast.Compare(ops=[ast.IsNot() | ast.Is()]):
            return True
        case ast.Call(func=ast.Name(id="isinstance" | "callable")):
            return True
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            return is_for_the_type_checker(inner) or isinstance(inner, ast.Name | ast.Attribute)
        case ast.Name() | ast.Attribute():
            return True
    return False


def test_no_rule_about_data_is_an_assertion() -> None:
    """What an assertion says goes with -O; it may only tell the type checker what is known anyway."""
    found = [
        f"{path.relative_to(SOURCE)}:{node.lineno} {ast.unparse(node.test)}"
        for path in sorted(SOURCE.rglob("*.py"))
        if "assert " in (text := path.read_text(encoding="utf-8"))
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Assert) and not is_for_the_type_checker(node.test)
    ]
    assert found == []


@pytest.mark.parametrize("code", ["assert a in b", "assert '\\n' not in x", "assert len(a) < 3", "assert f(a)"])  # fmt: skip
def test_a_rule_is_seen(code: str) -> None:
    (node,) = ast.parse(code).body
    assert isinstance(node, ast.Assert)
    assert not is_for_the_type_checker(node.test)
