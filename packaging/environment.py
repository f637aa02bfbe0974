"""Makes `.venv` and brings what the program needs from the system; run.py and test.py share it.

It runs before anything is installed, so it uses the standard library only, and it avoids newer
syntax at import time, so that a Python that is too old gets a sentence and not a syntax error.
"""

from __future__ import annotations

import contextlib
import ctypes
import enum
import hashlib
import importlib
import importlib.util
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST, NEWEST = (3, 11), (3, 14)
NOTE = "planner-setup.json"
LOG = "planner-setup.log"


class NotReady(Exception):
    """The set-up cannot go on; the text is all that the user gets to read."""


# --- Python ----------------------------------------------------------------------------------


def python_complaint(version: tuple[int, int], others: Sequence[str], rest: str) -> str | None:
    """Say why this Python will not do and, if another one is there, what to type instead."""
    if OLDEST <= version <= NEWEST:
        return None
    have, low, high = (".".join(map(str, numbers)) for numbers in (version, OLDEST, NEWEST))
    sentence = f"This needs Python {low} to {high}, and this is Python {have}."
    if others:
        return f"{sentence} {others[0]} is here; run: {others[0]} {rest}"
    return f"{sentence} Install one of those and run the same command with it."


def other_pythons() -> list[str]:
    """Fitting Pythons under their usual names, newest first."""
    names = [f"python3.{minor}" for minor in range(NEWEST[1], OLDEST[1] - 1, -1)]
    return [name for name in names if shutil.which(name)]


# --- what comes from the system ----------------------------------------------------------------


@dataclass(frozen=True)
class Need:
    """A library or a program, and the Debian package that brings it."""

    name: str
    package: str


