"""The quick-add line: what is read, what is asked, and that nothing typed is ever lost."""

from __future__ import annotations

import datetime as dt
import time
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from planner.domain.ids import GroupId, SiteId
from planner.domain.quick_add import (
    Choice,
    DoubtKind,
    QuickContext,
    QuickGroup,
    QuickSite,
    Reading,
    Way,
    read_line,
)

MONDAY = dt.date(2026, 11, 16)
CONTEXT = QuickContext(
    first_day=MONDAY,
    last_day=MONDAY + dt.timedelta(3),
    front=MONDAY,
    today=MONDAY - dt.timedelta(6),
    groups=(
        QuickGroup(id=GroupId("A"), letter="A", name="Science"),
        QuickGroup(id=GroupId("B"), letter="B", name="Policy"),
    ),
    sites=(
        QuickSite(
            id=SiteId("ess"),
            name="European Spallation Source",
            aliases=("ESS",),
            zone="Europe/Stockholm",
        ),
        QuickSite(
            id=SiteId("max"), name="MAX IV", aliases=("MAX IV Laboratory",), zone="Europe/Stockholm"
        ),
        QuickSite(id=SiteId("nbi"), name="Niels Bohr Institute, Blegdamsvej", aliases=("NBI",)),
        QuickSite(id=SiteId("nbb"), name="Niels Bohr Building", aliases=("Niels Bohr Bygningen",)),
        QuickSite(
            id=SiteId("tokyo"), name="University of Tokyo", aliases=("東京大学",), zone="Asia/Tokyo"
        ),
    ),
)


def read(line: str, **changed: object) -> Reading:
    return read_line(line, replace(CONTEXT, **changed) if changed else CONTEXT)  # type: ignore[arg-type]


def kinds(reading: Reading) -> list[DoubtKind]:
    return [doubt.kind for doubt in reading.doubts]


def clock(reading: Reading) -> str:
    """ "16 14:30-16:00" or nothing."""
    if reading.start is None or reading.end is None:
        return ""
    return f"{reading.start.local:%d %H:%M}-{reading.end.local:%H:%M}"


def take(reading: Reading, way: Way) -> Choice:
    assert reading.question is not None
    return next(choice for choice in reading.question.choices if choice.way is way)


def test_the_line_of_the_board_is_read_whole() -> None:
    reading = read("14:30-16 tour of ESS #A @ESS")

    assert clock(reading) == "16 14:30-16:00"
    assert (reading.title, reading.kind.value) == ("tour of ESS", "tour")
    assert (reading.site_id, reading.group_ids, reading.tentative) == ("ess", ("A",), False)
    assert not reading.doubts


def test_a_line_without_a_time_waits_among_the_unscheduled_with_all_its_words() -> None:
    reading = read("Science Village, east gate @ESS ?")

    assert (reading.start, reading.end) == (None, None)
    assert reading.title == "Science Village, east gate"
    assert reading.tentative
    assert not reading.blocks


def test_the_wall_time_is_that_of_the_place() -> None:
    reading = read("14:30 tour @東京大学")

    assert reading.start is not None
    assert reading.start.zone == "Asia/Tokyo"


def test_a_weekday_that_comes_twice_is_asked_about() -> None:
    reading = read("Mon 14:30 tour", last_day=MONDAY + dt.timedelta(9))

    assert kinds(reading) == [DoubtKind.WEEKDAY_TWICE]
    assert reading.start is None
    assert [choice.day for choice in reading.doubts[0].choices][:2] == [
        MONDAY,
        MONDAY + dt.timedelta(7),
    ]


def test_a_day_outside_the_visit_is_taken_only_when_it_is_meant() -> None:
    reading = read("25 Nov 14:30 tour")
    assert (kinds(reading), reading.start) == ([DoubtKind.OUTSIDE], None)

    meant = read(take(reading, Way.DAY).line)

    assert not meant.doubts
    assert clock(meant) == "25 14:30-15:30"


def test_without_a_day_in_front_the_day_is_asked_for() -> None:
    reading = read("14:30 tour", front=None)

    assert kinds(reading) == [DoubtKind.DAY_MISSING]
    assert [choice.day for choice in reading.doubts[0].choices] == list(CONTEXT.all_days)


def test_the_hour_that_the_clock_skips_is_asked_about() -> None:
    spring = {"first_day": dt.date(2027, 3, 28), "last_day": dt.date(2027, 3, 28), "front": None}
    reading = read("02:30-05:00 flight", **spring)

    assert (kinds(reading), reading.start) == ([DoubtKind.SKIPPED], None)
    assert [choice.line for choice in reading.doubts[0].choices] == [
        "03:30-05:00 flight",
        "01:30-05:00 flight",
    ]


