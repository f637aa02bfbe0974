"""K10: what each sheet, list and paper tells by itself, audience by audience; nothing hidden is among it.

Who lets a field out anew changes this picture on purpose: ``PLANNER_GOLDEN=write`` writes it again.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.documents.kinds import DOCUMENTS
from planner.documents.material import Wishes
from planner.domain.privacy import Profile
from planner.domain.private_details import DetailKind
from planner.domain.told import FIELDS, SPECIAL
from planner.services import contact_sheet, people_sheet
from planner.services.send_presets import PRESETS
from planner.services.visit_sheets import SHEETS

GOLDEN = Path(__file__).parents[1] / "golden" / "fewest_fields.txt"


def told() -> Iterator[str]:
    yield f"people: {' '.join(people_sheet.COLUMNS)}"
    for profile in Profile:
        yield f"delegation for {profile}: {' '.join(contact_sheet.columns_granted(profile))}"
    for name, sheet in SHEETS.items():
        for profile in Profile:
            usual = [one.name for one in sheet.columns if one.usual and profile in one.profiles]
            if usual:
                yield f"{name} for {profile}: {' '.join(dict.fromkeys(usual))}"
    for name, kind in DOCUMENTS.items():
        audiences = ", ".join(one for one in Profile if one in kind.profiles)
        fields = dict.fromkeys((*kind.delegate_fields, *kind.host_fields, *kind.anyones_fields))
        yield f"paper {name} for {audiences}: {' '.join(fields)}"


def test_every_sheet_and_paper_tells_as_little_as_before() -> None:
    now = "\n".join(told()) + "\n"
    if os.environ.get("PLANNER_GOLDEN") == "write":
        GOLDEN.write_text(now, encoding="utf-8")
    assert now == GOLDEN.read_text(encoding="utf-8")


def test_no_passport_no_birth_and_no_need_is_among_it() -> None:
    hidden = {*SPECIAL, *(kind.value.replace(" ", "_") for kind in DetailKind)}
    for line in told():
        what, _colon, fields = line.partition(": ")
        assert not hidden & set(fields.split()), what
    assert set(FIELDS) >= SPECIAL


def test_wishes_and_presets_of_the_program_ask_for_nothing_special() -> None:
    wishes = [Wishes(), *(preset.setting.wishes for preset in PRESETS)]
    assert not any(one.named_needs or one.hidden_details for one in wishes)


@pytest.mark.parametrize("name", ["rooming", "transport", "programme", "participants"])
def test_hotels_and_drivers_have_no_column_to_add_one_either(name: str) -> None:
    """The hotel's list has no passport, whoever chooses its columns."""
    words = {word for one in SHEETS[name].columns for word in one.name.split("_")}
    assert not words & {"passport", "birth", "nationality", "identity", "needs", "diet"}
