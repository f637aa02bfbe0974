"""Exports of address books: each known by its headers, read into exactly the people it holds."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest

from planner.domain.staging import StagedRow
from planner.interchange.file_reader import read_file
from planner.services.planner import Planner

Person = dict[str, object]


def table(header: str, *rows: str, sign: str = ",", before: str = "") -> str:
    """Fields are separated by "|" here; empty ones to the right may be left out."""
    stream = io.StringIO()
    names = header.split("|")
    writer = csv.writer(stream, delimiter=sign, lineterminator="\r\n")
    writer.writerow(names)
    for row in rows:
        fields = row.split("|")
        writer.writerow([*fields, *[""] * (len(names) - len(fields))])
    return before + stream.getvalue()


GOOGLE_NEW = table(
    "First Name|Middle Name|Last Name|Phonetic First Name|Phonetic Middle Name|Phonetic Last Name"
    "|Name Prefix|Name Suffix|Nickname|File As|Organization Name|Organization Title"
    "|Organization Department|Birthday|Notes|Photo|Labels|E-mail 1 - Label|E-mail 1 - Value"
    "|E-mail 2 - Label|E-mail 2 - Value|Phone 1 - Label|Phone 1 - Value|Phone 2 - Label"
    "|Phone 2 - Value|Address 1 - Label|Address 1 - Formatted|Website 1 - Label|Website 1 - Value",
    "花子||佐藤|はなこ||さとう||||||||1970-01-02|||* myContacts|* Work|sato@jst.example||||||||||",
    "Åse|Maria|Berg|||||PhD|Bergi||Niels Bohr Institute|Head of Visits|Physics||Likes neutrons"
    "||* myContacts|* Work|ase@nbi.example ::: berg@nbi.example|Home|ase@home.example|Mobile"
    "|+45 20 12 34 56|Work Fax|+45 33 92 00 01|Work|Blegdamsvej 17|Profile|https://nbi.example/ase",
)
GOOGLE_OLD = table(
    "Name|Given Name|Additional Name|Family Name|Yomi Name|Given Name Yomi|Additional Name Yomi"
    "|Family Name Yomi|Name Prefix|Name Suffix|Initials|Nickname|Birthday|Gender|Notes"
    "|Group Membership|E-mail 1 - Type|E-mail 1 - Value|Phone 1 - Type|Phone 1 - Value"
    "|Organization 1 - Type|Organization 1 - Name|Organization 1 - Title|Organization 1 - Department",
    "Ken Ito|Ken||Ito||ケン||イトウ|Dr.||||||| * myContacts|* Work|ito@jst.example|Work"
    "|+81 3 1234 5678 ::: +81 3 1234 5679||JST|Director|International",
)
OUTLOOK = {
    "en": table(
        "Title|First Name|Middle Name|Last Name|Suffix|Company|Department|Job Title"
        "|Business Street|Business Fax|Business Phone|Business Phone 2|Home Phone|Mobile Phone"
        "|Birthday|Categories|E-mail Address|E-mail Type|E-mail Display Name|E-mail 2 Address"
        "|Notes|Web Page",
        "Dr.|Jürgen||Groß||DESY|Photon Science|Group Leader|Notkestraße 85|+49 40 8998 1"
        "|+49 40 8998 0|+49 40 8998 2||+49 171 1234567|0/0/00||gross@desy.example|SMTP"
        "|Groß, Jürgen|jg@desy.example|Met in Lund|https://desy.example",
    ),
    "da": table(
        "Titel|Fornavn|Mellemnavn|Efternavn|Suffiks|Firma|Afdeling|Stilling|Fax (arbejde)"
        "|Telefon (arbejde)|Telefon (arbejde) 2|Telefon (privat)|Mobiltelefon|Fødselsdag"
        "|E-mailadresse|E-mailtype|Vist navn i e-mail|E-mailadresse 2|Noter|Webside",
        "Dr.|Jürgen||Groß||DESY|Photon Science|Group Leader|+49 40 8998 1|+49 40 8998 0"
        "|+49 40 8998 2||+49 171 1234567|0-0-00|gross@desy.example|SMTP|Groß, Jürgen"
        "|jg@desy.example|Met in Lund|https://desy.example",
        sign=";",
    ),
    "de": table(
        "Anrede|Vorname|Weitere Vornamen|Nachname|Suffix|Firma|Abteilung|Position"
        "|Straße geschäftlich|Fax geschäftlich|Telefon geschäftlich|Telefon geschäftlich 2"
        "|Telefon privat|Mobiltelefon|Geburtstag|E-Mail-Adresse|E-Mail-Typ"
        "|E-Mail: Angezeigter Name|E-Mail 2: Adresse|Notizen|Webseite",
        "Dr.|Jürgen||Groß||DESY|Photon Science|Group Leader|Notkestraße 85|+49 40 8998 1"
        "|+49 40 8998 0|+49 40 8998 2||+49 171 1234567|0.0.00|gross@desy.example|SMTP"
        "|Groß, Jürgen|jg@desy.example|Met in Lund|https://desy.example",
        sign=";",
    ),
}
THUNDERBIRD = {
    "en": table(
        "First Name|Last Name|Display Name|Nickname|Primary Email|Secondary Email|Screen Name"
        "|Work Phone|Home Phone|Fax Number|Pager Number|Mobile Number|Home Address|Work City"
        "|Job Title|Department|Organization|Web Page 1|Web Page 2|Birth Year|Custom 1|Notes",
        "Mette|Holm|Mette Holm||mette@uni.example|holm@uni.example||+45 35 32 00 00||||"
        "+45 20 11 22 33|||Dean|Science|Example University|https://uni.example|||x|",
        "||Committee Office||office@uni.example",
    ),
    "de": table(
        "Vorname|Nachname|Anzeigename|Spitzname|Primäre E-Mail-Adresse|Sekundäre E-Mail-Adresse"
        "|Messenger-Name|Tel. dienstlich|Tel. privat|Fax-Nummer|Pager-Nummer|Mobil-Tel.-Nr."
        "|Stadt privat|Jobtitel|Abteilung|Organisation|Webseite 1|Notizen",
        "Mette|Holm|Mette Holm||mette@uni.example|holm@uni.example||+45 35 32 00 00||||"
        "+45 20 11 22 33||Dean|Science|Example University|https://uni.example|",
    ),
}
LINKEDIN = table(
    "First Name|Last Name|URL|Email Address|Company|Position|Connected On",
    "Siobhán|O’Connor|https://social.example/in/siobhan||ESS|Head of Visits|01 Mar 2026",
    "Mei|Inoue|https://social.example/in/mei|mei@riken.example|RIKEN|Researcher|02 Mar 2026",
    before='Notes:\r\n"When exporting your connections, some addresses may be missing."\r\n\r\n',
)

GROSS: Person = {
    "name": "Dr. Jürgen Groß",
    "organisation": "DESY",
    "department": "Photon Science",
    "position": "Group Leader",
    "emails": ("gross@desy.example", "jg@desy.example"),
    "phones": {
        ("+49 40 8998 0", "work"),
        ("+49 40 8998 2", "work"),
        ("+49 40 8998 1", "fax"),
        ("+49 171 1234567", "mobile"),
    },
}
HOLM: Person = {
    "name": "Mette Holm",
    "organisation": "Example University",
    "department": "Science",
    "position": "Dean",
    "emails": ("mette@uni.example", "holm@uni.example"),
    "phones": {("+45 35 32 00 00", "work"), ("+45 20 11 22 33", "mobile")},
}
SAMPLES: list[tuple[str, bytes, list[Person]]] = [
    (
        "google, new headers",
        GOOGLE_NEW.encode(),
        [
            {"name": "佐藤 花子", "reading": "さとう はなこ", "emails": ("sato@jst.example",)},
            {
                "name": "Åse Maria Berg",
                "organisation": "Niels Bohr Institute",
                "department": "Physics",
                "position": "Head of Visits",
                "emails": ("ase@nbi.example", "berg@nbi.example", "ase@home.example"),
                "phones": {("+45 20 12 34 56", "mobile"), ("+45 33 92 00 01", "work fax")},
            },
        ],
    ),
    (
        "google, old headers",
        GOOGLE_OLD.encode("utf-16"),
        [
            {
                "name": "Dr. Ken Ito",
                "reading": "イトウ ケン",
                "organisation": "JST",
                "department": "International",
                "position": "Director",
                "emails": ("ito@jst.example",),
                "phones": {("+81 3 1234 5678", "work"), ("+81 3 1234 5679", "work")},
            }
        ],
    ),
    *((f"outlook, {code}", text.encode("cp1252"), [GROSS]) for code, text in OUTLOOK.items()),
    ("thunderbird, en", THUNDERBIRD["en"].encode("utf-8-sig"),
     [HOLM, {"name": "Committee Office", "emails": ("office@uni.example",)}]),
    ("thunderbird, de", THUNDERBIRD["de"].encode(), [HOLM]),
    (
        "linkedin",
        LINKEDIN.encode(),
        [
            {"name": "Siobhán O’Connor", "organisation": "ESS", "position": "Head of Visits"},
            {
                "name": "Mei Inoue",
                "organisation": "RIKEN",
                "position": "Researcher",
                "emails": ("mei@riken.example",),
            },
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "people"), [one[1:] for one in SAMPLES], ids=[one[0] for one in SAMPLES]
)
def test_an_export_becomes_exactly_its_people(
    planner: Planner, tmp_path: Path, data: bytes, people: Sequence[Person]
) -> None:
    path = tmp_path / "contacts.csv"
    path.write_bytes(data)
    book = planner.importing.read(path)
    (sheet,) = book.sheets
    columns = planner.importing.match(sheet)

    assert planner.importing.is_known_kind(sheet, columns)
    staging = planner.importing.stage(book, sheet.name, columns)
    assert [_person(planner, row) for row in staging.rows] == [
        {"reading": "", "organisation": "", "department": "", "position": "", "emails": (),
         "phones": set(), **one}
        for one in people
    ]  # fmt: skip
    assert not [finding for row in staging.rows for finding in row.findings]


def _person(planner: Planner, row: StagedRow) -> Person:
    from planner.domain.people import ContactKind, ContactPoint
    from planner.domain.staging import Add

    points = [
        edit.record
        for edit in row.added
        if isinstance(edit, Add) and isinstance(edit.record, ContactPoint)
    ]
    return {
        "name": row.name,
        "reading": row.person.get("reading", ""),
        "organisation": row.organisation,
        "department": row.department,
        "position": row.position,
        "emails": row.emails,
        "phones": {(one.value, one.label) for one in points if one.kind is ContactKind.PHONE},
    }


def test_a_list_with_columns_of_its_own_is_left_to_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        table("First Name|Last Name|Business Phone|Diet", "Ken|Ito|+81 3 1234 5678|halal")
    )

    (sheet,) = read_file(path).sheets

    assert not sheet.meanings
    assert [cell.text for cell in sheet.rows[0]][-1] == "Diet"


def test_a_birthday_is_never_taken_in(planner: Planner, tmp_path: Path) -> None:
    path = tmp_path / "contacts.csv"
    path.write_text(GOOGLE_NEW)
    book = planner.importing.read(path)
    columns = planner.importing.match(book.sheets[0])

    (birthday,) = [column for column in columns.columns if column.meaning == "birth_date"]

    assert not birthday.imported
    assert "1970-01" not in repr(planner.importing.stage(book, book.sheets[0].name, columns).rows)
