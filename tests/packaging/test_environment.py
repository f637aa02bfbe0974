"""What the set-up decides, apart from the doing: Pythons, libraries, environments, sentences."""

import json
import sys
from pathlib import Path

import pytest

import environment
from environment import Condition, Need, Recipe


def make_checkout(folder: Path) -> Path:
    (folder / "packaging").mkdir(parents=True)
    (folder / "packaging" / "lock.txt").write_text("alembic==1.20.1\n", encoding="utf-8")
    (folder / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    return folder


def make_venv(root: Path, version: str = "3.11.2") -> Path:
    venv = root / ".venv"
    python = environment.python_of(venv)
    python.parent.mkdir(parents=True)
    python.touch()
    (venv / "pyvenv.cfg").write_text(f"home = /usr/bin\nversion = {version}\n", encoding="utf-8")
    return venv


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    return make_checkout(tmp_path / "planner")


@pytest.fixture
def wanted(checkout: Path) -> Recipe:
    return environment.recipe(checkout, (3, 11))


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13), (3, 14)])
def test_a_python_in_range_is_taken(version: tuple[int, int]) -> None:
    assert environment.python_complaint(version, [], "packaging/run.py") is None


def test_the_range_is_the_one_that_the_project_declares() -> None:
    text = (environment.ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert 'requires-python = ">=3.11,<3.15"' in text
    assert (environment.OLDEST, environment.NEWEST) == ((3, 11), (3, 14))


@pytest.mark.parametrize("version", [(3, 9), (3, 15)])
def test_another_python_gets_a_sentence_with_what_would_do(version: tuple[int, int]) -> None:
    said = environment.python_complaint(version, [], "packaging/run.py")
    assert said is not None
    assert "3.11 to 3.14" in said
    assert ".".join(map(str, version)) in said


def test_a_fitting_python_beside_it_is_named_with_the_whole_line() -> None:
    said = environment.python_complaint((3, 9), ["python3.12"], "packaging/run.py contact list")
    assert said is not None
    assert said.endswith("run: python3.12 packaging/run.py contact list")


def test_without_a_display_no_display_libraries_are_asked_for() -> None:
    assert environment.libraries_for({}) == environment.QT


def test_an_x_display_asks_for_the_x_libraries_only() -> None:
    needs = environment.libraries_for({"DISPLAY": ":0", "WAYLAND_DISPLAY": ""})
    assert needs == environment.QT + environment.X11


def test_a_wayland_session_with_x_asks_for_both() -> None:
    needs = environment.libraries_for({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"})
    assert set(needs) == {*environment.QT, *environment.X11, *environment.WAYLAND}


@pytest.mark.parametrize(
    ("environ", "platform", "there"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", True),
        ({}, "win32", True),
        ({}, "darwin", True),
    ],
)
def test_only_linux_can_be_without_a_display(
    environ: dict[str, str], platform: str, there: bool
) -> None:
    assert environment.has_display(environ, platform) is there


def test_only_what_is_missing_is_installed() -> None:
    here, away = Need("a.so", "liba"), Need("b.so", "libb")
    assert environment.missing([here, away], lambda need: need is here) == (away,)


def test_a_library_that_the_loader_does_not_find_is_missing() -> None:
    assert not environment.library_loads(Need("libnever-heard-of.so.7", "libnever"))


def test_the_package_for_environments_is_that_of_the_running_python() -> None:
    assert [need.package for need in environment.venv_needs((3, 12), False)] == ["python3.12-venv"]
    assert environment.venv_needs((3, 12), True) == ()


def test_a_user_gets_one_line_to_type() -> None:
    said = environment.ask_for(environment.QT[:2], debian=True)
    line = "sudo apt-get install -y --no-install-recommends libglib2.0-0 libegl1"
    assert line in said.splitlines()[2]


def test_on_another_linux_the_libraries_are_named() -> None:
    said = environment.ask_for(environment.QT[:1], debian=False)
    assert "libglib-2.0.so.0" in said
    assert "apt" not in said


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("Err:1 http://x bookworm\n  Temporary failure resolving 'x'\nE: rc", "network"),
        ("E: Unable to locate package calcurse", "package list"),
        ("E: Could not get lock /var/lib/dpkg/lock-frontend", "wait"),
        ("E: You don't have enough free space in /var/cache/apt/archives/", "disk is full"),
        ("\nE: Sub-process dpkg returned an error code (1)\n\n", "Sub-process dpkg returned"),
        ("", "no reason"),
    ],
)
def test_a_failed_apt_get_becomes_a_sentence(output: str, said: str) -> None:
    complaint = environment.install_complaint(output, ["calcurse"])
    assert said in complaint
    assert "calcurse" in complaint


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("WARNING: Retrying after 'NewConnectionError(...)'\nERROR: No matching", "network"),
        ("'SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]", "PIP_CERT"),
        ("ERROR: Could not install: [Errno 28] No space left on device", "disk is full"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS", "lock names"),
        ("ERROR: No matching distribution found for lxml==6.1.3", "lxml==6.1.3"),
        ("one\n  OSError: no such place\nnote: this is no problem of pip", "no such place"),
        ("one\nsomething new\n", "something new"),
    ],
)
def test_a_failed_installation_becomes_a_sentence(output: str, said: str) -> None:
    assert said in environment.pip_complaint(output)


