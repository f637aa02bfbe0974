"""People out of pasted text, mails and calendars: who is found, what belongs to whom, nobody made up."""

from __future__ import annotations

import contextlib
import random
import time
from email.message import EmailMessage

import pytest

from planner.interchange import calendar_people, contact_blocks, mail_people, reading_child
from planner.interchange.contact_lines import is_name
from planner.interchange.limits import Refused
from planner.interchange.page_words import words_of_page
from planner.interchange.recipients import recipients

Person = dict[str, str]


def people(text: str | bytes) -> list[Person]:
    """The people as the child answers; several ways of one kind have numbers behind them."""
    answer = reading_child.answer(text if isinstance(text, bytes) else text.encode())
    assert "refused" not in answer, answer
    ((_name, _hidden, rows, _merges, meanings),) = answer["sheets"]
    found = []
    for row in rows[1:]:
        one: Person = {}
        for header, meaning, cell in zip(rows[0], meanings, row, strict=False):
            if cell:
                label = header.partition("(")[2].rstrip(") 0123456789")
                key = f"{meaning} {label}".strip()
                one[key if key not in one else f"{key} 2"] = cell
        found.append(one)
    return found


def refused(data: str | bytes) -> str:
    return str(reading_child.answer(data if isinstance(data, bytes) else data.encode())["refused"])


def notices(text: str | bytes) -> dict[str, int]:
    return dict(reading_child.answer(text if isinstance(text, bytes) else text.encode())["notices"])


# blocks: each text with the people expected, and nothing else

