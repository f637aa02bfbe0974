"""What stands at the head and foot of every page."""

from __future__ import annotations

import pytest
from tests.documents.papers_made import material

from planner.documents.content import Words
from planner.documents.framing import framed
from planner.services.planner import Planner


@pytest.mark.parametrize(
    ("code", "spoken", "office"),
    [
        ("JP-DK-2027", ("da",), "Uddannelses- og Forskningsstyrelsen"),
        ("SH-JP-2027", ("en",), "State of Schleswig-Holstein"),
        ("SH-JP-2027", ("de",), "Land Schleswig-Holstein"),
    ],
)
def test_the_office_is_the_host_of_guests_and_the_sender_of_travellers(
    sample: Planner, code: str, spoken: tuple[str, ...], office: str
) -> None:
    plan = sample.visits.plan(sample.visits.find(code).id)
    assert framed(material(plan, *spoken), Words("Paper"), []).author == office


def test_what_both_languages_say_alike_is_said_once(sample: Planner) -> None:
    plan = sample.visits.plan(sample.visits.find("JP-DK-2027").id)
    made = framed(material(plan, "en", "ja"), Words("Programme", "日程表"), [])
    assert made.running == f"Programme / 日程表 · {plan.visit.title}"
    assert str(made.contact).count(plan.visit.emergency_contact) == 1
    assert made.version == Words(
        "Draft · Thursday 1 April 2027 11:30", "案 · 2027年4月1日(木) 11:30"
    )