def test_no_environment_has_to_be_made(checkout: Path, wanted: Recipe) -> None:
    assert environment.condition(checkout / ".venv", wanted) is Condition.MISSING


def test_a_finished_environment_is_ready(checkout: Path, wanted: Recipe) -> None:
    venv = make_venv(checkout)
    environment.write_note(venv, wanted)
    assert environment.condition(venv, wanted) is Condition.READY


def test_an_interrupted_set_up_starts_over(checkout: Path, wanted: Recipe) -> None:
    venv = make_venv(checkout)
    environment.write_note(venv, None)
    assert environment.condition(venv, wanted) is Condition.BROKEN


def test_a_folder_without_a_python_starts_over(checkout: Path, wanted: Recipe) -> None:
    venv = checkout / ".venv"
    venv.mkdir()
    assert environment.condition(venv, wanted) is Condition.BROKEN


@pytest.mark.skipif(sys.platform == "win32", reason="Windows environments hold no links")
def test_an_environment_whose_python_was_removed_starts_over(
    checkout: Path, wanted: Recipe
) -> None:
    venv = make_venv(checkout)
    environment.write_note(venv, wanted)
    environment.python_of(venv).unlink()
    environment.python_of(venv).symlink_to(checkout / "gone")
    assert environment.condition(venv, wanted) is Condition.BROKEN


def test_another_python_version_starts_over(checkout: Path) -> None:
    venv = make_venv(checkout, "3.11.2")
    environment.write_note(venv, environment.recipe(checkout, (3, 11)))
    newer = environment.recipe(checkout, (3, 12))
    assert environment.condition(venv, newer) is Condition.BROKEN


def test_a_moved_checkout_starts_over(checkout: Path, wanted: Recipe) -> None:
    environment.write_note(make_venv(checkout), wanted)
    moved = checkout.rename(checkout.with_name("elsewhere"))
    found = environment.condition(moved / ".venv", environment.recipe(moved, (3, 11)))
    assert found is Condition.BROKEN


def test_a_new_lock_is_installed_over_the_old_packages(checkout: Path, wanted: Recipe) -> None:
    venv = make_venv(checkout)
    environment.write_note(venv, wanted)
    (checkout / "packaging" / "lock.txt").write_text("alembic==1.21\n", encoding="utf-8")
    again = environment.recipe(checkout, (3, 11))
    assert environment.condition(venv, again) is Condition.PACKAGES_OLD


def test_a_changed_project_file_installs_the_project_alone(checkout: Path, wanted: Recipe) -> None:
    venv = make_venv(checkout)
    environment.write_note(venv, wanted)
    (checkout / "pyproject.toml").write_text("[project]\nname = 'x'\n", encoding="utf-8")
    again = environment.recipe(checkout, (3, 11))
    assert environment.condition(venv, again) is Condition.PROJECT_OLD


def test_other_line_ends_are_the_same_lock(checkout: Path, wanted: Recipe) -> None:
    (checkout / "packaging" / "lock.txt").write_bytes(b"alembic==1.20.1\r\n")
    assert environment.recipe(checkout, (3, 11)) == wanted


def test_an_environment_made_by_hand_is_kept_and_installed_over(
    checkout: Path, wanted: Recipe
) -> None:
    assert environment.condition(make_venv(checkout), wanted) is Condition.PACKAGES_OLD


@pytest.mark.parametrize("note", ["", "[]", "{}", json.dumps({"python": "3.11", "more": 1})])
def test_a_note_that_cannot_be_read_starts_over(checkout: Path, wanted: Recipe, note: str) -> None:
    venv = make_venv(checkout)
    (venv / environment.NOTE).write_text(note, encoding="utf-8")
    assert environment.condition(venv, wanted) is Condition.BROKEN


def test_settings_that_send_pip_elsewhere_are_dropped() -> None:
    kept = environment.clean_environ({"PIP_TARGET": "/x", "PIP_USER": "1", "PYTHONPATH": "/y"})
    assert "PIP_TARGET" not in kept
    assert "PYTHONPATH" not in kept
    assert kept["PIP_USER"] == "0"


def test_how_this_machine_reaches_its_package_server_is_kept() -> None:
    given = {"PIP_INDEX_URL": "https://mirror.example/simple", "PIP_CERT": "/etc/ca.crt"}
    assert given.items() <= environment.clean_environ(given).items()


def test_what_was_to_be_expected_is_said_without_a_traceback(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def refuse() -> int:
        raise environment.NotReady("The disk is full.")

    assert environment.say_and_stop(refuse) == 1
    assert capsys.readouterr().err.strip() == "The disk is full."


def test_the_lock_names_everything_exactly_and_says_nothing_of_where_it_was_made() -> None:
    lines = (environment.ROOT / "packaging" / "lock.txt").read_text(encoding="utf-8").splitlines()
    assert all(
        line.startswith(("#", "    --hash=sha256:", "    #")) or "==" in line for line in lines
    )
    assert not [line for line in lines if "://" in line or line.startswith("-")]


@pytest.mark.parametrize("name", ["pyside6-essentials", "hatchling", "editables", "pytest", "khal"])
def test_the_lock_holds_what_set_up_and_tests_call(name: str) -> None:
    lock = (environment.ROOT / "packaging" / "lock.txt").read_text(encoding="utf-8")
    assert f"\n{name}==" in lock
