"""Contact cards of strangers: every version and charset, what is kept, what is left out, what it costs."""

from __future__ import annotations

import base64
import io
import time
from pathlib import Path

import pytest
from PIL import Image

from planner.domain.sheets import Workbook
from planner.domain.staging_sentences import FINDING_SENTENCES
from planner.errors import NotReadable
from planner.interchange import pictures, reading_child, vcard_rows
from planner.interchange.file_reader import read_file
from planner.interchange.people_rows import Entry
from planner.interchange.vcard_lines import Card, read_cards

CORPUS = Path(__file__).parents[3] / "shared" / "interop" / "corpora" / "vcf"


def card(*lines: str, version: str = "3.0") -> bytes:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""]).encode()


def people(data: bytes) -> list[dict[str, str]]:
    """The cells of each card by what they mean; a second one of a kind has its number."""
    answer = reading_child.answer(data)
    assert "refused" not in answer, answer
    ((_name, _hidden, rows, _merges, meanings),) = answer["sheets"]
    found = []
    for row in rows[1:]:
        one: dict[str, str] = {}
        for meaning, cell in zip(meanings, row, strict=False):
            if cell:
                one[meaning if meaning not in one else f"{meaning} 2"] = cell
        found.append(one)
    return found


def refused(data: bytes) -> str:
    return str(reading_child.answer(data)["refused"])


def notices(data: bytes) -> dict[str, int]:
    return dict(reading_child.answer(data)["notices"])


def picture(size: tuple[int, int] = (60, 40), kind: str = "PNG") -> str:
    out = io.BytesIO()
    Image.new("RGB", size, "navy").save(out, kind)
    return base64.b64encode(out.getvalue()).decode()


# names


def test_the_parts_of_a_name_are_told_apart() -> None:
    (one,) = people(card("N:Sørensen;Åse;Marie;Dr.;MBA", "FN:Dr. Åse Marie Sørensen\\, MBA"))

    assert one == {
        "prefix": "Dr.",
        "given_name": "Åse Marie",
        "family_name": "Sørensen",
        "suffix": "MBA",
    }


def test_a_shown_name_serves_where_there_are_no_parts() -> None:
    assert people(card("FN:Ib Jensen", "N:;;;;")) == [{"full_name": "Ib Jensen"}]


@pytest.mark.parametrize(
    "lines",
    [
        ("N:田中;陽斗;;;", "FN:TANAKA Haruto", "X-PHONETIC-LAST-NAME:たなか", "X-PHONETIC-FIRST-NAME:はると"),
        ("N:田中;陽斗;;;", "FN:TANAKA Haruto", "SORT-STRING:たなか はると"),
        ("N:田中;陽斗;;;", "FN:TANAKA Haruto", "SOUND;X-IRMC-N:たなか;はると"),
    ],
)  # fmt: skip
def test_kanji_reading_and_latin_form_find_their_places(lines: tuple[str, ...]) -> None:
    (one,) = people(card(*lines))

    assert one["native_name"] == "田中 陽斗"
    assert one["reading"] == "たなか はると"
    assert one["full_name"] == "TANAKA Haruto"


def test_two_forms_of_a_name_in_version_four_are_one_person() -> None:
    (one,) = people(
        card(
            "N;ALTID=1;LANGUAGE=en:Tanaka;Haruto;;;",
            'N;ALTID=1;LANGUAGE=ja;SORT-AS="たなか,はると":田中;陽斗;;;',
            "FN:Haruto Tanaka",
            version="4.0",
        )
    )

    assert (one["family_name"], one["native_name"], one["reading"]) == (
        "Tanaka",
        "田中 陽斗",
        "たなか はると",
    )


