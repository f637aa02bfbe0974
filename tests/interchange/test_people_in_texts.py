"""People out of pasted text, mails and calendars: who is found, what belongs to whom, nobody made up."""

from __future__ import annotations

import time
from email.message import EmailMessage

import pytest

from planner.interchange import contact_blocks, reading_child
from planner.interchange.contact_blocks import is_name
from planner.interchange.mail_people import words_of_page

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
         {"full_name": "佐藤 花子", "email": "sato@c.example"}],
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


def test_a_calendar_without_people_says_so() -> None:
    assert refused(calendar("SUMMARY:Alone")) == "no_attendees"


def test_calendars_nested_without_end_are_refused() -> None:
    assert refused(b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 5_000) == "nested"