QT = (
    Need("libglib-2.0.so.0", "libglib2.0-0"),
    Need("libEGL.so.1", "libegl1"),
    Need("libGL.so.1", "libgl1"),
    Need("libxkbcommon.so.0", "libxkbcommon0"),
    Need("libdbus-1.so.3", "libdbus-1-3"),
    Need("libfontconfig.so.1", "libfontconfig1"),
)
X11 = (
    Need("libxcb-cursor.so.0", "libxcb-cursor0"),
    Need("libxcb-icccm.so.4", "libxcb-icccm4"),
    Need("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    Need("libxcb-shape.so.0", "libxcb-shape0"),
    Need("libxcb-xkb.so.1", "libxcb-xkb1"),
    Need("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
)
WAYLAND = (
    Need("libwayland-client.so.0", "libwayland-client0"),
    Need("libwayland-cursor.so.0", "libwayland-cursor0"),
    Need("libwayland-egl.so.1", "libwayland-egl1"),
)
# A second screen for the tests, and other people's programs that read our files back. Without
# them the tests in question are skipped with a reason.
TEST_PROGRAMS = (
    Need("Xvfb", "xvfb"),
    Need("xauth", "xauth"),
    Need("soffice", "libreoffice-calc-nogui"),
    Need("ssconvert", "gnumeric"),
    Need("calcurse", "calcurse"),
    Need("php", "php-cli"),
    Need("/usr/share/php/Sabre/VObject/autoload.php", "php-sabre-vobject"),
    Need("/usr/lib/python3/dist-packages/gi/__init__.py", "python3-gi"),
    Need("/usr/lib/*/girepository-1.0/ICalGLib-3.0.typelib", "gir1.2-ical-3.0"),
)


def libraries_for(environ: Mapping[str, str]) -> tuple[Need, ...]:
    """The libraries without which Qt does not start on Linux, with the display that is there."""
    x11 = X11 if environ.get("DISPLAY") else ()
    wayland = WAYLAND if environ.get("WAYLAND_DISPLAY") else ()
    return QT + x11 + wayland


def has_display(environ: Mapping[str, str], platform: str) -> bool:
    """Whether a window can be opened; a Qt platform chosen by hand is taken at its word."""
    if not platform.startswith("linux"):
        return True
    return any(environ.get(key) for key in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def library_loads(need: Need) -> bool:
    """Ask the loader itself, which also notices a library whose own libraries are missing."""
    try:
        ctypes.CDLL(need.name)
    except OSError:
        return False
    return True


def program_is_there(need: Need) -> bool:
    """Whether the program is on the path, or a file fits where a path is given."""
    if need.name.startswith("/"):
        return any(Path("/").glob(need.name[1:]))
    return shutil.which(need.name) is not None


def venv_needs(version: tuple[int, int], can_make: bool) -> tuple[Need, ...]:
    """Debian keeps the part of Python that makes environments in a package of its own."""
    name = f"python{version[0]}.{version[1]}-venv"
    return () if can_make else (Need("ensurepip", name),)


def apt_line(packages: Sequence[str]) -> str:
    """The one line that installs these packages."""
    return shlex.join(["apt-get", "install", "-y", "--no-install-recommends", *packages])


def ask_for(needs: Sequence[Need], debian: bool) -> str:
    """What a user who is not root, or not on Debian, has to do about the missing libraries."""
    if debian:
        line = apt_line([need.package for need in needs])
        return (
            "Some system packages are missing. Install them with this line, then run the same "
            f"command again:\n\n    sudo {line}\n"
        )
    names = ", ".join(need.name for need in needs)
    return (
        f"Some system libraries are missing: {names}. Install them with the package manager of "
        "this system, then run the same command again."
    )


def install_complaint(output: str, packages: Sequence[str]) -> str:
    """Put a failed apt-get into a sentence."""
    if re.search(r"Temporary failure|Could not resolve|Could not connect|Failed to fetch", output):
        why = "The package server cannot be reached: check the network connection"
    elif "Unable to locate package" in output or "no installation candidate" in output:
        why = "This system's package list does not have all of them, or could not be fetched"
    elif "Could not get lock" in output or "Unable to acquire" in output:
        why = "Another program is installing packages: wait until it is done"
    elif "No space left" in output or "don't have enough free space" in output:
        why = "The disk is full"
    else:
        lines = [line for line in output.splitlines() if line.strip()]
        why = f"apt-get says: {lines[-1].strip()}" if lines else "apt-get gave no reason"
    return f"These packages could not be installed: {' '.join(packages)}. {why}."


def apt_get(packages: Sequence[str]) -> str | None:
    """Fetch the package list and install; returns what went wrong, as a sentence."""
    print(f"Installing {len(packages)} system packages: {' '.join(packages)}", flush=True)
    start = time.monotonic()
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"}
    options = ["-qq", "-o", "Dpkg::Use-Pty=0", "-o", "DPkg::Lock::Timeout=300"]
    said = ""
    line = ["install", "-y", "--no-install-recommends", *packages]
    for command in (["update"], line):
        done = subprocess.run(
            ["apt-get", *options, *command],
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        said += done.stdout
    if done.returncode != 0:
        return install_complaint(said, packages)
    print(f"System packages installed in {time.monotonic() - start:.0f} s", flush=True)
    return None


def missing(needs: Sequence[Need], there: Callable[[Need], bool]) -> tuple[Need, ...]:
    """Those that are not there."""
    return tuple(need for need in needs if not there(need))


def can_make_venv() -> bool:
    """Whether this Python brings pip for a new environment."""
    importlib.invalidate_caches()
    return importlib.util.find_spec("ensurepip") is not None


def provide_from_system(for_tests: bool, make_venv: bool) -> None:
    """Bring in what is missing, or stop with what to type.

    Only root on Debian and its relatives installs. The tests must have what Qt needs to draw
    without a screen; a screen of their own and the other programs never stop anything.
    """
    if not sys.platform.startswith("linux"):
        if make_venv and not can_make_venv():
            raise NotReady("This Python cannot make environments: it has no ensurepip.")
        return
    root, debian = os.geteuid() == 0, shutil.which("apt-get") is not None
    libraries = QT if for_tests else libraries_for(os.environ)

    def look() -> tuple[Need, ...]:
        made = venv_needs(sys.version_info[:2], not make_venv or can_make_venv())
        return made + missing(libraries, library_loads)

    needed = look()
    extra: tuple[Need, ...] = ()
    if for_tests:
        extra = missing(X11, library_loads) + missing(TEST_PROGRAMS, program_is_there)
    if root and debian and (needed or extra):
        complaint = apt_get([need.package for need in needed + extra])
        if complaint and needed and extra:
            print(complaint, flush=True)
            complaint = apt_get([need.package for need in needed])
        if complaint and needed:
            raise NotReady(complaint)
        if complaint:
            print(f"{complaint} Tests that need them are skipped.", flush=True)
        needed = look()
    if needed:
        raise NotReady(ask_for(needed, debian))
    if extra and debian and not root:
        line = apt_line([need.package for need in extra])
        print(f"Some tests will be skipped; for all of them: sudo {line}", flush=True)


# --- the environment ---------------------------------------------------------------------------


class Condition(enum.Enum):
    """What is to be done about `.venv`."""

    MISSING = "there is none"
    BROKEN = "half-made, moved, or made by another Python: make it anew"
    PACKAGES_OLD = "its packages are not those of the lock: install over it"
    PROJECT_OLD = "only pyproject.toml changed: install the project itself again"
    READY = "nothing"


@dataclass(frozen=True)
class Recipe:
    """What an environment was made from; two equal recipes need no work."""

    python: str
    place: str
    packages: str
    project: str


def recipe(root: Path, version: tuple[int, int]) -> Recipe:
    """What the environment of this checkout should be made from."""

    def digest(path: Path) -> str:
        # read as text, so that a checkout with other line ends is not another lock
        return hashlib.sha256(path.read_text(encoding="utf-8").encode()).hexdigest()

    return Recipe(
        python=".".join(map(str, version)),
        place=str(root),
        packages=digest(root / "packaging" / "lock.txt"),
        project=digest(root / "pyproject.toml"),
    )


def python_of(venv: Path) -> Path:
    """The interpreter of an environment."""
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def version_of(venv: Path) -> str | None:
    """Major and minor version as the environment itself notes them."""
    try:
        text = (venv / "pyvenv.cfg").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    found = re.search(r"^version(?:_info)?\s*=\s*(\d+\.\d+)", text, re.MULTILINE)
    return found.group(1) if found else None


def condition(venv: Path, wanted: Recipe) -> Condition:
    """Judge an environment by its files alone, which takes no time.

    One without our note was made by hand: it is kept and installed over if it fits this Python.
    """
    if not venv.exists():
        return Condition.MISSING
    # exists() follows the link to the Python that it was made from, which may be gone
    if not python_of(venv).exists() or version_of(venv) != wanted.python:
        return Condition.BROKEN
    try:
        note = json.loads((venv / NOTE).read_text(encoding="utf-8"))
        made = Recipe(**note)
    except FileNotFoundError:
        return Condition.PACKAGES_OLD
    except (OSError, ValueError, TypeError):
        return Condition.BROKEN
    if (made.python, made.place) != (wanted.python, wanted.place):
        return Condition.BROKEN
    if made.packages != wanted.packages:
        return Condition.PACKAGES_OLD
    return Condition.READY if made.project == wanted.project else Condition.PROJECT_OLD


def write_note(venv: Path, made: Recipe | None) -> None:
    """Note what the environment was made from; None marks it as being worked on.

    A run that is interrupted leaves that mark, and the next one starts over.
    """
    text = "unfinished" if made is None else json.dumps(vars(made), indent=1)
    (venv / NOTE).write_text(text, encoding="utf-8")


def pip_complaint(output: str) -> str:
    """Put a failed installation into a sentence."""
    if re.search(r"No space left on device|Errno 28", output):
        return "The disk is full; the packages need about 1 GB."
    if "DO NOT MATCH THE HASHES" in output:
        return (
            "A downloaded package is not the one that the lock names, so nothing of it was "
            "installed. Run the same command again; if it stays so, the package server in use "
            "hands out something else."
        )
    if "CERTIFICATE_VERIFY_FAILED" in output:
        return (
            "The package server's certificate is not trusted here. On a network that inspects "
            "its traffic, add that network's certificate to this system, or name it in PIP_CERT."
        )
    if re.search(
        r"NewConnectionError|NameResolutionError|ConnectTimeout|ReadTimeout|Connection(Reset|"
        r"Refused|Aborted)?Error|Temporary failure|ProxyError|SSLError|Network is unreachable",
        output,
    ):
        return (
            "The packages could not be downloaded: check the network connection (or the proxy) "
            "and run the same command again. After the first time no network is needed."
        )
    found = re.search(r"No matching distribution found for (\S+)", output)
    if found:
        return f"There is no ready-made package of {found.group(1)} for this Python and system."
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if re.match(r"(ERROR: |\w+(Error|Exception): )", line)]
    return "The packages could not be installed. pip says: " + " ".join((errors or lines)[-1:])


def clean_environ(environ: Mapping[str, str]) -> dict[str, str]:
    """Drop settings of the user's that send pip or Python elsewhere than into `.venv`."""
    strays = {"PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_USER"}
    strays |= {"__PYVENV_LAUNCHER__", "PYTHONSTARTUP"}
    kept = {key: value for key, value in environ.items() if key not in strays}
    return {**kept, "PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}


def pip(venv: Path, arguments: Sequence[str], total: int = 0) -> None:
    """Install with the environment's own pip; on a terminal it counts the packages."""
    command = [str(python_of(venv)), "-m", "pip", "install", "--no-compile", *arguments]
    said: list[str] = []
    counts = bool(total) and sys.stdout.isatty()
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=clean_environ(os.environ),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        close_fds=False,
    ) as running:
        assert running.stdout is not None
        for line in running.stdout:
            said.append(line)
            if counts and line.startswith("Collecting"):
                seen = sum(old.startswith("Collecting") for old in said)
                print(f"\r  {seen} of {total}", end="", flush=True)
    if counts:
        print("\r" + " " * 20 + "\r", end="", flush=True)
    if running.returncode != 0:
        (venv / LOG).write_text("".join(said), encoding="utf-8")
        raise NotReady(f"{pip_complaint(''.join(said))}\nAll that was said is in {venv / LOG}.")


def make_venv(venv: Path) -> None:
    """A new environment, marked as unfinished before anything else is in it."""
    if venv.exists():
        print(f"{venv.name} is not usable as it is and is made anew", flush=True)
        shutil.rmtree(venv)
    venv.mkdir()
    write_note(venv, None)
    # started from inside an environment, the new one must not hang on the old one
    base = getattr(sys, "_base_executable", None) or sys.executable
    done = subprocess.run(
        [base, "-m", "venv", str(venv)],
        env=clean_environ(os.environ),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        close_fds=False,
        check=False,
    )
    if done.returncode != 0:
        raise NotReady(f"Python could not make {venv}: {done.stdout.strip()}")


def install(venv: Path, state: Condition, wanted: Recipe) -> None:
    """Bring the environment from this condition to ready."""
    start = time.monotonic()
    if state in (Condition.MISSING, Condition.BROKEN):
        make_venv(venv)
    write_note(venv, None)
    if state is not Condition.PROJECT_OLD:
        lock = ROOT / "packaging" / "lock.txt"
        total = len(re.findall(r"^[a-z0-9]\S*==", lock.read_text(encoding="utf-8"), re.MULTILINE))
        print(f"Installing {total} packages into {venv.name}; this is done once", flush=True)
        exactly = ["--require-hashes", "--no-deps", "--only-binary", ":all:"]
        pip(venv, [*exactly, "-r", str(lock)], total)
    pip(venv, ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)])
    # a few packages ship files that are not Python, so the result of this says nothing
    for folder in (venv / "lib", venv / "Lib", ROOT / "src"):
        if folder.is_dir():
            subprocess.run(
                [str(python_of(venv)), "-m", "compileall", "-q", "-j", "0", str(folder)],
                env=clean_environ(os.environ),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
            )
    write_note(venv, wanted)
    print(f"Set up in {time.monotonic() - start:.0f} s", flush=True)


@contextlib.contextmanager
def alone(root: Path) -> Iterator[None]:
    """Let one set-up at a time work on a checkout; a second one waits.

    The lock goes with the process, so nothing is left behind by one that is killed; its children
    hold it too, so that a pip that outlives it is waited for.
    """
    name = hashlib.sha256(str(root).encode()).hexdigest()[:16]
    user = os.getuid() if hasattr(os, "getuid") else 0
    path = Path(tempfile.gettempdir()) / f"planner-setup-{user}-{name}.lock"
    with path.open("a", encoding="utf-8") as held:
        os.set_inheritable(held.fileno(), True)
        if sys.platform == "win32":
            import msvcrt

            while True:
                try:
                    msvcrt.locking(held.fileno(), msvcrt.LK_LOCK, 1)
                    break
                except OSError:  # it gives up after ten seconds
                    continue
        else:
            import fcntl

            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                print("Another set-up is at work here; waiting for it", flush=True)
                fcntl.flock(held, fcntl.LOCK_EX)
        yield


def prepare(for_tests: bool = False) -> Path:
    """Make everything ready and give the environment's Python; raises NotReady with a sentence."""
    version = sys.version_info[:2]
    complaint = python_complaint(version, other_pythons(), " ".join(sys.argv))
    if complaint:
        raise NotReady(complaint)
    venv = ROOT / ".venv"
    try:
        wanted = recipe(ROOT, version)
        fresh = condition(venv, wanted) in (Condition.MISSING, Condition.BROKEN)
        provide_from_system(for_tests, make_venv=fresh)
        if condition(venv, wanted) is not Condition.READY:
            with alone(ROOT):
                state = condition(venv, wanted)
                if state is not Condition.READY:
                    install(venv, state, wanted)
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        why = error.strerror or error
        raise NotReady(f"The set-up could not go on: {why}{where}.") from error
    return python_of(venv)


def say_and_stop(work: Callable[[], int]) -> int:
    """Run a command to its exit code; what was to be expected is a sentence, not a traceback."""
    try:
        return work()
    except NotReady as reason:
        print(f"\n{reason}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