def test_out_of_the_skipped_hour_an_entry_keeps_its_length() -> None:
    spring = {"first_day": dt.date(2027, 3, 28), "last_day": dt.date(2027, 3, 28), "front": None}
    for line, later, earlier in (
        ("02:30-03:30 talk", "03:30-04:30 talk", "01:30-03:30 talk"),
        ("02:15-03:00 talk", "03:15-04:00 talk", "01:15-03:00 talk"),
    ):
        reading = read(line, **spring)
        lines = [choice.line for choice in reading.doubts[0].choices]
        assert lines == [later, earlier]
        for one in lines:
            moved = read(one, **spring)
            assert not moved.blocks
            assert moved.start is not None
            assert moved.end is not None
            assert moved.end.instant - moved.start.instant >= dt.timedelta(minutes=45)


def test_the_hour_that_comes_twice_is_asked_about_and_the_answer_is_kept() -> None:
    autumn = {"first_day": dt.date(2026, 10, 25), "last_day": dt.date(2026, 10, 25), "front": None}
    reading = read("02:30 45 min flight", **autumn)
    assert (kinds(reading), reading.start) == ([DoubtKind.DOUBLED], None)

    first, second = (read(choice.line, **autumn) for choice in reading.doubts[0].choices)

    assert first.start is not None
    assert second.start is not None
    assert second.start.instant - first.start.instant == dt.timedelta(hours=1)
    assert not any(reading.blocks for reading in (first, second))


def test_a_length_is_real_time_over_the_change_of_the_clocks() -> None:
    reading = read(
        "01:30 2h flight", first_day=dt.date(2027, 3, 28), last_day=dt.date(2027, 3, 28), front=None
    )

    assert clock(reading) == "28 01:30-04:30"


def test_an_end_after_midnight_is_on_the_next_day_and_said() -> None:
    reading = read("22:15-07:40 flight")

    assert reading.start is not None
    assert reading.end is not None
    assert (reading.end.local - reading.start.local) == dt.timedelta(hours=9, minutes=25)
    assert (kinds(reading), reading.blocks) == ([DoubtKind.NEXT_DAY], False)
    assert not read("22-24 dance").doubts


def test_several_whole_days() -> None:
    reading = read("Mon-Wed all day conference")

    assert reading.all_day
    assert reading.start is not None
    assert reading.end is not None
    assert (reading.start.local.day, reading.end.local.day) == (16, 18)


def test_quotation_marks_and_backslashes_keep_words_for_the_title() -> None:
    quoted = read('14:30 Talk "Why 15:00 #C @home?" @ESS')
    escaped = read(r"14:30 Session \#3 on \Monday")

    assert quoted.title == 'Talk "Why 15:00 #C @home?"'
    assert quoted.site_id == "ess"
    assert escaped.title == "Session #3 on Monday"
    assert [quoted.doubts, escaped.doubts] == [(), ()]


def test_the_language_decides_only_what_words_of_several_languages_mean() -> None:
    assert read("14:30 Do Führung", language="de").doubts[0].kind is DoubtKind.DAY_OR_TITLE
    assert read("14:30 Do it together").title == "Do it together"
    assert clock(read("Do 14:30 Führung")) == "19 14:30-15:30"
    assert clock(read("9h réunion", language="fr")) == "16 09:00-10:00"


def test_of_several_places_the_one_in_the_programme_is_meant() -> None:
    first, *others = CONTEXT.sites
    known = (
        QuickSite(id=SiteId("hub"), name="Computing Hub", aliases=("ESS",)),
        replace(first, in_use=True),
        *others,
    )

    assert read("14:30 tour @ESS", sites=known).site_id == "ess"
    both = tuple(replace(site, in_use=True) for site in known)
    assert kinds(read("14:30 tour @ESS", sites=both)) == [DoubtKind.MANY_SITES]


def test_a_word_that_begins_two_groups_is_asked_about() -> None:
    groups = tuple(
        QuickGroup(id=GroupId(name), letter=str(number), name=name)
        for number, name in enumerate(["Physics", "Physiology"])
    )
    reading = read("14:30 tour #Phys", groups=groups)

    assert kinds(reading) == [DoubtKind.MANY_GROUPS]
    assert read(reading.doubts[0].choices[1].line, groups=groups).group_ids == ("Physiology",)


def test_reading_a_line_takes_far_less_than_a_millisecond() -> None:
    line = "Tue 4.30-5 lunch at the hotel with a rather long title @Grand Hotel #A #B ?"
    read(line)

    times = []
    for _repeat in range(5):
        begin = time.perf_counter()
        for _again in range(20):
            read_line(line, CONTEXT)
        times.append((time.perf_counter() - begin) / 20)

    assert min(times) < 0.001


def test_empty_lines_and_whole_texts_are_no_lines() -> None:
    assert read("  \t ").is_empty
    assert not read("").doubts
    long = read("14:30 " + "word " * 1000)
    assert long.start is None
    assert long.title.startswith("14:30 word")


@pytest.mark.parametrize("zone", ["", "Nowhere/Land"])
def test_a_zone_that_is_none_stops_nothing(zone: str) -> None:
    assert read("14:30 tour", zone=zone).start is not None


