"""Down the rows of a list: each compared with who may be meant, and with the rows above it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from planner.domain.cell_changes import cell_changes
from planner.domain.drafts import Draft
from planner.domain.duplicates import Known, Likeness, Match, best, compare
from planner.domain.findings import Finding, Severity, Subject
from planner.domain.heads_named import additions_for, changes_for
from planner.domain.ids import PersonId
from planner.domain.people import ContactKind
from planner.domain.row_changes import (
    Held,
    Row,
    Target,
    additions,
    changes,
    post_in_notes,
)
from planner.domain.row_shown import shown
from planner.domain.staging import (
    Add,
    Candidate,
    Change,
    Decision,
    Edit,
    SetField,
    StagedRow,
    decided,
    proposed,
    undecided,
)
from planner.services.import_lookup import KnownPeople
from planner.text import fold

_CANDIDATES_SHOWN: Final = 5
_ROWS_LOOKED_AT: Final = 20

_OF_ONE: Final = frozenset({"same_key", "same_email", "same_phone"})


def _is_as_sure(match: Match, first: Match) -> bool:
    """Whether somebody may be meant although the likeliest one is taken by another row.

    Whose name alone is in the file is the next namesake only if the likeliest was no likelier.
    """
    if match.likeness is not Likeness.SAME:
        return False
    return match.score >= first.score or not _OF_ONE.isdisjoint(match.reasons)


class Comparison:
    """Goes down the list; remembers who is taken, so that nobody is meant by two rows."""

    def __init__(
        self,
        people: KnownPeople,
        target: Target,
        incoming: Mapping[int, Known],
        organisations: Mapping[str, str],
    ) -> None:
        self._people, self._target, self._incoming = people, target, incoming
        self._organisations = organisations
        self._taken: dict[str, int] = {}
        self._meant: dict[int, str] = {}
        self._seen: dict[str, list[int]] = {}
        self._open: set[int] = set()
        self._placeholders = people.placeholders()

    def staged(self, row: Row) -> StagedRow:
        """The row as it would be taken in; one that repeats another waits for what becomes of that."""
        draft = row.draft
        if draft.placeholder:
            return self._placeholder(row)
        if not draft.is_named:
            finding = of_row(draft, "row.no_name", Severity.WARNING)
            return replace(shown(row), findings=(*draft.findings, finding))
        one = self._incoming[draft.number]
        staged = self._compared(row, one)
        staged = self._with_post_in_notes(staged, row)
        aside = self._set_aside(staged, draft)
        if aside is not staged:
            return replace(aside, repeats=0, doubtful=False)
        if not staged.repeats:
            for key in _keys_within(one):
                self._seen.setdefault(key, []).append(draft.number)
        if staged.chosen:
            self._taken[staged.chosen] = draft.number
            self._meant[draft.number] = staged.chosen
        return staged

    def _compared(self, row: Row, one: Known) -> StagedRow:
        matches = best(one, self._people.like(one))
        free = [match for match in matches if match.known.id not in self._taken]
        known = [match for match in matches if match.likeness is Likeness.SAME]
        head = self._head_of(row)
        added = additions_for(row, head, self._target) if head else additions(row, self._target)
        staged = shown(row, added)
        if known and not any(_is_as_sure(match, known[0]) for match in free):
            staged = replace(staged, candidates=self._candidates(row, matches))
            first = self._taken[known[0].known.id]
            return replace(staged, decision=Decision.SKIP, repeats=first)
        if free:
            staged = replace(staged, candidates=self._candidates(row, free))
        staged = proposed(staged)
        if staged.decision is Decision.UPDATE and _is_tied(free[0], known):
            return undecided(staged)
        if staged.decision in (Decision.NEW, Decision.UNDECIDED):
            return self._within_list(row, staged, one)
        return staged

    def _with_post_in_notes(self, staged: StagedRow, row: Row) -> StagedRow:
        text = post_in_notes(row, self._target)
        edits = staged.edits if staged.chosen else staged.added
        if not text or not any(_keeps(edit, text) for edit in edits):
            return staged
        finding = of_row(row.draft, "row.title_without_organisation", Severity.NOTE, text=text)
        return replace(staged, findings=(*staged.findings, finding))

    def _head_of(self, row: Row) -> Held | None:
        """The head without a name for whom this row of our own sheet was written."""
        if row.own is None or row.own.person_id or self._target.visit is None:
            return None
        wanted = row.own.delegate_id
        return next(
            (one for one in self._placeholders if one.delegate and one.delegate.id == wanted), None
        )

    def _candidates(self, row: Row, matches: Sequence[Match]) -> tuple[Candidate, ...]:
        listed = []
        for match in matches[:_CANDIDATES_SHOWN]:
            held = self._people.held(match.known.id)
            head = None if held.delegate else self._head_of(row)
            differences = (
                changes_for(row, held, head, self._target)
                if head
                else _differences(row, held, self._target)
            )
            listed.append(
                Candidate(
                    PersonId(match.known.id),
                    match.known.label,
                    self._detail(held),
                    match.reasons,
                    match.likeness is Likeness.SAME,
                    differences,
                    self._holds(held),
                    frozenset(post.organisation_id for post in held.posts if not post.valid_to),
                )
            )
        return tuple(listed)

    def _holds(self, held: Held) -> dict[str, str]:
        """The present values of somebody known, so that they can be held against those of the file."""
        person, post = held.person, next(iter(held.posts), None)
        if person is None:
            return {}
        names = ("family_name", "given_name", "native_name", "reading", "prefix", "suffix")
        said = {name: str(getattr(person, name)) for name in names}
        if post is not None:
            said["organisation"] = self._organisations.get(post.organisation_id, "")
            said |= {"department": post.department, "position": post.title}
        for kind in (ContactKind.EMAIL, ContactKind.PHONE):
            said[kind.value] = ", ".join(way.value for way in held.ways if way.kind is kind)
        said["country"] = person.country
        return {field: text for field, text in said.items() if text}

    def _detail(self, held: Held) -> str:
        """Where somebody known belongs: post and organisation, else an address, else the country."""
        if held.posts:
            post = held.posts[0]
            return ", ".join(
                part
                for part in (post.title, self._organisations.get(post.organisation_id, ""))
                if part
            )
        if held.ways:
            return held.ways[0].value
        return held.person.country if held.person else ""

    def _within_list(self, row: Row, staged: StagedRow, one: Known) -> StagedRow:
        """Somebody who stands further up in the list already, or shares something with someone there."""
        earlier = {number for key in _keys_within(one) for number in self._looked_at(key)}
        for number in sorted(earlier):
            match = compare(one, self._incoming[number])
            if match.likeness is Likeness.SAME:
                if staged.decision is Decision.UNDECIDED and number not in self._open:
                    continue  # whether it is somebody of the library is asked first
                return self._repeating(row, staged, number, match)
            if match.likeness is Likeness.POSSIBLE and staged.decision is Decision.NEW:
                staged = _said_of_both(staged, match, number)
        if staged.decision is Decision.UNDECIDED:
            self._open.add(staged.number)
        return staged

    def _looked_at(self, key: str) -> Sequence[int]:
        """The rows above that share this; of very many that share an office's address the last ones."""
        return self._seen.get(key, [])[-_ROWS_LOOKED_AT:]

    def _repeating(self, row: Row, staged: StagedRow, number: int, match: Match) -> StagedRow:
        """With another title it may be a colleague of the same name, and is asked about."""
        known = self._meant.get(number, "")
        if known and all(one.person_id != known for one in staged.candidates):
            meant = self._candidates(row, [replace(match, known=self._people.known(known))])
            staged = replace(staged, candidates=(*meant, *staged.candidates))
        doubtful = "other_title" in match.reasons and _OF_ONE.isdisjoint(match.reasons)
        return replace(staged, decision=Decision.SKIP, repeats=number, doubtful=doubtful)

    def _set_aside(self, staged: StagedRow, draft: Draft) -> StagedRow:
        """Rows that are read but not taken in until somebody says so: crossed out, or perhaps no person."""
        kind = "row.struck" if draft.struck else "row.heading" if draft.doubtful else ""
        is_odd = any(finding.kind == "cell.odd_name" for finding in draft.findings)
        if staged.decision is Decision.SAME or not (kind or is_odd):
            return staged
        if kind != "row.struck" and staged.candidates:
            return staged
        aside = replace(decided(staged, Decision.SKIP), decided=False)
        if not kind:
            return aside
        finding = of_row(draft, kind, Severity.WARNING, name=staged.name)
        return replace(aside, findings=(*staged.findings, finding))

    def _placeholder(self, row: Row) -> StagedRow:
        draft = row.draft
        if self._target.visit is None:
            finding = of_row(
                draft, "row.placeholder_needs_visit", Severity.WARNING, name=draft.placeholder
            )
            return replace(shown(row), findings=(*draft.findings, finding))
        staged = shown(row, additions(row, self._target))
        held = self._free_placeholder(row)
        if held is None:
            return replace(staged, decision=Decision.NEW)
        self._placeholders.remove(held)
        assert held.delegate is not None
        itself = Candidate(
            PersonId(held.delegate.id),
            held.delegate.placeholder,
            held.delegate.title,
            ("same_visit",),
            True,
            changes(row, held, self._target),
        )
        return proposed(replace(staged, candidates=(itself,)))

    def _free_placeholder(self, row: Row) -> Held | None:
        """The head without a name that this row means: by key, by text and post, by text alone."""
        if (own := self._head_of(row)) is not None:
            return own

        def key(delegate_title: str, text: str) -> tuple[str, str]:
            return fold(text), fold(delegate_title)

        same_text = [
            held
            for held in self._placeholders
            if held.delegate and fold(held.delegate.placeholder) == fold(row.draft.placeholder)
        ]
        wanted = key(row.draft.position, row.draft.placeholder)
        for held in same_text:
            if held.delegate and key(held.delegate.title, held.delegate.placeholder) == wanted:
                return held
        # One of several unnamed heads with another post is another head.
        open_ones = [held for held in same_text if held.delegate and not held.delegate.title]
        return open_ones[0] if open_ones else None