BLOCKS: list[tuple[str, str, list[Person]]] = [
    (
        "two blocks of a Danish page",
        """Kontakt

        Mette Krogh-Lund
        Chefkonsulent
        Tlf.: +45 72 31 00 01
        Email: mkl@styrelsen.example
        Ole Bang Petersen
        Specialkonsulent
        Tlf.: +45 72 31 00 02
        Email: obp@styrelsen.example

        Handlinger tilknyttet webside""",
        [
            {"full_name": "Mette Krogh-Lund", "position": "Chefkonsulent",
             "email": "mkl@styrelsen.example", "phone": "+45 72 31 00 01"},
            {"full_name": "Ole Bang Petersen", "position": "Specialkonsulent",
             "email": "obp@styrelsen.example", "phone": "+45 72 31 00 02"},
        ],
    ),
    (
        "names without posts",
        """Aage Sørensen
        Tlf.: 33 92 97 00
        Mobil: 20 30 40 50
        E-mail: aage@kontoret.example""",
        [{"full_name": "Aage Sørensen", "phone": "33 92 97 00", "mobile": "20 30 40 50",
          "email": "aage@kontoret.example"}],
    ),
    (
        "a Danish line with everything",
        "Kontorchef Ib Jensen, tlf. 33 92 97 01, ib@kontoret.example",
        [{"full_name": "Ib Jensen", "position": "Kontorchef", "phone": "33 92 97 01",
          "email": "ib@kontoret.example"}],
    ),
    (
        "a German address block",
        """Ansprechpartner
        Dr. Jörg Müller-Lüdenscheidt
        Referatsleiter Internationales
        Ministerium für Bildung und Wissenschaft
        Hafenstraße 16-22
        24105 Kiel
        Telefon: 0431 988-0
        Durchwahl: 0431 988-5800
        Telefax: 0431 988-5801
        E-Mail: joerg (at) bimi (dot) example
        www.bimi.example""",
        [{"full_name": "Dr. Jörg Müller-Lüdenscheidt", "position": "Referatsleiter Internationales",
          "organisation": "Ministerium für Bildung und Wissenschaft",
          "phone": "0431 988-0", "phone 2": "0431 988-5800", "phone fax": "0431 988-5801",
          "email": "joerg@bimi.example", "web": "www.bimi.example",
          "notes": "Hafenstraße 16-22\n24105 Kiel"}],
    ),
    (
        "a German signature",
        """Mit freundlichen Grüßen
        Özlem Groß
        Sachbearbeiterin
        Stadt Rendsburg
        Tel. 04331 206-123 · Fax 04331 206-124
        oezlem.gross@rendsburg.example""",
        [{"full_name": "Özlem Groß", "position": "Sachbearbeiterin", "organisation": "Stadt Rendsburg",
          "phone": "04331 206-123", "phone fax": "04331 206-124",
          "email": "oezlem.gross@rendsburg.example"}],
    ),
    (
        "an English signature with bars",
        """Kind regards,

        Ann Lund
        Senior Adviser
        European Spallation Laboratory
        T: +46 46 888 00 00 | M: +46 72 179 20 00
        ann.lund@esl.example | www.esl.example""",
        [{"full_name": "Ann Lund", "position": "Senior Adviser",
          "organisation": "European Spallation Laboratory", "phone": "+46 46 888 00 00",
          "mobile": "+46 72 179 20 00", "email": "ann.lund@esl.example", "web": "www.esl.example"}],
    ),
    (
        "name and post in one line",
        """Prof. Siobhán O'Connor, Head of International Office
        University of Somewhere
        siobhan@uni.example""",
        [{"full_name": "Prof. Siobhán O'Connor", "position": "Head of International Office",
          "organisation": "University of Somewhere", "email": "siobhan@uni.example"}],
    ),
    (
        "a post about subjects below a name",
        """Dr. Petra Schmitt
        Director Research Infrastructure
        Helmholtz-Gesellschaft
        Tel.: +49 30 206329-0
        Email: p@h.example""",
        [{"full_name": "Dr. Petra Schmitt", "position": "Director Research Infrastructure",
          "organisation": "Helmholtz-Gesellschaft", "phone": "+49 30 206329-0",
          "email": "p@h.example"}],
    ),
    (
        "a Danish and a German post about subjects",
        """Anna Hansen
        Kontorchef International Samarbejde
        anna@a.example
        Eva Groß
        Leiterin Internationale Beziehungen
        eva@b.example""",
        [{"full_name": "Anna Hansen", "position": "Kontorchef International Samarbejde",
          "email": "anna@a.example"},
         {"full_name": "Eva Groß", "position": "Leiterin Internationale Beziehungen",
          "email": "eva@b.example"}],
    ),
    (
        "labelled lines in English",
        """Name: SATO Hanako
        Title: Deputy Director
        Department: International Affairs
        Organisation: Science Agency
        Phone: +81-3-5214-0000
        E-mail: sato@agency.example""",
        [{"full_name": "SATO Hanako", "position": "Deputy Director",
          "department": "International Affairs", "organisation": "Science Agency",
          "phone": "+81-3-5214-0000", "email": "sato@agency.example"}],
    ),
    (
        "labelled lines in Danish",
        """Navn: Åse Sørensen
        Stilling: Kontorchef
        Afdeling: Internationalt Kontor
        Myndighed: Ministeriet for Ting
        Mobil: 20 30 40 50
        E-mail: aase@ministeriet.example""",
        [{"full_name": "Åse Sørensen", "position": "Kontorchef", "department": "Internationalt Kontor",
          "organisation": "Ministeriet for Ting", "mobile": "20 30 40 50",
          "email": "aase@ministeriet.example"}],
    ),
    (
        "a Swedish pair",
        """Kontaktuppgifter
        Anna Svensson, Handläggare
        Forskningsrådet
        anna.svensson@radet.example
        08-546 44 000""",
        [{"full_name": "Anna Svensson", "position": "Handläggare", "organisation": "Forskningsrådet",
          "email": "anna.svensson@radet.example", "phone": "08-546 44 000"}],
    ),
    (
        "a Japanese block with the house first",
        """文部科学省 科学技術局
        国際戦略室 室長
        田中 陽斗（たなか はると）
        TEL: 03-6734-0000
        E-mail: tanaka@mext.example""",
        [{"native_name": "田中 陽斗", "reading": "たなか はると", "position": "国際戦略室 室長",
          "organisation": "文部科学省 科学技術局", "phone": "03-6734-0000",
          "email": "tanaka@mext.example"}],
    ),
    (
        "a Japanese block with labels",
        """担当：佐藤 花子
        所属：科学技術機構 国際部
        電話：03-5214-0000
        メール：sato@jst.example""",
        [{"native_name": "佐藤 花子", "organisation": "科学技術機構 国際部", "phone": "03-5214-0000",
          "email": "sato@jst.example"}],
    ),
    (
        "two scripts of one name",
        """TANAKA Haruto (田中 陽斗)
        Director
        tanaka@mext.example""",
        [{"full_name": "TANAKA Haruto", "native_name": "田中 陽斗", "position": "Director",
          "email": "tanaka@mext.example"}],
    ),
    (
        "a name below its other form",
        """田中 陽斗
        Haruto Tanaka
        tanaka@mext.example""",
        [{"full_name": "Haruto Tanaka", "native_name": "田中 陽斗", "email": "tanaka@mext.example"}],
    ),
    (
        "a house's address alone is nobody's",
        """Mette Krogh-Lund
        mkl@styrelsen.example

        Presseenheden, presse@styrelsen.example
        info@styrelsen.example""",
        [{"full_name": "Mette Krogh-Lund", "email": "mkl@styrelsen.example"}],
    ),
    (
        "prose around a block",
        """The agreement was signed in Copenhagen last year and both sides were very content with it.
        Karin Holm
        karin@house.example
        Research is international in its nature, and the ministry supports it with several programmes.""",
        [{"full_name": "Karin Holm", "email": "karin@house.example"}],
    ),
    (
        "recipients of a mail",
        'Ib Jensen <ib@a.example>; "Lund, Ann" <ann@b.example>, 佐藤 花子 <sato@c.example>',
        [{"full_name": "Ib Jensen", "email": "ib@a.example"},
         {"full_name": "Lund, Ann", "email": "ann@b.example"},
         {"native_name": "佐藤 花子", "email": "sato@c.example"}],
    ),
    (
        "a name and its address in one line",
        """Ib Jensen ib@a.example
        Ann Lund – ann@b.example""",
        [{"full_name": "Ib Jensen", "email": "ib@a.example"},
         {"full_name": "Ann Lund", "email": "ann@b.example"}],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"), [one[1:] for one in BLOCKS], ids=[b[0] for b in BLOCKS]
)
def test_a_block_gives_exactly_these_people(text: str, expected: list[Person]) -> None:
    assert people("\n".join(line.strip() for line in text.splitlines())) == expected


@pytest.mark.parametrize(
    "line",
    ["Ib Jensen", "Dr. Åse Marie Sørensen", "von der Leyen, Ursula", "Siobhán O'Connor-Smith",
     "SATO Hanako", "佐藤 花子", "田中陽斗", "Jens Peter Larsen, Ph.D.", "Prof. Dr. K. Müller", "Ann Lund"],
)  # fmt: skip
def test_names_are_known_as_names(line: str) -> None:
    assert is_name(line)


@pytest.mark.parametrize(
    "line",
    ["Ministry of Education", "Head of Section", "Read more", "Bredgade 12", "1260 København K",
     "International cooperation", "All Rights Reserved", "国際課", "文部科学省", "the quick fox",
     "Opening Hours", "Research Infrastructure", "Internationale Beziehungen", "ib@a.example", "+45 33 92 00 00", "Denmark", "Follow us on the web"],
)  # fmt: skip
def test_other_lines_are_not(line: str) -> None:
    assert not is_name(line)


def test_addresses_without_a_name_are_counted() -> None:
    text = "Mette Krogh\nmette@a.example\n\ninfo@a.example\npresse@a.example\n"

    assert notices(text) == {"addresses_without_name": 2}


def test_a_list_of_names_is_a_list() -> None:
    answer = reading_child.answer(b"Ib Jensen\nAnn Lund\nBo Holm\n")

    assert [row[0] for row in answer["sheets"][0][2]] == ["Ib Jensen", "Ann Lund", "Bo Holm"]


def test_cells_with_commas_are_a_table_and_not_blocks() -> None:
    answer = reading_child.answer(b"Name,Mail\nIb Jensen,ib@a.example\nAnn Lund,ann@b.example\n")

    assert answer["form"] == ("utf-8", ",")
    assert answer["sheets"][0][4] == []


@pytest.mark.parametrize(
    "text",
    [
        "x" * 1_000_000,
        "a@b.example " * 60_000,
        "Ib Jensen\n" * 100_000,
        "(" * 200_000,
        "Name: " * 100_000,
        "1 " * 400_000,
        "Ib Jensen <" * 30_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_endless_text_is_answered_soon(text: str) -> None:
    start = time.monotonic()

    answer = reading_child.answer(text.encode())

    assert "refused" in answer or answer["sheets"]
    assert time.monotonic() - start < 6


def test_a_text_above_the_limit_is_refused() -> None:
    with pytest.raises(contact_blocks.Refused):
        contact_blocks.read("x\n" * 60_000)


# mails


def mail(body: str, html: str = "", **headers: str) -> bytes:
    message = EmailMessage()
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(body)
    if html:
        message.add_alternative(html, subtype="html")
    return message.as_bytes()


def test_sender_and_receivers_are_people_with_the_signature_of_the_sender() -> None:
    data = mail(
        "Dear Ib,\n\nsee below.\n\nBest regards,\nÅse Sørensen\nHead of Office\n"
        "Science Agency\nMobile: +45 20 30 40 50\n\n"
        "On 1 May 2027 Ib Jensen wrote:\n> Bo Holm\n> bo@c.example\n",
        From="Åse Sørensen <aase@a.example>",
        To='"Jensen, Ib" <ib@b.example>, info@c.example',
        Cc="Ann Lund (ESS) <ann@d.example>",
        Subject="Visit",
        Date="Sat, 1 May 2027 10:00:00 +0200",
    )

    assert people(data) == [
        {"full_name": "Åse Sørensen", "position": "Head of Office", "organisation": "Science Agency",
         "email": "aase@a.example", "mobile": "+45 20 30 40 50"},
        {"full_name": "Jensen, Ib", "email": "ib@b.example"},
        {"full_name": "Ann Lund", "organisation": "ESS", "email": "ann@d.example"},
    ]  # fmt: skip
    assert notices(data) == {"addresses_without_name": 1}


def test_encoded_names_are_decoded() -> None:
    data = (
        b"From: =?iso-2022-jp?B?GyRCOjRGIxsoQiAbJEIyVjtSGyhC?= <sato@a.example>\r\n"
        b"To: =?UTF-8?Q?J=C3=B6rg_M=C3=BCller?= <joerg@b.example>\r\nSubject: x\r\n\r\nHello\r\n"
    )

    assert people(data) == [
        {"native_name": "佐藤 花子", "email": "sato@a.example"},
        {"full_name": "Jörg Müller", "email": "joerg@b.example"},
    ]


def test_a_mail_as_a_page_is_read_by_its_words() -> None:
    page = (
        "<html><head><style>p {}</style><script>evil()</script></head><body><p>Regards</p>"
        "<p>Ib Jensen<br>Director<br>+45 33 92 00 00</p>"
        "<img src='http://x.example/a.png'></body></html>"
    )
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = (
        "Ib Jensen <ib@a.example>",
        "x@y.example",
        "s",
    )
    message.set_content(page, subtype="html")

    assert words_of_page(page).split() == "Regards Ib Jensen Director +45 33 92 00 00".split()
    assert people(message.as_bytes()) == [
        {"full_name": "Ib Jensen", "position": "Director", "email": "ib@a.example",
         "phone": "+45 33 92 00 00"}
    ]  # fmt: skip


def test_attached_lists_are_counted_and_not_opened() -> None:
    message = EmailMessage()
    message["From"], message["Subject"], message["To"] = (
        "Ib Jensen <ib@a.example>",
        "s",
        "a@b.example",
    )
    message.set_content("see the list")
    message.add_attachment(b"PK", maintype="application", subtype="zip", filename="list.xlsx")

    assert notices(message.as_bytes())["attachments"] == 1


def test_a_mail_from_nobody_is_refused() -> None:
    assert (
        refused(mail("hello", From="info@a.example", To="b@c.example", Subject="x"))
        == "no_attendees"
    )


def test_parts_inside_parts_without_end_are_refused_soon() -> None:
    head = (
        b"From: Ib Jensen <ib@a.example>\r\nTo: x@y.example\r\nSubject: s\r\nMIME-Version: 1.0\r\n"
    )
    nested = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (level, level)
        for level in range(1_900)
    )
    start = time.monotonic()

    answer = reading_child.answer(head + nested)

    assert "refused" in answer or answer["sheets"]
    assert time.monotonic() - start < 10
    assert refused(head + b"Content-Type: text/plain\r\n" * 3_000 + b"\r\nx") == "too_many_parts"


# calendars


def calendar(*events: str) -> bytes:
    inner = "".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{inner}END:VCALENDAR\r\n".encode()


def test_who_is_invited_is_a_person_once_with_the_events() -> None:
    data = calendar(
        'SUMMARY:Talks\r\nORGANIZER;CN="Lund, Ann":mailto:ann@a.example\r\n'
        "ATTENDEE;CN=Ib Jensen;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEP\r\n TED:MAILTO:ib@b.example\r\n"
        "ATTENDEE;CUTYPE=ROOM;CN=Room 4.12:mailto:room@b.example",
        "ATTENDEE;CN=Ib Jensen:mailto:IB@b.example\r\nATTENDEE:mailto:x@y.example\r\nSUMMARY:Tour\\, part 2",
    )

    assert people(data) == [
        {"full_name": "Lund, Ann", "email": "ann@a.example", "notes": "Talks"},
        {"full_name": "Ib Jensen", "email": "ib@b.example", "notes": "Talks; Tour, part 2"},
    ]
    assert notices(data) == {"rooms": 1, "addresses_without_name": 1}


def test_a_calendar_without_people_says_so_and_counts_its_events() -> None:
    assert refused("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n") == "no_attendees"
    found = reading_child.answer(calendar("SUMMARY:Alone"))
    assert (found["sheets"], found["events"]) == ([], 1)


def test_calendars_nested_without_end_are_refused() -> None:
    assert refused(b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 5_000) == "nested"


# recipients


def test_bare_addresses_among_names_leave_every_name_its_own_address() -> None:
    text = "Ann <ann@x.example>; bob@y.example; Ib Jensen <ib@z.example>"

    assert people(text) == [
        {"full_name": "Ann", "email": "ann@x.example"},
        {"full_name": "Ib Jensen", "email": "ib@z.example"},
    ]
    assert notices(text) == {"addresses_without_name": 1}


@pytest.mark.parametrize(
    "text",
    [
        "Lund, Ann <ann@y.example>",
        "To: Lund, Ann <ann@y.example>",
        '"Lund, Ann" <ann@y.example>',
        "Lund,\nAnn <mailto:ann@y.example>;",
    ],
)
def test_a_comma_in_a_name_without_quotation_marks_makes_no_second_person(text: str) -> None:
    assert people(text) == [{"full_name": "Lund, Ann", "email": "ann@y.example"}]


def test_a_comma_in_a_name_of_a_header_makes_no_second_person() -> None:
    data = (
        b"From: Lund, Ann <ann@y.example>\r\nSubject: s\r\n"
        b"To: Jensen, Ib (ESS) <ib@z.example>,\r\n bob@y.example, Bo Holm <bo@z.example>\r\n\r\nHello\r\n"
    )

    assert people(data) == [
        {"full_name": "Lund, Ann", "email": "ann@y.example"},
        {"full_name": "Jensen, Ib", "organisation": "ESS", "email": "ib@z.example"},
        {"full_name": "Bo Holm", "email": "bo@z.example"},
    ]
    assert notices(data) == {"addresses_without_name": 1}


@pytest.mark.parametrize("between", ["; ", ", ", "\n", ";\n", ",\r\n", " "])
def test_hundreds_of_recipients_are_all_found_however_they_are_set_apart(between: str) -> None:
    names = [
        f"Ib {first}{second} Lund" for first in "ABCDEFGHIJKLMNOPQRST" for second in "aeiouyzx"
    ]
    listed = [f"{name} <p{number}@x.example>" for number, name in enumerate(names)]
    listed[7:7] = ["bob@y.example", "<office@y.example>"]

    found = people(between.join(listed))

    assert [one["full_name"] for one in found] == names
    assert [one["email"] for one in found] == [f"p{n}@x.example" for n in range(len(names))]
    assert notices(between.join(listed)) == {"addresses_without_name": 2}


def test_recipients_in_several_long_lines_are_no_table() -> None:
    text = "Ann Lund <a@x.example>; Bo Holm <b@x.example>\nIb Jensen <i@x.example>; Per Lund <p@x.example>"

    assert [one["full_name"] for one in people(text)] == [
        "Ann Lund",
        "Bo Holm",
        "Ib Jensen",
        "Per Lund",
    ]


def test_a_table_with_addresses_in_angles_stays_a_table() -> None:
    answer = reading_child.answer(
        b"Name,Mail\nIb Jensen,<ib@a.example>\nAnn Lund,<ann@b.example>\n"
    )

    assert answer["form"] == ("utf-8", ",")
    assert len(answer["sheets"][0][2]) == 3


# time, and what strangers make


HEAD = b"From: Ib Jensen <ib@a.example>\r\nTo: x@y.example\r\nSubject: s\r\n"
MANY = b"BEGIN:VEVENT\r\nSUMMARY:t%d\r\nATTENDEE;CN=Ib Jensen:mailto:i@b.example\r\nEND:VEVENT\r\n"


@pytest.mark.parametrize(
    "data",
    [
        HEAD + b"Content-Type: text/html\r\n\r\n" + b"<a a=" * 25_000,
        HEAD + b"Content-Type: text/html\r\n\r\n" + b'<a a="' * 80_000 + b">",
        HEAD + b"Content-Type: text/html\r\n\r\n" + b"<script><title><!--" * 25_000,
        HEAD + b"Cc: " + b"(" * 20_000 + b"\r\n\r\nx",
        HEAD + b"Cc: " + b"a@b," * 3_000_000 + b"\r\n\r\nx",
        HEAD + b"Cc: " + b"=?a?q?" * 2_000_000 + b" <a@b.example>\r\n\r\nx",
        HEAD + b"X: a\r\n" * 2_000_000,
        HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\n\n" * 2_400_000,
        HEAD + b"\r\n" + b"a\n" * 6_000_000,
        b"BEGIN:VCALENDAR\r\n" + b"".join(MANY % number for number in range(40_000)),
        b"BEGIN:VCALENDAR\r\nATTENDEE;" + b'a="' * 80_000 + b"\r\n",
        b"Ib <a@b.example>; " * 100_000,
        b"(" * 12_000_000,
        b"a@b.example, <" * 140_000,
        b'"a, ' * 490_000 + b"<a@b.example>",
        b"Ann Lund    Ib Jensen\n" + (b"x" * 70 + b"    " + b"y" * 70 + b"\n") * 13_000,
        b"q@b.example\n" + b"Ann Lund ib@b.example +45 33 92 97 00 Director\n" * 40_000,
        b"a\t" * 999_000,
    ],
    ids=lambda data: repr(data[60:110]),
)
def test_hostile_bytes_are_answered_within_three_seconds(data: bytes) -> None:
    start = time.process_time()

    answer = reading_child.answer(data)

    assert "refused" in answer or answer["sheets"]
    assert time.process_time() - start < 3


def test_events_beyond_the_first_eight_are_counted_once_each() -> None:
    events = [
        f"SUMMARY:Talk {number % 11}\r\nATTENDEE;CN=Ib Jensen:mailto:ib@b.example"
        for number in range(300)
    ]

    (ib,) = people(calendar(*events))

    assert ib["notes"] == "; ".join(f"Talk {number}" for number in range(8)) + " (+3)"


def test_brackets_without_end_in_a_header_lose_nobody() -> None:
    data = HEAD + b"Cc: " + b"(" * 20_000 + b"\r\nReply-To: Ann Lund <ann@b.example>\r\n\r\nx"

    assert [one["full_name"] for one in people(data)] == ["Ib Jensen", "Ann Lund"]


SCRAPS = [
    *"<>@\"'()[]{},;:=?\\|&%\t\n\r\0 ",
    *("\r\n", "\r\n ", "=?utf-8?q?", "=?x?b?", "?=", "<a a=", "<!--", "</script", "&#99999999;"),
    *("Ann Lund", "Director", "ann@x.example", "Lund, Ann <a@b.example>", "佐藤 花子", "（たなか）", "　　", "    "),
    *("Tlf.: +45 33 92 97 00", "E-mail:", "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VCALENDAR", "SUMMARY:a\\"),
    *("ATTENDEE;CN=\"", "ORGANIZER:mailto:", "Content-Type: multipart/mixed; boundary=b\r\n", "--b\r\n", "--b--"),
    *("Content-Type: text/html; charset=idna\r\n", "charset*9999999999=", "boundary*1=", "\ud800", "\u2028", "ß", "İ"),
    *("Content-Transfer-Encoding: base64\r\n", "To: ", "Cc: Ann (", "Content-Type: message/rfc822\r\n\r\n", "_x000D_"),
]  # fmt: skip


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("reader", ["text", "mail", "calendar", "recipients", "page"])
def test_scraps_in_any_order_raise_nothing_but_a_verdict(reader: str, seed: int) -> None:
    chance = random.Random(f"{reader} {seed}")
    for _round in range(60):
        text = "".join(chance.choices(SCRAPS, k=chance.randrange(1, 80)))
        data = text.encode("utf-8", "surrogatepass")
        if chance.random() < 0.3:
            data += bytes(chance.randrange(256) for _sign in range(20)) + data
        with contextlib.suppress(Refused):
            if reader == "text":
                contact_blocks.read(text)
            elif reader == "mail":
                mail_people.read(HEAD * chance.randrange(2) + data)
            elif reader == "calendar":
                calendar_people.read(b"BEGIN:VCALENDAR\r\n" * chance.randrange(2) + data)
            elif reader == "recipients":
                assert all("\n" not in one.name for one in recipients(text))
            else:
                words_of_page(text)


@pytest.mark.parametrize("seed", range(40))
def test_recipients_written_in_any_way_are_found_again(seed: int) -> None:
    chance = random.Random(seed)
    written, expected = [], []
    for number in range(chance.randrange(1, 30)):
        given, family = (
            chance.choice(["Ann", "Jörg", "Åse Marie"]),
            chance.choice(["Lund", "von Ahn"]),
        )
        address = f"p{number}@x.example"
        name = chance.choice([f"{given} {family}", f"{family}, {given}"])
        form = chance.choice(
            ["{n} <{a}>", '"{n}" <{a}>', "{n}  < {a} >", "{n} <mailto:{a}>", "{a}", "<{a}>"]
        )
        written.append(form.format(n=name, a=address))
        expected.append((name if "{n}" in form else "", address))

    text = "".join(one + chance.choice(["; ", ", ", "\n", ";\r\n", ",  "]) for one in written)

    assert [one[:2] for one in recipients(text)] == expected


# columns, and addresses above the names


PAIR = [
    {"full_name": "Ann Lund", "position": "Director", "email": "ann@x.example", "phone": "+45 33 92 97 00"},
    {"full_name": "Ib Jensen", "position": "Senior Adviser", "email": "ib@x.example", "phone": "+45 33 92 97 01"},
]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        """Ann Lund                 Ib Jensen
        Director                 Senior Adviser
        ann@x.example            ib@x.example
        +45 33 92 97 00          +45 33 92 97 01""",
        "Ann Lund\tIb Jensen\nDirector\tSenior Adviser\nann@x.example\tib@x.example\n"
        "+45 33 92 97 00\t+45 33 92 97 01\n",
        "Ann Lund　　　　Ib Jensen\nDirector　　　　Senior Adviser\n"
        "ann@x.example　　ib@x.example\n+45 33 92 97 00　　+45 33 92 97 01",
        "Ann Lund\t\tIb Jensen\n\nDirector\t\tSenior Adviser\n\nann@x.example\tib@x.example\n"
        "Tel:\t+45 33 92 97 00\tTel:\t+45 33 92 97 01\n",
        "ann@x.example        ib@x.example\nAnn Lund             Ib Jensen\n"
        "Director             Senior Adviser\n+45 33 92 97 00      +45 33 92 97 01",
    ],
    ids=["spaces", "tabs", "ideographic", "lines apart", "mails above"],
)
def test_two_people_side_by_side_are_two_people(text: str) -> None:
    lines = [line.removeprefix("        ") for line in text.split("\n")]

    assert people("\n".join(lines)) == PAIR


