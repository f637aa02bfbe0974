"""Files of strangers: their names are shown without tricks, and what may run is said."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.file_names import own_name
from planner.domain.kept_files import Risk, ending_of, plain_name, risks_of


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Vertrag.pdf", "Vertrag.pdf"),
        ("Vertrag\u202efdp.exe", "Vertrag[U+202E]fdp.exe"),
        ("plan\u200b.pdf", "plan[U+200B].pdf"),
        ("plan.pdf                              .exe", "plan.pdf .exe"),
        ("協定書.pdf", "協定書.pdf"),
        ("نامه‌ها.pdf", "نامه‌ها.pdf"),
        ("a\x00b\x1b[31m.txt", "ab[31m.txt"),
        ("", "–"),
    ],
)
def test_a_name_is_shown_without_tricks(name: str, shown: str) -> None:
    assert plain_name(name) == shown


@given(st.text(max_size=40))
def test_nothing_in_a_shown_name_turns_or_hides(name: str) -> None:
    shown = plain_name(name)
    assert not {unicodedata.category(sign) for sign in shown} & {"Cc", "Zl", "Zp", "Cs"}
    assert not {"\u202a", "\u202b", "\u202d", "\u202e", "\u2066", "\u2067", "\u200b"} & set(shown)


@pytest.mark.parametrize(
    ("name", "data", "risks"),
    [
        ("Agreement.pdf", b"%PDF-1.7", ()),
        ("Hall plan.tiff", b"II*\x00", ()),
        ("letter.docx", b"PK\x03\x04 word/document.xml", ()),
        ("setup.exe", b"MZ", (Risk.PROGRAM,)),
        ("run.BAT", b"@echo off", (Risk.PROGRAM,)),
        ("note.js", b"", (Risk.PROGRAM,)),
        ("plan.xlsm", b"PK\x03\x04 xl/vbaProject.bin", (Risk.MACROS,)),
        ("plan.xlsx", b"PK\x03\x04 xl/vbaProject.bin", (Risk.MACROS, Risk.DISGUISED)),
        ("page.html", b"<html>", (Risk.PAGE,)),
        ("drawing.svg", b"<svg/>", (Risk.PAGE,)),
        ("disk.iso", b"", (Risk.IMAGE,)),
        *(
            (f"plan.{ending}", b"", (risk,))
            for ending, risk in (
                ("iqy", Risk.IMAGE),
                ("slk", Risk.MACROS),
                ("one", Risk.IMAGE),
                ("terminal", Risk.PROGRAM),
                ("inetloc", Risk.IMAGE),
                ("fileloc", Risk.IMAGE),
                ("webarchive", Risk.PAGE),
                ("appinstaller", Risk.PROGRAM),
                ("msu", Risk.PROGRAM),
                ("ppkg", Risk.PROGRAM),
            )
        ),
        ("scan.pdf.exe", b"MZ", (Risk.PROGRAM, Risk.DISGUISED)),
        ("scan.pdf.exe. ", b"", (Risk.PROGRAM, Risk.DISGUISED)),
        ("scan.pdf", b"MZ\x90\x00", (Risk.PROGRAM, Risk.DISGUISED)),
        ("scan\u202efdp.exe", b"", (Risk.PROGRAM, Risk.DISGUISED)),
        ("scan.pdf", b"#!/bin/sh\nrm -rf ~\n", (Risk.PROGRAM, Risk.DISGUISED)),
        ("scan.pdf", b"\xef\xbb\xbf <!DOCTYPE HTML>", (Risk.PAGE, Risk.DISGUISED)),
        ("Version 1.2.pdf", b"%PDF", ()),
        ("no ending", b"\x7fELF", (Risk.PROGRAM,)),
    ],
)
def test_what_may_run_is_said_before_it_is_opened(
    name: str, data: bytes, risks: tuple[Risk, ...]
) -> None:
    assert risks_of(name, data) == risks


def test_the_ending_is_what_the_system_sees() -> None:
    assert ending_of("plan.pdf.EXE. ") == "exe"
    assert ending_of("plan.p\u200bdf") == "pdf"
    assert ending_of(".bashrc") == ending_of("plan") == ""


def test_a_copy_keeps_its_ending_and_loses_what_no_system_takes() -> None:
    assert own_name("../../etc/pass:wd.pdf") == "etc-pass-wd.pdf"
    assert own_name("con.pdf") == "file-con.pdf"
    assert own_name("scan\u202efdp.exe") == "scanfdp.exe"
    assert own_name("x" * 400 + ".pdf").endswith("x.pdf")
    assert own_name("協" * 400 + ".docx").endswith("協.docx")
    assert own_name("\u202e") == own_name("...") == "file"


@given(st.text(max_size=300))
def test_every_name_is_one_that_a_system_takes(name: str) -> None:
    made = own_name(name)
    assert made
    assert len(made.encode()) <= 200
    assert not set(made) & set('<>:"/\\|?*\x00')
    assert not made.startswith((".", "-"))
    assert not made.endswith((" ", "."))
