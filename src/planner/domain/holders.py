"""Who holds which version of a visit, from the register of what left the house."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planner.domain.privacy import Disclosure, Profile, Way
from planner.domain.recipients import Recipient
from planner.domain.release_changes import RecipientChanges


@dataclass(frozen=True, kw_only=True, slots=True)
class Holding:
    """The latest of one paper that somebody was given. ``number`` None is the draft of that moment;
    ``at`` is UTC without offset."""

    paper: str
    number: int | None
    at: dt.datetime
    way: Way
    profile: Profile


@dataclass(frozen=True, kw_only=True)
class Holder:
    """One who holds something. ``key`` is that of a recipient, or "name:…" where only a name is on
    record; an empty name is a hand-over of which nobody said to whom.

    ``changes`` is what changed for the holder since the oldest version held, and None where that
    cannot be said: a draft was given, or it is unknown what the holder may see.
    """

    key: str
    name: str
    holdings: tuple[Holding, ...]
    changes: RecipientChanges | None = None

    @property
    def number(self) -> int | None:
        """The oldest version of which a paper is still in use; None where only drafts were given."""
        return min((one.number for one in self.holdings if one.number is not None), default=None)

    @property
    def given_at(self) -> dt.datetime:
        return max(one.at for one in self.holdings)

    @property
    def profile(self) -> Profile:
        """As what the holder was given the latest paper."""
        return max(self.holdings, key=lambda one: one.at).profile

    @property
    def is_stale(self) -> bool:
        """Whether something changed that matters to the holder, and that he or she may see."""
        return self.changes is not None and self.changes.concerned


def holders(
    disclosures: Iterable[Disclosure], known: Mapping[str, Recipient]
) -> tuple[Holder, ...]:
    """Everybody who was given something of a visit, the latest first. ``known`` are its recipients
    by key; by a name alone somebody is found among them if it is unmistakable."""
    # Two files of unknown whereabouts may lie in two places: neither takes the other's.
    by_name: dict[str, list[str]] = {}
    for key, recipient in known.items():
        by_name.setdefault(recipient.name, []).append(key)
    held: dict[str, dict[tuple[str, int | None], Holding]] = {}
    names: dict[str, str] = {}
    for one in sorted(disclosures, key=lambda one: (one.at, one.id)):
        keys = by_name.get(one.recipient, [])
        key = one.recipient_key or (keys[0] if len(keys) == 1 else f"name:{one.recipient}")
        names[key] = known[key].name if key in known else one.recipient or names.get(key, "")
        paper = one.paper or one.file_name.rpartition(".")[2].lower()
        version = None if one.recipient_key or one.recipient else one.release_number
        held.setdefault(key, {})[paper, version] = Holding(
            paper=paper,
            number=one.release_number,
            at=one.at,
            way=one.way,
            profile=one.profile,
        )
    found = [
        Holder(key=key, name=names[key], holdings=tuple(papers.values()))
        for key, papers in held.items()
    ]
    found.sort(key=lambda one: one.name)
    return tuple(sorted(found, key=lambda one: one.given_at, reverse=True))
