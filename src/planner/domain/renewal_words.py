"""Steps, states and partial dates of agreements in words, in the reader's language."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import Final

from planner.domain.agreement_register import STATES
from planner.domain.renewal import ASKED, EXPIRING, RAN_OUT, STAYING, STEPS, Step, StepKind
from planner.domain.times import PartialDate
from planner.i18n import LANGUAGES, N_, _, inside, language, ngettext, plain_day

SOON: Final = 100
"""Days up to which the days that are left are told, too."""
SHORT: Final = {
    StepKind.SIGN: N_("signing"),
    StepKind.START: N_("decide"),
    StepKind.NOTICE: N_("notice"),
    StepKind.MISSED: N_("notice missed"),
    StepKind.REVIEW: N_("review"),
    StepKind.RENEWAL: N_("renews"),
    StepKind.EXPIRY: N_("ends"),
}
PRESSING: Final = frozenset({StepKind.NOTICE, StepKind.EXPIRY})


def partial_words(value: PartialDate) -> str:
    """ "26 Oct 2023"; a month or a year alone as it is kept, "2023-10"."""
    return plain_day(dt.date.fromisoformat(value)) if len(value) == len("2023-10-26") else value


def state_words(state: str) -> str:
    return _(STATES[state])


def step_words(step: Step, today: dt.date) -> str:
    """ "last day of notice 30 Jun 2027, 41 days left"."""
    text = _("{step} {date}").format(step=inside(_(STEPS[step.kind])), date=partial_words(step.on))
    left = step.days_left(today)
    if step.kind is StepKind.MISSED:
        return _("{step}: {consequence}").format(step=text, consequence=missed_words(step))
    if late := step.days_late(today):
        if step.kind is StepKind.EXPIRY:
            return _("{step}, over").format(step=text)
        return ngettext("{step}, {count} day late", "{step}, {count} days late", late, step=text)
    if left is None or left > SOON:
        return text
    days = ngettext("{count} day left", "{count} days left", left)
    return f"{text}, {days}"


def missed_words(step: Step) -> str:
    """What follows where nobody gave notice in time: "it will renew for 24 months"."""
    if step.months is None:
        return _("it will end")
    if not step.months:
        return _("it will renew itself")
    return ngettext(
        "it will renew for {count} month", "it will renew for {count} months", step.months
    )


def step_in_short(step: Step, today: dt.date, then: Step | None = None) -> str:
    """ "notice in 41 days", "review 12 Oct 2028", "decide: 12 days late, notice in 3 days": for a column.
    ``then`` is what comes after what is late, and is said where it is near."""
    name, left, late = _(SHORT[step.kind]), step.days_left(today), step.days_late(today)
    if late and step.kind not in (StepKind.EXPIRY, StepKind.MISSED):
        text = ngettext("{step}: {count} day late", "{step}: {count} days late", late, step=name)
        near = then is not None and (then.first - today).days <= SOON
        return f"{text}, {step_in_short(then, today)}" if then is not None and near else text
    if left is None or not 0 <= left <= SOON:
        return _("{step} {date}").format(step=name, date=partial_words(step.on))
    return ngettext("{step} in {count} day", "{step} in {count} days", left, step=name)


def step_tone(step: Step | None, today: dt.date) -> str | None:
    """The token of the theme in which a step is written: what presses stands out."""
    if step is None:
        return None
    if step.is_late(today):
        return "danger"
    near = (step.first - today).days <= SOON
    return "warn" if near and step.kind in PRESSING else None


STATE_TONES: Final = {
    "in force": "ok",
    "signed": "ok",
    EXPIRING: "warn",
    RAN_OUT: "danger",
    "expired": "text2",
    "ended": "text2",
    "superseded": "text2",
}


def asked_by(title: str) -> StepKind | None:
    """Which step a follow-up asks for, by its title in any language of the window; None of others."""
    return next((kind for kind, form in _asked() if form.fullmatch(title.strip())), None)


@cache
def _asked() -> tuple[tuple[StepKind, re.Pattern[str]], ...]:
    return tuple(
        (kind, re.compile(re.escape(language(code)(ASKED[kind])).replace(r"\{name\}", ".*")))
        for kind in sorted(STAYING)
        for code in LANGUAGES
    )