def test_a_line_that_only_one_of_two_columns_has_goes_to_that_one() -> None:
    text = (
        "Ann Lund             Ib Jensen\n"
        "                     Director\n"
        "ann@x.example        ib@x.example\n"
    )

    assert people(text) == [
        {"full_name": "Ann Lund", "email": "ann@x.example"},
        {"full_name": "Ib Jensen", "position": "Director", "email": "ib@x.example"},
    ]


def test_parts_set_apart_in_a_line_are_parts_of_one_person() -> None:
    text = "Contacts\nAnn Lund      Director      ann@x.example\nIb Jensen     ib@x.example\nPer Holm\t\tper@x.example"

    assert people(text) == [
        {"full_name": "Ann Lund", "position": "Director", "email": "ann@x.example"},
        {"full_name": "Ib Jensen", "email": "ib@x.example"},
        {"full_name": "Per Holm", "email": "per@x.example"},
    ]


def test_a_label_and_its_number_may_be_set_apart() -> None:
    text = "Ann Lund\nDirector\nMobile:\t+45 20 30 40 50\nFax      +45 33 92 97 00\nE-mail\tann@x.example"

    assert people(text) == [
        {"full_name": "Ann Lund", "position": "Director", "email": "ann@x.example",
         "phone fax": "+45 33 92 97 00", "mobile": "+45 20 30 40 50"}
    ]  # fmt: skip


