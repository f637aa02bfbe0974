"""Lines as people type them in six languages, each with what it means: all have to be read right.

``quick_add_lines.tsv``: *when* is "16 14:30-16:00", "16-18 all day", "-" for unscheduled, or "!" with
the doubt that has to be raised, and after "=" what the first choice offered then means. *marks* are
@site or @"place as typed", #groups, "?" for tentative and "+1" for the remark about the next day.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from planner.domain.quick_add import DoubtKind, QuickContext, Reading, read_line

from .test_quick_add import CONTEXT, MONDAY

WINTER = dt.date(2026, 12, 1)
SPRING, AUTUMN = dt.date(2027, 3, 28), dt.date(2026, 10, 25)
VISITS = {
    "": CONTEXT,
    "two": replace(CONTEXT, last_day=MONDAY + dt.timedelta(11)),
    "eve": replace(CONTEXT, today=MONDAY - dt.timedelta(1)),
    "during": replace(CONTEXT, today=MONDAY),
    "dec": replace(CONTEXT, first_day=WINTER, last_day=WINTER + dt.timedelta(5), front=WINTER),
    "spring": replace(CONTEXT, first_day=SPRING, last_day=SPRING, front=SPRING),
    "autumn": replace(CONTEXT, first_day=AUTUMN, last_day=AUTUMN, front=AUTUMN),
}


@dataclass(frozen=True)
class Line:
    language: str
    visit: str
    text: str
    when: str
    title: str
    kind: str
    marks: str

    @property
    def context(self) -> QuickContext:
        return replace(VISITS[self.visit], language=self.language)


def lines() -> list[Line]:
    path = Path(__file__).with_name("quick_add_lines.tsv")
    _titles, *rows = path.read_text(encoding="utf-8").splitlines()
    result = []
    for row in rows:
        head, text, when, title, kind, marks = row.split("\t")
        language, _space, visit = head.partition(" ")
        result.append(Line(language, visit, text, when, title, kind, marks))
    return result


LINES = lines()


def when(reading: Reading) -> str:
    start, end = reading.start, reading.end
    if start is None or end is None:
        return "-"
    first, last = start.local, end.local
    if reading.all_day:
        return f"{first:%d}{'' if first == last else f'-{last:%d}'} all day"
    until = f"{last:%H:%M}" if first.date() == last.date() else f"{last:%d %H:%M}"
    return f"{first:%d %H:%M}-{until}"


def marks(reading: Reading) -> str:
    place = f"@{reading.site_id}" if reading.site_id else ""
    if reading.place:
        place = f'@"{reading.place}"'
    groups = " ".join(f"#{group}" for group in reading.group_ids)
    later = "+1" if DoubtKind.NEXT_DAY in {doubt.kind for doubt in reading.doubts} else ""
    return " ".join(
        part for part in (place, groups, "?" if reading.tentative else "", later) if part
    )


def read_as(line: Line) -> tuple[str, ...]:
    """What the line is read as, in the words of the table."""
    reading = read_line(line.text, line.context)
    if reading.question is None:
        return when(reading), reading.title, reading.kind.value, marks(reading)
    seen = f"!{reading.question.kind.value}"
    if "=" in line.when:
        seen += "=" + when(read_line(reading.question.choices[0].line, line.context))
    return seen, "", "", ""


@pytest.mark.parametrize(
    "line", LINES, ids=lambda line: f"{line.language} {line.visit} {line.text}"
)
def test_the_line_is_read_as_it_is_meant(line: Line) -> None:
    assert read_as(line) == (line.when, line.title, line.kind, line.marks)


def test_no_date_or_time_is_ever_wrong_in_silence() -> None:
    """The hard rule, apart from titles and kinds: what is not asked about is on the right day and hour."""
    wrong = []
    for line in LINES:
        reading = read_line(line.text, line.context)
        if not reading.blocks and when(reading) != line.when:
            wrong.append((line.text, when(reading), line.when))
        unsettled = line.when.startswith("!") and not line.when.startswith(
            ("!no g", "!many s", "!many p", "!no ti")
        )
        if unsettled and reading.start is not None:
            wrong.append((line.text, when(reading), "asked"))
    assert wrong == []


def test_there_are_enough_lines_of_every_language_and_every_doubt() -> None:
    counts = {
        code: sum(line.language == code for line in LINES)
        for code in ("en", "da", "de", "sv", "fr", "ja")
    }
    asked = {re.split("[!=]", line.when)[1] for line in LINES if line.when.startswith("!")}

    assert len(LINES) >= 640
    assert len({(line.language, line.visit, line.text) for line in LINES}) == len(LINES)
    assert min(counts["en"], counts["da"] + counts["de"]) >= 150
    assert min(counts.values()) >= 24
    assert {kind.value for kind in DoubtKind} - asked == {"next day", "many groups"}
