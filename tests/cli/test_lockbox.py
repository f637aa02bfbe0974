"""``planner library encrypt | decrypt | passphrase | recovery``, and every verb on an encrypted library."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pdf_text import pages_of
from planner.cli import main
from planner.storage import key_record, keys

WORDS = "a blue bicycle in Lund"


@pytest.fixture(autouse=True)
def _cheap_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    """A passphrase costs a fifth of a second on purpose; how it is checked is the same."""
    monkeypatch.setattr(key_record, "COST", 2)


@pytest.fixture
def path(tmp_path: Path, empty_file: Path) -> Iterator[Path]:
    path = tmp_path / "library.planner"
    path.write_bytes(empty_file.read_bytes())
    yield path
    keys.forget(path)


@pytest.fixture
def words(tmp_path: Path) -> Path:
    file = tmp_path / "words.txt"
    file.write_text(WORDS + "\nsecond line\n", encoding="utf-8")
    return file


def run(path: Path, *words: str | Path) -> int:
    """As a program of its own: it knows no key from before."""
    keys.forget(path)
    return main([*map(str, words), "--library", str(path)])


_made: dict[str, bytes] = {}
"""An encrypted library, its key file and its sheet: made once, then copied."""


@pytest.fixture
def encrypted(path: Path, words: Path, tmp_path: Path) -> Path:
    names = ("library.planner", "library.planner.key", "sheet.txt")
    if not _made:
        verb = (
            "library",
            "encrypt",
            "--new-passphrase-file",
            words,
            "--sheet",
            tmp_path / names[2],
        )
        assert run(path, *verb, "--passphrase-file", words, "--remove-old") == 0
        _made.update({name: (tmp_path / name).read_bytes() for name in names})
    for name, content in _made.items():
        (tmp_path / name).write_bytes(content)
    return path


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Somebody sits at a terminal and types these."""

    def types(*lines: str) -> list[str]:
        left = list(lines)
        monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
        monkeypatch.setattr(getpass, "getpass", lambda _asked: left.pop(0))
        return left

    return types


def code_in(sheet: Path) -> str:
    """The code as it stands in the text of a sheet."""
    signs = [part.split()[0] for part in sheet.read_text().split(": ") if len(part.split()) > 0]
    return "-".join(one for one in signs if len(one) == 4 and one.upper() == one)[:69]


