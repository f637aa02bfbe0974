"""Agreements as rows of a timeline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final

from planner.domain.agreement_bars import AgreementBar
from planner.domain.agreements import AgreementStatus
from planner.domain.renewal import OVER, RAN_OUT
from planner.domain.renewal_words import state_words
from planner.domain.times import UNKNOWN_DATE, PartialDate
from planner.ui.timeline.scene import Bar, Mark, MarkKind, Row, Scene, Tone, latest

TONES: Final = {
    AgreementStatus.IN_FORCE: Tone.GOOD,
    AgreementStatus.SIGNED: Tone.NORMAL,
    AgreementStatus.DRAFT: Tone.WARNING,
}


def agreement_scene(bars: Sequence[AgreementBar], today: dt.date, name: str) -> Scene:
    return Scene(name, tuple(agreement_row(one, today) for one in bars), today)


def agreement_row(one: AgreementBar, today: dt.date, name: str = "", icon: str = "") -> Row:
    """Over and draft agreements have a dashed outline; an open end reaches to the edge, and that of what
    is over to today.
    ``name`` is the id of the row where that is not the agreement's."""
    known = bool(one.start or one.expires_on)
    tone = Tone.LATE if one.state == RAN_OUT else TONES.get(one.status, Tone.OVER)
    bar = Bar(
        one.start,
        one.expires_on,
        tone,
        dashed=one.status is AgreementStatus.DRAFT,
        over_by=PartialDate(today.isoformat()) if one.status in OVER else UNKNOWN_DATE,
    )
    detail = ", ".join(filter(None, (one.parties, state_words(one.state or one.status))))
    key = name or one.id
    marks = tuple(_marks(one, today, key))
    return Row(key, one.title, bar if known else None, marks, detail, icon)


def _marks(one: AgreementBar, today: dt.date, key: str) -> Iterator[Mark]:
    over, day = one.status not in TONES, today.isoformat()
    if one.signed_on:
        yield Mark(f"{key}:signed", MarkKind.SIGNED, one.signed_on)
    for kind, on in ((MarkKind.REVIEW, one.review_on), (MarkKind.NOTICE, one.notice_on)):
        if not on:
            continue
        passed = latest(on) < day
        usual = Tone.WARNING if kind is MarkKind.NOTICE else Tone.NORMAL
        yield Mark(f"{key}:{kind.value}", kind, on, tone=Tone.OVER if over or passed else usual)
    if one.expires_on and one.renews_itself:
        yield Mark(f"{key}:renewal", MarkKind.RENEWAL, one.expires_on)