@pytest.mark.parametrize(
    "lines",
    [
        ("N:スミス;ジョン;;;", "FN:ジョン・スミス"),
        ("N:ｽﾐｽ;ｼﾞｮﾝ;;;", "FN:ｼﾞｮﾝ･ｽﾐｽ"),
        ("N:スミス;ジョン;;;", "N:ｽﾐｽ;ｼﾞｮﾝ;;;"),
        ("N;PHONETIC=script:スミス;ジョン;;;",),
    ],
)
def test_a_name_in_kana_alone_is_a_name_and_no_reading(lines: tuple[str, ...]) -> None:
    (one,) = people(card(*lines))

    assert list(one) == ["native_name"]
    assert one["native_name"] in ("スミス ジョン", "ｽﾐｽ ｼﾞｮﾝ")


# encodings


def test_quoted_printable_with_soft_breaks_and_a_charset() -> None:
    data = (
        b"BEGIN:VCARD\r\nVERSION:2.1\r\n"
        b"N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller-L=FCdensch=\r\neid;J=F6rg\r\n"
        b"NOTE;ENCODING=QUOTED-PRINTABLE:one=0D=0A=\r\ntwo\r\nEND:VCARD\r\n"
    )

    (one,) = people(data)

    assert (one["family_name"], one["given_name"]) == ("Müller-Lüdenscheid", "Jörg")
    assert one["notes"] == "one\ntwo"


@pytest.mark.parametrize("declared", [";CHARSET=SHIFT_JIS", ""])
def test_shift_jis_as_bytes_with_and_without_its_name(declared: str) -> None:
    data = f"BEGIN:VCARD\r\nVERSION:2.1\r\nN{declared}:佐藤;花子さん\r\nORG{declared}:文部科学省;国際課\r\nEND:VCARD\r\n"

    (one,) = people(data.encode("cp932"))

    assert one["native_name"] == "佐藤 花子さん"
    assert (one["organisation"], one["department"]) == ("文部科学省", "国際課")


def test_a_charset_that_is_a_lie_costs_nothing() -> None:
    data = "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8:Sørensen;Åse\r\nEND:VCARD\r\n"

    (one,) = people(data.encode("cp1252"))

    assert one["family_name"] == "Sørensen"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-16-le"])
def test_marks_and_wide_files_are_understood(encoding: str) -> None:
    data = card("N:Jæger;Ib;;;").decode()

    assert people(data.encode(encoding)) == [{"given_name": "Ib", "family_name": "Jæger"}]


def test_folded_lines_and_escapes() -> None:
    (one,) = people(card("N:Ja\r\n ger;I\r\n\tb;;;", "NOTE:a\\, b\\; c\\nd\\\\e", "ORG:A\\;B;C"))

    assert (one["family_name"], one["given_name"]) == ("Jager", "Ib")
    assert one["notes"] == "a, b; c\nd\\e"
    assert (one["organisation"], one["department"]) == ("A;B", "C")


# ways, groups, keys


def test_addresses_and_numbers_have_their_labels_and_the_preferred_one_first() -> None:
    answer = reading_child.answer(
        card(
            "N:Lund;Ann;;;",
            "TEL;TYPE=CELL:+45 20 30 40 50",
            "TEL;TYPE=WORK,VOICE;TYPE=FAX:+45 33 92 00 01",
            "item1.TEL:+45 33 92 00 00",
            "item1.X-ABLabel:Direct line",
            "item2.TEL;VALUE=uri:tel:+45-33-92-00-02;ext=12",
            "item2.X-ABLabel:_$!<Work>!$_",
            "EMAIL;TYPE=home:a@home.example",
            "EMAIL;TYPE=work;PREF=1:a@work.example",
            "URL:https://example.org",
        )
    )
    headers, row = answer["sheets"][0][2]

    assert headers.index("E-mail (work)") < headers.index("E-mail (home)")
    assert dict(zip(headers, row, strict=True)) == {
        "Given name": "Ann",
        "Family name": "Lund",
        "E-mail (work)": "a@work.example",
        "E-mail (home)": "a@home.example",
        "Phone (Direct line)": "+45 33 92 00 00",
        "Phone (fax)": "+45 33 92 00 01",
        "Phone (work)": "+45-33-92-00-02 ext. 12",
        "Mobile": "+45 20 30 40 50",
        "Web page": "https://example.org",
    }


