"""Material for papers about people: of the sample visits, and of delegations drawn by lot."""

from __future__ import annotations

import datetime as dt

from planner.documents.looks import Look
from planner.documents.material import Material
from planner.documents.speaking.wording import speech
from planner.domain.plan import Plan
from planner.domain.privacy import Profile
from planner.domain.recipients import Recipient
from planner.domain.redaction import redacted
from planner.services.planner import Planner

AT = dt.datetime(2027, 4, 1, 9, 30, tzinfo=dt.UTC)
SAMPLES = {"jp": "JP-DK-2027", "sh": "SH-JP-2027"}


def material(
    plan: Plan,
    *codes: str,
    profile: Profile = Profile.INTERNAL,
    recipient: Recipient | None = None,
    **more: object,
) -> Material:
    """As the services hand it over: the plan redacted for the reader."""
    return Material(
        plan=redacted(plan, profile, recipient),
        profile=profile,
        speech=speech(*(codes or ("en",))),
        look=Look(name="plain"),
        at=AT,
        today=AT.date(),
        recipient=recipient,
        **more,  # type: ignore[arg-type]
    )


def sample(planner: Planner, which: str) -> Plan:
    return planner.visits.plan(planner.visits.find(SAMPLES[which]).id)