def test_a_table_with_tabs_and_two_names_in_a_row_stays_a_table() -> None:
    answer = reading_child.answer(
        b"Ann Lund\tIb Jensen\tann@x.example\nBo Holm\tPer Lund\tbo@x.example\n"
    )

    assert answer["form"] == ("utf-8", "\t")


@pytest.mark.parametrize("apart", ["\n", "\n\n"])
def test_an_address_above_a_name_is_not_given_to_the_one_before(apart: str) -> None:
    blocks = [
        f"{name.split()[0].lower()}@x.example\n{name}\nDirector"
        for name in ("Ann Lund", "Ib Jensen", "Bo Holm")
    ]

    assert [(one["full_name"], one["email"]) for one in people(apart.join(blocks))] == [
        ("Ann Lund", "ann@x.example"),
        ("Ib Jensen", "ib@x.example"),
        ("Bo Holm", "bo@x.example"),
    ]


def test_a_house_below_addresses_that_stand_above_their_names_takes_none() -> None:
    text = "ann@x.example\n\nAnn Lund\n\nib@x.example\n\nIb Jensen\n\ninfo@x.example\n"

    assert [(one["full_name"], one["email"]) for one in people(text)] == [
        ("Ann Lund", "ann@x.example"),
        ("Ib Jensen", "ib@x.example"),
    ]
    assert notices(text) == {"addresses_without_name": 1}


