"""Who is in a whole library twice: only those are compared who share an address, a number or a name.

The blocks miss nobody whom :func:`planner.domain.duplicates.compare` would call alike, except where
so many share an address, a number or a name that it says nothing by itself (``CROWD``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice, product
from typing import Final, Generic, Protocol, TypeVar

from planner.domain.duplicates import Known, Likeness, Match, compare

CROWD: Final = 40
"""More than so many with one address, number or name: the house's address, or Peter Jensen."""

_PORTION: Final = 4096
"""Pairs between two looks at whether to go on."""


class Comparable(Protocol):
    @property
    def id(self) -> str: ...


K = TypeVar("K", bound=Comparable)


@dataclass(frozen=True, slots=True)
class Pair(Generic[K]):
    """Two records that may be one, with the reasons for and against; ``one`` has the smaller id."""

    one: K
    other: K
    likeness: Likeness
    reasons: tuple[str, ...]
    score: int

    @property
    def ids(self) -> tuple[str, str]:
        return self.one.id, self.other.id


@dataclass(frozen=True, slots=True)
class Cluster(Generic[K]):
    """Records that hang together by pairs, the surest pair first."""

    pairs: tuple[Pair[K], ...]

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(sorted({key for pair in self.pairs for key in pair.ids}))


Block = Callable[[K], Iterable[str]]
"""The keys under which a record is compared; who shares one is a candidate pair."""


def find_people(
    people: Sequence[Known],
    distinct: Collection[tuple[str, str]] = (),
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Cluster[Known], ...]:
    """Clusters of people who may be one, the surest first.

    ``distinct`` are pairs of ids (the smaller first) of which somebody said that they are not the
    same. ``progress`` is told pairs done and pairs known of; it may raise to stop.
    """
    pairs = candidate_pairs(people, block_keys, finer_keys)
    return clusters(_compared(people, pairs, set(distinct), progress))


def _compared(
    people: Sequence[Known],
    pairs: set[tuple[int, int]],
    distinct: set[tuple[str, str]],
    progress: Callable[[int, int], None] | None,
) -> Iterator[Pair[Known]]:
    waiting, done = iter(pairs), 0
    while portion := list(islice(waiting, _PORTION)):
        if progress is not None:
            progress(done, len(pairs))
        done += len(portion)
        for first, second in portion:
            one, other = people[first], people[second]
            if other.id < one.id:
                one, other = other, one
            if (one.id, other.id) in distinct:
                continue
            match: Match = compare(one, other)
            if match.likeness:
                yield Pair(one, other, match.likeness, match.reasons, match.score)


def candidate_pairs(
    records: Sequence[K], keys: Block[K], finer: Callable[[str, K], Iterable[str]]
) -> set[tuple[int, int]]:
    """Places of all pairs that share a key; a crowd under one key is parted by ``finer`` keys."""
    # Most keys are nobody else's: the first place is kept bare, a list is made for the second.
    first: dict[str, int] = {}
    blocks: dict[str, list[int]] = {}
    for place, record in enumerate(records):
        for key in keys(record):
            known = first.setdefault(key, place)
            if known != place:
                members = blocks.setdefault(key, [known])
                if members[-1] != place:
                    members.append(place)
    pairs: set[tuple[int, int]] = set()
    for key, places in blocks.items():
        if len(places) <= CROWD:
            pairs.update(combinations(places, 2))
        else:
            for part in _parted(records, key, places, finer):
                pairs.update(combinations(part, 2))
    return pairs


def _parted(
    records: Sequence[K],
    key: str,
    places: Sequence[int],
    finer: Callable[[str, K], Iterable[str]],
) -> Iterator[list[int]]:
    parts: dict[str, list[int]] = defaultdict(list)
    for place in places:
        for part in set(finer(key, records[place])):
            parts[part].append(place)
    return (members for members in parts.values() if len(members) <= CROWD)


def block_keys(known: Known) -> list[str]:
    """The kind of a key is its first letter; texts, because a million of them must be cheap."""
    keys = [f"e{value}" for value in known.emails]
    keys += [f"p{value}" for value in known.phones]
    keys += [f"k{value}" for value in known.keys]
    if known.native_name and known.native_key:
        keys.append(f"n{known.native_key}")
    if known.reading and known.reading_key:
        keys.append(f"r{known.reading_key}")
    words = known.latin_words
    keys += [f"w{name}" for name in _spelt_names(words)]
    if known.organisations:
        # Mistyped, shortened and longer names are only looked for among colleagues.
        initials = "".join(sorted([min(word)[:1] for word in words]))
        spelt = [spelling for word in words for spelling in word if len(spelling) > 1]
        for organisation in known.organisations:
            keys.append(f"i{organisation} {initials}")
            keys += [f"o{organisation} {spelling}" for spelling in spelt]
    return keys


def finer_keys(key: str, known: Known) -> Iterator[str]:
    """What must agree besides within a crowd: of a name anything else, else a name."""
    if key[0] in "wnr":
        yield from known.emails
        yield from known.phones
        yield from known.organisations
        return
    words = [min(word) for word in known.latin_words]
    if key[0] == "o":
        yield from (word[:2] for word in words if not key.endswith(f" {word}"))
        return
    yield from _spelt_names(known.latin_words)
    yield known.native_key or known.reading_key


def _spelt_names(words: tuple[frozenset[str], ...]) -> list[str]:
    """The words in all spellings, sorted: who shares one of these has the same name."""
    if not words:
        return []
    return [" ".join(sorted(spelt)) for spelt in islice(product(*words), 16)]


def clusters(pairs: Iterable[Pair[K]]) -> tuple[Cluster[K], ...]:
    """Pairs that share a record together, the surest cluster first."""
    found = sorted(pairs, key=_order)
    root: dict[str, str] = {}

    def top(key: str) -> str:
        while (above := root.setdefault(key, key)) != key:
            root[key] = key = root[above]
        return key

    for pair in found:
        root[top(pair.other.id)] = top(pair.one.id)
    together: dict[str, list[Pair[K]]] = defaultdict(list)
    for pair in found:
        together[top(pair.one.id)].append(pair)
    return tuple(Cluster(tuple(members)) for members in together.values())


def _order(pair: Pair[K]) -> tuple[int, bool, int, str, str]:
    """The surest first; an address that people of several names share stands behind all else."""
    named_otherwise = "other_name" in pair.reasons
    return -pair.likeness, named_otherwise, -pair.score, pair.one.id, pair.other.id