def test_an_encrypted_library_opens_with_the_passphrase_from_a_file_or_a_variable(
    encrypted: Path, words: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(encrypted, "library", "info", "--passphrase-file", words) == 0
    monkeypatch.setenv("SECRET", WORDS)
    assert run(encrypted, "library", "info", "--passphrase-env", "SECRET") == 0
    assert run(encrypted, "--passphrase-env", "SECRET", "contact", "list") == 0
    monkeypatch.setenv("PLANNER_LIBRARY_PASSPHRASE", WORDS)
    assert run(encrypted, "visit", "list") == 0


def test_without_a_passphrase_a_script_is_told_how_to_give_it(
    encrypted: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run(encrypted, "contact", "list") == 1
    said = capsys.readouterr().err
    assert "library.planner is encrypted." in said
    assert "--passphrase-file PATH" in said
    assert run(encrypted, "contact", "list", "--passphrase-env", "NO_SUCH") == 1
    assert "NO_SUCH is not set" in capsys.readouterr().err
    assert run(encrypted, "contact", "list", "--passphrase-file", "/none") == 6


def test_at_a_terminal_it_is_asked_for_three_times(
    encrypted: Path, typed: Callable[..., list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    left = typed("wrong words one", WORDS, "never asked")
    assert run(encrypted, "library", "info") == 0
    assert left == ["never asked"]

    left = typed("wrong one", "wrong two", "wrong three", "never asked")
    assert run(encrypted, "library", "info") == 1
    assert left == ["never asked"]
    assert "The passphrase is not right." in capsys.readouterr().err


def test_the_recovery_code_opens_it_where_the_passphrase_is_lost_and_the_key_file_too(
    encrypted: Path, tmp_path: Path, typed: Callable[..., list[str]], words: Path
) -> None:
    """K13: key lost."""
    code = code_in(tmp_path / "sheet.txt")
    (tmp_path / "library.planner.key").unlink()
    typed(code)

    assert run(encrypted, "library", "info") == 0

    typed(code, "another blue bicycle", "another blue bicycle")
    assert run(encrypted, "library", "passphrase") == 0
    other = tmp_path / "other.txt"
    other.write_text("another blue bicycle")
    assert run(encrypted, "library", "info", "--passphrase-file", other) == 0
    assert run(encrypted, "library", "info", "--passphrase-file", words) == 1


def test_the_code_of_another_library_is_said_to_be_that(
    encrypted: Path, typed: Callable[..., list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    other = keys.recovery_code(bytes(32))
    typed(other, other, other)

    assert run(encrypted, "library", "info") == 1
    assert "belongs to another library" in capsys.readouterr().err


def test_the_sheet_is_written_again_as_pdf_with_the_same_code(
    encrypted: Path, words: Path, tmp_path: Path
) -> None:
    sheet = tmp_path / "again.pdf"
    verb = ("library", "recovery", "--sheet", sheet, "--passphrase-file", words)
    assert run(encrypted, *verb) == 0

    told = " ".join(pages_of(sheet.read_bytes()))
    for group in code_in(tmp_path / "sheet.txt").split("-"):
        assert group in told
    assert "nothing can be recovered" in " ".join(told.split())
    assert sheet.stat().st_mode & 0o077 == 0
    assert run(encrypted, *verb) == 1  # a sheet is never written over


def test_the_old_file_stays_until_it_may_go(
    path: Path, words: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "sheet.txt"
    verb = ("library", "encrypt", "--new-passphrase-file", words, "--sheet", sheet)
    assert run(path, *verb, "--dry-run") == 0
    assert path.read_bytes().startswith(keys.PLAIN)
    capsys.readouterr()
    assert run(path, *verb, "--passphrase-file", words, "--json") == 0
    told = json.loads(capsys.readouterr().out)["library"]
    assert told["encrypted"] is True
    assert Path(told["old_file"]).read_bytes().startswith(keys.PLAIN)

    (tmp_path / "library.planner.unencrypted").unlink()
    assert run(path, "library", "decrypt", "--passphrase-file", words, "--remove-old") == 0
    assert path.read_bytes().startswith(keys.PLAIN)
    assert not list(tmp_path.glob("library.planner.*key"))
    assert run(path, "library", "info") == 0


def test_a_library_is_made_encrypted_from_its_first_byte(
    tmp_path: Path, words: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "new.planner"
    verb = ("library", "init", str(path), "--encrypt", "--new-passphrase-file", str(words))
    assert main([*verb]) == 1
    assert "Use --sheet PATH" in capsys.readouterr().err
    assert not path.exists()

    assert main([*verb, "--sheet", str(tmp_path / "new.pdf")]) == 0
    assert not path.read_bytes().startswith(keys.PLAIN)
    assert run(path, "library", "info", "--passphrase-file", words) == 0
    keys.forget(path)


def test_a_plain_library_is_made_only_with_a_word_about_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["library", "init", str(tmp_path / "a.planner")]) == 0
    assert "a.planner is a plain file" in capsys.readouterr().err
    for number, option in enumerate(("--plain", "--sample")):
        assert main(["library", "init", str(tmp_path / f"b{number}.planner"), option]) == 0
        assert "plain file" not in capsys.readouterr().err
    verb = ["library", "init", str(tmp_path / "c.planner"), "--plain", "--encrypt"]
    with pytest.raises(SystemExit):
        main(verb)
    assert not (tmp_path / "c.planner").exists()


def test_a_passphrase_that_is_soon_guessed_encrypts_nothing(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for text in ("short", "aaaaaaaaaaaaaaa"):
        (tmp_path / "short.txt").write_text(text)
        verb = ("library", "encrypt", "--new-passphrase-file", tmp_path / "short.txt")
        assert run(path, *verb, "--sheet", tmp_path / "sheet.txt") == 1
        assert "The passphrase is too short" in capsys.readouterr().err
        assert not (tmp_path / "sheet.txt").exists()
        assert path.read_bytes().startswith(keys.PLAIN)


def test_no_key_store_and_no_passphrase_is_said_before_anything_is_written(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    verb = ("library", "encrypt", "--remember", "--sheet", tmp_path / "sheet.txt")
    assert run(path, *verb) == 1
    assert "The key store of this computer did not take the key" in capsys.readouterr().err
    assert path.read_bytes().startswith(keys.PLAIN)
    assert not (tmp_path / "sheet.txt").exists()


def test_neither_the_passphrase_nor_the_key_is_ever_printed(
    encrypted: Path, words: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    capfd.readouterr()
    run(encrypted, "library", "info", "--passphrase-file", words)
    key = keys.held(encrypted)
    assert key is not None
    run(encrypted, "library", "info", "--passphrase-file", encrypted.with_suffix(".none"))
    said = "".join(capfd.readouterr())
    for secret in (WORDS, key.hex(), keys.recovery_code(key)[:14]):
        assert secret not in said


def test_plain_backups_of_before_are_named_then_encrypted_or_removed(
    path: Path, words: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = path.with_name(path.name + ".backups")
    assert run(path, "library", "backup") == 0
    verb = ("library", "encrypt", "--new-passphrase-file", words, "--sheet", tmp_path / "s.txt")
    assert run(path, *verb, "--passphrase-file", words) == 0
    assert f"1 plain backup lies in {folder}." in capsys.readouterr().out
    (plain,) = folder.glob("*.planner")
    seal = ("library", "seal-backups", "--passphrase-file", words)
    assert run(path, *seal, "--dry-run") == 0
    assert plain.read_bytes().startswith(keys.PLAIN)
    assert run(path, *seal) == 0
    assert "The plain backups are encrypted." in capsys.readouterr().out
    assert not plain.read_bytes().startswith(keys.PLAIN)
    assert run(path, *seal) == 0
    assert "No plain backups were found." in capsys.readouterr().out
