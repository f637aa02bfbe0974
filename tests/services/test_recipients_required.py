"""K6, K8, K10: what is special leaves by no way without a recipient and a reason, whichever way that is."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import planner
from planner.documents.kinds import DOCUMENTS
from planner.documents.material import Wishes
from planner.domain.disclosed import PAPERS
from planner.domain.ids import PersonId, RecordId, VisitId, new_id
from planner.domain.privacy import Disclosure, Profile, Way
from planner.domain.private_details import DetailKind
from planner.domain.sites import SiteRule, SiteRuleKind
from planner.domain.told import FIELDS, SPECIAL, Told
from planner.domain.visits import NeedKind
from planner.errors import UserError
from planner.services.disclosures import Given
from planner.services.leaving import Leaving
from planner.services.occasions import Setting
from planner.services.paper_remarks import texts_of
from planner.services.planner import Planner
from planner.services.printing import EACH, Printed, PrintRequest
from planner.services.sending import SendRequest
from planner.services.special_fields import RecipientNeeded

SOURCE = Path(planner.__file__).parent
NEED = "Xqneedmarked"
NUMBER = "Xqnumbermarked"


def given(paper: str, way: Way, field: str, **said: str) -> Given:
    told = Told(name="Hanako Sato", values={"name": ("Hanako Sato",), field: ("x",)})
    return Given(file_name="a.pdf", content=b"x", subjects=[told], paper=paper, way=way, **said)


def doors(own: Planner, folder: Path) -> Iterator[Callable[[Given], object]]:
    """All by which anything can get on record, and so out of the house."""
    register = own.disclosures

    def in_step(one: Given) -> None:
        with own._core.work("Hand out") as work:
            register.record(work, one)

    def leaving(one: Given) -> None:
        left = Leaving(register, folder)
        with left.in_step(), own._core.work("Hand out") as work:
            left.put(work, one)

    yield in_step
    yield leaving
    yield register.record_alone
    yield lambda one: register.save(folder / one.file_name, one)


def test_every_kind_of_hidden_detail_and_all_needs_are_special() -> None:
    assert {"needs", "file", *(one.value.replace(" ", "_") for one in DetailKind)} == SPECIAL
    assert set(FIELDS) >= SPECIAL


@pytest.mark.parametrize("said", [{}, {"recipient": "Hotel"}, {"purpose": "Rooms"}])
def test_no_paper_of_the_register_lets_special_fields_out_by_any_door(
    planner: Planner, tmp_path: Path, said: dict[str, str]
) -> None:
    """Every paper that the register knows, by every way, with every special field: refused, named."""
    for door in doors(planner, tmp_path):
        for number, paper in enumerate(PAPERS):
            way = list(Way)[number % len(Way)]
            field = sorted(SPECIAL)[number % len(SPECIAL)]
            with pytest.raises(RecipientNeeded, match="Nothing was written") as refused:
                door(given(paper, way, field, **said))
            assert refused.value.fields == (field,)
    assert planner.keeper(Disclosure).of() == []
    assert list(tmp_path.glob("*.pdf")) == []


def test_with_both_it_leaves_and_both_are_on_record(planner: Planner, tmp_path: Path) -> None:
    for number, door in enumerate(doors(planner, tmp_path), 1):
        door(given("access-list", Way.FILE, "needs", recipient="Kitchen", purpose="Dinner"))
        assert len(planner.keeper(Disclosure).of(recipient="Kitchen", purpose="Dinner")) == number


def test_what_is_usual_needs_no_recipient(planner: Planner) -> None:
    planner.disclosures.record_alone(given("contacts", Way.FILE, "phone"))


def test_a_sheet_with_a_special_column_is_refused_though_nobody_is_named_in_it(
    planner: Planner,
) -> None:
    with pytest.raises(RecipientNeeded):
        planner.disclosures.record_alone(
            Given(file_name="a.xlsx", content=b"x", columns=("family_name", "birth_date"))
        )


def test_nothing_gets_on_the_register_past_the_rule() -> None:
    """A way out that is new cannot forget it: one module makes records, and it asks the rule first."""
    makers = {
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if "Disclosure" in (text := path.read_text("utf-8"))
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in ("Disclosure", "Disclosure.make")
    }
    assert makers == {"services/disclosures.py"}


# every paper of the program, with all that can be wished for


@pytest.fixture
def full(sample: Planner) -> VisitId:
    """Everybody of the visit has every hidden detail and every kind of need; all sites ask for all."""
    visit = sample.visits.find("JP-DK-2027").id
    plan = sample.visits.plan(visit)
    for site in plan.sites:
        sample.keeper(SiteRule).add(
            SiteRule(
                id=RecordId(new_id()), site_id=site.id, kind=SiteRuleKind.IDENTITY,
                fields=("name", "passport", "place of birth"),
            )
        )  # fmt: skip
    for one in plan.delegates:
        for kind in NeedKind:
            sample.needs.note(one.id, kind=kind, text=f"{NEED}{kind.value}")
        if one.person_id:
            for detail in (DetailKind.PASSPORT_NUMBER, DetailKind.BIRTH_PLACE):
                sample.hidden_details.note(PersonId(one.person_id), detail, NUMBER)
    return visit


def marks(printed: Printed) -> bool:
    """Whether a paper says a hidden value of somebody; counts for a kitchen name nobody."""
    text = "\n".join(texts_of(printed.document))
    named = printed.occasion.recipient.profile is Profile.INTERNAL
    return NUMBER in text or (NEED in text and named and printed.kind == "caterer-sheet")


def test_no_paper_of_the_program_says_what_is_hidden_without_recipient_and_reason(
    sample: Planner, full: VisitId, tmp_path: Path
) -> None:
    wished = Setting(formats=("docx",), wishes=Wishes(named_needs=True, hidden_details=True))
    special = set()
    for kind in DOCUMENTS:
        for profile in Profile:
            usual = PrintRequest(
                visit_id=full, papers=(kind,), profile=profile, unveiled=True, setting=Setting(formats=("docx",)),
                recipients=(EACH,) if DOCUMENTS[kind].own else (),
            )  # fmt: skip
            by_itself = sample.printing.look(usual)[:1] if profile is Profile.INTERNAL else ()
            for printed in by_itself:
                assert NUMBER not in "\n".join(texts_of(printed.document)), kind
            asked = PrintRequest(
                visit_id=full, papers=(kind,), profile=profile, unveiled=True, setting=wished,
                recipients=usual.recipients,
            )  # fmt: skip
            for printed in filter(marks, sample.printing.look(asked)[:1]):
                special.add(kind)
                with pytest.raises(UserError, match="more than is usual"):
                    sample.printing.save(asked, [printed], tmp_path / "out")
                with pytest.raises(UserError, match="more than is usual"):
                    sample.printing.to_printer(asked, [printed], 20)
    assert special == {"access-list", "caterer-sheet"}
    assert sample.keeper(Disclosure).of() == []
    assert not (tmp_path / "out").exists()


def test_a_sending_to_many_takes_nothing_special_along_whatever_was_wished(
    sample: Planner, full: VisitId
) -> None:
    sample.releases.release(full)
    request = SendRequest(
        visit_id=full,
        papers=("access-list", "caterer-sheet"),
        profile=Profile.INTERNAL,
        setting=Setting(wishes=Wishes(named_needs=True, hidden_details=True)),
    )
    package = sample.sending.look(request)
    told = [
        name
        for parcel in package.parcels
        for paper in parcel.papers
        for one in paper.subjects
        for name in one.columns
    ]
    assert told
    assert not set(told) & SPECIAL
