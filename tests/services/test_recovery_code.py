"""A mistyped recovery code: the group that is not as on the sheet is named."""

from __future__ import annotations

import random

import pytest

from planner.services.recovery_code import said, wrong_group
from planner.storage import keys

SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


@pytest.mark.parametrize("seed", range(12))
def test_one_wrong_sign_names_its_group(seed: int) -> None:
    chance = random.Random(seed)
    groups = keys.recovery_code(chance.randbytes(32)).split("-")
    number = chance.randrange(14)
    place = chance.randrange(4)
    wrong = chance.choice([sign for sign in SIGNS if sign != groups[number][place]])
    groups[number] = groups[number][:place] + wrong + groups[number][place + 1 :]
    assert wrong_group("-".join(groups).lower()) == number + 1
    assert wrong_group("".join(groups)) == number + 1


def test_a_sign_too_few_or_a_group_too_few_is_said() -> None:
    groups = keys.recovery_code(bytes(range(32))).split("-")
    short = [*groups[:4], groups[4][:3], *groups[5:]]
    assert wrong_group("-".join(short)) == 5
    assert said("-".join(groups[:-1])) == "There are 13 groups in place of 14."


def test_two_wrong_groups_are_not_guessed_at() -> None:
    groups = keys.recovery_code(bytes(range(32))).split("-")
    for number in (2, 9):
        groups[number] = ("A" if groups[number][0] != "A" else "B") + groups[number][1:]
    assert said("-".join(groups)) == ""
