"""One line read as something to do: what it means in three languages, what it asks, what it keeps."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from planner.domain.follow_up_line import (
    Ground,
    Named,
    QuestionKind,
    Reading,
    read_follow_up,
)
from planner.domain.follow_up_line.read_back import answer, question, reads_as
from planner.domain.followups import Anchor, FollowUpKind, FollowUpStatus, Side
from planner.text import fold

THURSDAY = dt.date(2027, 4, 1)
EVA = Named("person", "p1", "Eva Lund", "NBI")
OTHER = Named("person", "p2", "Eva Holm")
JENS = Named("person", "p3", "Jens Bo")
TRIP = Named("visit", "v1", "JP-DK-2027", "Ministry of Education")
NEXT = Named("visit", "v2", "SE-2027", "Lund")
HOUSE = Named("organisation", "o1", "Niels Bohr Institute")
TWIN = Named("organisation", "o2", "Niels Bohr Archive")
PEOPLE, RECORDS = (EVA, OTHER, JENS), (TRIP, NEXT, HOUSE, TWIN)


def people(text: str) -> list[Named]:
    exact = [one for one in PEOPLE if text == one.id or fold(one.name) == fold(text)]
    return exact or [one for one in PEOPLE if fold(text) in fold(one.name).split()]


def records(text: str) -> list[Named]:
    exact = [one for one in RECORDS if text == one.id or fold(one.name) == fold(text)]
    return exact or [one for one in RECORDS if fold(text) in fold(one.name).split()]


def ground(language: str = "en", **fields: object) -> Ground:
    values = {"people": people, "records": records, "visits": (TRIP, NEXT), "me": "Kim"}
    return Ground(today=THURSDAY, language=language, **{**values, **fields})  # type: ignore[arg-type]


def read(line: str, language: str = "en", **fields: object) -> Reading:
    return read_follow_up(line, ground(language, **fields))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(f"2027-{text}")


def test_the_whole_line_is_read() -> None:
    line = "thank-you ESS @Jens #JP-DK-2027 every month T+14 !waiting"
    reading = read(line)
    assert not reading.blocks
    assert reading.title == "thank-you ESS"
    assert (reading.owner_id, reading.owner) == ("p3", "Jens Bo")
    assert reading.links == (TRIP,)
    assert (reading.anchor, reading.due_days) == (Anchor.ARRIVAL, 14)
    assert reading.repeats == "FREQ=MONTHLY"
    assert reading.status is FollowUpStatus.WAITING
    assert reads_as(reading) == (
        "Reads as: “thank-you ESS” · 14 days after the first day · Jens Bo · JP-DK-2027"
        " · Every month · waiting"
    )


@pytest.mark.parametrize(
    ("line", "language", "title", "due"),
    [
        ("thank-you ESS fri", "en", "thank-you ESS", "04-02"),
        ("thank-you ESS fri @Jens", "en", "thank-you ESS", "04-02"),
        ("call by Monday the embassy", "en", "call the embassy", "04-05"),
        ("Tuesday call the embassy", "en", "call the embassy", "04-06"),
        ("report 2027-05-12 to ministry", "en", "report to ministry", "05-12"),
        ("report by 12 May", "en", "report", "05-12"),
        ("report tomorrow", "en", "report", "04-02"),
        ("report in 3 days", "en", "report", "04-04"),
        ("report in two weeks", "en", "report", "04-15"),
        ("tak til ESS senest fredag", "da", "tak til ESS", "04-02"),
        ("brev om 3 dage", "da", "brev", "04-04"),
        ("brev om en uge", "da", "brev", "04-08"),
        ("rapport i morgen", "da", "rapport", "04-02"),
        ("rapport 12. maj", "da", "rapport", "05-12"),
        ("Dank an ESS bis Freitag", "de", "Dank an ESS", "04-02"),
        ("Dank an ESS Fr", "de", "Dank an ESS", "04-02"),
        ("Bericht in 3 Tagen", "de", "Bericht", "04-04"),
        ("Bericht bis zum 12. Mai", "de", "Bericht", "05-12"),
        ("Bericht am 5.5.", "de", "Bericht", "05-05"),
    ],
)
def test_dates_are_read_in_three_languages(line: str, language: str, title: str, due: str) -> None:
    reading = read(line, language)
    assert reading.questions == ()
    assert (reading.title, reading.due_on) == (title, day(due))


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("report every month", "FREQ=MONTHLY"),
        ("report every 2 weeks", "FREQ=WEEKLY;INTERVAL=2"),
        ("report every other week", "FREQ=WEEKLY;INTERVAL=2"),
        ("report every quarter", "FREQ=MONTHLY;INTERVAL=3"),
        ("report every half year", "FREQ=MONTHLY;INTERVAL=6"),
        ("report yearly", "FREQ=YEARLY"),
        ("rapport hver måned", "FREQ=MONTHLY"),
        ("rapport hver anden uge", "FREQ=WEEKLY;INTERVAL=2"),
        ("rapport hvert år", "FREQ=YEARLY"),
        ("Bericht jeden Monat", "FREQ=MONTHLY"),
        ("Bericht alle zwei Wochen", "FREQ=WEEKLY;INTERVAL=2"),
        ("Bericht jährlich", "FREQ=YEARLY"),
        ("Bericht jedes halbe Jahr", "FREQ=MONTHLY;INTERVAL=6"),
    ],
)
def test_how_often_is_read(line: str, rule: str) -> None:
    reading = read(line)
    assert not reading.blocks
    assert reading.repeats == rule
    assert reading.title in ("report", "rapport", "Bericht")


def test_every_monday_begins_on_the_next_one_and_a_monthly_report_is_called_so() -> None:
    reading = read("call ministry every Monday")
    assert (reading.repeats, reading.due_on) == ("FREQ=WEEKLY", day("04-05"))
    assert read("monthly report to ministry fri").title == "monthly report to ministry"


@pytest.mark.parametrize(
    ("line", "anchor", "days"),
    [
        ("pack T-7", Anchor.ARRIVAL, -7),
        ("pack T−6 months", Anchor.ARRIVAL, -183),
        ("pack T-3m", Anchor.ARRIVAL, -91),
        ("letters T+2 weeks", Anchor.ARRIVAL, 14),
        ("letters end+14", Anchor.DEPARTURE, 14),
        ("breve slut+14", Anchor.DEPARTURE, 14),
        ("Briefe Ende+2 Wochen", Anchor.DEPARTURE, 14),
    ],
)
def test_lead_times_count_from_the_visit(line: str, anchor: Anchor, days: int) -> None:
    reading = read(line, visit=TRIP)
    assert not reading.blocks
    assert (reading.anchor, reading.due_days, reading.links) == (anchor, days, (TRIP,))
    asked = read(line).question
    assert asked is not None
    assert asked.kind is QuestionKind.NEEDS_VISIT
    assert read(asked.options[0].line).links == (TRIP,)


@pytest.mark.parametrize(
    ("line", "language", "kind"),
    [
        ("prepare Monday meeting", "en", QuestionKind.DATE_OR_TITLE),
        ("report thu", "en", QuestionKind.WHICH_DATE),
        ("report next friday", "en", QuestionKind.WHICH_DATE),
        ("report next week", "en", QuestionKind.WHICH_DATE),
        ("report by 1 March", "en", QuestionKind.WHICH_DATE),
        ("report by 3/4", "en", QuestionKind.WHICH_DATE),
        ("check version 2.1", "en", QuestionKind.DATE_OR_TITLE),
        ("report by 31 April", "en", QuestionKind.NO_SUCH_DATE),
        ("Tuesday report fri", "en", QuestionKind.MANY_DATES),
        ("report T+3 fri", "en", QuestionKind.MANY_DATES),
        ("report fri @Jens #JP-DK-2027 every month T+14", "en", QuestionKind.MANY_DATES),
        ("report every month every year", "en", QuestionKind.MANY_RULES),
        ("report @Eva", "en", QuestionKind.MANY_PEOPLE),
        ("report @Jens @Kim", "en", QuestionKind.TWICE),
        ("report #niels", "en", QuestionKind.MANY_RECORDS),
        ("report #1", "en", QuestionKind.NO_RECORD),
        ("report #JP-DK-2027 #SE-2027", "en", QuestionKind.TWICE),
        ("@Jens fri", "en", QuestionKind.NO_TITLE),
    ],
)
def test_what_is_open_is_asked_and_each_answer_settles_it(
    line: str, language: str, kind: QuestionKind
) -> None:
    reading = read(line, language)
    asked = next(one for one in reading.questions if one.kind is kind)
    assert question(asked).strip()
    if kind is not QuestionKind.NO_TITLE:
        assert asked.options
    for option in asked.options:
        assert answer(option, asked).strip()
        after = read(option.line, language)
        assert kind not in {one.kind for one in after.questions}, option
        if option.day is not None:
            assert after.due_on == option.day


def test_a_quoted_name_that_several_have_stays_text() -> None:
    reading = read('report @"Eva"')
    assert (reading.owner, reading.owner_id, reading.blocks) == ("Eva", None, False)
    assert read("report @Nobody").owner == "Nobody"
    assert read("report @me").owner == "Kim"
    assert read('report #"Niels Bohr Institute" #JP-DK-2027').links == (HOUSE, TRIP)


def test_marks_say_how_it_stands() -> None:
    reading = read('report !waiting:"the ministry" !them !decision !urgent')
    assert reading.waiting_for == "the ministry"
    assert (reading.side, reading.kind) == (Side.THEIRS, FollowUpKind.DECISION)
    assert reading.title == "report !urgent"
    assert read("rapport !venter", "da").status is FollowUpStatus.WAITING


def test_common_words_of_the_reader_stay_title() -> None:
    assert read("giv Eva fri", "da").title == "giv Eva fri"
    assert read("write to mar so do it").title == "write to mar so do it"
    assert read("Termin mit Mi klären", "de").title == "Termin mit Mi klären"
    assert read(r"prepare \Monday meeting").title == "prepare Monday meeting"
    assert read('send "fri report"').title == 'send "fri report"'
    assert read("book room 4.12 tomorrow").title == "book room 4.12"


_WORDS = st.sampled_from(
    "report thank-you ESS fri Friday every month week 2 12.5. 12 May by T+14 T-6 months @Eva @Jens"
    ' #niels #JP-DK-2027 #1 !waiting !them !x next in 3 days @ # ! \\fri "a b" i morgen senest bis'
    ' zum Freitag alle Wochen , ; - (x) 2027-05-12 end+3 monthly æøå 日曜 31.02. @"Eva Lund"'.split(
        " "
    )
)
_LINES = st.lists(_WORDS, max_size=9).map(" ".join) | st.text(max_size=40)


@given(line=_LINES, language=st.sampled_from(["en", "da", "de"]))
@example(line="a\\ b , c", language="en")
def test_the_title_keeps_every_word_that_was_not_read(line: str, language: str) -> None:
    reading = read(line, language)
    text = unicodedata.normalize("NFC", line)
    left = list(text)
    for start, end in reading.used:
        left[start:end] = " " * (end - start)
    words = [word.lstrip("\\") if word != "\\" else word for word in "".join(left).split()]
    title = reading.title.split()
    kept = [word for word in words if word.strip(",;")]
    assert [word.lstrip("\\") for word in title if word.strip(",;")] == kept
    assert question(reading.question) if reading.question else reads_as(reading) or not line.strip()


@given(line=_LINES)
def test_a_line_reads_the_same_twice_and_answers_are_read(line: str) -> None:
    reading = read(line)
    assert read(line) == reading
    for asked in reading.questions:
        for option in asked.options:
            assert read(option.line).line == option.line
