"""Workbooks made to hurt: rows D1 to D20 of the table of faults."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable

from faults.strange_case import Case
from oddities import make_workbooks as make

ROWS = [["Name", "E-mail"], ["SATO Hanako", "sato@jst.example"], ["ITO Ken", "ito@jst.example"]]


def _with(name: str, content: str | bytes) -> bytes:
    return make.pack({**make.parts({"Delegates": make.sheet(ROWS)}), name: content})


def _gigabyte() -> bytes:
    stream = io.BytesIO(make.book(ROWS))
    with (
        zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/worksheets/sheet9.xml", "w", force_zip64=True) as part,
    ):
        for _portion in range(64):
            part.write(bytes(1 << 24))
    return stream.getvalue()


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "haha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)
QUADRATIC = f'<!DOCTYPE x [<!ENTITY a "{"x" * 100_000}">]>'


def _sheet_xml(before: str, text: str) -> str:
    body = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>'
    return f'{before}<worksheet xmlns="{make.MAIN}"><sheetData>{body}</sheetData></worksheet>'


def _delegates(count: int) -> bytes:
    """An honest list of 20 columns: texts that come again, numbers and dates."""
    draw = random.Random(1)
    words = [f"Ministry of {draw.randrange(10**9)}" for _ in range(3_000)]
    shared = "".join(f"<si><t>{word}</t></si>" for word in words)
    body = "".join(f"<row>{_texts(draw, 14)}{_whole_numbers(draw, 6)}</row>" for _ in range(count))
    return make.raw_book(body, shared)


def _texts(draw: random.Random, count: int) -> str:
    return "".join(f'<c t="s"><v>{draw.randrange(3_000)}</v></c>' for _ in range(count))


def _whole_numbers(draw: random.Random, count: int) -> str:
    return "".join(f"<c><v>{draw.randrange(100_000)}</v></c>" for _ in range(count))


def _real_rows(count: int) -> bytes:
    """Rows as a program writes them that fills a sheet to its end."""
    body = "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="D{n}"><v>{n * 7919 % 99991}</v></c></row>'
        for n in range(1, count + 1)
    )
    return make.raw_book(body)


def _one_part(count: int) -> bytes:
    files = make.parts({f"S{n}": make.sheet(ROWS) for n in range(count)})
    relations = str(files["xl/_rels/workbook.xml.rels"])
    for n in range(2, count + 1):
        relations = relations.replace(f"worksheets/sheet{n}.xml", "worksheets/sheet1.xml")
    return make.pack({**files, "xl/_rels/workbook.xml.rels": relations})


def _many_parts(count: int) -> bytes:
    stream = io.BytesIO(make.book(ROWS))
    with zipfile.ZipFile(stream, "a") as archive:
        for n in range(count):
            archive.writestr(f"xl/media/{n}", b"")
    return stream.getvalue()


def _twice() -> bytes:
    stream = io.BytesIO(make.book(ROWS))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(zipfile.ZipInfo("XL/worksheets/Sheet1.xml"), make.sheet([["Name"]]))
    return stream.getvalue()


def _directory(data: bytes, place: int, value: int) -> bytes:
    """Another number at ``place`` in the directory entry of the last part."""
    entry = data.rindex(b"PK\x01\x02") + place
    return data[:entry] + struct.pack("<I", value) + data[entry + 4 :]


def _in_an_ole(*names: str) -> bytes:
    directory = b"".join(name.encode("utf-16-le") + b"\0\0" * 8 for name in names)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + directory + b"\0" * 512


def _running() -> bytes:
    """Formulas, a link to another workbook and macros beside an honest list."""
    raw = make.Raw
    sheet = make.sheet(
        [
            ["Name", "E-mail", "Notes"],
            [
                "SATO Hanako",
                "sato@jst.example",
                raw('<f>WEBSERVICE("http://bad.example/")</f><v>1</v>'),
            ],
            ["ITO Ken", "ito@jst.example", raw("<f>cmd|'/c calc'!A0</f><v>2</v>")],
            ["MORI Aiko", "mori@jst.example", raw("<f>[1]Sheet1!A1</f><v>3</v>")],
        ]
    )
    files = make.parts({"Delegates": sheet})
    return make.pack(
        {
            **files,
            "xl/externalLinks/externalLink1.xml": "<externalLink/>",
            "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0macros",
        }
    )


def _utf_16() -> bytes:
    files = make.parts({"Delegates": make.sheet(ROWS)})
    return make.pack(
        {
            name: ('<?xml version="1.0" encoding="UTF-16"?>' + str(content)).encode("utf-16")
            for name, content in files.items()
        }
    )


ODS = (
    '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:'
    'xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="List"><table:table-row>'
    '<table:table-cell office:value-type="string"><text:p>Name</text:p></table:table-cell></table:table-row>'
    "<table:table-row>{cell}</table:table-row></table:table></office:spreadsheet></office:body>"
    "</office:document-content>"
)


def _open_document(content: str) -> bytes:
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return make.pack({"mimetype": kind, "content.xml": content})


def _numbers() -> bytes:
    files = make.parts({"A": make.sheet(ROWS), "B": make.sheet(ROWS)})
    return make.pack(
        {**files, "xl/worksheets/sheet2.xml": make.sheet(ROWS, ["A1:XFD1048576"] * 50_000)}
    )


def _book(**more: object) -> Callable[[], bytes]:
    return lambda: make.book(ROWS, **more)  # type: ignore[arg-type]


def _hostile(name: str) -> Callable[[], bytes]:
    return make.HOSTILE[name][1]


CASES: tuple[Case, ...] = (
    Case("D1", "a gigabyte in a megabyte", _gigabyte, "suspiciously compressed (", heavy=True),
    Case("D2", "a billion laughs in the sheet",
         lambda: _with("xl/worksheets/sheet1.xml", _sheet_xml(LAUGHS, "&j;")), "document type declaration"),
    Case("D2", "a billion laughs in the strings",
         lambda: _with("xl/sharedStrings.xml", f"{LAUGHS}<sst><si><t>&j;</t></si></sst>"), "document type declaration"),
    Case("D3", "an entity of 100,000 signs a thousand times",
         lambda: _with("xl/worksheets/sheet1.xml", _sheet_xml(QUADRATIC, "&a;" * 1_000)), "document type declaration"),
    Case("D4", "an entity that is a file",
         lambda: _with("xl/worksheets/sheet1.xml",
                       _sheet_xml('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>', "&a;")),
         "document type declaration"),
    Case("D4", "a document type from elsewhere",
         lambda: _with("xl/worksheets/sheet1.xml",
                       _sheet_xml('<!DOCTYPE x SYSTEM "http://bad.example/x.dtd">', "A")), "document type declaration"),
    Case("D4", "the same behind a comment of 2,000 signs",
         lambda: _with("xl/worksheets/sheet1.xml",
                       _sheet_xml(f'<!--{"x" * 2_000}--><!DOCTYPE x SYSTEM "file:///etc/hostname">', "A")),
         "document type declaration"),
    Case("D5", "a declared area of the whole sheet",
         lambda: make.pack(make.parts({"Delegates": make.sheet(ROWS, dimension="A1:XFD1048576")})), people=2),
    Case("D6", "one cell at XFD1048576", _hostile("one cell far down and right"), "goes on at XFD1048576"),
    Case("D6", "one cell at XFD1", _hostile("one cell far right"), "goes on at XFD1; the limit is 256 columns"),
    Case("D6", "a row number beyond all rows",
         lambda: make.raw_book('<row r="99999999"><c r="A99999999"><v>1</v></c></row>'), "the limit is 100000 rows"),
    Case("D7", "everything merged", _book(merges=["A1:XFD1048576"]), people=2),
    Case("D7", "fifty thousand merges over everything", _numbers, people=2),
    Case("D8", "five million shared strings",
         lambda: _with("xl/sharedStrings.xml", b"<sst>" + b"<si><t/></si>" * 5_000_000 + b"</sst>"),
         "suspiciously compressed ("),
    Case("D9", "1,048,576 rows of real cells", lambda: _real_rows(1_048_576), "more than 2000000 filled cells", heavy=True),
    Case("D9", "100,001 rows without numbers", _hostile("rows without number, too many"), "the limit is 100000 rows"),
    Case("D10", "an attribute of 50 MB", lambda: _with(
        "xl/worksheets/sheet1.xml", f'<worksheet a="{"x" * 50_000_000}"><sheetData/></worksheet>'),
         "suspiciously compressed ("),
    Case("D10", "an attribute without end that is no bomb", _hostile("an attribute without end"),
         "a single text of more than 512 KB"),
    Case("D11", "64 sheets on one part", lambda: _one_part(64), "twice"),
    Case("D11", "200 sheets on one part", lambda: _one_part(200), "has 200 sheets"),
    Case("D12", "100,000 parts", lambda: _many_parts(100_000), "more than 2000 parts", heavy=True),
    Case("D13", "two parts of one name", _twice, "twice"),
    Case("D14", "a size that is a lie", lambda: _directory(make.book(ROWS), 24, 3), "damaged or incomplete"),
    Case("D14", "a packed size that is a lie", lambda: _directory(make.book(ROWS), 20, 1 << 30), "damaged or incomplete"),
    Case("D14", "a check sum that is wrong", lambda: _directory(make.book(ROWS), 16, 7), "damaged or incomplete"),
    Case("D14", "a place that is a lie", lambda: _directory(make.book(ROWS), 42, 1 << 31), "damaged or incomplete"),
    Case("D14", "a cut file", lambda: make.book(ROWS)[:-60], "damaged or incomplete"),
    Case("D14", "half a file", lambda: make.book(ROWS)[: len(make.book(ROWS)) // 2], "damaged or incomplete"),
    Case("D14", "a part that is broken inside", _hostile("a file with a broken part"), "damaged or incomplete"),
    Case("D15", "a part above its folder", lambda: _with("../../evil.xml", "<x/>"), "names that point outside"),
    Case("D15", "a part at the root", lambda: _with("/etc/evil.xml", "<x/>"), "names that point outside"),
    Case("D15", "a part on a drive", lambda: _with("C:\\evil.xml", "<x/>"), "names that point outside"),
    Case("D16", "formulas, a link, macros", _running, "Formulas (3): their stored results were used.", people=3),
    Case("D16", "the link and the macros are said, too", _running,
         "Links to other files (1) were not followed.", people=3),
    Case("D17", "a password", lambda: _in_an_ole("EncryptedPackage"), "protected with a password"),
    Case("D17", "an old workbook without its content", lambda: _in_an_ole("Workbook"), "damaged or incomplete"),
    Case("D17", "a very old workbook", _hostile("a very old workbook"), "old Excel file (.xls)"),
    Case("D14", "an OpenDocument table that stops in the middle",
         lambda: _open_document(ODS.format(cell="<table:table-cell/>")[:-60]), "damaged or incomplete"),
    Case("D6", "a cell that is there a thousand million times", lambda: _open_document(ODS.format(
        cell='<table:table-cell table:number-columns-repeated="999999999" office:value-type="string"/>')),
         "the limit is 256 columns"),
    Case("D9", "a row that is there a million times", lambda: _open_document(ODS.format(
        cell='<table:table-cell office:value-type="string"/></table:table-row><table:table-row '
        'table:number-rows-repeated="1048576"><table:table-cell office:value-type="string"/>')),
         "the limit is 100000 rows"),
    Case("D5", "empty cells to the edge of the sheet", lambda: _open_document(ODS.format(
        cell='<table:table-cell table:number-columns-repeated="16384"/></table:table-row><table:table-row '
        'table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"/>')), people=0),
    Case("D14", "a part that begins before the file", lambda: make.book(ROWS)[:4] + make.book(ROWS)[204:], "damaged or incomplete"),
    Case("D17", "a web page", lambda: b"<html><body><table><tr><td>Name</td></tr></table></body></html>",
         "a web page with another name"),
    Case("D17", "nothing at all", lambda: b"", "is empty"),
    Case("D18", "numbers that are none, bad dates, errors", make.bad_cells, people=3),
    Case("D18", "signs that XML forbids", make.controls_in_xml, "signs that no text can hold", people=1),
    Case("D19", "all parts in UTF-16", _utf_16, "is written in UTF-16 inside"),
    Case("D20", "50,000 rows of 20", lambda: _delegates(50_000), people=49_999, heavy=True),
)  # fmt: skip