def _is_tied(match: Match, known: Sequence[Match]) -> bool:
    """Whether another one is as surely meant: then it is asked whom the row would change."""
    return any(one.known.id != match.known.id and one.score >= match.score for one in known)


def _keys_within(one: Known) -> set[str]:
    """By what two rows of one list are found to be worth a comparison."""
    words = sorted(min(word, key=lambda text: (len(text), text)) for word in one.latin_words)
    keys = {*one.emails, *one.phones, one.native_key, one.reading_key, "|".join(words)}
    return keys - {""}


def _said_of_both(staged: StagedRow, match: Match, number: int) -> StagedRow:
    """The row with what it shares with another one; of several such rows the first is named."""
    shared = "same_email" in match.reasons
    kind = "row.shared_email" if shared else "row.same_name"
    if any(finding.kind == kind for finding in staged.findings):
        return staged
    finding = Finding(
        kind,
        Severity.NOTE if shared else Severity.WARNING,
        (Subject("row", str(staged.number), staged.name),),
        {"name": staged.name, "row": number},
    )
    return replace(staged, findings=(*staged.findings, finding))


def _keeps(edit: Edit, text: str) -> bool:
    """Whether the edit puts this text into somebody's notes."""
    if isinstance(edit, Add):
        return text in str(getattr(edit.record, "notes", ""))
    return isinstance(edit, SetField) and edit.name == "notes" and text in str(edit.value)


def _differences(row: Row, held: Held, target: Target) -> tuple[Change, ...]:
    """A row of our own sheet, for whom it was written, cell by cell; any other forgivingly."""
    own = row.own
    if own and held.person and held.person.id == own.person_id:
        return cell_changes(row, held, target)
    return changes(row, held, target)


def of_row(draft: Draft, kind: str, severity: Severity, **facts: str | int) -> Finding:
    return Finding(kind, severity, (Subject("row", str(draft.number)),), facts)
