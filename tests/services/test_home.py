"""What Home asks of the library."""

from __future__ import annotations

import datetime as dt

from factories import person
from planner.domain.agreements import Agreement, AgreementStatus
from planner.domain.deadlines import DeadlineKind
from planner.domain.due_dates import Shelf
from planner.domain.findings import Severity
from planner.domain.followups import FollowUp, FollowUpStatus, Side
from planner.domain.funding import Call, FundingProgramme
from planner.domain.ids import (
    AgreementId,
    FollowUpId,
    FundingProgrammeId,
    RecordId,
    VisitId,
    new_id,
)
from planner.domain.invitations import Invitation
from planner.domain.people import Person
from planner.domain.times import PartialDate
from planner.domain.visits import Visit, VisitStatus
from planner.services.planner import Planner

TODAY = dt.date(2027, 4, 1)


def _visit(planner: Planner, title: str, first: int, last: int, **fields: object) -> VisitId:
    return planner.visits.new(
        Visit(
            id=VisitId(new_id()),
            title=title,
            first_day=TODAY + dt.timedelta(first),
            last_day=TODAY + dt.timedelta(last),
            **fields,  # type: ignore[arg-type]
        )
    )


def test_only_visits_that_take_place_and_are_not_over_come(planner: Planner) -> None:
    _visit(planner, "Over", -5, -1)
    _visit(planner, "Later", 30, 33)
    _visit(planner, "Running", -1, 0)
    for status in (VisitStatus.CANCELLED, VisitStatus.POSTPONED, VisitStatus.TEMPLATE):
        _visit(planner, status.value, 2, 3, status=status)
    assert [line.title for line in planner.home.coming()] == ["Running", "Later"]


def test_follow_ups_are_due_from_two_weeks_before_while_we_have_to_act(planner: Planner) -> None:
    eva = person("Lund", "Eva")
    planner.keeper(Person).add(eva)
    for title, days, status, side in (
        ("later", 15, FollowUpStatus.OPEN, Side.OURS),
        ("soon", 14, FollowUpStatus.OPEN, Side.OURS),
        ("late", -3, FollowUpStatus.OPEN, Side.OURS),
        ("waiting", -3, FollowUpStatus.WAITING, Side.OURS),
        ("theirs", -3, FollowUpStatus.OPEN, Side.THEIRS),
        ("done", -3, FollowUpStatus.DONE, Side.OURS),
    ):
        planner.follow_ups.add(
            FollowUp(
                id=FollowUpId(new_id()),
                title=title,
                status=status,
                side=side,
                owner_id=eva.id,
                due_on=TODAY + dt.timedelta(days),
            )
        )
    due = planner.home.due()
    assert [(line.title, line.owner) for line in due] == [
        ("late", "Eva Lund"),
        ("soon", "Eva Lund"),
    ]
    assert due == planner.follow_ups.shelf_page(Shelf.DUE)


def test_agreements_calls_and_invitations_are_told_at_large(planner: Planner) -> None:
    planner.keeper(Agreement).add(
        Agreement(
            id=AgreementId(new_id()),
            title="MoU Kobe",
            status=AgreementStatus.IN_FORCE,
            signed_on=PartialDate("2027-01"),
            expires_on=PartialDate("2027-11-12"),
            notice_months=6,
            lead_weeks=0,
            text="x" * 10_000,
        )
    )
    programme = planner.keeper(FundingProgramme).add(
        FundingProgramme(id=FundingProgrammeId(new_id()), name="Network programme")
    )
    planner.keeper(Call).add(
        Call(
            id=RecordId(new_id()),
            funding_programme_id=programme.id,
            title="Autumn call",
            closes_on=dt.date(2027, 9, 15),
        )
    )
    open_one = Invitation(id=RecordId(new_id()), country="JP", given_on=dt.date(2026, 5, 1))
    planner.keeper(Invitation).add(open_one)
    planner.keeper(Invitation).add(
        Invitation(id=RecordId(new_id()), country="SE", withdrawn_on=TODAY)
    )

    found = planner.home.at_large()
    assert [(one.kind, one.day) for one in found.deadlines] == [
        (DeadlineKind.START, dt.date(2027, 5, 12)),
        (DeadlineKind.NOTICE, dt.date(2027, 5, 12)),
        (DeadlineKind.CALL, dt.date(2027, 9, 15)),
    ]
    _start, notice, invitation = found.attention
    assert notice.text == "Last day to give notice: MoU Kobe (in 41 days)"
    assert notice.severity is Severity.WARNING
    assert invitation.text == "Our invitation to Japan of 1 May 2026 is not answered by a visit."
    assert (invitation.word, invitation.key) == ("relationship", "country:JP")


