"""Lists, cards, calendars and mails with one thing odd about each, and exactly the people they hold.

A person is what of them is filled: ``who`` is "family, given" or the native name, ``mail`` and
``phone`` are all of them as typed, in their order.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from email.message import EmailMessage

from oddities import make_other_workbooks as other
from oddities import make_workbooks as make

Person = Mapping[str, str]
Case = tuple[bytes, list[Person]]

SATO: Person = {"who": "Sato, Hanako", "mail": "sato@jst.example"}
ITO: Person = {"who": "Ito, Ken", "mail": "ito@jst.example"}
AASE: Person = {"who": "Sørensen, Åse", "mail": "aase@nbi.example"}
HEADERS = "Family name;Given name;E-mail"
BOTH = f"{HEADERS}\nSato;Hanako;sato@jst.example\nIto;Ken;ito@jst.example\n"
DANISH = f"{HEADERS}\nSørensen;Åse;aase@nbi.example\nIto;Ken;ito@jst.example\n"
JAPANESE = (
    "氏名,フリガナ,所属,メールアドレス\n佐藤 花子,サトウ ハナコ,科学技術振興機構,sato@jst.example\n"
)
HANAKO: Person = {
    "who": "佐藤 花子",
    "reading": "サトウ ハナコ",
    "house": "科学技術振興機構",
    "mail": "sato@jst.example",
}

# text tables

TABLES: dict[str, Case] = {
    "utf-8 with a mark": (DANISH.encode("utf-8-sig"), [AASE, ITO]),
    "utf-8 without one": (DANISH.encode(), [AASE, ITO]),
    "utf-16 with a mark": (DANISH.encode("utf-16"), [AASE, ITO]),
    "utf-16, the big end first, no mark": (DANISH.encode("utf-16-be"), [AASE, ITO]),
    "windows letters": (DANISH.encode("cp1252"), [AASE, ITO]),
    "shift-jis": (JAPANESE.encode("cp932"), [HANAKO]),
    "euc-jp": (JAPANESE.encode("euc_jp"), [HANAKO]),
    "iso-2022-jp": (JAPANESE.encode("iso2022_jp"), [HANAKO]),
    "semicolons": (BOTH.encode(), [SATO, ITO]),
    "commas, and one inside a quoted name": (
        b'Name,E-mail\n"Sato, Hanako",sato@jst.example\n"Ito, Ken",ito@jst.example\n',
        [SATO, ITO],
    ),
    "tabs": (BOTH.replace(";", "\t").encode(), [SATO, ITO]),
    "bars": (BOTH.replace(";", "|").encode(), [SATO, ITO]),
    "line ends of old macs": (BOTH.replace("\n", "\r").encode(), [SATO, ITO]),
    "line ends of every kind": (
        f"{HEADERS}\r\nSato;Hanako;sato@jst.example\rIto;Ken;ito@jst.example\n".encode(),
        [SATO, ITO],
    ),
    "the separator named in the first line": (b"sep=;\r\n" + BOTH.encode(), [SATO, ITO]),
    "no end of the last line": (BOTH.rstrip("\n").encode(), [SATO, ITO]),
    "a line end inside a field": (
        b'Name;Notes;E-mail\nSATO Hanako;"late\nmay leave early";sato@jst.example\n',
        [{**SATO, "notes": "late\nmay leave early"}],
    ),
    "empty rows, a title and a total": (
        b"Delegation of JST;;\n;;\n" + BOTH.encode() + b";;\nTotal;2;\n",
        [SATO, ITO],
    ),
    "two columns of one name": (
        b"Name;E-mail;E-mail\nSATO Hanako;sato@jst.example;hanako@home.example\n",
        [{"who": "Sato, Hanako", "mail": "sato@jst.example, hanako@home.example"}],
    ),
    "one field too many in a row": (
        BOTH.encode() + b"Mori;Aiko;mori@jst.example;late;very late\n",
        [SATO, ITO, {"who": "Mori, Aiko", "mail": "mori@jst.example"}],
    ),
    "one field too few in a row": (
        BOTH.encode() + b"Mori;Aiko\n",
        [SATO, ITO, {"who": "Mori, Aiko"}],
    ),
    "cells that a spreadsheet would run": (
        b"Name;Organisation;E-mail\n"
        b"SATO Hanako;=cmd|'/C calc'!A0;sato@jst.example\n"
        b"ITO Ken;@SUM(1);ito@jst.example\n",
        [{**SATO, "house": "=cmd|'/C calc'!A0"}, {**ITO, "house": "@SUM(1)"}],
    ),
    "cells guarded by an apostrophe": (
        b"Name;Organisation;Phone\nSATO Hanako;'=JST;'+81 3 1234 5678\n",
        [{"who": "Sato, Hanako", "house": "=JST", "phone": "+81 3 1234 5678"}],
    ),
    "numbers that lost their plus": (
        "Name;Country;Phone\nÅse Sørensen;Danmark;4533920000\nJörg Groß;Deutschland;491701234567\n".encode(),
        [
            {"who": "Sørensen, Åse", "phone": "+4533920000"},
            {"who": "Groß, Jörg", "phone": "+491701234567"},
        ],
    ),
    "a number that a spreadsheet rounded": (
        "Name;E-mail;Phone\nÅse Sørensen;aase@nbi.example;4,53392E+10\n".encode(),
        [AASE],
    ),
    "a phone that begins with naught": (
        b"Name;E-mail;Phone\nSATO Hanako;sato@jst.example;0312345678\n",
        [{**SATO, "phone": "0312345678"}],
    ),
    "a nul and other controls": (
        b"Name;E-mail\nSATO\0 Hana\x07ko;sato@jst.example\nITO Ken;ito@jst.example\n",
        [SATO, ITO],
    ),
    "names that look alike but for their spelling": (
        # one letter and its dots apart, as a Mac writes file names
        "Name;E-mail\nJu\u0308rgen Groß;gross@desy.example\nJürgen Groß;GROSS@desy.example\n".encode(),
        [{"who": "Groß, Ju\u0308rgen", "mail": "gross@desy.example"}],
    ),
    # a name stays as typed, and is compared without them; an address with one in it reaches nobody
    "signs that nobody sees": (
        "Name;E-mail\n\u200bSATO\u00a0Hanako\ufeff;\u200bsato@jst.example\u200b\n".encode()
        + b"SATO Hanako;sato@jst.example\n",
        [{"who": "\u200bSato, Hanako\ufeff", "mail": "sato@jst.example"}],
    ),
    "an address written out": (
        b"Name;E-mail\nSATO Hanako;Hanako Sato <sato@jst.example>\nITO Ken;mailto:ito@jst.example\n",
        [SATO, ITO],
    ),
    "quotation marks of a name inside a field": (
        'Name;E-mail\nAnna "Anni" Groß;anni@desy.example\nITO Ken;ito@jst.example\n'.encode(),
        [{"who": 'Groß, Anna "Anni"', "mail": "anni@desy.example"}, ITO],
    ),
}

# workbooks


def _in_1904() -> bytes:
    """A workbook of an old Mac counts its days from 1904; nothing else in it is odd."""
    rows = [["Name", "E-mail", "Arrival"], ["SATO Hanako", "sato@jst.example", dt.date(2023, 5, 9)]]
    files = make.parts({"Delegates": make.sheet(rows)})
    listing = str(files["xl/workbook.xml"]).replace(
        "<sheets>", '<workbookPr date1904="1"/><sheets>'
    )
    return make.pack({**files, "xl/workbook.xml": listing})


def _declares(dimension: str) -> bytes:
    rows = [["Name", "E-mail"], ["SATO Hanako", "sato@jst.example"], ["ITO Ken", "ito@jst.example"]]
    return make.pack(make.parts({"Delegates": make.sheet(rows, dimension=dimension)}))


def _same_letters_often() -> bytes:
    """Small, but packed far tighter than a bomb needs to be: a sheet of formatting is like that."""
    files = make.parts(
        {"Delegates": make.sheet([["Name", "E-mail"], ["SATO Hanako", "sato@jst.example"]])}
    )
    return make.pack({**files, "xl/theme/theme1.xml": "<t>" + "<a/>" * 700_000 + "</t>"})


WORKBOOKS: dict[str, Case] = {
    "days counted from 1904": (_in_1904(), [SATO]),
    "a declared area far too small": (_declares("A1:B1"), [SATO, ITO]),
    "a declared area of the whole sheet": (_declares("A1:XFD1048576"), [SATO, ITO]),
    "everything merged": (
        make.book(
            [["Name", "E-mail"], ["SATO Hanako", "sato@jst.example"], ["ITO Ken", "ito@jst.example"]],
            merges=["A1:XFD1048576"],
        ),
        [SATO, ITO],
    ),
    "a part packed very tightly": (_same_letters_often(), [SATO]),
    "line ends as excel writes them": (
        make.book([["Name", "Notes"], ["SATO Hanako", "late_x000D_\nmay leave early"]]),
        [{"who": "Sato, Hanako", "notes": "late\nmay leave early"}],
    ),
    "an open document": (other.ods(), [
        {"who": "Sørensen, Åse", "house": "Niels Bohr Institute", "mail": "aase@nbi.example",
         "phone": "+4533920000"},
        {"who": "佐藤 花子", "house": "JST", "mail": "sato@jst.example", "phone": "+819012345678"},
    ]),
    "postcodes and rooms that are numbers": (
        make.book([["Name", "E-mail", "Postcode", "Room"], ["SATO Hanako", "sato@jst.example", 1050, 7]]),
        [SATO],
    ),
}  # fmt: skip

# cards


def cards(*lines: str, version: str = "3.0", end: str = "\r\n") -> str:
    return end.join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


_SATO = cards("N:Sato;Hanako;;;", "FN:Hanako Sato", "EMAIL:sato@jst.example")
_ITO = cards("N:Ito;Ken;;;", "FN:Ken Ito", "EMAIL:ito@jst.example")
CARDS: dict[str, Case] = {
    "quoted-printable over several lines in windows letters": (
        cards(
            "N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:S=F8rensen;=C5se",
            "ORG;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Institut f=C3=BCr=\r\n Physik",
            "EMAIL;INTERNET:aase@nbi.example",
            version="2.1",
        ).encode(),
        [{**AASE, "house": "Institut für Physik"}],
    ),
    "shift-jis bytes of an old telephone": (
        cards(
            "N;CHARSET=SHIFT_JIS:佐藤;花子",
            "SOUND;X-IRMC-N;CHARSET=SHIFT_JIS:ｻﾄｳ;ﾊﾅｺ",
            "EMAIL:sato@jst.example",
            version="2.1",
        ).encode("cp932"),
        [{"who": "佐藤 花子", "reading": "ｻﾄｳ ﾊﾅｺ", "mail": "sato@jst.example"}],
    ),
    "a charset that nobody knows": (
        cards("N;CHARSET=X-NONE:Sørensen;Åse", "EMAIL:aase@nbi.example", version="2.1").encode(),
        [AASE],
    ),
    "a mark before the first card": (("\ufeff" + _SATO + _ITO).encode(), [SATO, ITO]),
    "utf-16": ((_SATO + _ITO).encode("utf-16"), [SATO, ITO]),
    "empty lines between and within cards": (
        ("\r\n\r\n" + _SATO + "\r\n \r\n" + _ITO.replace("FN:", "\r\nFN:")).encode(),
        [SATO, ITO],
    ),
    "line ends of old macs": (_SATO.replace("\r\n", "\r").encode(), [SATO]),
    "a sign cut in two by folding": (
        # byte after byte, as careless programs count
        cards("N:Sørensen;Åse;;;", "EMAIL:aase@nbi.example").encode().replace(b"\xc3\xb8", b"\xc3\r\n \xb8"),
        [AASE],
    ),
    "nothing but a shown name": (cards("FN:Hanako Sato").encode(), [{"who": "Sato, Hanako"}]),
    "no shown name": (cards("N:Sato;Hanako", "EMAIL:sato@jst.example").encode(), [SATO]),
    "an empty shown name": (cards("FN:", "N:Sato;Hanako;;;", "EMAIL:sato@jst.example").encode(), [SATO]),
    "a number without its kind": (
        cards("N:Sato;Hanako;;;", "TEL:+81 3 1234 5678").encode(),
        [{"who": "Sato, Hanako", "phone": "+81 3 1234 5678"}],
    ),
    "an address with the kind of an old version": (
        cards("N:Sato;Hanako;;;", "EMAIL;INTERNET;WORK:sato@jst.example").encode(),
        [SATO],
    ),
    "apple groups with names of their own": (
        cards(
            "N:Sato;Hanako;;;",
            "item1.EMAIL;type=INTERNET:sato@jst.example",
            "item1.X-ABLabel:_$!<Work>!$_",
            "item2.TEL:+81 3 1234 5678",
            "item2.X-ABLabel:Secretary",
            "item3.ADR;type=WORK:;;Chiyoda 1;Tokyo;;100-0001;Japan",
            "item3.X-ABADR:jp",
            "X-SOCIALPROFILE;type=linkedin:https://social.example/sato",
        ).encode(),
        [{**SATO, "phone": "+81 3 1234 5678"}],
    ),
    "a house that has a card": (
        (
            cards("FN:Science Agency", "N:;;;;", "ORG:Science Agency;", "X-ABShowAs:COMPANY",
                  "TEL:+81 3 0000 0000")
            + _SATO
        ).encode(),
        [SATO],
    ),
    "a house that has a card of version four": (
        (cards("FN:Science Agency", "KIND:org", "TEL:+81 3 0000 0000", version="4.0") + _SATO).encode(),
        [SATO],
    ),
    "kanji, kana and latin in version three": (
        cards(
            "N:佐藤;花子;;;",
            "FN:SATO Hanako",
            "X-PHONETIC-LAST-NAME:さとう",
            "X-PHONETIC-FIRST-NAME:はなこ",
            "X-PHONETIC-ORG:かがくぎじゅつしんこうきこう",
            "EMAIL:sato@jst.example",
        ).encode(),
        [{**SATO, "native": "佐藤 花子", "reading": "さとう はなこ"}],
    ),
    "kanji and kana in version four": (
        cards('N;SORT-AS="さとう,はなこ":佐藤;花子;;;', "FN:佐藤 花子", "EMAIL:sato@jst.example",
              version="4.0").encode(),
        [{"who": "佐藤 花子", "reading": "さとう はなこ", "mail": "sato@jst.example"}],
    ),
    "signs above the first plane": (
        cards("N:𠮷田;太郎;;;", "FN:𠮷田 太郎", "NOTE:👩‍🔬").encode(),
        [{"who": "𠮷田 太郎", "notes": "👩‍🔬"}],
    ),
    "one person three times": ((_SATO * 3).encode(), [SATO]),
    "one bad card among good ones": (
        (_SATO + "BEGIN:VCARD\r\nVERSION:3.0\r\n;;;:::\r\n\x00\x01\r\nEND:VCARD\r\n" + _ITO).encode(),
        [SATO, ITO],
    ),
    "a card that never ends": (
        (_SATO.replace("END:VCARD\r\n", "") + _ITO.replace("END:VCARD\r\n", "")).encode(),
        [SATO, ITO],
    ),
    "a nul in a name": (
        cards("N:Sato\0;Hanako;;;", "EMAIL:sato@jst.example").encode(), [SATO],
    ),
    "escapes that older programs do not undo": (
        cards("N:Sato;Hanako;;;", r"ORG:Agency\, Science;Visits\; talks", r"NOTE:a\nb\\c").encode(),
        [{"who": "Sato, Hanako", "house": "Agency, Science", "notes": "a\nb\\c"}],
    ),
    "a photo that is a link, one that is none and one of many pixels": (
        (
            cards("N:Sato;Hanako;;;", "EMAIL:sato@jst.example", "PHOTO;VALUE=uri:file:///etc/passwd")
            + cards("N:Ito;Ken;;;", "EMAIL:ito@jst.example",
                    "PHOTO;ENCODING=b;TYPE=SVG:PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4=")
        ).encode(),
        [SATO, ITO],
    ),
}  # fmt: skip

# calendars


def calendar(*lines: str) -> str:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", "UID:1", *lines,
                        "SUMMARY:Round table", "END:VEVENT", "END:VCALENDAR", ""])  # fmt: skip


_INVITED = "ATTENDEE;CN=Hanako Sato:mailto:sato@jst.example"
_ORGANISES = "ORGANIZER;CN=Ken Ito:mailto:ito@jst.example"
TABLE: Person = {"notes": "Round table"}
CALENDARS: dict[str, Case] = {
    "several calendars in one file": (
        (calendar(_INVITED) + calendar(_ORGANISES)).encode(),
        [{**SATO, **TABLE}, {**ITO, **TABLE}],
    ),
    "line ends of old macs": (
        calendar(_INVITED).replace("\r\n", "\r").encode(), [{**SATO, **TABLE}],
    ),
    "a sign cut in two by folding": (
        calendar(
            "ATTENDEE;CN=Åse Sørensen:mailto:aase@nbi.example",
            "ATTENDEE;CN=佐藤 花子:mailto:sato@jst.example",
        ).encode().replace(b"\xc3\xb8", b"\xc3\r\n \xb8"),
        [{**AASE, **TABLE}, {"who": "佐藤 花子", "mail": "sato@jst.example", **TABLE}],
    ),
    "windows letters": (
        calendar("ATTENDEE;CN=Åse Sørensen:mailto:aase@nbi.example").encode("cp1252"),
        [{**AASE, **TABLE}],
    ),
    "utf-16": (calendar(_INVITED).encode("utf-16"), [{**SATO, **TABLE}]),
    "carets in a name": (
        calendar("ATTENDEE;CN=Anna ^'Anni^' Groß:mailto:anni@desy.example").encode(),
        [{"who": 'Groß, Anna "Anni"', "mail": "anni@desy.example", **TABLE}],
    ),
    "a quoted name with a comma": (
        calendar('ATTENDEE;CN="Sato, Hanako";ROLE=CHAIR:MAILTO:sato@jst.example').encode(),
        [{**SATO, **TABLE}],
    ),
    "a room, a group and an address without a name": (
        calendar(
            _INVITED,
            "ATTENDEE;CUTYPE=ROOM;CN=Niels Bohr Hall:mailto:hall@nbi.example",
            "ATTENDEE;CUTYPE=GROUP;CN=All staff:mailto:all@nbi.example",
            "ATTENDEE:mailto:nobody@nbi.example",
        ).encode(),
        [{**SATO, **TABLE}],
    ),
    "an address in a parameter": (
        calendar("ATTENDEE;CN=Hanako Sato;EMAIL=sato@jst.example:urn:uuid:1").encode(),
        [{**SATO, **TABLE}],
    ),
    "the same guest at every event": (
        (calendar(_INVITED, _INVITED) + calendar(_INVITED.replace("sato@", "SATO@"))).encode(),
        [{**SATO, **TABLE}],
    ),
}  # fmt: skip

# mails


def _mail(sender: str, to: str, text: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, to, "Visit"
    mail.set_content(text)
    return mail.as_bytes()


MAILS: dict[str, Case] = {
    "a mail with a signature": (
        _mail(
            "Hanako Sato <sato@jst.example>",
            '"Ito, Ken" <ito@jst.example>',
            "Dear Ken,\nsee you.\n\n-- \nHanako Sato\nDirector\nTel: +81 3 1234 5678\n",
        ),
        # A post without an organisation has no place of its own.
        [{**SATO, "phone": "+81 3 1234 5678", "notes": "Position: Director"}, ITO],
    ),
    "a name in encoded words": (
        _mail("佐藤 花子 <sato@jst.example>", "Åse Sørensen <aase@nbi.example>", "See you\n"),
        [{"who": "佐藤 花子", "mail": "sato@jst.example"}, AASE],
    ),
}

ALL: dict[str, Case] = {
    f"{kind}: {name}": case
    for kind, cases in (
        ("table", TABLES),
        ("workbook", WORKBOOKS),
        ("cards", CARDS),
        ("calendar", CALENDARS),
        ("mail", MAILS),
    )
    for name, case in cases.items()
}
