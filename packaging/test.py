"""Sets the program up and checks all of it without a screen: `python3 packaging/test.py`.

Arguments go to pytest, and then only pytest runs: `python3 packaging/test.py tests/domain -k zone`.
Every step runs even if one before it failed; the last line is pytest's count over all its runs.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from environment import (
    ROOT,
    X11,
    NotReady,
    clean_environ,
    library_loads,
    missing,
    prepare,
    say_and_stop,
)

NO_TESTS = 5  # pytest's exit code when nothing was selected
COUNTS = ("failed", "passed", "skipped", "xfailed", "xpassed", "warnings", "errors")


@dataclass(frozen=True)
class Outcome:
    """How one step went."""

    name: str
    code: int
    seconds: float
    closing: str = ""

    @property
    def ok(self) -> bool:
        """Nothing selected is no failure of the run itself."""
        return self.code == 0 or (bool(self.closing) and self.code == NO_TESTS)

    def words(self) -> str:
        """One line of the summary."""
        how = "ok" if self.ok else f"FAILED (signal {-self.code})" if self.code < 0 else "FAILED"
        return f"  {self.name:<24}{self.seconds:7.1f} s  {how}"


def checks(python: Path) -> list[tuple[str, list[str]]]:
    """The steps before pytest, with their command lines."""
    own = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "packaging").glob("*.py"))
    lint_imports = shutil.which("lint-imports", path=str(python.parent)) or "lint-imports"
    module, brief = [str(python), "-m"], ["--output-format", "concise"]
    return [
        ("ruff check", [*module, "ruff", "check", *brief, "."]),
        ("ruff format", [*module, "ruff", "format", "--check", *brief, "."]),
        ("mypy", [*module, "mypy"]),
        ("mypy packaging", [*module, "mypy", *own]),
        ("lint-imports", [lint_imports, "--no-logo"]),
    ]


def run(name: str, command: Sequence[str], environ: Mapping[str, str]) -> Outcome:
    """Run a step, showing what it says while it says it, and keep its last line."""
    print(f"\n--- {name}", flush=True)
    start = time.monotonic()
    tail = b""
    with subprocess.Popen(
        list(command),
        cwd=ROOT,
        env=dict(environ),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as running:
        assert running.stdout is not None
        while piece := os.read(running.stdout.fileno(), 65536):
            sys.stdout.buffer.write(piece)
            sys.stdout.buffer.flush()
            tail = (tail + piece)[-65536:]
    seconds = time.monotonic() - start
    print(f"--- {name}: {seconds:.1f} s", flush=True)
    return Outcome(name, running.returncode, seconds, closing_line(tail.decode(errors="replace")))


def closing_line(text: str) -> str:
    """Pytest's last word, such as `== 3 passed in 0.12s ==`, without colours; empty if none."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
    lines = re.findall(r"^=* ?((?:\d+ \w+|no tests ran).* in [\d.]+s.*?)[ =]*$", plain, re.M)
    return lines[-1] if lines else ""


def total(lines: Sequence[str]) -> str:
    """Add up the closing lines of several runs; what one run leaves out another one runs."""
    sums = dict.fromkeys(COUNTS, 0)
    seconds = 0.0
    for line in lines:
        for number, word in re.findall(r"(\d+) ([a-z]+)", line):
            key = {"error": "errors", "warning": "warnings"}.get(word, word)
            if key in sums:
                sums[key] += int(number)
        seconds += sum(float(found) for found in re.findall(r" in ([\d.]+)s", line))
    singular = {"errors": "error", "warnings": "warning"}
    parts = [
        f"{number} {singular.get(word, word) if number == 1 else word}"
        for word, number in sums.items()
        if number
    ]
    return f"===== {', '.join(parts) or 'no tests ran'} in {seconds:.2f}s ====="


def files_that_need_x() -> list[Path]:
    """Test files with the mark, so that no collection is spent when there is none."""
    found = (ROOT / "tests").rglob("test_*.py")
    return sorted(path for path in found if "mark.needs_x" in path.read_text(encoding="utf-8"))


@contextlib.contextmanager
def private_display() -> Iterator[str | None]:
    """A display that nobody else draws on; none where Xvfb or Qt's libraries for it are missing.

    The server picks a free number itself and tells it, so that two runs never meet.
    """
    xvfb = shutil.which("Xvfb")
    if os.name == "nt" or xvfb is None or missing(X11, library_loads):
        yield None
        return
    hear, tell = os.pipe()
    command = [xvfb, "-displayfd", str(tell), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    with subprocess.Popen(
        command, pass_fds=[tell], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        os.close(tell)
        with os.fdopen(hear, encoding="ascii") as told:
            number = told.readline().strip()
        try:
            yield f":{number}" if number else None
        finally:
            server.terminate()


def surroundings() -> dict[str, str]:
    """The surroundings of the tests: Qt draws in memory, and no window reaches the user."""
    environ = clean_environ(os.environ)
    for key in ("DISPLAY", "WAYLAND_DISPLAY"):
        environ.pop(key, None)
    return {**environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUNBUFFERED": "1"}


def pytest_runs(python: Path, given: Sequence[str]) -> list[Outcome]:
    """Everything offscreen, but the tests that need a display before it, on one of their own.

    Those run one after the other: windows on one display take the focus from each other.
    """
    colour = ["--color=yes"] if sys.stdout.isatty() else []
    pytest = [str(python), "-m", "pytest", *colour]
    environ = surroundings()
    if any(argument.startswith("-m") for argument in given):
        return [run("pytest", [*pytest, *given], environ)]
    outcomes = []
    on_display = files_that_need_x()
    if on_display:
        with private_display() as display:
            if display is None:
                print(
                    "\nTests that need a display are left out: no Xvfb, or no Qt for it, is here."
                )
            else:
                where = list(given) or [str(path.relative_to(ROOT)) for path in on_display]
                own = {**environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
                command = [*pytest, "-m", "needs_x", *where]
                outcomes.append(run("pytest on a display", command, own))
    command = [*pytest, "-m", "not needs_x", *(given or ["-n", "2"])]
    return [*outcomes, run("pytest", command, environ)]


def main() -> int:
    """Set up, run every step, sum up."""
    given = sys.argv[1:]
    start = time.monotonic()
    python = prepare(for_tests=True)
    outcomes = [Outcome("set-up", 0, time.monotonic() - start)]
    if not given:
        environ = surroundings()
        for name, command in checks(python):
            try:
                outcomes.append(run(name, command, environ))
            except FileNotFoundError as error:
                raise NotReady(
                    f"{error.filename} is missing; remove .venv and try again."
                ) from error
    tests = pytest_runs(python, given)
    outcomes += tests
    none = all(outcome.code == NO_TESTS for outcome in tests)
    failed = [outcome.name for outcome in outcomes if not outcome.ok]
    failed += ["no test was run"] if none else []
    print("\nSummary")
    for outcome in outcomes:
        print(outcome.words())
    print(f"Failed: {', '.join(failed)}" if failed else "Everything passed")
    print(total([outcome.closing for outcome in tests]), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(say_and_stop(main))