def test_lines_without_a_field_are_kept_with_their_labels() -> None:
    (one,) = people(
        card(
            "N:Lund;Ann;;;",
            "UID:urn:uuid:1-2-3",
            "item1.ADR;TYPE=WORK:;;Bredgade 1;København;;1260;Danmark",
            "item1.X-ABLabel:Office",
            "X-SOMETHING;A=b:c",
        )
    )

    assert one["key"] == "urn:uuid:1-2-3"
    assert one["card_lines"].split("\n") == [
        "3.0",
        "item1.ADR;TYPE=WORK:;;Bredgade 1;København;;1260;Danmark",
        "X-SOMETHING;A=b:c",
        "item1.X-ABLabel:Office",
    ]


def test_birthdays_and_relatives_are_seen_and_not_kept() -> None:
    data = card("N:Lund;Ann;;;", "BDAY:1970-01-02", "X-SPOUSE:Bo", "ANNIVERSARY:2001-01-01")

    (one,) = people(data)

    assert one == {"given_name": "Ann", "family_name": "Lund", "birth_date": "1970-01-02"}
    assert notices(data)["private_lines"] == 2


@pytest.mark.parametrize(
    "line",
    [
        "X-SOCIAL-SECURITY-NUMBER:1",
        "X-SSN:1",
        "X-CPR-NR:010170-1234",
        "X-PASSPORT_NO:1",
        "X-BIRTH-NAME:Lund",
        "X-SOMEBODY-ANNIVERSARY:2001-01-01",
        "X-KADDRESSBOOK-X-Spouse_Name:Bo",
        "X-ANDROID-CUSTOM:vnd.android.cursor.item/contact_event;1970-01-02;3;;",
        "item1.X-OTHER:1970-01-02\r\nitem1.X-ABLabel:_$!<Anniversary>!$_",
    ],
)
def test_private_lines_are_not_kept_whatever_they_are_called(line: str) -> None:
    data = card("N:Lund;Ann;;;", line)

    assert people(data) == [{"given_name": "Ann", "family_name": "Lund"}]
    assert notices(data)["private_lines"] == 1


@pytest.mark.parametrize(
    "line",
    [
        "X-BUSINESSNAME:A",
        "X-MY_FIELD:b",
        "SOUND;TYPE=BASIC;VALUE=uri:cid:1",
        "X-A;B=c:d",
        "KIND2:x",
    ],
)
def test_other_lines_are_kept_by_their_names(line: str) -> None:
    assert people(card("FN:Ann Lund", line))[0]["card_lines"] == f"3.0\n{line}"


def test_a_decoded_line_keeps_its_parameters_apart() -> None:
    data = card("FN:Ann Lund", 'X-A;CHARSET=UTF-8;B="c:d,e":f')

    assert people(data)[0]["card_lines"] == '3.0\nX-A;B="c:d,e":f'


def test_a_key_is_read_without_its_escapes() -> None:
    assert people(card("FN:Ann Lund", "UID:a\\,b\\;c\\\\d"))[0]["key"] == "a,b;c\\d"


# photos


def test_a_photo_is_made_small_and_plain() -> None:
    (one,) = people(card("N:Lund;Ann;;;", f"PHOTO;ENCODING=b;TYPE=PNG:{picture((1024, 512))}"))

    media, width, height, data = one["photo"].split(";")
    assert (media, width, height) == ("image/jpeg", "512", "256")
    assert Image.open(io.BytesIO(base64.b64decode(data))).format == "JPEG"


def test_a_photo_in_version_four_is_a_data_address() -> None:
    (one,) = people(card("FN:Ann Lund", f"PHOTO:data:image/png;base64,{picture()}", version="4.0"))

    assert one["photo"].startswith("image/jpeg;60;40;")


