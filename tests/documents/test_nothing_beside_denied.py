"""Every text beside the plan is a word of its own; no paper for anybody outside holds one denied."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Any

import pytest

from documents.office_papers import CODES, everybody, of_sample, text_of
from planner.documents.kinds import DOCUMENTS
from planner.domain.agreements import Agreement, Amendment
from planner.domain.biographies import Biography
from planner.domain.briefs import Brief
from planner.domain.followups import FollowUp
from planner.domain.gifts import Gift
from planner.domain.ids import AgreementId, FollowUpId, RecordId, new_id
from planner.domain.outcomes import Cost, MediaMention, Outcome
from planner.domain.plan import Plan
from planner.domain.privacy import Profile
from planner.domain.recipients import Recipient
from planner.domain.sites import CountryFact
from planner.domain.visits import Need, NeedKind, VisitAgreement
from planner.services.planner import Planner
from services.test_merging import put

OUTSIDE = [profile for profile in Profile if profile is not Profile.INTERNAL]
MAY_READ = {
    "need": {Profile.HOSTS, Profile.SITES},
    "biography": {Profile.HOSTS},
}
"""Of the kinds of word, those that somebody outside may find on paper."""


def fill(sample: Planner, plan: Plan) -> None:
    """Words "zqneedx12" and the like in every text."""

    def word(kind: str) -> str:
        return f"zq{kind}x{new_id()[:6]}"

    def key() -> Any:
        return new_id()

    records: list[Any] = []
    frame = Agreement(
        id=AgreementId(key()), title=word("agreement"), text=word("agreement"), notes=word("note")
    )
    records += [
        frame,
        VisitAgreement(id=RecordId(key()), visit_id=plan.visit.id, agreement_id=frame.id),
        Amendment(id=RecordId(key()), agreement_id=frame.id, title=word("amendment")),
        FollowUp(id=FollowUpId(key()), title=word("followup"), visit_id=plan.visit.id),
        CountryFact(id=RecordId(key()), country="JP", text=word("fact"), as_of=dt.date(2027, 1, 1)),
    ]
    own: dict[str, Any] = {"visit_id": plan.visit.id}
    records += [
        Outcome(id=RecordId(key()), text=word("outcome"), **own),
        Gift(
            id=RecordId(key()),
            description=word("gift"),
            decision=word("gift"),
            kept_by=word("gift"),
            **own,
        ),
        Cost(id=RecordId(key()), description="-", payer=word("payer"), **own),
        MediaMention(id=RecordId(key()), medium=word("media"), title=word("media"), **own),
    ]
    for item_id in (None, *(item.id for item in plan.scheduled)):
        texts = {
            name: word("brief")
            for name in ("title", "objective", "points", "usable", "not_disclosed", "department")
        }
        records.append(Brief(id=RecordId(key()), visit_id=plan.visit.id, item_id=item_id, **texts))
    for person in plan.people:
        records.append(
            Biography(
                id=RecordId(key()),
                person_id=person.id,
                text=word("biography"),
                source=word("source"),
            )
        )
    for head in plan.delegates:
        records.append(
            Need(id=RecordId(key()), delegate_id=head.id, kind=NeedKind.DIET, text=word("need"))
        )
    put(sample, *records)


def readers(plan: Plan, profile: Profile) -> list[Recipient | None]:
    """Nobody in particular, and one of each kind with the profile."""
    found: dict[object, Recipient | None] = {None: None}
    for one in everybody(plan):
        found.setdefault(one.kind, replace(one, profile=profile))
    return list(found.values())


@pytest.mark.parametrize("which", ["jp", "sh"])
def test_no_denied_word_is_on_any_paper(sample: Planner, which: str) -> None:
    visit = sample.visits.find(CODES[which])
    assert visit is not None
    plan = sample.visits.plan(visit.id)
    fill(sample, plan)
    found: set[tuple[str, str, Profile]] = set()
    for name, kind in DOCUMENTS.items():
        for profile in OUTSIDE:
            if profile not in kind.profiles:
                continue
            for one in readers(plan, profile):
                made = kind.make(
                    of_sample(
                        sample,
                        which,
                        profile=profile,
                        recipient=one,
                        own=kind.own,
                        named_needs=True,
                    )
                )
                told = text_of(made) if made else ""
                found |= {(name, said, profile) for said in re.findall(r"zq(\w+?)x", told)}
    denied = {each for each in found if each[2] not in MAY_READ.get(each[1], set())}
    assert not denied
    assert ("caterer-sheet", "need", Profile.SITES) in found


def test_the_office_finds_every_one_of_these_words(sample: Planner) -> None:
    visit = sample.visits.find(CODES["jp"])
    assert visit is not None
    fill(sample, sample.visits.plan(visit.id))
    found: set[str] = set()
    for name in ("briefing-book", "caterer-sheet", "visit-report"):
        made = DOCUMENTS[name].make(of_sample(sample, "jp", named_needs=True))
        assert made is not None
        found |= set(re.findall(r"zq(\w+?)x", text_of(made)))
    assert found == {
        *("agreement", "note", "amendment", "followup", "fact", "brief"),
        *("biography", "source", "need"),
        *("outcome", "gift", "payer", "media"),
    }
