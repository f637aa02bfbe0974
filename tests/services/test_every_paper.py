"""All papers of visits drawn by lot: every calendar, card and sheet passes the rules of its readers.

``PLANNER_DELEGATIONS=300`` draws so many.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import zipfile
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from delegations import delegation, frozen, later, others
from everything_out import Out, of_seed, papers, people
from interchange.calendar_lint import Block, read
from interchange.linting import KIT, findings, findings_between
from planner.domain.plan import Plan
from planner.domain.privacy import Profile
from planner.domain.recipients import recipients
from planner.domain.times import zone
from planner.services.papers import PAPERS
from planner.services.planner import Planner
from planner.services.sending import SendRequest

SEEDS = range(40, 40 + int(os.environ.get("PLANNER_DELEGATIONS", "10")))

needs_linters = pytest.mark.skipif(KIT is None, reason="the linters are not beside the project")


@cache
def made_of(seed: int) -> tuple[Out, ...]:
    """Made once for all who only read them."""
    return tuple(of_seed(seed))


def judged(out: Out, folder: Path) -> list[str]:
    path = folder / f"out.{out.name.rpartition('.')[2]}"
    path.write_bytes(out.content)
    return [f"{out.name}: {one}" for one in findings(path)]


@needs_linters
@pytest.mark.parametrize("seed", SEEDS)
def test_no_linter_finds_anything_in_any_paper(seed: int, tmp_path: Path) -> None:
    made = made_of(seed)

    assert len(made) > 20
    assert [finding for out in made for finding in judged(out, tmp_path)] == []


@needs_linters
@pytest.mark.parametrize("seed", SEEDS)
def test_numbers_and_stamps_rise_from_release_to_release(seed: int, tmp_path: Path) -> None:
    first, second = frozen(delegation(seed), later(delegation(seed), seed + 10_000))
    for one in recipients(second, others(second)):
        calendars = [list(papers(plan, one, ("calendar",))) for plan in (first, second)]
        if not all(calendars):
            continue
        paths = [tmp_path / "old.ics", tmp_path / "new.ics"]
        for path, (out,) in zip(paths, calendars, strict=True):
            path.write_bytes(out.content)
        found = findings_between(*paths)
        # Two lists of entries may have nothing in common: L25 of the file.
        assert [each for each in found if "L25" in each and "no UID in common" not in each] == []


@pytest.mark.parametrize("seed", SEEDS)
def test_calendars_have_the_moments_of_the_plan_and_sheets_no_formula(seed: int) -> None:
    kinds = set()
    for out in made_of(seed):
        kinds.add(out.name.rpartition(".")[2])
        if out.name.endswith(".ics"):
            assert_moments(out)
        elif out.name.endswith(".xlsx"):
            assert_plain(out.content)
        elif out.name.endswith(".vcf"):
            lines = out.content.split(b"\r\n")
            assert lines.count(b"BEGIN:VCARD") == lines.count(b"END:VCARD") > 0
            assert max(map(len, lines)) <= 75
        elif out.name.endswith(".docx"):
            assert_inert(out.content)
        elif out.name.endswith(".pdf"):
            assert out.content.startswith(b"%PDF")
            assert out.content.rstrip().endswith(b"%%EOF")

    assert kinds == {"ics", "xlsx", "vcf", "csv", "pdf", "docx"}


def assert_moments(out: Out) -> None:
    calendar = read(out.content)
    items = {f"{item.id}@planner": item for item in out.plan.items} if out.plan else {}
    for event in calendar.all("VEVENT"):
        item = items.get(event.value("UID"))
        if item is None:
            assert calendar.value("METHOD") == "CANCEL"
            continue
        assert event.text("SUMMARY").startswith(" ".join(item.title.split())[:20])
        ends = [moment(event, name) for name in ("DTSTART", "DTEND")]
        if item.all_day:
            assert item.start_local
            assert item.end_local
            days = [item.start_local.date(), item.end_local.date() + dt.timedelta(1)]
            assert ends == [f"{day:%Y%m%d}" for day in days]
        else:
            span = item.span
            assert ends == [f"{end.instant:%Y%m%dT%H%M%SZ}" for end in (span.start, span.end)]


def moment(event: Block, name: str) -> str:
    """In UTC by the zone that stands there; never a time that the clock shows twice or not at all."""
    line = event.get(name)
    if "TZID" not in line.parameters:
        return line.value
    there = zone(line.parameters["TZID"])
    local = dt.datetime.strptime(line.value, "%Y%m%dT%H%M%S").replace(tzinfo=there)
    assert local.utcoffset() == local.replace(fold=1).utcoffset()
    return f"{local.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def assert_plain(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            assert not re.search(rb"<f[ >]|<!DOCTYPE|externalLink|vbaProject", parts.read(name))
    for table in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
        assert not any(cell.data_type in "fe" for row in table.iter_rows() for cell in row)


def assert_inert(content: bytes) -> None:
    """No field but page numbers, nothing fetched from elsewhere, no program."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            part = parts.read(name)
            assert not re.search(rb'<!DOCTYPE|TargetMode="External"|vbaProject|altChunk', part), (
                name
            )
            fields = re.findall(rb"<w:instrText[^>]*>([^<]*)<|w:instr=\"([^\"]*)\"", part)
            assert {one.strip() for pair in fields for one in pair if one} <= {b"PAGE", b"NUMPAGES"}


@needs_linters
@pytest.mark.parametrize("profile", [Profile.INTERNAL, Profile.DELEGATES, Profile.SITES])
def test_no_linter_finds_anything_in_the_samples(
    sample: Planner, tmp_path: Path, profile: Profile
) -> None:
    sample.settings.chosen["email"] = "visits@example.dk"
    names = []
    for line in sample.visits.page(0, 10):
        sample.releases.release(line.id)
        request = SendRequest(
            visit_id=line.id,
            papers=tuple(PAPERS),
            profile=profile,
            recipients=some(sample, line.id),
        )
        for parcel in sample.sending.look(request).parcels:
            for paper in (*parcel.papers, *(update for update, _letter in parcel.updates)):
                out = Out(paper.name, paper.content, paper.kind, profile)
                names.append(paper.kind)
                assert judged(out, tmp_path) == []
        plan: Plan = sample.visits.plan(line.id)
        assert [one for out in people(plan) for one in judged(out, tmp_path)] == []

    assert {"calendar", "visit", "contacts", "programme"} & set(names)


def some(sample: Planner, visit: object) -> tuple[str, ...]:
    """Two recipients of different kinds."""
    found = {one.recipient.kind: one.recipient.key for one in sample.sending.recipients(visit)}  # type: ignore[arg-type]
    return tuple(found.values())[:2]
