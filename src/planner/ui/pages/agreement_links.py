"""What the inspector of an agreement lists: parties, texts, related agreements, visits, its history."""

from __future__ import annotations

from planner.domain.agreements import AGREEMENT_STATUSES, TEXT_STATES
from planner.domain.followups import FOLLOW_UP_STATUSES
from planner.domain.kept_files import plain_name
from planner.domain.lines import AgreementCard, Related
from planner.domain.renewal_words import partial_words
from planner.domain.times import PartialDate
from planner.i18n import _
from planner.ui.context import Context
from planner.ui.pages.agreement_parts import party_name, signatory_text
from planner.ui.pages.list_cells import language_name
from planner.ui.widgets.fields import short_day
from planner.ui.widgets.links import Link


def parties(context: Context, card: AgreementCard) -> list[Link]:
    """Each with who signs; the house that is still there opens."""
    return [
        Link(
            party_name(context, party),
            signatory_text(party),
            *(("organisation", party.organisation_id) if party.organisation_id else ()),
        )
        for party, _name in card.parties
    ]


def texts(card: AgreementCard) -> list[Link]:
    found = []
    for one in card.texts:
        binds = "" if one.authentic else _("for information")
        scan = plain_name(one.file_name) if one.file_hash else ""
        state = ", ".join(part for part in (_(TEXT_STATES[one.state]), binds, scan) if part)
        language = language_name(one.language) if one.language else "–"
        found.append(Link(f"{language}: {one.title}" if one.title else language, state))
    return found


def amendments(card: AgreementCard) -> list[Link]:
    return [
        Link(" ".join(filter(None, (one.number, one.title))), partial_words(one.signed_on))
        for one in card.amendments
    ]


def related(card: AgreementCard) -> list[Link]:
    """Above, below, before, after and beside, each with what it is to this one."""
    ties = card.ties
    groups = (
        (_("belongs under"), (ties.parent,) if ties.parent else ()),
        (_("part of this one"), ties.children),
        (_("superseded by this one"), (ties.supersedes,) if ties.supersedes else ()),
        (_("supersedes this one"), ties.superseded_by),
        (_("signed at the same visit"), ties.beside),
    )
    return [_link(one, what) for what, ones in groups for one in ones]


def _link(one: Related, what: str) -> Link:
    signed = partial_words(PartialDate(one.detail))
    return Link(one.title, ", ".join(filter(None, (what, signed))), one.word, one.id)


def visits(card: AgreementCard) -> list[Link]:
    """Where it was signed, or is to be, and the visits under it."""
    ties = card.ties
    found = [Link(one.title, one.detail, one.word, one.id) for one in ties.signings]
    if ties.signed_at is not None:
        found.insert(0, Link(ties.signed_at.title, _("signed at it"), "visit", ties.signed_at.id))
    return found


def programmes(card: AgreementCard) -> list[Link]:
    return [Link(one.title, one.detail, one.word, one.id) for one in card.ties.programmes]


def follow_ups(card: AgreementCard) -> list[Link]:
    return [
        Link(
            one.title,
            ", ".join(
                filter(None, (_(FOLLOW_UP_STATUSES[one.status]), short_day(one.due_on), one.owner))
            ),
            "follow_up",
            one.id,
        )
        for one in card.follow_ups
    ]


def states(card: AgreementCard) -> list[Link]:
    """The history of the status, the latest first."""
    return [
        Link(
            " ".join(filter(None, (_(AGREEMENT_STATUSES[one.status]), partial_words(one.since)))),
            one.reason,
        )
        for one in card.states
    ]