def test_agreements_that_ran_out_or_sleep_are_named_and_those_in_use_are_not(
    planner: Planner,
) -> None:
    def agreement(title: str, **fields: object) -> AgreementId:
        values: dict[str, object] = {
            "status": AgreementStatus.IN_FORCE,
            "signed_on": PartialDate("2019-05"),
        }
        one = Agreement(
            id=AgreementId(new_id()),
            title=title,
            **{**values, **fields},  # type: ignore[arg-type]
        )
        return planner.keeper(Agreement).add(one).id

    for number in range(4):
        agreement(f"Asleep {number}")
    over = agreement("Over", expires_on=PartialDate("2027-02"), signed_on=PartialDate("2026-05-01"))
    agreement("Closed", status=AgreementStatus.ENDED)
    agreement("Young", signed_on=PartialDate("2025"))
    used = agreement("Used")
    visit = _visit(planner, "Visit", -300, -298)
    planner.visits.set_agreements(visit, [used])
    briefly = agreement("On one day")
    one_day = planner.visits.new(
        Visit(id=VisitId(new_id()), title="Day", first_day=TODAY - dt.timedelta(300))
    )
    planner.visits.set_agreements(one_day, [briefly])
    assert planner.agreements.active_on(briefly) == (TODAY - dt.timedelta(300)).isoformat()
    promised = agreement("Promised")
    planner.follow_ups.add(FollowUp(id=FollowUpId(new_id()), title="Ask", agreement_id=promised))

    lines = planner.home.at_large().attention
    texts = [one.text for one in lines]
    assert texts[0] == "Ran out, not closed: Over"
    assert (lines[0].word, lines[0].key) == ("agreement", over)
    (dated,) = planner.home.at_large().deadlines
    assert (dated.kind, dated.key, dated.day, dated.told) == (
        DeadlineKind.EXPIRY, over, dt.date(2027, 2, 1), "2027-02",
    )  # fmt: skip
    assert len(texts) == 5
    assert all(text.startswith("Nothing happened for 24 months: ") for text in texts[1:])
    assert texts[-1].endswith("1 more agreement")


def test_a_missed_notice_is_named_and_a_month_that_runs_is_no_day(planner: Planner) -> None:
    for title, ends, months in (("Missed", "2027-06-30", 4), ("Decide", "2027-08", None)):
        planner.agreements.add(
            Agreement(
                id=AgreementId(new_id()), title=title, status=AgreementStatus.IN_FORCE,
                signed_on=PartialDate("2022"), expires_on=PartialDate(ends), notice_months=months,
                renews_itself=True, renewal_months=24, lead_weeks=17,
            )
        )  # fmt: skip
    large = planner.home.at_large()
    said = [one.text for one in large.attention]
    assert "Notice missed: Missed: it will renew for 24 months (28 Feb 2027)" in said
    assert "Decide on the renewal: Decide (this month)" in said
    assert [one.kind for one in large.deadlines if one.is_over(TODAY)] == [
        DeadlineKind.START, DeadlineKind.MISSED,
    ]  # fmt: skip


def test_an_outlook_tells_how_a_visit_stands_and_bounds_what_it_shows(sample: Planner) -> None:
    line = sample.home.coming()[0]
    outlook = sample.home.outlook(line.id)
    assert (outlook.release, outlook.changes) == (None, 0)
    assert 0 < outlook.ready < 100
    assert outlook.entries
    assert outlook.deadlines

    shown = sample.home.attention(outlook)
    assert shown[0].severity is Severity.CONFLICT
    assert shown[0].key == f"{line.id}/finding/{outlook.findings[0].key}"
    assert len(outlook.findings) > len(shown) == 7
    assert shown[-1].text == f"{len(outlook.findings) - 6} more findings"


def test_changes_since_a_release_are_counted(sample: Planner) -> None:
    line = sample.home.coming()[0]
    sample.releases.release(line.id)
    entry = sample.home.outlook(line.id).entries[-1]
    assert sample.home.outlook(line.id).changes == 0
    sample.itineraries.edit(entry.id, title="Another title")
    assert (sample.home.outlook(line.id).release, sample.home.outlook(line.id).changes) == (1, 1)


def test_recent_records_come_in_their_order_and_without_those_that_are_gone(
    sample: Planner,
) -> None:
    first, second = [line.id for line in sample.home.coming()]
    keys = [second, "nothing", "file.new", first]
    assert [line.id for line in sample.home.recent(keys)] == [second, first]
