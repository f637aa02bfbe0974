"""The gate before any parser: every refusal by its name, in little time, and nothing good refused."""

from __future__ import annotations

import contextlib
import os
import time

import pytest

from oddities import make_workbooks as make
from planner.interchange import reading_child, workbook_parts
from planner.interchange.number_formats import Formats, shape_of
from planner.interchange.refusals import REFUSALS
from planner.interchange.sheet_cells import furigana
from planner.interchange.workbook_gate import PART_LIMIT, TOKEN_LIMIT, Refused, check, check_xml

SECONDS = 3.0
"""Far above what the gate needs; a quadratic check would not come near it."""


@pytest.mark.parametrize("name", sorted(make.HOSTILE))
def test_each_bad_file_is_refused_by_its_own_name(name: str) -> None:
    kind, build = make.HOSTILE[name]
    data = build()
    start = time.monotonic()

    verdict = reading_child.answer(data)

    assert verdict["refused"] == kind
    assert time.monotonic() - start < SECONDS


@pytest.mark.parametrize("name", sorted(make.LISTS))
def test_no_real_list_is_refused(name: str) -> None:
    assert workbook_parts.read(check(make.LISTS[name]())).sheets


def test_every_refusal_has_its_sentences_and_facts() -> None:
    kinds = {kind for kind, _build in make.HOSTILE.values()}

    assert kinds <= set(REFUSALS)
    assert all(
        message and hint.startswith("Nothing was imported.") for message, hint in REFUSALS.values()
    )


def test_noise_and_cuts_anywhere_are_refused_and_never_crash() -> None:
    whole = make.LISTS["german"]()

    for length in range(0, len(whole) - 1, 37):
        with pytest.raises(Refused):
            workbook_parts.read(check(whole[:length]))
    for seed in range(40):
        data = bytearray(whole)
        place = (seed * 7919) % len(data)
        data[place] ^= 1 + seed % 255
        with contextlib.suppress(Refused):
            workbook_parts.read(check(bytes(data)))


def test_a_file_above_the_limit_is_refused_unread() -> None:
    with pytest.raises(Refused) as caught:
        check(b"PK\x03\x04" + os.urandom(1024) * 30_000)

    assert (caught.value.kind, caught.value.facts["limit"]) == ("too_large", 30)


def test_a_workbook_of_many_parts_just_below_the_limit_passes() -> None:
    files = make.parts({"A": make.sheet([["Name"], ["SATO Hanako"]])})
    media = {f"xl/media/{number}.png": b"" for number in range(PART_LIMIT - len(files))}

    assert workbook_parts.read(check(make.pack({**files, **media}))).sheets


def test_folders_written_with_backslashes_are_the_same_folders() -> None:
    files = make.parts({"A": make.sheet([["Name"], ["SATO Hanako"]])})

    read = workbook_parts.read(
        check(make.pack({name.replace("/", "\\"): content for name, content in files.items()}))
    )

    assert read.sheets[0].rows[1] == ["SATO Hanako"]


def test_the_longest_text_of_excel_is_no_endless_token() -> None:
    check_xml(b"<t>" + b"&#x1F600;" * 32_767 + b"</t>")

    with pytest.raises(Refused):
        check_xml(b"<t>" + b"x" * (2 * TOKEN_LIMIT) + b"</t>")


@pytest.mark.parametrize(
    ("code", "shape"),
    [
        ("General", None),
        ("@", None),
        ("0.00", None),
        ("#,##0", None),
        ("0%", None),
        ("dd.mm.yyyy", "date"),
        ("d. mmmm yyyy", "date"),
        ('yyyy"年"m"月"d"日"', "date"),
        ('[$-411]ggge"年"m"月"d"日"', "date"),
        ("m/d/yy h:mm", "date"),
        ("hh:mm", "time"),
        ("[h]:mm", "time"),
        ("h:mm AM/PM", "time"),
        ('[Red]"day" 0', None),
        ("00000000", "00000000"),
        ('"+45 "00 00 00 00', "+45 00 00 00 00"),
        ("000\\-0000\\-0000", "000-0000-0000"),
    ],
)
def test_a_number_format_says_what_the_number_is(code: str, shape: str | None) -> None:
    assert shape_of(code) == shape


@pytest.mark.parametrize(
    ("code", "number", "shown"),
    [
        ("00000000000", 9012345678, "09012345678"),
        ("000-0000-0000", 9012345678, "090-1234-5678"),
        ("+45 00 00 00 00", 33920000, "+45 33 92 00 00"),
        ("0000", 12.5, "12.5"),
    ],
)
def test_zeros_that_only_the_format_shows_are_shown(code: str, number: float, shown: str) -> None:
    assert Formats().padded(code, number) == shown


@pytest.mark.parametrize(
    ("serial", "moment"),
    [
        (1, "1900-01-01"),
        (59, "1900-02-28"),
        (60, ""),
        (61, "1900-03-01"),
        (46517, "2027-05-10"),
        (46517.604166667, "2027-05-10T14:30"),
        (2958465, "9999-12-31"),
        (2958466, ""),
        (-1, ""),
    ],
)
def test_day_numbers_are_dates_but_for_the_day_that_never_was(serial: float, moment: str) -> None:
    assert Formats().moment(serial) == moment


def test_the_calendar_of_old_macs_is_known() -> None:
    formats = Formats()
    formats.date_1904 = True

    assert formats.moment(46517 - 1462) == "2027-05-10"


def test_a_reading_covers_its_stretch_and_leaves_the_rest() -> None:
    assert furigana("田中　陽斗", [(0, 2, "タナカ"), (3, 5, "ハルト")]) == "タナカ　ハルト"
    assert furigana("田中さん", [(0, 2, "タナカ")]) == "タナカさん"
    assert furigana("田中", []) == ""
