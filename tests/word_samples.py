"""A paper with every kind of block, in one language or two, as the tests of Word read it back."""

from __future__ import annotations

import base64
import datetime as dt
import io

from PIL import Image

from planner.documents.content import (
    Align,
    Block,
    Bullets,
    Card,
    CardKind,
    Cards,
    Change,
    Column,
    Cover,
    Document,
    Entries,
    Entry,
    Fact,
    Facts,
    Figure,
    Heading,
    Line,
    Notice,
    PageBreak,
    PageSize,
    Paragraph,
    Picture,
    Portrait,
    Portraits,
    Row,
    Seat,
    Seating,
    Side,
    Table,
    Tone,
    Weight,
    Words,
)

MADE_AT = dt.datetime(2026, 11, 20, 13, 5)


def png(wide: int = 90, high: int = 120, colour: str = "#7A9CBF") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (wide, high), colour).save(out, "PNG")
    return out.getvalue()


def jpeg() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 60), "#446688").save(out, "JPEG")
    return out.getvalue()


MAP = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 180" width="400" height="180">'
    b'<rect width="400" height="180" fill="#EAF1F6"/>'
    b'<path d="M30 140 C120 20 260 160 370 40" stroke="#1F4E79" stroke-width="4" fill="none"/>'
    b'<circle cx="30" cy="140" r="8" fill="#1F4E79"/><circle cx="370" cy="40" r="8" fill="#1F4E79"/>'
    b'<text x="44" y="158" font-size="14" font-family="Inter">Kastrup</text>'
    b'<text x="316" y="26" font-size="14" font-family="Inter">Lund</text></svg>'
)
MAP_OF_ROUTE = Picture(MAP, "Map: from Kastrup to Lund")
FACE = Picture(png(), "Portrait of TANAKA Haruto")


def cover() -> Cover:
    return Cover(
        kicker=Words("Official programme", "公式プログラム"),
        title=Words(
            "Visit of the delegation of the Ministry of Education to Lund and Copenhagen",
            "文部科学省代表団のルンド・コペンハーゲン訪問",
        ),
        subtitle=Words("Twelve delegates, two groups", "団員12名、2グループ"),
        when=Words("16–19 November 2026", "2026年11月16日～19日"),
        facts=(
            Fact(Words("Host", "受入機関"), ("Science Region Øresund",)),
            Fact(Words("Head of delegation", "団長"), (Words("Mr TANAKA Haruto", "田中 陽斗 氏"),)),
            Fact(Words("Emergency", "緊急連絡先"), ("+46 70 123 45 67", "+45 20 12 34 56")),
        ),
        logos=(Picture(png(240, 80, "#1F4E79"), "Logo of the host"), Picture(MAP)),
        note=Words("For participants. Please do not pass on.", "参加者限定"),
    )


def programme() -> tuple[Block, ...]:
    return (
        Heading(
            text=Words("Monday 16 November 2026", "2026年11月16日（月）"),
            note=Words("Lund, Sweden, local time", "スウェーデン・ルンド（現地時間）"),
            new_page=True,
        ),
        Entries(
            (
                Entry(
                    time="08:15–09:00",
                    title=Words("Coach to the European Spallation Source", "ESSへ移動"),
                    kind="leg",
                    lines=(Line(text="Coach LU 42", label="Vehicle", soft=True),),
                ),
                Entry(
                    time="09:00–11:30",
                    title=Words("Tour of the target station", "ターゲット・ステーション見学"),
                    kind="tour",
                    tag=Words("tbc", "未定"),
                    lines=(
                        Line(text="Partikelgatan 2, 224 84 Lund", label=Words("Address", "住所")),
                        Line(text="Professor Åsa Östergård", label=Words("Host", "応対者")),
                        Line(
                            text="Closed shoes; bags stay in the coach. " * 3,
                            label=Words("Please note", "ご注意"),
                        ),
                    ),
                    change=Change.CHANGED,
                    change_note=Words("was 10:00–12:00", "旧 10:00–12:00"),
                ),
                Entry(
                    time="12:00–13:15",
                    title=Words("Working lunch", "昼食会"),
                    change=Change.NEW,
                    lines=(Line(text="Elite Hotel Ideon, Scheelevägen 27"),),
                ),
                Entry(
                    time="14:00–15:00",
                    title=Words("Courtesy call on the rector", "学長表敬訪問"),
                    change=Change.GONE,
                ),
                Entry(
                    time="19:00–00:30",
                    time_note="+1 CET",
                    title="Dinner at Kulturen",
                    lines=(Line(text="الدكتورة فاطمة الحربي", label="Guest of honour"),),
                ),
            )
        ),
        Heading(text=Words("Tuesday 17 November 2026", "2026年11月17日（火）"), new_page=True),
        Entries(
            tuple(
                Entry(time=f"{8 + at:02}:00", title=f"Meeting number {at + 1}") for at in range(12)
            ),
            compact=True,
        ),
    )


