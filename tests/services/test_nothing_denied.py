"""A search for every denied value in the bytes of everything that leaves, packed parts included.

Every text of a visit is made a word that stands nowhere else; GRANTS say who may read which. A new
paper is searched as soon as it stands among the PAPERS.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import email
import email.policy
import io
import os
import re
import typing
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import pypdf
import pytest

from delegations import delegation, frozen, later, others
from everything_out import OFFICE, READER, papers
from planner.domain.followups import FollowUp
from planner.domain.grants import _OWN, GRANTS
from planner.domain.handouts import Addressing
from planner.domain.ids import RecordId, VisitId
from planner.domain.itinerary import Item, ItemStatus
from planner.domain.people import ContactKind, ContactPoint
from planner.domain.plan import Plan
from planner.domain.privacy import Profile
from planner.domain.recipients import Recipient, RecipientKind, recipients
from planner.domain.visit_files import VisitFile
from planner.domain.visit_records import VisitState
from planner.domain.words import Word
from planner.interchange import visit_file
from planner.interchange.mail_writer import Attachment, Draft, write_draft
from planner.services.occasions import FORMATS, Setting
from planner.services.papers import PAPERS
from planner.services.planner import Planner
from services.test_sending import SECRET, Trip

OUTSIDE = [profile for profile in Profile if profile is not Profile.INTERNAL]
SEEDS = (5, 13, 21) if os.environ.get("HYPOTHESIS_PROFILE") == "wide" else (5, 21)
"""The largest visit takes as long as all others: it is searched when new examples are looked for."""
_NOT_WORDS = ("zone", "country", "languages", "language", "normal", "email")


@dataclass
class Marked:
    """The plan with a word of its own in each text, and where each word stands."""

    plan: Plan
    where: dict[str, tuple[type[Word], str, str]] = field(default_factory=dict)

    def word(self, kind: type[Word], name: str, key: str) -> str:
        made = f"zq{len(self.where):05}x"
        self.where[made] = (kind, name, key)
        return made

    def denied(self, profile: Profile) -> dict[bytes, str]:
        """What nobody of this profile may read, whoever it is."""
        hidden = {
            item.id
            for item in self.plan.items
            if not item.is_public
            or item.status in (ItemStatus.CANCELLED, ItemStatus.IDEA)
            or not item.is_scheduled
        }
        found = {}
        for word, (kind, name, key) in self.where.items():
            granted = profile in GRANTS[kind][name] or name in _OWN.get(kind, ())
            if not granted or (kind is Item and key in hidden):
                found[word.encode()] = f"{kind.__name__}.{name}"
        return found


def marked(seed: int) -> Marked:
    plan = delegation(seed)
    made = Marked(plan)
    parts: dict[str, Any] = {}
    for part in dataclasses.fields(Plan):
        value = getattr(plan, part.name)
        if isinstance(value, Word):
            parts[part.name] = spelled(made, value)
        elif isinstance(value, tuple) and value and isinstance(value[0], Word):
            parts[part.name] = tuple(spelled(made, each) for each in value)
    made.plan = dataclasses.replace(plan, **parts)
    return made


def spelled(made: Marked, word: Word) -> Word:
    kind = type(word)
    hints = typing.get_type_hints(kind)
    values: dict[str, Any] = {}
    for each in dataclasses.fields(kind):
        if hints[each.name] is str and not any(end in each.name for end in _NOT_WORDS):
            values[each.name] = made.word(kind, each.name, word.id)
    if isinstance(word, ContactPoint) and word.kind is ContactKind.EMAIL:
        values["value"] += "@example.org"
    return dataclasses.replace(word, **values)


@lru_cache(maxsize=64)
def opened(content: bytes) -> tuple[bytes, ...]:
    """The bytes as they are, and everything that is packed in them, however deep.

    Kept for a while: each paper comes once more as what a mail carries.
    """
    return tuple(_opened(content))


def _opened(content: bytes) -> Iterator[bytes]:
    yield content
    yield content.replace(b"\r\n ", b"")
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            for name in parts.namelist():
                yield name.encode()
                yield from opened(parts.read(name))
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.S):
        yield from inflated(stream)
    if content.startswith(b"%PDF"):
        yield from read_aloud(content)
    if content.startswith(b'{"file"'):
        yield from inflated(content.partition(b"\n")[2])
    if content.startswith(b"X-Unsent"):
        mail = email.message_from_bytes(content, policy=email.policy.default)
        yield "\n".join(f"{name}: {text}" for name, text in mail.items()).encode()
        for part in mail.walk():
            if not part.is_multipart():
                yield from opened(part.get_payload(decode=True))  # type: ignore[arg-type]


def read_aloud(content: bytes) -> Iterator[bytes]:
    """What a reader finds in a PDF, whose streams hold numbers of glyphs in place of letters."""
    pdf = pypdf.PdfReader(io.BytesIO(content))
    for page in pdf.pages:
        yield "".join(page.extract_text().split()).encode()
    yield repr(pdf.metadata).encode()
    yield repr(pdf.outline).encode()
    yield pdf.trailer["/Root"]["/Metadata"].get_data()


def inflated(data: bytes) -> Iterator[bytes]:
    try:
        yield zlib.decompress(data)
    except zlib.error:
        return


def found_in(content: bytes, denied: dict[bytes, str]) -> set[str]:
    """By field; words are looked for in capitals and in UTF-16, too."""
    whole = [each.lower() for each in opened(content)]
    whole += [each.replace(b"\0", b"") for each in whole if b"z\0q\0" in each]
    words = {word for each in whole for word in re.findall(rb"zq\d{5}x", each)}
    return {denied[word] for word in words if word in denied}


def audience(plan: Plan, profile: Profile) -> list[Recipient]:
    """One of each kind, all as this profile, and somebody by hand."""
    kinds = {one.kind: one for one in recipients(plan, others(plan))}
    added = Addressing(
        id=RecordId("a"), visit_id=VisitId(plan.visit.id), kind=RecipientKind.OTHER, name="Somebody"
    )
    return [
        dataclasses.replace(one, profile=profile)
        for one in (*kinds.values(), *recipients(plan, [added])[-1:])
    ]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("profile", OUTSIDE)
def test_no_paper_has_a_denied_value_in_any_of_its_bytes(profile: Profile, seed: int) -> None:
    made = marked(seed)
    first, second = frozen(made.plan, later(made.plan, seed))
    made.plan = second
    denied = made.denied(profile)
    assert len(denied) > 60
    searched: set[str] = set()
    for one in audience(second, profile):
        own = f"{one.name} {one.email}".encode()  # no secret to the one who bears it
        theirs = {word: where for word, where in denied.items() if word not in own}
        for out in papers(second, one, tuple(PAPERS), first):
            searched.add(out.kind)
            draft = Draft(
                subject="Papers", text="", to=READER, sender=OFFICE,
                attachments=[Attachment(name=out.name, content=out.content)],
            )  # fmt: skip
            for content in (out.content, out.name.encode(), write_draft(draft)):
                # A cancellation tells of the entry that the recipient had in the version before.
                gone = out.paper is not None and str(out.paper.method) == "CANCEL"
                found = found_in(content, theirs)
                assert {each for each in found if not (gone and each.startswith("Item."))} == set()

    assert searched >= {"calendar", "visit"} or profile in (Profile.PRESS, Profile.DRIVERS)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("profile", OUTSIDE)
def test_no_visit_file_has_a_denied_value_when_it_is_unpacked(profile: Profile, seed: int) -> None:
    made = marked(seed)
    follow_up = FollowUp(id=RecordId("f"), visit_id=VisitId(made.plan.visit.id), title=SECRET)  # type: ignore[arg-type]
    state = VisitState(made.plan, (follow_up,)).shown(profile)
    content = visit_file.written(
        VisitFile(
            copy_id="c", made_at=dt.datetime(2027, 4, 1), author="Eva", other="Partner", profile=profile,
            state=state,
        )
    )  # fmt: skip

    assert found_in(content, made.denied(profile)) == set()
    assert not any(SECRET.encode() in each for each in opened(content))
    assert any(b"zq" in each for each in opened(content)[2:]), "it was unpacked"


@pytest.mark.parametrize("profile", OUTSIDE)
def test_drafts_and_visit_files_of_the_library_have_no_secret(
    planner: Planner, tmp_path: Path, profile: Profile
) -> None:
    trip = Trip(planner)
    planner.briefs.note(trip.id, objective=SECRET, usable=SECRET, not_disclosed=SECRET)
    for one in planner.visits.plan(trip.id).people:
        planner.biographies.write(one.id, "en", "A life in research.", source=SECRET)
    package = trip.look(
        papers=tuple(PAPERS), profile=profile, setting=Setting(formats=tuple(FORMATS))
    )
    sent = [
        *(planner.sending.drafts(package, tmp_path).files if package.parcels else ()),
        tmp_path / "a.planner-visit",
    ]
    planner.visit_files.give(trip.id, sent[-1], "Partner", profile=profile)

    for path in sent:
        assert not any(SECRET.encode() in each for each in opened(path.read_bytes())), path.name


def test_the_search_finds_what_is_there() -> None:
    """It would pass by seeing nothing: what the office gets holds nearly everything."""
    made = marked(SEEDS[0])
    (plan,) = frozen(made.plan)
    everything = {
        word.encode(): f"{kind.__name__}.{name}" for word, (kind, name, _key) in made.where.items()
    }
    colleague = audience(plan, Profile.INTERNAL)[-1]
    seen = {
        each
        for out in papers(plan, colleague, tuple(PAPERS))
        for each in found_in(out.content, everything)
    }

    assert seen >= {
        "Item.title",
        "Item.public_text",
        "Delegate.payer",
        "Delegate.notes",
        "Person.family_name",
    }
