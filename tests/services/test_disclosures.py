"""One record for every file and recipient, with what the file says of whom and none of the values."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

from factories import person
from planner.domain.ids import PersonId, VisitId
from planner.domain.privacy import Disclosure, DisclosureSubject, Profile, Way
from planner.domain.told import Told, fingerprint
from planner.services.disclosures import Disclosures, Given
from planner.services.exporting import Calendars, ExportRequest
from planner.services.planner import Planner
from planner.storage.connecting import connect_sqlite
from planner.storage.sealing import known_keys

PHONE = "+45 35 32 26 26"


def somebody(planner: Planner, family: str = "Sato", phone: str = PHONE) -> PersonId:
    one = person(family, "Hanako")
    planner.contacts.add(one, phones=[phone], organisation="MEXT", title="Director")
    return one.id


def subject(planner: Planner) -> DisclosureSubject:
    (one,) = planner.keeper(DisclosureSubject).of()
    return one


def test_a_record_says_who_got_what_when_and_the_hash_of_the_file(planner: Planner) -> None:
    told = Told(name="SATO Hanako", person_id=PersonId("p"), values={"phone": (PHONE,), "web": ()})
    given = Given(
        file_name="list.pdf",
        content=b"the pages",
        subjects=[told],
        recipient="Embassy of Japan",
        recipient_key="added:1",
        profile=Profile.HOSTS,
        way=Way.MAIL,
        paper="participants",
        language="da",
        purpose="preparation",
        visit_id=VisitId("v"),
        release_number=3,
    )

    with planner._core.work("Hand out {name}", {"name": "list.pdf"}, lasting=True) as work:
        made = Disclosures(planner._core).record(work, given)

    assert planner.keeper(Disclosure).of() == [made]
    assert made.file_hash == hashlib.sha256(b"the pages").hexdigest()
    assert (made.recipient, made.recipient_key, made.way) == (
        "Embassy of Japan",
        "added:1",
        Way.MAIL,
    )
    assert (made.columns, made.release_number, made.language) == (("phone",), 3, "da")
    assert made.at == planner._core.stamp()
    one = subject(planner)
    assert one.columns == ("phone",)
    secret = known_keys(planner._core.reader, [one.id])[one.id]
    assert one.prints == (f"phone={fingerprint(secret, 'phone', PHONE)}", "web=")


def test_a_record_that_fails_with_its_work_is_not_there(planner: Planner) -> None:
    class Stop(Exception):
        pass

    try:
        with planner._core.work("Hand out {name}", {"name": "x"}, lasting=True) as work:
            Disclosures(planner._core).record(work, Given(file_name="x", content=b""))
            raise Stop
    except Stop:
        pass

    assert planner.keeper(Disclosure).of() == []


def test_no_value_is_kept_in_the_register(planner: Planner, tmp_path: Path) -> None:
    who = somebody(planner)
    planner.handing_out.write([who], tmp_path / "one.vcf")

    # The one SQLite of the process: two builds on one WAL file end it with a bus error.
    with contextlib.closing(connect_sqlite(Path(planner.address), read_only=True)) as library:
        kept = library.execute("SELECT columns, prints FROM disclosure_subject").fetchall()
        kept += library.execute("SELECT * FROM disclosure").fetchall()
    assert "phone" in str(kept)
    assert not any(value in str(kept) for value in (PHONE, "Director", "MEXT"))


def test_a_contact_sheet_tells_of_each_what_the_audience_may_see(
    sample: Planner, tmp_path: Path
) -> None:
    visit = sample.visits.page(0, 1)[0].id
    plan = sample.visits.plan(visit)
    sample.exporting.write(
        ExportRequest(visit_id=visit, folder=tmp_path, profile=Profile.HOSTS, contact_sheet=True)
    )

    told = {one.person_id: one for one in sample.keeper(DisclosureSubject).of()}
    delegates = [one for one in plan.delegates if one.person_id]
    assert delegates
    for one in delegates:
        assert "family_name" in told[one.person_id].columns
        assert "phone" not in told[one.person_id].columns


def test_the_calendar_of_one_person_is_for_that_person(sample: Planner, tmp_path: Path) -> None:
    visit = sample.visits.page(0, 1)[0].id
    plan = sample.visits.plan(visit)
    sample.exporting.write(
        ExportRequest(visit_id=visit, folder=tmp_path, calendars=(Calendars.PEOPLE,))
    )

    keys = {one.recipient_key for one in sample.keeper(Disclosure).of()}
    assert keys
    assert keys <= {f"delegate:{one.id}" for one in plan.delegates}