def texts() -> tuple[Block, ...]:
    return (
        Heading(text="Background", level=1),
        Paragraph(Words("What the visit is for.", "訪問の目的"), Weight.LEAD),
        Heading(text="Points to make", level=2),
        Paragraph("First part,\non two lines.\n\nSecond part after an empty line."),
        Bullets((Words("Thank for the loan", "貸与への謝意"), "Ask for the date")),
        Heading(text="Order of speakers", level=3),
        Bullets(("The minister", "The rector"), numbered=True),
        Bullets(("A list of its own", "begins with one"), numbered=True),
        Facts(
            (
                Fact("Agreement", ("Memorandum of 2019", "extended 2024")),
                Fact(Words("Signed", "署名"), (Words("Lund", "ルンド"),)),
            )
        ),
        Notice(title="May be used", lines=("The figures of 2025.",)),
        Notice(title="Check first", lines=("The date is not settled.",), tone=Tone.WARNING),
        Notice(
            title=Words("Not to be disclosed", "公表不可"),
            lines=("The budget is under review.", "So is the site."),
            tone=Tone.SECRET,
        ),
        Paragraph("As of 20 November 2026", Weight.SMALL),
    )


def lists(rows: int = 40) -> tuple[Block, ...]:
    return (
        Heading(text=Words("Participants", "参加者"), new_page=True),
        Table(
            columns=(
                Column(title="No.", width=0.4, align=Align.RIGHT),
                Column(title=Words("Name", "氏名"), width=2),
                Column(title=Words("Position", "役職"), width=3),
                Column(title=Words("Country", "国"), align=Align.CENTRE),
            ),
            rows=(
                Row(cells=("Delegation",)),
                *(
                    Row(
                        cells=(
                            str(at + 1),
                            Words(f"SUZUKI Person {at + 1}", f"鈴木 {at + 1}"),
                            "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamter",
                            "Japan",
                        ),
                        change={2: Change.NEW, 3: Change.CHANGED, 4: Change.GONE}.get(
                            at, Change.NONE
                        ),
                    )
                    for at in range(rows)
                ),
                Row(cells=("", "Sum", f"{rows} people", ""), strong=True),
            ),
        ),
        Heading(text="With pictures", level=2),
        Portraits(
            (
                Portrait(
                    name=Words("Mr TANAKA Haruto", "田中 陽斗 氏"),
                    native="田中 陽斗",
                    lines=(Words("Deputy Director-General", "次長"), "Ministry of Education"),
                    picture=FACE,
                    tag="Head",
                ),
                Portrait(
                    name="H.E. Fatimah AL-HARBI",
                    native="فاطمة الحربي",
                    initials="FA",
                    lines=("Vice Minister",),
                    change=Change.NEW,
                ),
                Portrait(name="Björn ÅKESSON", initials="BÅ", change=Change.GONE),
            )
        ),
        Figure(MAP_OF_ROUTE, Words("The way to Lund", "ルンドまでの経路")),
        Seating(
            title=Words("Dinner, Monday", "夕食会（月曜）"),
            left="Guests",
            right="Hosts",
            seats=(
                Seat(name="The Ambassador", side=Side.HEAD, number=1),
                Seat(name=Words("TANAKA Haruto", "田中 陽斗"), side=Side.LEFT, number=1),
                Seat(name="Interpreter SATO", side=Side.LEFT, interpreter=True),
                Seat(name="YAMADA Jun", side=Side.LEFT, number=2, note="vegetarian"),
                Seat(name="Rector LUNDQVIST", side=Side.RIGHT, number=1),
                Seat(name="Dean NILSSON", side=Side.RIGHT, number=2),
                Seat(name="The Secretary", side=Side.FOOT, number=2),
            ),
        ),
    )


def cards() -> tuple[Block, ...]:
    badges = tuple(
        Card(
            name=name,
            native=native,
            lines=("Ministry of Education, Culture, Sports, Science and Technology", "Japan"),
            top="Delegation visit 2026",
            tag="A",
            logo=Picture(png(120, 60)) if at % 2 else None,
        )
        for at, (name, native) in enumerate(
            [
                ("TANAKA Haruto", "田中 陽斗"),
                ("Prof. Dr. Maria-Magdalena von Hohenlohe-Schillingsfürst", ""),
                ("Fatimah AL-HARBI", "فاطمة الحربي"),
            ]
            * 4
        )
    )
    return (
        Cards(CardKind.BADGE, badges),
        Cards(CardKind.TENT, badges[:2]),
        Cards(
            CardKind.SIGN,
            (
                Card(
                    name=Words("Welcome to the delegation", "ようこそ"),
                    lines=(Words("Meeting room Ångström, second floor", "2階"), "09:00"),
                    top="European Spallation Source",
                    tag="→",
                ),
            ),
        ),
    )


def paper(
    *blocks: Block,
    size: PageSize = PageSize.A4,
    language: str = "en",
    second: str = "ja",
    landscape: bool = False,
) -> Document:
    return Document(
        title=Words("Programme of the visit", "訪問日程"),
        language=language,
        second_language=second,
        made_at=MADE_AT,
        author="Science Region Øresund",
        subject="Visit",
        running=Words("Ministry of Education in Lund", "文部科学省ルンド訪問"),
        version=Words("Version 3, 20 November 2026 14:05", "第3版"),
        contact="Protocol office, +46 46 222 00 00",
        page_of=Words("Page {page} of {pages}", "{page}／{pages}ページ"),
        size=size,
        landscape=landscape,
        blocks=blocks,
    )


def whole(size: PageSize = PageSize.A4) -> Document:
    """Every kind of block."""
    blocks = (cover(), *programme(), *texts(), PageBreak(), *lists(), *cards())
    return paper(*blocks, size=size)


TINY_GIF = base64.b64decode("R0lGODlhAQABAAAAACwAAAAAAQABAAA=")
