"""The key that goes out with a sheet, so that the sheet is known again when it comes back edited."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from planner.domain.ids import DelegateId, PersonId

_KEY: Final = re.compile(r"planner:([0-9a-f]{32})?(?:/([0-9a-f]{32}))?")


class OwnKey(NamedTuple):
    """Whom a row was written for. ``delegate_id`` is empty in a sheet of people without a visit."""

    person_id: PersonId
    delegate_id: DelegateId

    @property
    def text(self) -> str:
        """As it stands in the cell."""
        return f"planner:{self.person_id}" + (f"/{self.delegate_id}" if self.delegate_id else "")


def own_key(person_id: str | None, delegate_id: str | None = None) -> str:
    """The text of the cell for a person, or for the head of a delegation."""
    return OwnKey(PersonId(person_id or ""), DelegateId(delegate_id or "")).text


def read_own_key(text: str) -> OwnKey | None:
    """None where the text is no key of ours."""
    found = _KEY.fullmatch(text.strip())
    if found is None or not (found[1] or found[2]):
        return None
    return OwnKey(PersonId(found[1] or ""), DelegateId(found[2] or ""))
