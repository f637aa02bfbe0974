"""Of any agreement the register, Home, its relationship and the timeline say the same, and Python what SQL does."""

from __future__ import annotations

import datetime as dt
import random

from factories import MONDAY, item, visit
from planner.domain.agreement_register import RegisterLine
from planner.domain.agreements import Agreement, AgreementParty, AgreementState, AgreementStatus
from planner.domain.deadlines import Deadline, DeadlineKind
from planner.domain.ids import AgreementId, RecordId, new_id
from planner.domain.itinerary import Item, ItemKind
from planner.domain.relationship_lines import Strand, lines
from planner.domain.renewal import OVER, RAN_OUT, months_before
from planner.domain.renewal_words import state_words
from planner.domain.times import PartialDate
from planner.domain.visits import Visit, VisitStatus
from planner.services.agreement_list import AgreementQuery
from planner.services.home import MANY
from planner.services.planner import Planner
from planner.storage.queries import home_agreements

TODAY = dt.date(2027, 4, 1)
COUNT = 150


def _date(chance: random.Random) -> PartialDate:
    if chance.random() < 0.3:
        return PartialDate("")
    day = TODAY + dt.timedelta(chance.randint(-1500, 900))
    return PartialDate(day.isoformat()[: chance.choice((4, 7, 10, 10))])


def _filled(planner: Planner) -> None:
    chance = random.Random(7)
    words = []
    for number in range(COUNT):
        key = AgreementId(new_id())
        one = Agreement(
            id=key,
            title=f"Agreement {number:02}",
            status=chance.choice(list(AgreementStatus)),
            signed_on=_date(chance),
            in_force_on=_date(chance),
            review_on=_date(chance),
            expires_on=_date(chance),
            renews_itself=chance.random() < 0.3,
            renewal_months=chance.choice((None, 12, 36)),
            notice_months=chance.choice((None, 0, 3)),
            lead_weeks=chance.choice((None, 0, 26)),
        )
        party = AgreementParty(id=RecordId(new_id()), agreement_id=key, country="JP")
        words += [one, party]
        if one.status in OVER and chance.random() < 0.6:
            words.append(
                AgreementState(
                    id=RecordId(new_id()), agreement_id=key, status=one.status, since=_date(chance)
                )
            )
    with planner._core.work("Fill") as work:
        for record in words:
            work.add(record)


def test_the_state_the_end_and_what_is_late_are_the_same_everywhere(planner: Planner) -> None:
    _filled(planner)
    reading = planner.agreements_list()
    register = {
        line.id: line for line in reading.lines(reading.ordered(AgreementQuery()), ("active",))
    }
    assert len(register) == COUNT
    bars = {bar.id: bar for bar in planner.relationships.agreement_bars()}
    related = {
        line.key: line
        for line in lines(planner.relationships.of_country("JP"))
        if line.strand is Strand.AGREEMENT and ":" not in line.key
    }
    states = {line.state for line in register.values()}
    assert states >= {RAN_OUT, "expiring", "in force", "ended"}
    for key, line in register.items():
        assert bars[key].state == line.state
        if line.state:
            assert state_words(line.state) in related[key].about()
        assert line.ends_on == related[key].until
        assert line.ends_on == bars[key].expires_on

    ended = {one.key for one in _deadlines(planner) if one.kind is DeadlineKind.EXPIRY}
    ran_out = {key for key, line in register.items() if line.state == RAN_OUT}
    assert ran_out <= ended
    found, count = home_agreements.ran_out(planner._core.reader, TODAY, COUNT)
    assert {one.id for one in found} == ran_out
    assert count == len(ran_out)
    late = {key for key, line in register.items() if _is_late(line)}
    assert late == {one.key for one in _deadlines(planner) if one.is_over(TODAY)}


def _deadlines(planner: Planner) -> list[Deadline]:
    until = TODAY + dt.timedelta(2000)
    found, beyond = planner.home._deadlines(TODAY, until)
    assert beyond == 0
    return found


def _is_late(line: RegisterLine) -> bool:
    alive = line.agreement.status in (AgreementStatus.SIGNED, AgreementStatus.IN_FORCE)
    return alive and line.step is not None and line.step.is_late(TODAY)


def test_what_is_quiet_is_so_in_the_register_and_on_home(planner: Planner) -> None:
    _filled(planner)
    since = months_before(TODAY, planner.agreements_list().quiet_months)
    home = {key for key, _title in home_agreements.quiet(planner._core.reader, since, MANY)}
    register = {line.id for line in planner.agreements_list().quiet()}
    assert home == register
    assert 3 < len(home) < min(MANY, COUNT // 2)


def test_a_signing_that_nobody_noted_is_on_home_after_its_visit(planner: Planner) -> None:
    agreement = AgreementId(new_id())
    planner.agreements.add(
        Agreement(id=agreement, title="Memorandum", status=AgreementStatus.DRAFT)
    )
    past = visit(title="Spring visit", first_day=MONDAY, last_day=MONDAY + dt.timedelta(3))
    held = planner.keeper(Visit).add(past).id
    entry = item(
        held, "Signing", "Tue 11:00", "Tue 11:30", kind=ItemKind.CEREMONY, agreement_id=agreement
    )
    planner.keeper(Item).add(entry)

    def asked(today: dt.date) -> list[tuple[str, str]]:
        now = dt.datetime.combine(today, dt.time(12), dt.UTC)
        rows = home_agreements.unnoted_signings(planner._core.reader, now, today, 10)
        return [(key, title) for key, title, _visit in rows]

    after = MONDAY + dt.timedelta(10)
    assert asked(TODAY) == []
    assert asked(after) == [(entry.id, "Memorandum")]
    planner.visits.edit(held, status=VisitStatus.CANCELLED)
    assert asked(after) == []
    planner.history.undo()
    planner.agreements.set_status(agreement, AgreementStatus.SIGNED, since="2027-05-11")
    assert asked(after) == []
