"""Files on the command line: kept, listed, saved byte for byte, removed, and the room they take."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from factories import organisation, person
from planner.cli import main
from planner.domain.agreements import Agreement, AgreementText
from planner.domain.ids import AgreementId, RecordId, new_id
from planner.services.planner import Planner

Captured = pytest.CaptureFixture[str]


def test_files_are_kept_listed_saved_and_removed(
    planner: Planner, tmp_path: Path, capsys: Captured
) -> None:
    planner.contacts.add(person("Sato", "Hanako"))
    library = ["--library", str(planner.address)]
    scan, program = tmp_path / "scan.pdf", tmp_path / "tool\u202efdp.exe"
    scan.write_bytes(content := os.urandom(300_000))
    program.write_bytes(b"MZ")

    attach = ["file", "attach", "person", "sato", str(scan), str(program), *library]
    assert main([*attach, "--dry-run"]) == 0
    assert "2 files would be added" in capsys.readouterr().out
    assert main(attach) == 0
    assert main(attach) == 0
    assert "Kept here already: scan.pdf, tool[U+202E]fdp.exe" in capsys.readouterr().err

    assert main(["file", "list", "person", "Sato", "--json", *library]) == 0
    first, second = json.loads(capsys.readouterr().out)["files"]
    assert (first["name"], first["size"], first["with"]["name"]) == (
        "scan.pdf",
        300_000,
        "Hanako Sato",
    )
    assert main(["file", "change", first["id"], "--name", "Passport.pdf", *library]) == 0
    assert main(["file", "list", *library]) == 0
    told = capsys.readouterr().out
    assert "Passport.pdf" in told
    assert "0.30 MB" in told
    assert "tool[U+202E]fdp.exe" in told

    out = tmp_path / "out"
    save = ["file", "save", first["id"], second["id"], "-o", str(out)]
    assert main([*save, *library]) == 1
    assert "more than is usual" in capsys.readouterr().err
    assert not out.exists()
    save += ["--recipient", "Embassy", "--purpose", "Visa"]
    assert main([*save, *library]) == 0
    assert "opening it runs it" in capsys.readouterr().err
    assert (out / "Passport.pdf").read_bytes() == content
    assert (out / "toolfdp.exe").read_bytes() == b"MZ"

    assert main(["library", "info", "--json", *library]) == 0
    assert json.loads(capsys.readouterr().out)["library"]["files"]["bytes"] == 300_002
    assert main(["file", "remove", first["id"], *library]) == 0
    assert main(["library", "compact", *library]) == 0
    assert "0 files were cleared" in capsys.readouterr().out
    assert main(["library", "info", *library]) == 0
    assert "1 of them belongs to nothing now (0.30 MB)" in capsys.readouterr().out
    assert main(["library", "compact", "--removed-before", "2100-01-01", *library]) == 0
    assert "1 file was cleared (0.30 MB)" in capsys.readouterr().out


def test_a_record_that_is_none_or_several_is_asked_about(
    planner: Planner, tmp_path: Path, capsys: Captured
) -> None:
    planner.organisations.add(organisation("Lund University"))
    planner.organisations.add(organisation("Lund Institute"))
    (tmp_path / "a.pdf").write_bytes(b"a")
    library = ["--library", str(planner.address)]
    for text, said in (("lund", "may mean several"), ("oslo", "No organisation is called")):
        assert (
            main(["file", "attach", "organisation", text, str(tmp_path / "a.pdf"), *library]) == 4
        )
        assert said in capsys.readouterr().err
    assert (
        main(["file", "attach", "organisation", "lund university", str(tmp_path / "b"), *library])
        == 6
    )
    assert "cannot be read" in capsys.readouterr().err


def test_the_scan_of_a_language_version_is_put_saved_and_removed(
    planner: Planner, tmp_path: Path, capsys: Captured
) -> None:
    agreement = planner.agreements.add(Agreement(id=AgreementId(new_id()), title="Exchange"))
    text = AgreementText(id=RecordId(new_id()), agreement_id=agreement, language="ja")
    planner.keeper(AgreementText).add(text)
    (path := tmp_path / "協定書.pdf").write_bytes(b"%PDF ja")
    verb = ["--library", str(planner.address), "file", "scan", "exchange", "JA"]

    assert main(verb) == 0
    assert capsys.readouterr().out == "No scan.\n"
    assert main([*verb, str(path), "--dry-run"]) == 0
    assert planner.files.scans(agreement) == []
    assert main([*verb, str(path)]) == 0
    assert main([*verb, "-o", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out" / "協定書.pdf").read_bytes() == b"%PDF ja"
    assert main([*verb, "--remove"]) == 0
    assert planner.files.scans(agreement) == []
    assert main([*verb[:-1], "da"]) == 4
    assert "no text in “da”" in capsys.readouterr().err
