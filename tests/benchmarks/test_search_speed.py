"""A keystroke over 100,000 people: all that a plain scan finds, the nearest first, within a frame."""

from __future__ import annotations

import random
import re
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from planner.domain.searching import ask
from planner.services.planner import Planner, open_planner
from planner.settings import Settings

QUERIES = 600
COMPARED = 6
"""Every sixth question is compared with a plain scan, which takes its time."""
FIRST_PAGE = 40
FRAME = 0.016
"""Seconds between two pictures of a screen."""


@pytest.fixture(scope="module")
def large(crowd_file: Path) -> Iterator[Planner]:
    planner = open_planner(str(crowd_file), Settings())
    yield planner
    planner.close()


def typed(planner: Planner) -> list[str]:
    """What people type, taken from who is there: beginnings, parts, other spellings, and nothing."""
    pick = random.Random(11)
    rows = planner._core.reader.rows(
        "SELECT p.family_name, p.given_name, p.native_name, p.reading, e.value, t.value, o.name"
        " FROM person p JOIN contact_point e ON e.person_id = p.id AND e.kind = 'email'"
        " JOIN contact_point t ON t.person_id = p.id AND t.kind = 'phone'"
        " JOIN position q ON q.person_id = p.id JOIN organisation o ON o.id = q.organisation_id"
        " ORDER BY p.id"
    )
    in_kanji = [row for row in rows if row[2]]

    def part(text: str, least: int = 1, most: int = 12) -> str:
        start = pick.randrange(max(1, len(text) - least))
        return text[start : start + pick.randint(least, most)]

    def one() -> str:
        family, given, _native, _reading, mail, phone, body = pick.choice(rows)
        native, reading = pick.choice(in_kanji)[2:4]
        kinds: list[Callable[[], str]] = [
            lambda: family[: pick.randint(1, 12)],
            lambda: given[: pick.randint(1, 12)],
            lambda: f"{given} {family[: pick.randint(1, 12)]}",
            lambda: f"{family[:4]} {given[:3]}",
            lambda: part(mail, 2),
            lambda: mail,
            lambda: mail.split("@")[1][: pick.randint(1, 12)],
            lambda: part(phone[1:], 2, 8),
            lambda: f"00{phone[1:]}",
            lambda: re.sub("(..)", r"\1 ", phone[3:]),
            lambda: part(native.replace(" ", ""), 1, 4),
            lambda: part(native, 1, 4),
            lambda: part(reading.replace(" ", ""), 1, 5),
            lambda: "".join(chr(ord(sign) + 0x60) if sign > "ぁ" else sign for sign in reading),
            lambda: family.lower().translate(
                {ord("ø"): "oe", ord("ö"): "oe", ord("ü"): "ue", ord("å"): "aa", ord("ß"): "ss"}
            )[: pick.randint(2, 12)],
            lambda: family.translate({ord("ø"): "o", ord("Å"): "A", ord("ł"): "l", ord("ü"): "u"}),
            lambda: body[: pick.randint(1, 12)],
            lambda: f"{body.split()[-2][:5]} {family[:3]}",
            lambda: family[::-1],
        ]
        return pick.choice(kinds)()

    return [one() for _ in range(QUERIES)]


def right(texts: dict[str, str], question: str, answer: list[str]) -> bool:
    """Whether the answer is of what a plain scan finds, complete, and nothing nearer was left out."""
    asked = ask(question)
    near = {
        key: nearness
        for key, text in texts.items()
        if (nearness := asked.nearness(text)) is not None
    }
    nearest = sorted(near.values())[:FIRST_PAGE]
    return [near.get(key) for key in answer] == nearest and len(set(answer)) == len(answer)


@pytest.mark.benchmark
def test_a_keystroke_finds_all_that_a_scan_finds_the_nearest_first_within_a_frame(
    large: Planner, capsys: pytest.CaptureFixture[str]
) -> None:
    reader = large._core.reader
    texts = dict(reader.rows("SELECT id, folded FROM search_entry"))
    questions = typed(large)
    ids = list(texts)
    took: list[float] = []
    floor: list[float] = []
    answers: list[list[str]] = []
    for number, question in enumerate(questions):
        began = time.perf_counter()
        hits = large.search(question, FIRST_PAGE)
        took.append(time.perf_counter() - began)
        answers.append([hit.id for hit in hits])
        key = ids[number * 97 % len(ids)]
        began = time.perf_counter()
        reader.rows("SELECT title FROM search_entry WHERE id = :id", {"id": key})
        floor.append(time.perf_counter() - began)

    compared = range(0, QUERIES, COMPARED)
    began = time.perf_counter()
    wrong = [questions[n] for n in compared if not right(texts, questions[n], answers[n])]
    scanned = (time.perf_counter() - began) / len(compared)

    p99 = statistics.quantiles(took, n=100)[98]
    base = statistics.median(floor)
    with capsys.disabled():
        print(
            f"\nsearch of {len(texts):,} entries, {len(questions)} questions: median"
            f" {statistics.median(took) * 1e3:.2f} ms, p99 {p99 * 1e3:.2f} ms, longest"
            f" {max(took) * 1e3:.2f} ms ({questions[took.index(max(took))]!r});"
            f" p99 is {p99 / base:.0f} × one row by its key ({base * 1e6:.0f} µs),"
            f" a plain scan takes {scanned * 1e3:.0f} ms"
        )
    assert wrong == []
    assert p99 <= FRAME
