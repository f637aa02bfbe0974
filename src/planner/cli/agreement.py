"""``planner agreement list | show | radar``: the register, one agreement, what is due or quiet."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Sequence
from typing import Any

from planner.cli import shapes
from planner.cli.answering import Answer
from planner.cli.list_asking import day_of
from planner.cli.opening import opened
from planner.cli.organisation import meant as house
from planner.domain.agreement_register import (
    REGISTER,
    SWITCHES,
    AgreementFilters,
    RegisterLine,
)
from planner.domain.agreements import AGREEMENT_KINDS, AgreementKind
from planner.domain.ids import AgreementId
from planner.domain.renewal_words import partial_words, state_words, step_words
from planner.domain.words import plain
from planner.errors import NotFound
from planner.i18n import _
from planner.phrases import sentence
from planner.services.agreement_list import AgreementQuery
from planner.services.planner import Planner


def list_(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        reading = planner.agreements_list()
        reading.show(AgreementQuery(filters=_filters(planner, options), sort=options.sort))
        reading.count()
        _tell(planner, answer, "agreements", reading.page(options.offset, options.limit))
    return 0


def radar(options: argparse.Namespace, answer: Answer) -> int:
    """What is due within a year, then what had no activity for long."""
    with opened(options) as planner:
        reading = planner.agreements_list()
        due, quiet = reading.due(), reading.quiet()
        if answer.as_json:
            today = planner.today()
            answer.data(
                "radar",
                {
                    "due": [_line(line, today) for line in due],
                    "quiet": [_line(line, today) for line in quiet],
                },
            )
            return 0
        answer.say(_("Due within twelve months"))
        _tell(planner, answer, "due", due)
        answer.say("")
        answer.say(_("No activity for long"))
        answer.table(
            (_("No."), _("Title"), _("Parties"), _("Last activity")),
            [
                (
                    line.agreement.number,
                    line.agreement.title,
                    _parties(line),
                    line.active_on or "–",
                )
                for line in quiet
            ],
        )
    return 0


def show(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        tell_one(planner, answer, meant(planner, options.agreement))
    return 0


def tell_one(planner: Planner, answer: Answer, key: AgreementId) -> None:
    """One agreement with all that is known of it, and what its dates ask for."""
    card, steps = planner.agreements.card(key), planner.agreements.steps(key)
    findings = planner.agreements.contradictions(key)
    if answer.as_json:
        more = {
            "steps": [{"kind": step.kind.value, "on": step.on} for step in steps],
            "findings": [{"kind": one.kind, "text": sentence(one)} for one in findings],
        }
        answer.data("agreement", shapes.agreement(card) | more)
        return
    one, ties, today = card.agreement, card.ties, planner.today()
    line = planner.agreements_list().lines([key])[0]
    answer.say(f"{one.number} {one.title}".strip())
    signs = [
        " – ".join(filter(None, (name, party.signatory_name, party.signatory_title)))
        for party, name in card.parties
    ]
    rows = [
        (_("Kind"), _(AGREEMENT_KINDS[one.kind])),
        (_("Status"), state_words(line.state)),
        (_("Parties"), "; ".join(signs)),
        (_("Signed"), partial_words(one.signed_on)),
        (_("In force since"), partial_words(one.in_force_on)),
        (_("Ends"), partial_words(line.ends_on)),
        (_("Next step"), "; ".join(step_words(step, today) for step in steps)),
        (_("Themes"), ", ".join(card.themes)),
        (_("Language versions"), ", ".join(text.language or text.title for text in card.texts)),
        (_("Amendments"), "; ".join(filter(None, (one.title for one in card.amendments)))),
        (_("Belongs under"), ties.parent.title if ties.parent else ""),
        (_("Supersedes"), ties.supersedes.title if ties.supersedes else ""),
        (_("supersedes this one"), "; ".join(other.title for other in ties.superseded_by)),
        (_("signed at the same visit"), "; ".join(other.title for other in ties.beside)),
        (_("Visits"), "; ".join(title for _key, title in card.visits)),
        (_("Funding programmes"), "; ".join(other.title for other in ties.programmes)),
        (_("Follow-ups"), "; ".join(made.title for made in card.follow_ups)),
    ]
    for title, value in rows:
        if value:
            answer.say(f"  {title}: {value}")
    for state in card.states:
        answer.say(
            "  " + " ".join(filter(None, (state.since, state_words(state.status), state.reason)))
        )
    for finding in findings:
        answer.say(f"  ! {sentence(finding)}")
    for statement in card.statements:
        when = f"{statement.as_of:%Y-%m-%d} " if statement.as_of else ""
        answer.say(f"  {when}{statement.fact}: {statement.value} ({statement.source})")


def meant(planner: Planner, text: str) -> AgreementId:
    """The one agreement whose id or number this is, or whose title holds the words.

    :raises NotFound: there is none, or several are meant.
    """
    known = planner.agreements.keeper.find(text)
    if known is not None:
        return known.id
    found = planner.agreements.page(0, 50, text)
    wanted = text.casefold()
    exact = [one for one in found if wanted in (one.number.casefold(), one.title.casefold())]
    if len(exact) == 1 or len(found) == 1:
        return (exact or found)[0].id
    raise NotFound(
        _("“{text}” may mean several agreements.").format(text=text)
        if found
        else _("There is no agreement “{text}”.").format(text=text),
        _("See “planner agreement list”."),
    )


def _filters(planner: Planner, options: argparse.Namespace) -> AgreementFilters:
    return AgreementFilters(
        text=options.search,
        states=tuple(options.state),
        kinds=tuple(AgreementKind(kind) for kind in options.kind),
        countries=tuple(code.upper() for code in options.country),
        themes=tuple(options.theme),
        organisation=house(planner, options.party) if options.party else "",
        ends_before=day_of(options.ends_before) if options.ends_before else None,
        **{name: getattr(options, name) for name in SWITCHES},
    )


def _tell(planner: Planner, answer: Answer, kind: str, lines: Sequence[RegisterLine]) -> None:
    today = planner.today()
    if answer.as_json:
        answer.data(kind, [_line(line, today) for line in lines])
        return
    titles = ("number", "title", "kind", "parties", "state", "signed", "ends", "next_step")
    answer.table(
        [_(REGISTER.by_key[key].title) for key in titles],
        [
            (
                line.agreement.number,
                line.agreement.title,
                _(AGREEMENT_KINDS[line.agreement.kind]),
                _parties(line),
                state_words(line.state),
                line.agreement.signed_on,
                line.ends_on,
                step_words(line.step, today) if line.step else "",
            )
            for line in lines
        ],
    )


def _parties(line: RegisterLine) -> str:
    return " – ".join(name or country for name, country in line.parties)


def _line(line: RegisterLine, today: dt.date) -> dict[str, Any]:
    one = line.agreement
    step = line.step
    shape: dict[str, Any] = plain(
        {
            "id": one.id,
            "number": one.number,
            "title": one.title,
            "kind": one.kind,
            "parties": _parties(line),
            "status": one.status,
            "signed_on": one.signed_on,
            "expires_on": one.expires_on,
            "ends_on": line.ends_on,
            "state": line.state,
            "active_on": line.active_on,
            "findings": [finding.kind for finding in line.findings],
        }
    )
    shape["next_step"] = (
        {"kind": step.kind.value, "on": step.on, "days_left": step.days_left(today)}
        if step
        else None
    )
    return shape