DAYS = st.integers(0, 3).flatmap(
    lambda number: st.sampled_from(
        [
            (number, form)
            for form in (
                f"2026-11-{16 + number}",
                f"{16 + number} Nov",
                f"{16 + number}.11.",
                f"{16 + number}/11",
                f"day {number + 1}",
                ("Mon", "Tue", "Wed", "Thu")[number],
                ("mandag", "tirsdag", "onsdag", "torsdag")[number],
                ("Mo", "Di", "Mi", "Do")[number],
                f"11月{16 + number}日",
            )
        ]
    )
)


def written(minutes: int) -> st.SearchStrategy[str]:
    hour, minute = divmod(minutes, 60)
    return st.sampled_from(
        [f"{hour:02d}:{minute:02d}", f"{hour:02d}.{minute:02d}", f"{hour:02d}{minute:02d}"]
    )


@given(
    day=DAYS,
    start=st.integers(0, 1439),
    length=st.integers(1, 720),
    title=st.sampled_from(["tour", "Room 4.12", "3 talks, 2 speakers", "見学", "Führung am Ring"]),
    data=st.data(),
)
def test_a_whole_line_is_read_as_it_was_written(
    day: tuple[int, str], start: int, length: int, title: str, data: st.DataObject
) -> None:
    number, form = day
    until = (start + length) % 1440
    begin = data.draw(written(start), label="start")
    end = data.draw(written(until), label="end")
    tail = data.draw(st.permutations(["#A", "?", "@ESS"]), label="marks")
    line = f"{form} {begin}-{end} {title} {' '.join(tail)}"

    reading = read(line)

    assert not reading.blocks, (line, reading.doubts)
    assert reading.start is not None
    assert reading.end is not None
    midnight = dt.datetime.combine(MONDAY + dt.timedelta(number), dt.time())
    assert reading.start.local == midnight + dt.timedelta(minutes=start)
    assert reading.end.local == midnight + dt.timedelta(minutes=start + length)
    assert (reading.title, reading.site_id, reading.group_ids, reading.tentative) == (
        title,
        "ess",
        ("A",),
        True,
    )


WORDS = st.sampled_from(
    "14:30 14.30 1430 9-10 4-5 2-3:30pm 24:00 25:99 kl. um at until from til bis Uhr 14 3 halb halv drei quarter to "
    "half past Mon man to on so Freitag 17.11 17/11 31.2. 2026-11-17 2026-11-25! day Tag 2 17 Nov 30 Feb May tomorrow "
    "#A #C #A,B #all @ESS @Niels @ @Grand Hotel ? ?? 45 min 1h30 ½ h 1,5h all day noon midnight - – tour lunch dinner of "
    '"a 14:30" \\#C \\ 午後2時半 月曜日 11月17日(火) 14時から 見学 １４：３０ 終日 02:30a +1 ( ) , !'.split()
)
LINES = st.one_of(
    st.text(max_size=60), st.lists(st.one_of(WORDS, st.text(max_size=6)), max_size=12).map(" ".join)
)
LANGUAGES = st.sampled_from(["en", "da", "de", "sv", "fr", "ja", ""])


def words_left(reading: Reading) -> list[str]:
    """The words of the line that no field took."""
    kept = list(reading.line)
    for start, end in reading.used:
        kept[start:end] = " " * (end - start)
    return "".join(kept).split()


@given(line=LINES, language=LANGUAGES)
@example(line="\\", language="en")
@example(line="İ 14:30 ﷺ", language="en")
@example(line="9999-12-31! 23:00-01:00 x", language="en")
def test_any_text_is_read_and_no_word_is_lost(line: str, language: str) -> None:
    reading = read(line, language=language)

    assert reading.line == (line if reading.is_empty else unicodedata.normalize("NFC", line))
    assert list(reading.used) == sorted(reading.used)
    for word in words_left(reading):
        bare = word.strip(" ,;:|·-–—〜～~\\()[]（）")
        assert bare in reading.title or bare.replace("\\", "") in reading.title.replace("\\", "")


@given(line=LINES, language=LANGUAGES, more=st.integers(0, 9))
def test_what_is_read_hangs_together(line: str, language: str, more: int) -> None:
    reading = read(line, language=language, last_day=MONDAY + dt.timedelta(more))

    assert (reading.start is None) == (reading.end is None)
    assert reading.all_day <= (reading.start is not None)
    assert not (reading.site_id and reading.place)
    if reading.start and reading.end and not reading.all_day:
        assert reading.end.instant > reading.start.instant
        assert reading.start.exists
        assert reading.start.local.second == 0
    if not reading.blocks and not reading.is_empty:
        assert reading.title


def settled(line: str, context: QuickContext, depth: int = 0) -> None:
    """Whatever is chosen, a few answers lead to a line without a question."""
    reading = read_line(line, context)
    question = reading.question
    if question is None:
        return
    assert depth < 9, line
    for choice in question.choices:
        assert choice.line.split() != line.split()
        if depth < 2 or choice is question.choices[0]:
            settled(choice.line, context, depth + 1)


@given(line=LINES, language=LANGUAGES, more=st.integers(0, 9))
def test_every_answer_brings_the_line_nearer_to_an_entry(
    line: str, language: str, more: int
) -> None:
    settled(line, replace(CONTEXT, language=language, last_day=MONDAY + dt.timedelta(more)))