@pytest.mark.parametrize(
    ("line", "notice"),
    [
        ("PHOTO;VALUE=uri:https://example.org/a.jpg", "photo_links"),
        ("PHOTO;VALUE=uri:file:///etc/passwd", "photo_links"),
        ("PHOTO;ENCODING=b:" + "A" * 4_000_000, "photos_too_large"),
        ("PHOTO;ENCODING=b:" + base64.b64encode(b"<svg/>").decode(), "photos_unread"),
        ("PHOTO;ENCODING=b:" + base64.b64encode(b"\x89PNG\r\n\x1a\nx").decode(), "photos_unread"),
        ("PHOTO;ENCODING=b:not base64!", "photos_unread"),
    ],
)
def test_a_photo_that_cannot_be_taken_is_counted_and_the_person_stays(
    line: str, notice: str
) -> None:
    data = card("N:Lund;Ann;;;", line)

    assert people(data) == [{"given_name": "Ann", "family_name": "Lund"}]
    assert notices(data)[notice] == 1


def test_a_picture_of_far_too_many_pixels_is_none() -> None:
    out = io.BytesIO()
    Image.new("1", (30_000, 3_000)).save(out, "PNG")
    start = time.monotonic()

    assert pictures.small_picture(out.getvalue()) is None
    assert time.monotonic() - start < 2


# bad cards


def test_a_bad_card_among_many_costs_itself_alone() -> None:
    good = [card(f"N:Family{number};Given;;;") for number in range(499)]
    bad = b"BEGIN:VCARD\r\n\x01\x02 nothing\r\n===\r\nEND:VCARD\r\n"

    data = b"".join([*good[:200], bad, *good[200:]])

    assert len(people(data)) == 499
    assert notices(data) == {"lines_unread": 2, "cards_empty": 1, "unseen": 2}


@pytest.mark.parametrize(
    "line",
    [
        b"X-A;ENCODING=:b",
        b"NICKNAME;CHARSET=undefined:\xe5",
        b"NICKNAME;CHARSET=utf\0-8:\xe5",
        b"NICKNAME;CHARSET=base64:\xe5",
        b"NOTE;CHARSET=undefined;ENCODING=QUOTED-PRINTABLE:=E5",
        b"TEL;TYPE=:1234",
        b"PHOTO;ENCODING=b:\xff\xfe",
    ],
)
def test_an_odd_line_costs_neither_its_card_nor_the_others(line: bytes) -> None:
    odd = b"BEGIN:VCARD\r\nN:Jensen;Ib;;;\r\n" + line + b"\r\nEND:VCARD\r\n"

    found = people(odd + card("N:Lund;Ann;;;"))

    assert [one["given_name"] for one in found] == ["Ib", "Ann"]


