"""Workbooks as they arrive and as they should not: small ones, made when a test asks for them.

``book`` makes a plain workbook from rows of values; ``LISTS`` are delegate lists with what is odd in
their names, ``HOSTILE`` are files that must be refused, each with the kind of its refusal.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

GENERAL, DATE, MOMENT, TIME, ZEROS, STRUCK = range(6)
"""Styles of the cells, by their number in ``STYLES``."""

STYLES = f"""<styleSheet xmlns="{MAIN}"><numFmts count="1">
<numFmt numFmtId="164" formatCode="00000000000"/></numFmts>
<fonts count="2"><font/><font><strike/></font></fonts>
<cellXfs count="6"><xf numFmtId="0" fontId="0"/><xf numFmtId="14" fontId="0"/><xf numFmtId="22" fontId="0"/>
<xf numFmtId="20" fontId="0"/><xf numFmtId="164" fontId="0"/><xf numFmtId="0" fontId="1"/></cellXfs></styleSheet>"""

Value = object


@dataclass(frozen=True)
class Raw:
    """A cell as XML, for what no value can say."""

    xml: str
    attributes: str = ""


@dataclass(frozen=True)
class Struck:
    text: str


@dataclass(frozen=True)
class Padded:
    """A number that its format fills up with zeros to eleven digits."""

    number: int


def letters(column: int) -> str:
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def cell(row: int, column: int, value: Value) -> str:
    place = f'r="{letters(column)}{row}"'
    match value:
        case None | "":
            return ""
        case Raw(xml, attributes):
            return f"<c {place} {attributes}>{xml}</c>"
        case Struck(text):
            return f'<c {place} s="{STRUCK}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
        case Padded(number):
            return f'<c {place} s="{ZEROS}"><v>{number}</v></c>'
        case bool():
            return f'<c {place} t="b"><v>{int(value)}</v></c>'
        case int() | float():
            return f"<c {place}><v>{value}</v></c>"
        case dt.datetime():
            days = (value - dt.datetime(1899, 12, 30)) / dt.timedelta(1)
            return f'<c {place} s="{MOMENT}"><v>{days}</v></c>'
        case dt.date():
            return f'<c {place} s="{DATE}"><v>{(value - dt.date(1899, 12, 30)).days}</v></c>'
        case dt.time():
            return f'<c {place} s="{TIME}"><v>{(value.hour * 60 + value.minute) / 1440}</v></c>'
    text = escape(str(value))
    return f'<c {place} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def sheet(rows: Sequence[Sequence[Value]], merges: Sequence[str] = (), dimension: str = "") -> str:
    body = "".join(
        f'<row r="{number}">{"".join(cell(number, column, value) for column, value in enumerate(row))}</row>'
        for number, row in enumerate(rows, start=1)
    )
    declared = f'<dimension ref="{dimension}"/>' if dimension else ""
    merged = "".join(f'<mergeCell ref="{area}"/>' for area in merges)
    tail = f"<mergeCells>{merged}</mergeCells>" if merged else ""
    return f'<worksheet xmlns="{MAIN}">{declared}<sheetData>{body}</sheetData>{tail}</worksheet>'


def parts(
    sheets: Mapping[str, str], hidden: Sequence[str] = (), shared: str = ""
) -> dict[str, str | bytes]:
    """The parts of a workbook, by name."""
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"'
        f" state={quoteattr('hidden' if name in hidden else 'visible')}/>"
        for number, name in enumerate(sheets, start=1)
    )
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, len(sheets) + 1)
    )
    relations += f'<Relationship Id="rS" Type="{RELATIONS}/styles" Target="styles.xml"/>'
    relations += (
        f'<Relationship Id="rT" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>'
    )
    found: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{RELATIONS}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>',
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{shared}</sst>',
    }
    for number, xml in enumerate(sheets.values(), start=1):
        found[f"xl/worksheets/sheet{number}.xml"] = xml
    return found


def pack(files: Mapping[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def book(
    rows: Sequence[Sequence[Value]], *, merges: Sequence[str] = (), name: str = "Delegates"
) -> bytes:
    """A workbook with one sheet."""
    return pack(parts({name: sheet(rows, merges)}))


def raw_book(data: str, shared: str = "") -> bytes:
    """A workbook whose one sheet holds this XML as its data."""
    return pack(
        parts(
            {"Delegates": f'<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData></worksheet>'},
            (),
            shared,
        )
    )


# delegate lists

MAY = dt.date(2027, 5, 10)

LISTS: dict[str, Callable[[], bytes]] = {
    "double headers below a title": lambda: book(
        [
            ["MEXT delegation to Lund and Copenhagen"],
            ["As of 3 May 2027"],
            [],
            [
                "No.",
                "Name / 氏名",
                "Organisation / 所属",
                "Title",
                "E-mail",
                "Phone",
                "Diet",
                "Passport no.",
                "Date of birth",
            ],
            [
                1,
                "TANAKA Haruto (田中 陽斗)",
                "MEXT",
                "Director",
                "tanaka@mext.example",
                "+81 3 1234 5678",
                "vegetarian",
                "TK1234567",
                dt.date(1970, 1, 2),
            ],
            [
                2,
                "SATO Hanako (佐藤 花子)",
                "JST",
                "Manager",
                "sato@jst.example",
                "+81 3 1234 5679",
                "",
                "TK1234568",
                dt.date(1975, 1, 2),
            ],
            [3, "N.N.", "MEXT", "Interpreter"],
            ["", "Total: 3"],
            [],
            ["* Subject to change"],
        ],
        merges=["A1:I1"],
    ),
    "german": lambda: book(
        [
            [
                "Nr.",
                "Anrede",
                "Titel",
                "Name",
                "Vorname",
                "Institution",
                "Funktion",
                "E-Mail",
                "Handy",
                "Anreise",
                "Abreise",
            ],
            [
                1,
                "Frau",
                "Dr.",
                "MÜLLER-LÜDENSCHEIDT",
                "Anna",
                "BMBF",
                "Referatsleiterin",
                "anna@bmbf.example",
                "+49 170 1234567",
                "10.05.2027",
                "12.05.2027",
            ],
            [
                2,
                "Herr",
                "",
                "von der Leyen",
                "Jörg",
                "DESY",
                "Wissenschaftler",
                "joerg@desy.example",
                "+49 170 1234568",
                "10.05.2027 14:30",
                "12.05.2027",
            ],
        ]
    ),
    "danish with a heading among the rows": lambda: book(
        [
            ["Deltagerliste"],
            ["Efternavn", "Fornavn", "Virksomhed", "Stilling", "Tlf.", "Kost", "Bemærkninger"],
            [
                "Sørensen",
                "Åse",
                "Region Hovedstaden",
                "Chefkonsulent",
                4533920000,
                "vegetar",
                "kommer sent",
            ],
            ["Hansen", "Peter", "Dansk Industri", "Konsulent", 4533920001.0],
            ["Gæster"],
            ["Jensen", "Ib", "DTU", "Professor", 33920002],
            [],
            ["I alt", 3],
        ]
    ),
    "swedish": lambda: book(
        [
            [
                "Förnamn",
                "Efternamn",
                "Lärosäte",
                "Befattning",
                "E-post",
                "Mobil",
                "Ankomst",
                "Avresa",
            ],
            [
                "Åsa",
                "Öberg",
                "Lunds universitet",
                "Docent",
                "asa@lu.example",
                "+46 70 123 45 67",
                MAY,
                dt.date(2027, 5, 12),
            ],
            [
                "Björn",
                "Ek",
                "Chalmers",
                "Lektor",
                "bjorn@chalmers.example",
                "+46 70 123 45 68",
                MAY,
                dt.date(2027, 5, 12),
            ],
        ]
    ),
    "japanese with names in parts": lambda: book(
        [
            ["訪問団名簿"],
            ["番号", "姓", "名", "セイ", "メイ", "所属", "役職", "メールアドレス", "到着日"],
            [
                1,
                "田中",
                "陽斗",
                "タナカ",
                "ハルト",
                "文部科学省",
                "課長",
                "tanaka@mext.example",
                "2027年5月10日",
            ],
            [
                2,
                "佐藤",
                "花子",
                "サトウ",
                "ハナコ",
                "科学技術振興機構",
                "部長",
                "sato@jst.example",
                "令和9年5月10日",
            ],
            [],
            ["※ 敬称略"],
        ]
    ),
    "headers in two rows": lambda: book(
        [
            ["Name", "", "Organisation", "Arrival", "", "Departure"],
            ["Family", "Given", "", "Date", "Time", "Date", "Time"],
            ["Tanaka", "Haruto", "MEXT", MAY, dt.time(14, 30), dt.date(2027, 5, 12), dt.time(9, 0)],
            ["Sato", "Hanako", "JST", MAY, dt.time(14, 30), dt.date(2027, 5, 12), dt.time(9, 0)],
        ],
        merges=["A1:B1", "C1:C2", "D1:E1", "F1:G1"],
    ),
    "no headers": lambda: book(
        [
            ["ase@ku.example", "Åse Sørensen", "Danmark"],
            ["peter@ku.example", "Peter Hansen", "Danmark"],
            ["ib@lu.example", "Ib Jensen", "Sverige"],
        ]
    ),
    "organisation merged over rows": lambda: book(
        [
            ["Organisation", "Name", "E-mail"],
            ["JST", "SATO Hanako", "sato@jst.example"],
            ["", "ITO Ken", "ito@jst.example"],
            ["MEXT", "TANAKA Haruto", "tanaka@mext.example"],
        ],
        merges=["A2:A3"],
    ),
    "second sheet is the list": lambda: pack(
        parts(
            {
                "Cover": sheet([["Delegation of JST"], ["Confidential"]]),
                "Delegates": sheet(
                    [
                        ["Name", "E-mail"],
                        ["SATO Hanako", "sato@jst.example"],
                        ["ITO Ken", "ito@jst.example"],
                    ]
                ),
                "Old": sheet([["Name", "E-mail"], ["MORI Aiko", "mori@jst.example"]]),
            },
            hidden=["Old"],
        )
    ),
    "phones as numbers": lambda: book(
        [
            ["Name", "Country", "Phone"],
            ["TANAKA Haruto", "Japan", Padded(9012345678)],
            ["SATO Hanako", "Japan", 9012345679],
            ["Åse Sørensen", "Danmark", 33920000.0],
            ["Jörg Schmidt", "Deutschland", 4.91701234567e11],
        ]
    ),
    "furigana beside the names": lambda: raw_book(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>氏名</t></is></c><c r="B1" t="inlineStr"><is><t>所属</t></is></c></row>'
        '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="inlineStr"><is><t>文部科学省</t></is></c></row>',
        '<si><t>田中　陽斗</t><rPh sb="0" eb="2"><t>タナカ</t></rPh><rPh sb="3" eb="5"><t>ハルト</t></rPh></si>',
    ),
    "somebody crossed out": lambda: book(
        [
            ["Name", "E-mail"],
            ["SATO Hanako", "sato@jst.example"],
            [Struck("ITO Ken"), "ito@jst.example"],
        ]
    ),
}


# cells that are wrong in an otherwise good list


def bad_cells() -> bytes:
    return book(
        [
            ["Name", "Organisation", "E-mail", "Phone", "Arrival"],
            [
                "SATO Hanako",
                "JST",
                "sato@jst.example",
                Raw("<v>NaN</v>"),
                Raw("<v>-5</v>", 's="1"'),
            ],
            ["ITO Ken", Raw("<v>#DIV/0!</v>", 't="e"'), "no address", "ring me", "soon"],
            [
                "MORI Aiko",
                Raw("<f>A1</f>"),
                Raw('<f>HYPERLINK("mailto:x")</f><v>mori@jst.example</v>', 't="str"'),
                Raw("<v>1e999</v>"),
                Raw("<v>99</v>", 't="s"'),
            ],
        ]
    )


def strange_names() -> bytes:
    return book(
        [
            ["Name", "Organisation"],
            ["SATO_x0000_ Hana_x0007_ko", "JST"],
            ["ITO_xD800_ Ken", "JST"],
            ["N" * 40_000, "JST"],
            ['=HYPERLINK("http://bad.example")', "JST"],
            ["+45 33 92 00 00", "JST"],
            ["𠮷田 太郎", "JST"],
            ["Zoë O’Neill\u200b", "JST"],
        ]
    )


def controls_in_xml() -> bytes:
    """Signs that XML forbids, raw and as references, as some exporters write them."""
    data = '<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c></row>'
    data += (
        '<row r="2"><c r="A2" t="inlineStr"><is><t>SATO\x01 Hana&#2;ko &#xD800;</t></is></c></row>'
    )
    return raw_book(data)


# files that must be refused


def _replaced(name: str, content: str | bytes) -> bytes:
    files = parts({"Delegates": sheet([["Name"], ["SATO Hanako"]])})
    return pack({**files, name: content})


def _named_twice() -> bytes:
    stream = io.BytesIO(book([["Name"], ["SATO Hanako"]]))
    with zipfile.ZipFile(stream, "a") as archive:
        info = zipfile.ZipInfo("XL/worksheets/Sheet1.xml")
        archive.writestr(info, sheet([["Name"], ["MORI Aiko"]]))
    return stream.getvalue()


def _one_part_twice() -> bytes:
    files = parts({"A": sheet([["Name"]]), "B": sheet([["Name"]])})
    listed = str(files["xl/_rels/workbook.xml.rels"])
    return pack({**files, "xl/_rels/workbook.xml.rels": listed.replace("sheet2.xml", "sheet1.xml")})


def _protected_zip() -> bytes:
    data = bytearray(book([["Name"], ["SATO Hanako"]]))
    place = data.index(b"PK\x01\x02")
    data[place + 8] |= 1
    return bytes(data)


def _broken_inside() -> bytes:
    data = bytearray(pack({**parts({"Delegates": sheet([["Name"]] + [["SATO"]] * 50)})}))
    place = data.index(b"xl/worksheets/sheet1.xml") + 60
    data[place] ^= 0xFF
    return bytes(data)


def _ole(*names: str) -> bytes:
    directory = b"".join(name.encode("utf-16-le") + b"\0\0" * 8 for name in names)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + directory + b"\0" * 512


DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
XXE = '<!DOCTYPE x SYSTEM "file:///etc/passwd">'

HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "an empty file": ("empty_file", lambda: b""),
    "a picture": ("unknown", lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
    "noise": ("unknown", lambda: bytes(range(256)) * 40),
    "a PDF": ("unknown", lambda: b"%PDF-1.7\n" + b"x" * 500),
    "a Word document": (
        "unknown",
        lambda: pack({"word/document.xml": "<w/>", "[Content_Types].xml": "<T/>"}),
    ),
    "an OpenDocument file that is no sheet": (
        "unknown",
        lambda: pack({"mimetype": "application/x", "content.xml": "<x/>"}),
    ),
    "a binary workbook without sheets": (
        "damaged",
        lambda: pack({"xl/workbook.bin": b"\0", "_rels/.rels": "<x/>"}),
    ),
    "an old workbook without content": ("damaged", lambda: _ole("Root Entry", "Workbook")),
    "a very old workbook": ("old_xls", lambda: b"\x09\x04\x06\x00\x00\x00\x10\x00" + b"\0" * 100),
    "a workbook with a password": ("protected", lambda: _ole("Root Entry", "EncryptedPackage")),
    "a zip with a password": ("protected", _protected_zip),
    "a web page": (
        "html",
        lambda: b"\xef\xbb\xbf  <html><body><table><tr><td>Name</td></tr></table></body></html>",
    ),
    "an XML table of 2003": (
        "xml_table",
        lambda: (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
        ),
    ),
    "a cut file": ("damaged", lambda: book([["Name"], ["SATO Hanako"]])[:-40]),
    "the first bytes of a file": ("damaged", lambda: book([["Name"], ["SATO Hanako"]])[:30]),
    "a file with a broken part": ("damaged", _broken_inside),
    "a sheet that ends early": (
        "damaged",
        lambda: _replaced("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row>"),
    ),
    "a missing sheet": (
        "damaged",
        lambda: pack({k: v for k, v in parts({"A": sheet([])}).items() if "sheet1" not in k}),
    ),
    "a document type": (
        "document_type",
        lambda: _replaced("xl/sharedStrings.xml", f"{DOCTYPE}<sst><si><t>&b;</t></si></sst>"),
    ),
    "an external entity": (
        "document_type",
        lambda: _replaced("xl/worksheets/sheet1.xml", f"{XXE}<worksheet/>"),
    ),
    "a part in UTF-16": (
        "encoding",
        lambda: _replaced("xl/worksheets/sheet1.xml", sheet([["Name"]]).encode("utf-16")),
    ),
    "a part in Latin-1": (
        "encoding",
        lambda: _replaced(
            "xl/sharedStrings.xml", '<?xml version="1.0" encoding="ISO-8859-1"?><sst/>'
        ),
    ),
    "two parts of one name": ("doubled_part", _named_twice),
    "a part above the folder": ("odd_names", lambda: _replaced("../../evil.xml", "<x/>")),
    "a part with a drive": ("odd_names", lambda: _replaced("C:/evil.xml", "<x/>")),
    "a bomb": ("bomb", lambda: _replaced("xl/worksheets/sheet2.xml", b"0" * 30_000_000)),
    "five million shared strings": (
        "bomb",
        lambda: _replaced("xl/sharedStrings.xml", "<sst>" + "<si><t/></si>" * 600_000 + "</sst>"),
    ),
    "two thousand parts too many": (
        "too_many_parts",
        lambda: pack(
            {**parts({"A": sheet([["Name"]])}), **{f"xl/media/{n}": b"" for n in range(2_001)}}
        ),
    ),
    "sixty-five sheets": (
        "too_many_sheets",
        lambda: pack(parts({f"S{n}": sheet([["Name"]]) for n in range(65)})),
    ),
    "one cell far down and right": (
        "too_many_rows",
        lambda: raw_book('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    ),
    "one cell far right": (
        "too_many_columns",
        lambda: raw_book('<row r="1"><c r="XFD1"><v>1</v></c></row>'),
    ),
    "rows without number, too many": (
        "too_many_rows",
        lambda: raw_book("<row><c><v>1</v></c></row>" * 100_001 + f"<!--{'x1y2z3' * 10}-->"),
    ),
    "an attribute without end": (
        "token",
        lambda: _replaced(
            "xl/worksheets/sheet1.xml",
            f'<worksheet a="{"".join(f"{n:07x}" for n in range(200_000))}"><sheetData/></worksheet>',
        ),
    ),
    "two sheets of one part": ("doubled_part", _one_part_twice),
    "no sheets": (
        "no_sheet",
        lambda: _replaced("xl/workbook.xml", "<workbook><sheets/></workbook>"),
    ),
}
