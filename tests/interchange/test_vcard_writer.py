"""Contact cards that leave the house: read back alike, safe for every client, nothing smuggled in."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
from pathlib import Path

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.cards import CardWay, ContactCard
from planner.domain.people import ContactKind
from planner.interchange import reading_child
from planner.interchange.csv_writer import write_table
from planner.interchange.text_table import read as read_table
from planner.interchange.vcard_lines import read_cards
from planner.interchange.vcard_writer import Version, kept_lines, write_cards
from planner.text import clean_line

LINT = Path(__file__).parents[3] / "shared" / "interop" / "vcf_lint.py"
MAIL, PHONE, WEB = ContactKind.EMAIL, ContactKind.PHONE, ContactKind.WEB

TANAKA = ContactCard(
    key="0196f0c0a1b27c3d8e4f5a6b7c8d9e0f",
    family_name="Tanaka",
    given_name="Haruto",
    prefix="Dr.",
    suffix="MSc",
    native_name="田中 陽斗",
    reading="たなか はると",
    country="JP",
    organisation="Ministry; of Things, Tokyo",
    department="International Affairs",
    title="Director\nof Nothing",
    ways=(
        CardWay(MAIL, "work", "tanaka@mext.example"),
        CardWay(MAIL, "", "haruto@home.example"),
        CardWay(PHONE, "mobile", "+81 90 1234 5678"),
        CardWay(PHONE, "Direct line", "+81 3 5253 4111"),
        CardWay(WEB, "", "https://mext.example/a"),
    ),
    notes="one\ntwo, three; four\\five",
    kept=("3.0", ("NICKNAME:Haru", "X-THING;A=b:c", "UID:smuggled", "END:VCARD")),
    revised=dt.datetime(2027, 5, 10, 8, 30, tzinfo=dt.UTC),
)
SOERENSEN = ContactCard(key="mine-1", family_name="Sørensen", given_name="Åse")


def people(data: bytes) -> list[dict[str, str]]:
    ((_name, _hidden, rows, _merges, meanings),) = reading_child.answer(data)["sheets"]
    return [
        {
            f"{meaning} {place}" if meanings.count(meaning) > 1 else meaning: cell
            for place, (meaning, cell) in enumerate(zip(meanings, row, strict=False))
            if cell
        }
        for row in rows[1:]
    ]


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_a_card_is_read_back_as_it_was(version: Version) -> None:
    first, second = people(write_cards([TANAKA, SOERENSEN], version))

    assert {name: first[name] for name in ("family_name", "given_name", "prefix", "suffix")} == {
        "family_name": "Tanaka",
        "given_name": "Haruto",
        "prefix": "Dr.",
        "suffix": "MSc",
    }
    assert (first["native_name"], first["reading"]) == ("田中 陽斗", "たなか はると")
    assert first["organisation"] == "Ministry; of Things, Tokyo"
    assert first["department"] == "International Affairs"
    assert first["position"] == "Director of Nothing"
    assert first["notes"] == TANAKA.notes
    assert first["mobile"] == "+81 90 1234 5678"
    assert first["key"] == "urn:uuid:0196f0c0-a1b2-7c3d-8e4f-5a6b7c8d9e0f"
    assert first["card_lines"].split("\n")[1:] == ["NICKNAME:Haru", "X-THING;A=b:c"]
    assert second == {"key": "mine-1", "family_name": "Sørensen", "given_name": "Åse"}


def test_labels_that_no_type_can_say_are_kept() -> None:
    headers = reading_child.answer(write_cards([TANAKA]))["sheets"][0][2][0]

    assert "Phone (Direct line)" in headers


def test_a_name_in_kanji_alone_shows_and_is_read_back() -> None:
    card = ContactCard(key="k", native_name="佐藤 花子", reading="さとう はなこ", country="JP")

    (one,) = people(write_cards([card]))

    assert b"FN:\xe4\xbd\x90" in write_cards([card])
    assert (one["native_name"], one["reading"]) == ("佐藤 花子", "さとう はなこ")


def test_lines_are_short_and_no_sign_is_cut() -> None:
    card = ContactCard(key="k", family_name="Åå" * 80 + "😀" * 40, notes="漢字" * 200)

    data = write_cards([card])

    lines = data.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert all(line.decode() or not line for line in lines)
    assert people(data)[0]["notes"] == "漢字" * 200


def test_the_same_cards_give_the_same_bytes() -> None:
    assert write_cards([TANAKA, SOERENSEN]) == write_cards([TANAKA, SOERENSEN])


nasty = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from('\r\n\0;:,\\"=\x0b\x85\u2028'),
    max_size=40,
)


@given(nasty, nasty, nasty, nasty, st.sampled_from(["3.0", "4.0"]))
def test_nothing_in_a_value_becomes_a_line_or_a_parameter(
    family: str, house: str, label: str, number: str, version: Version
) -> None:
    card = ContactCard(
        key="k",
        family_name=family,
        organisation=house,
        reading=label,
        ways=(CardWay(PHONE, label, number), CardWay(MAIL, label, number)),
        notes=f"{family}\nEND:VCARD\nBEGIN:VCARD",
    )

    found = list(read_cards(write_cards([card, SOERENSEN], version)))

    assert [one.cut for one in found] == [False, False]
    assert all(one.unread == 0 for one in found)
    known = {"PRODID", "UID", "N", "FN", "ORG", "TEL", "EMAIL", "NOTE", "X-ABLABEL", "SORT-STRING"}
    known |= {"X-PHONETIC-LAST-NAME", "X-PHONETIC-FIRST-NAME"}
    assert {line.name for line in found[0].properties} <= known
    assert {key for line in found[0].properties for key in line.parameters} <= {"TYPE", "SORT-AS"}


@pytest.mark.parametrize(
    "cell",
    ["=cmd|' /C calc'!A0", "@SUM(1)", "+45 33 92 00 00", "-1", "- no", "+x", "'quoted", "0045"],
)
def test_a_text_table_runs_nothing_and_is_read_back(cell: str) -> None:
    data = write_table(["Name", "Other"], [[cell, "x"]])

    assert data.startswith(b"\xef\xbb\xbf")
    written = data.decode("utf-8-sig").split("\r\n")[1].lstrip('"')
    assert not written.startswith(("=", "@"))
    assert read_table(data.decode("utf-8-sig")).sheet.rows[1][0] == cell


@pytest.mark.parametrize("cell", ["x;=1+1", "a\n=1", "a\t@b", 'a;"=1"', "a; +x", "a;-1", "b\n'=1"])
def test_a_semicolon_table_of_excel_gets_no_formula_either(cell: str) -> None:
    """As Danish, German and Swedish Excel cuts a table: at semicolons, tabs and every line end."""
    data = write_table(["Name", "Other", "More"], [["x", cell, "y"]]).decode("utf-8-sig")

    pieces = re.split("[;\t\r\n]+", data)
    assert not [one for one in pieces if re.match("[\"' ]*[=@+-]", one.replace("'", "x", 1))]
    assert read_table(data, ",").sheet.rows[1][1] == cell


@pytest.mark.parametrize("cell", ["a;b", "a,b", "a\tb", 'a"b', "a\nb"])
def test_a_cell_with_any_separator_is_quoted(cell: str) -> None:
    data = write_table(["Name", "Other"], [[cell, "y"]]).decode("utf-8-sig")

    assert data.split("\r\n")[1].startswith('"')
    assert read_table(data).sheet.rows[1][0] == cell


guarded = st.text("ab=@+-;,\t\n'\" 12", max_size=20).map(str.strip)


@given(st.lists(st.tuples(guarded, guarded), min_size=1, max_size=4))
def test_every_cell_of_a_table_is_read_back_as_it_was(rows: list[tuple[str, str]]) -> None:
    data = write_table(["Name", "Other"], rows).decode("utf-8-sig")

    table = read_table(data, ",").sheet.rows[1:]
    padded = [tuple([*[cell or "" for cell in row], "", ""][:2]) for row in table]
    assert padded + [("", "")] * (len(rows) - len(padded)) == rows


ADDRESSES = [
    "https://a.example/x;y=1,2",
    "https://a.example/a b",
    "https://a.example/?q=a%20b&c=d#e",
    r"file://C:\new\;x\\:y",
]


@pytest.mark.parametrize("version", ["3.0", "4.0"])
@pytest.mark.parametrize("label", ["", "Press"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_the_address_of_a_page_is_written_whole(address: str, label: str, version: Version) -> None:
    card = ContactCard(key="k", family_name="Lund", ways=(CardWay(WEB, label, address),))

    (one,) = people(write_cards([card], version))

    assert one["web"] == address


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=40))
def test_no_sign_of_an_address_is_lost(address: str) -> None:
    card = ContactCard(key="k", family_name="Lund", ways=(CardWay(WEB, "", address),))

    (one,) = people(write_cards([card]))

    assert one["web"] == clean_line(address)


@pytest.mark.parametrize("key", ["a,b;c", r"a\b", "a:b", r"\n", "0196f0c0"])
def test_a_key_is_read_back_as_it_was(key: str) -> None:
    (one,) = people(write_cards([ContactCard(key=key, family_name="Lund")]))

    assert one["key"] == key


def test_kept_lines_survive_whatever_their_names() -> None:
    lines = ("X-MY_FIELD:a", "my_group.X-B_C;D=e:f", "SOUND;TYPE=BASIC;VALUE=uri:cid:1")
    card = ContactCard(key="k", family_name="Lund", kept=("3.0", lines))

    (one,) = people(write_cards([card]))

    assert one["card_lines"].split("\n") == ["3.0", *lines]


def test_numbers_beyond_those_that_a_card_may_have_survive() -> None:
    numbers = [f"+45 33 92 00 {place:02}" for place in range(15)]
    lines = [f"TEL;TYPE=VOICE:{number}" for number in numbers]
    came = "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", "FN:Lund", *lines, "END:VCARD"]).encode()
    (one,) = people(came)
    version, *kept = one["card_lines"].split("\n")
    ways = tuple(CardWay(PHONE, "", number) for number in numbers[:12])
    card = ContactCard(key="k", family_name="Lund", ways=ways, kept=(version, tuple(kept)))

    (again,) = people(write_cards([card]))

    assert set(numbers[:12]) <= set(again.values())
    assert again["card_lines"] == one["card_lines"] == "\n".join(["3.0", *lines[12:]])


def test_private_lines_that_were_kept_before_do_not_go_out() -> None:
    lines = ("X-SSN:1", "X-OTHER_ANNIVERSARY;A=b:2", "NICKNAME:Haru")
    card = ContactCard(key="k", family_name="Lund", kept=("3.0", lines))

    assert kept_lines(card) == ["NICKNAME:Haru"]


def test_another_reader_reads_the_same() -> None:
    cards = list(vobject.readComponents(write_cards([TANAKA, SOERENSEN]).decode()))

    assert [card.fn.value for card in cards] == ["Tanaka Haruto", "Åse Sørensen"]
    assert cards[0].n.value.family == "Tanaka"
    assert cards[0].org.value == ["Ministry; of Things, Tokyo", "International Affairs"]
    assert [line.value for line in cards[0].contents["email"]] == [
        "tanaka@mext.example",
        "haruto@home.example",
    ]


@pytest.mark.skipif(not LINT.exists(), reason="the shared rules are not here")
@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_the_rules_of_many_clients_hold(version: Version, tmp_path: Path) -> None:
    path = tmp_path / "cards.vcf"
    path.write_bytes(write_cards([TANAKA, SOERENSEN], version))

    done = subprocess.run([sys.executable, str(LINT), str(path)], capture_output=True, text=True)

    assert done.returncode == 0, done.stdout
