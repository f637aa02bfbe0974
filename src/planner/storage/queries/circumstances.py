"""What checks need to know beyond the plan, read for one visit."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from planner.domain.access import AccessEntry, BorderPaper
from planner.domain.agreements import Agreement, AgreementText, Signing, TextState
from planner.domain.checks.circumstances import (
    AgreementSeen,
    Circumstances,
    Moved,
    NeedSeen,
    SignatorySeen,
    SigningSeen,
)
from planner.domain.findings import MutedCheck
from planner.domain.ids import AgreementId, DelegateId, ItemId, RecordId
from planner.domain.plan import Plan
from planner.domain.renewal import renews
from planner.domain.sources import Source
from planner.domain.times import UNKNOWN_DATE, planned_instant
from planner.domain.travel import TravelTime
from planner.domain.visits import Direction, NeedKind
from planner.storage.queries.agreements import named_parties
from planner.storage.queries.bookings import double_visits, elsewhere
from planner.storage.reading import Reader, any_of, having, where

_ON_PAPER = (TextState.PRINTED, TextState.SIGNED)
_OF_VISIT = "delegate_id IN (SELECT d.id FROM delegate d WHERE d.visit_id = :id)"


def load_circumstances(
    reader: Reader, plan: Plan, today: dt.date, now: dt.datetime | None = None
) -> Circumstances:
    """A dozen reads, whatever the size of the library. The text of a need is not read.

    ``now`` (aware) lets deadlines pass to the hour.
    """
    own = {"id": plan.visit.id}
    sites = [site.id for site in plan.sites]
    needs = reader.rows(
        f"SELECT id, delegate_id, kind FROM need WHERE {_OF_VISIT} ORDER BY id", own
    )
    passed = reader.rows(
        "SELECT p.need_id, p.item_id FROM need_passed p JOIN item i ON i.id = p.item_id"
        " WHERE i.visit_id = :id",
        own,
    )
    travel_times = [
        entry
        for entry in having(reader, TravelTime, "from_site_id", sites)
        if entry.to_site_id in plan.site
    ]
    signings = where(
        reader, Signing, "item_id IN (SELECT i.id FROM item i WHERE i.visit_id = :id)", own
    )
    sources = having(reader, Source, "id", [entry.source_id for entry in travel_times])
    return Circumstances(
        today=today,
        now=now,
        elsewhere=tuple(elsewhere(reader, plan)),
        double_visits=tuple(double_visits(reader, plan)),
        travel_times=tuple(travel_times),
        sources={source.id: source.title for source in sources},
        access=tuple(where(reader, AccessEntry, _OF_VISIT, own)),
        papers=tuple(where(reader, BorderPaper, _OF_VISIT, own)),
        needs=tuple(
            NeedSeen(RecordId(key), DelegateId(delegate), NeedKind(kind))
            for key, delegate, kind in needs
        ),
        passed=frozenset((RecordId(need), ItemId(item)) for need, item in passed),
        agreements=_agreements(reader, plan, signings),
        signings=_signings(reader, [one for one in signings if one.done_on is None]),
        signed=frozenset((one.item_id, one.agreement_id) for one in signings if one.done_on),
        moved=_moved(reader, plan),
        muted=frozenset(entry.kind for entry in where(reader, MutedCheck, "visit_id = :id", own)),
        guest_country=_guest_country(plan),
    )


def _agreements(
    reader: Reader, plan: Plan, signings: Sequence[Signing]
) -> dict[AgreementId, AgreementSeen]:
    keys = [item.agreement_id for item in plan.items if item.agreement_id]
    keys += [one.agreement_id for one in signings]
    clause, values = any_of("agreement_id", sorted(set(keys)))
    counted = Counter(
        str(row[0])
        for row in reader.rows(f"SELECT agreement_id FROM agreement_text WHERE {clause}", values)
    )
    return {
        one.id: AgreementSeen(
            one.id,
            one.title,
            one.status,
            UNKNOWN_DATE if renews(one) else one.expires_on,
            counted[one.id],
        )
        for one in having(reader, Agreement, "id", keys)
    }


def _signings(reader: Reader, rows: Sequence[Signing]) -> dict[ItemId, tuple[SigningSeen, ...]]:
    """What is still to be signed, by entry. A visit without signings costs no read."""
    keys = sorted({one.agreement_id for one in rows})
    if not keys:
        return {}
    titles = {one.id: one.title for one in having(reader, Agreement, "id", keys)}
    parties = named_parties(reader, keys)
    texts = having(reader, AgreementText, "agreement_id", keys)
    found: dict[ItemId, tuple[SigningSeen, ...]] = {}
    for row in sorted(rows, key=lambda one: one.id):
        key = row.agreement_id
        seen = SigningSeen(
            key,
            titles.get(key, ""),
            tuple(
                SignatorySeen(name, party.signatory_id, party.signatory_name)
                for party, name in parties.get(key, ())
            ),
            tuple(
                text.language or text.title
                for text in texts
                if text.agreement_id == key and text.authentic and text.state not in _ON_PAPER
            ),
        )
        found[row.item_id] = (*found.get(row.item_id, ()), seen)
    return found


def _moved(reader: Reader, plan: Plan) -> dict[ItemId, Moved]:
    """Items whose moments, under the zone rules of today, are not those under which they were written."""
    rows = reader.rows(
        "SELECT id, start_instant, end_instant, start_local, start_zone FROM item"
        " WHERE visit_id = :id AND start_instant IS NOT NULL AND end_instant IS NOT NULL",
        {"id": plan.visit.id},
    )
    moved = {}
    for key, start, end, local, zone in rows:
        item = plan.item.get(ItemId(key))
        if item is None or (item.start_local, item.start_zone) != (_moment(local), zone):
            continue  # not the item that was written: the plan is a draft, or older
        then = Moved(_moment(start), _moment(end))
        now = (
            planned_instant(
                item.start_local, item.start_fold, item.start_zone, all_day=item.all_day
            ),
            planned_instant(
                item.end_local,
                item.end_fold,
                item.end_zone or item.start_zone,
                all_day=item.all_day,
                is_end=True,
            ),
        )
        if now != (then.start, then.end):
            moved[item.id] = then
    return moved


def _moment(value: object) -> dt.datetime:
    """SQLite answers with text, PostgreSQL with a time."""
    return value if isinstance(value, dt.datetime) else dt.datetime.fromisoformat(str(value))


def _guest_country(plan: Plan) -> str:
    """Where most of the guests come from: those received for an inbound visit, else our own people."""
    initiator = (
        plan.organisation.get(plan.visit.initiator_organisation_id)
        if plan.visit.initiator_organisation_id
        else None
    )
    if plan.visit.direction is Direction.INBOUND and initiator and initiator.country:
        return initiator.country
    countries = Counter(
        plan.person[one.person_id].country
        for one in plan.delegates
        if one.person_id in plan.person and plan.person[one.person_id].country
    )
    return min(countries, key=lambda code: (-countries[code], code), default="")