@pytest.mark.parametrize(
    "text",
    [
        "info@x.example\nAnn Lund\nann@x.example\nIb Jensen\nTel. 33 92 97 00",
        "q1@x.example\nAnn Lund\nann@x.example\nIb Jensen\nTel. 33 92 97 00",
        "info@x.example\n\nAnn Lund\nann@x.example\n\nIb Jensen\nDirector\nTel. 33 92 97 00",
    ],
)
def test_an_address_of_a_house_above_does_not_move_those_of_the_people(text: str) -> None:
    ann, ib = people(text)

    assert (ann["full_name"], ann["email"]) == ("Ann Lund", "ann@x.example")
    assert ib["full_name"] == "Ib Jensen"
    assert "email" not in ib
    assert notices(text) == {"addresses_without_name": 1}


def test_the_head_of_a_pasted_mail_names_its_people_however_many() -> None:
    many = "; ".join(f"Ib {sign}berg <ib{sign}@x.example>" for sign in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    text = (
        "Fra: Lund, Ann <ann@x.example>\nSendt: 1. maj 2027\n"
        f"Til: {many}; bob@y.example\nEmne: Besøg\n\nHej\n"
    )

    found = people(text)

    assert found[0] == {"full_name": "Lund, Ann", "email": "ann@x.example"}
    assert [one["email"] for one in found[1:]] == [
        f"ib{sign}@x.example" for sign in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    ]
    assert notices(text) == {"addresses_without_name": 1}


@pytest.mark.parametrize("way", ["8bit", "quoted-printable", "base64"])
@pytest.mark.parametrize("more", ["", "1", "12", "123"])
def test_a_body_is_whole_in_every_transfer_encoding(way: str, more: str) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "Åse Sørensen <aase@a.example>", "s"
    message.set_content(f"Åse Sørensen\nDirector\nTlf. +45 20 30 40 {more}50\n", cte=way)
    message.add_attachment(b"PK", maintype="application", subtype="zip", filename="Ærø.xlsx")

    assert people(message.as_bytes()) == [
        {"full_name": "Åse Sørensen", "position": "Director", "email": "aase@a.example",
         "phone": f"+45 20 30 40 {more}50"}
    ]  # fmt: skip
    assert notices(message.as_bytes()) == {"attachments": 1}


@pytest.mark.parametrize("seed", range(40))
def test_nobody_gets_the_address_of_somebody_else(seed: int) -> None:
    chance = random.Random(seed)
    names = chance.sample(
        ["Ann Lund", "Ib Jensen", "Bo Holm", "Per Krogh", "Åse Berg", "Jörg Meier", "Siv Ek"],
        chance.randrange(2, 7),
    )
    above, beside = chance.random() < 0.5, chance.random() < 0.3
    blocks = []
    for number, name in enumerate(names):
        mail = f"{name.split()[1].lower()}@x.example"
        lines = [mail, name] if above else [name, mail]
        lines += ["Director", f"+45 33 92 97 0{number}"][: 2 if beside else chance.randrange(3)]
        blocks.append(lines)
    if beside:
        text = "\n".join(
            "".join(f"{cell:<30}" for cell in row) for row in zip(*blocks, strict=True)
        )
    else:
        text = chance.choice(["\n", "\n\n"]).join("\n".join(lines) for lines in blocks)
        text += chance.choice(["", "\n\ninfo@x.example"])

    assert [(one["full_name"], one["email"]) for one in people(text)] == [
        (name, f"{name.split()[1].lower()}@x.example") for name in names
    ]


def test_the_head_of_a_letter_is_nobody_and_its_date_no_number() -> None:
    found = contact_blocks.read("Kiel, den 14.05.2025\nPresse\nDas Land besucht Japan.")

    assert found.entries == []


def test_a_family_name_that_is_written_like_a_particle_stays_a_name() -> None:
    (entry,) = contact_blocks.read("Wang Di\nProfessor\nTel.: +86 10 6275 1407").entries

    assert entry.fields["full_name"] == "Wang Di"


@pytest.mark.parametrize(
    ("line", "post", "house"),
    [
        ("Chefkonsulent, Uddannelses- og Forskningsministeriet",
         "Chefkonsulent", "Uddannelses- og Forskningsministeriet"),
        ("Head of Division, Ministry of Education, Culture and Sports",
         "Head of Division", "Ministry of Education, Culture and Sports"),
        ("Director, Science Policy", "Director, Science Policy", ""),
        ("Director, Deputy Director of the Agency", "Director, Deputy Director of the Agency", ""),
    ],
)  # fmt: skip
def test_post_and_house_of_one_line_are_told_apart(line: str, post: str, house: str) -> None:
    for text in (f"Ib Jensen\n{line}\nib@ufm.example", f"{line}\nIb Jensen\nib@ufm.example"):
        (entry,) = contact_blocks.read(text).entries
        assert (entry.fields.get("position"), entry.fields.get("organisation", "")) == (post, house)
