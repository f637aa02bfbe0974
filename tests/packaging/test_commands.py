"""What run.py starts, and how test.py counts."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

import environment
import run


def load(name: str) -> ModuleType:
    """By path, since the standard library has a `test` of its own."""
    path = environment.ROOT / "packaging" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"planner_packaging_{name}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


checks = load("test")


def test_run_opens_the_sample_library() -> None:
    assert run.arguments_for([], display=True) == ["--sample"]


def test_run_without_a_display_works_through_the_sample() -> None:
    assert run.arguments_for([], display=False)[:2] == ["demo", "--out"]


@pytest.mark.parametrize("display", [True, False])
def test_run_hands_its_own_arguments_on_as_they_are(display: bool) -> None:
    assert run.arguments_for(["contact", "list"], display) == ["contact", "list"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("....\n4 passed in 0.96s\n", "4 passed in 0.96s"),
        ("======= 1 failed, 3 passed in 2.00s ========\n", "1 failed, 3 passed in 2.00s"),
        ("\x1b[32m==== \x1b[1m2 passed\x1b[0m in 61.00s (0:01:01)\x1b[0m ====\n", "2 passed in"),
        ("==== no tests ran in 0.01s ====\n", "no tests ran in 0.01s"),
        ("==== 7 deselected in 0.10s ====\n", "7 deselected in 0.10s"),
        ("Fatal Python error: Aborted\n", ""),
    ],
)
def test_the_closing_line_of_pytest_is_found(text: str, line: str) -> None:
    found = checks.closing_line(text)
    assert found.startswith(line)
    assert bool(found) == bool(line)


def test_the_last_line_adds_the_runs_up_and_leaves_out_what_another_run_did() -> None:
    lines = [
        "2 passed, 500 deselected in 1.50s",
        "1 failed, 498 passed, 1 skipped, 2 deselected, 1 warning, 1 error in 60.00s (0:01:00)",
    ]
    said = checks.total(lines)
    assert said == "===== 1 failed, 500 passed, 1 skipped, 1 warning, 1 error in 61.50s ====="


def test_a_run_that_selected_nothing_is_no_failure_but_one_that_died_is() -> None:
    assert checks.Outcome("pytest", 5, 1.0, "7 deselected in 0.10s").ok
    assert not checks.Outcome("pytest", -6, 1.0).ok
    assert "signal 6" in checks.Outcome("pytest", -6, 1.0).words()


def test_only_files_with_the_mark_are_collected_for_a_display(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_plain.py").write_text("", encoding="utf-8")
    marked = tmp_path / "tests" / "test_drag.py"
    marked.write_text("@pytest.mark." + "needs_x\n", encoding="utf-8")  # not a mark of this file
    monkeypatch.setattr(checks, "ROOT", tmp_path)
    assert checks.files_that_need_x() == [marked]


def test_the_second_demonstration_leaves_the_first_as_it_is(tmp_path: Path) -> None:
    assert run.demo_folder(tmp_path).name == "planner-demo"
    (tmp_path / "planner-demo").mkdir()

    assert run.demo_folder(tmp_path).name == "planner-demo-2"