@pytest.mark.parametrize("error", [ValueError, IndexError, KeyError, LookupError])
def test_a_card_that_nobody_foresaw_costs_itself_alone(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    usual = vcard_rows._post

    def post(entry: Entry, one: Card) -> None:
        if one.number == 2:
            raise error("odd")
        usual(entry, one)

    monkeypatch.setattr(vcard_rows, "_post", post)
    data = card("FN:Ann Lund") + card("FN:Ib Jensen") + card("FN:Bo Holm")

    assert [one["full_name"] for one in people(data)] == ["Ann Lund", "Bo Holm"]
    assert notices(data) == {"cards_unread": 1}
    assert "workbook.cards_unread" in FINDING_SENTENCES


def test_a_card_without_an_end_is_read_as_far_as_it_goes() -> None:
    data = b"BEGIN:VCARD\r\nN:Lund;Ann;;;\r\n" + card("N:Jensen;Ib;;;")

    assert [one["given_name"] for one in people(data)] == ["Ann", "Ib"]
    assert notices(data)["cards_cut"] == 1


def test_an_assistant_inside_a_card_is_not_the_person() -> None:
    data = card(
        "N:Lund;Ann;;;", "AGENT:", "BEGIN:VCARD", "N:Jensen;Ib;;;", "END:VCARD", "TITLE:Head"
    )

    assert people(data) == [{"given_name": "Ann", "family_name": "Lund", "position": "Head"}]


def test_cards_nested_without_end_are_refused_at_once() -> None:
    data = b"BEGIN:VCARD\r\nN:A;B\r\n" + b"AGENT:\r\nBEGIN:VCARD\r\n" * 2_000
    start = time.monotonic()

    assert refused(data) == "nested"
    assert time.monotonic() - start < 1


def test_a_group_is_no_person() -> None:
    group = card("FN:Board", "X-ADDRESSBOOKSERVER-KIND:group", "X-ADDRESSBOOKSERVER-MEMBER:urn:x")

    assert refused(group) == "no_cards"
    assert notices(group + card("N:Lund;Ann;;;"))["card_groups"] == 1


def test_a_note_without_end_is_cut_and_said() -> None:
    data = card("N:Lund;Ann;;;", "NOTE:" + "x" * 5_000_000)

    (one,) = people(data)

    assert len(one["notes"]) == 64_000
    assert notices(data)["notes_cut"] == 1


def test_notes_without_number_take_no_time() -> None:
    data = card("N:Lund;Ann;;;", *["NOTE:x" + "y" * 30] * 1_990)
    wide = card("N:Lund;Ann;;;", *["NOTE:" + "y" * 60_000] * 300)

    assert len(people(data)[0]["notes"]) == 1_990 * 32 - 1
    start = time.monotonic()
    assert len(people(wide)[0]["notes"]) == 64_000
    assert time.monotonic() - start < 2
    assert notices(wide)["notes_cut"] == 1


def test_a_note_of_very_many_soft_breaks_is_read_in_linear_time() -> None:
    data = card("N:Lund;Ann;;;", "NOTE;ENCODING=QUOTED-PRINTABLE:" + "ab=\r\n" * 1_000_000 + "c")
    start = time.monotonic()

    assert people(data)[0]["notes"].startswith("abab")
    assert time.monotonic() - start < 5


def test_a_card_of_very_many_lines_is_read_as_far_as_it_is_one() -> None:
    data = card("N:Lund;Ann;;;", *[f"X-{number}:b" for number in range(5_000)])

    assert len(people(data)[0]["card_lines"].split("\n")) == 65
    assert notices(data)["lines_too_many"] == 5_000 - 64
    assert "workbook.lines_too_many" in FINDING_SENTENCES


def test_a_label_of_its_own_in_every_card_makes_no_table_of_thousands_of_columns() -> None:
    data = b"".join(
        card(
            f"N:Family{number};;;;",
            *(
                f"item{kind}.{kind}:{number}{place}@a.example\r\nitem{kind}.X-ABLabel:L{number}"
                for kind in ("TEL", "EMAIL", "URL")
                for place in range(12)
            ),
            "item1.TEL:+45 33 92 00 00\r\nitem1.X-ABLabel:Desk",
        )
        for number in range(500)
    )

    headers, *rows = reading_child.answer(data)["sheets"][0][2]

    assert len(headers) <= 256
    assert len(rows) == 500
    for number, row in enumerate(rows):  # nothing is lost but the label
        assert {f"{number}{place}@a.example" for place in range(12)} <= set(row)
    assert "Phone (L499)" not in headers


def test_too_many_cards_are_refused_with_the_number() -> None:
    assert refused(card("FN:A") * 20_001) == "too_many_cards"


def test_the_child_reads_a_file_of_cards(tmp_path: Path) -> None:
    path = tmp_path / "cards.txt"
    path.write_bytes(card("N:Lund;Ann;;;"))

    book: Workbook = read_file(path)

    assert book.kind == "vcard"
    assert book.sheets[0].meanings == ("given_name", "family_name")


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpora are not here")
@pytest.mark.parametrize("path", sorted(CORPUS.rglob("*.vcf")), ids=lambda path: path.name)
def test_every_card_file_of_the_corpus_is_read_or_refused_with_a_reason(path: Path) -> None:
    assert rows_or_hint(path)
    assert list(read_cards(path.read_bytes()))


def rows_or_hint(path: Path) -> object:
    try:
        return read_file(path).sheets[0].rows
    except NotReadable as reason:
        return reason.hint
