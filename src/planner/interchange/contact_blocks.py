"""People out of free text: contact blocks of web pages, signatures of mails, lines of recipients.

A line is known by its label, by what it holds (an address, a number) or by its words; what stands
between two names belongs to the first. Nobody is made up: an address without a name is counted.
"""

from __future__ import annotations

import enum
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from planner.interchange.contact_lines import (
    LONG,
    is_name,
    is_prose,
    name_parts,
    post_and_house,
    what_words,
    with_post,
)
from planner.interchange.contact_pieces import (
    AT,
    BARE_LABEL,
    DATE,
    DIGIT,
    DOT,
    HEADING,
    LABEL,
    MAIL,
    NUMBER,
    POINT,
    SIGNS,
    WEB,
    pieces,
)
from planner.interchange.contact_words import LABELS
from planner.interchange.limits import Refused
from planner.interchange.people_rows import Entry
from planner.interchange.recipients import recipients
from planner.interchange.set_apart import is_side_by_side, lines_of
from planner.text import NAME_LIMIT, clean_line, fold

TEXT_LIMIT: Final = 2_000_000
LINE_LIMIT: Final = 50_000
PEOPLE_LIMIT: Final = 5_000
_TRIED: Final = 15_000
"""Lines of the longest text that is read in several ways to find the best."""
_NOTES: Final = 12
"""Lines that a block keeps without knowing what they are."""


@dataclass
class Found:
    """``addresses`` counts e-mail addresses that belong to no name."""

    entries: list[Entry] = field(default_factory=list)
    notices: Counter[str] = field(default_factory=Counter)


def read(text: str) -> Found:
    """:raises Refused: the text is longer than anything somebody would paste."""
    if len(text) > TEXT_LIMIT or text.count("\n") > LINE_LIMIT:
        raise Refused("long_text", limit=TEXT_LIMIT // 1_000_000)
    listed = of_recipients(text)
    if listed is not None:
        return listed
    lines = [
        None
        if line is None
        else [piece for part in line for piece in pieces(clean_line(part, limit=TEXT_LIMIT))]
        for line in lines_of(text.replace("\r\n", "\n").replace("\r", "\n"), SIGNS)
    ]
    best = _read(lines)
    if best.notices["addresses_without_name"] and len(lines) <= _TRIED:
        for above in (_Above.NEAR, _Above.APART):
            other = _read(lines, above)
            if _is_better(other, best, in_doubt=above is _Above.NEAR):
                best = other
    return best


class _Above(enum.Enum):
    """Where the address stands: below its name, above it, or above it with lines left empty."""

    NO = 0
    NEAR = 1
    APART = 2


def _read(lines: list[list[str] | None], above: _Above = _Above.NO) -> Found:
    found = Found()
    blocks = _Blocks(found, above)
    for line in lines:
        if line is None:
            blocks.close()
        elif not line:
            blocks.gap()
        else:
            for piece in line:
                blocks.take(piece)
    blocks.close()
    return found


def _is_better(other: Found, best: Found, *, in_doubt: bool) -> bool:
    """Fewer addresses without a name, and no fewer that look like the name they stand with."""
    fewer = best.notices["addresses_without_name"] - other.notices["addresses_without_name"]
    alike = sum(map(_looks_like, other.entries)) - sum(map(_looks_like, best.entries))
    return (fewer >= 0 and alike > 0) or (in_doubt and fewer > 0 and alike == 0)


def _looks_like(entry: Entry) -> int:
    """How many addresses have a word or the initials of the name in them."""
    words = [word for word in re.split(r"[\W_]+", fold(entry.fields.get("full_name", ""))) if word]
    initials = "".join(word[0] for word in words)
    found = 0
    for meaning, _label, value in entry.ways:
        local = fold(value.partition("@")[0])
        by_word = any(len(word) > 2 and word in local for word in words)
        found += meaning == "email" and (by_word or (len(initials) > 1 and local == initials))
    return found


# lines of recipients

_HEADER: Final = re.compile(
    r"(?im)^[ \t]*(?:to|cc|bcc|from|til|kopi|fra|an|von|till|kopia|från|宛先|差出人)[ \t]*[:：][ \t]*"
)
_HOUSE: Final = re.compile(r"\s*[(\[]([^()\[\]]{2,60})[)\]]$")
_BARE: Final = 20_000
"""Addresses without a name in one line of recipients."""
_GLANCE: Final = 200_000
"""Signs by which it is judged whether a text is a line of recipients."""


def of_recipients(text: str) -> Found | None:
    """ "Ib Jensen <ib@x.example>; bob@y.example" and nothing else; None for any other text."""
    if "<" not in text or "@" not in text:
        return None
    found = Found()
    bare = alone = 0
    for name, address, wrapped in recipients(_HEADER.sub("", text.replace("\r", "\n"))):
        if wrapped and ("," in name or not is_name(name)):
            return None  # lines of a block, rather than a name that goes on
        if not address and name and not is_name(name):
            return None
        if ":" in name or len(name) > LONG or ("@" in name and name != address):
            return None
        entry = Entry(fields=named(name))
        entry.add_way("email", address)
        if entry.fields:
            found.entries.append(entry)
        alone += bool(name) and not address
        bare += bool(address) and not entry.fields
        if len(found.entries) > PEOPLE_LIMIT or bare > _BARE:
            raise Refused("too_many_people", limit=PEOPLE_LIMIT)
    found.notices["addresses_without_name"] = bare
    with_both = len(found.entries) - alone
    return found if with_both and alone <= with_both else None


def is_set_out(text: str) -> bool:
    """Whether a text is people although its commas or tabs might make a table of it."""
    if is_side_by_side(text[: _GLANCE // 10], SIGNS):
        return True
    found = of_recipients(text[:_GLANCE])
    return found is not None and all(
        one.ways and one.fields.get("full_name", "").count(",") <= 1 for one in found.entries
    )


def named(name: str) -> dict[str, str]:
    """A name as it stands before an address: "Lund, Ann (ESS)" is a person of a house."""
    name = name.strip("'\" ")
    if not name or "@" in name:
        return {}
    native, latin, reading = name_parts(name)
    fields = {"full_name": latin if native else name, "native_name": native, "reading": reading}
    house = _HOUSE.search(name)
    if house is not None and not native:
        fields |= {"full_name": name[: house.start()].strip(), "organisation": house[1].strip()}
    return {meaning: text for meaning, text in fields.items() if text}


_OF_HOUSE: Final = re.compile(
    r"(?i)(?:info|post|e?mail|kontakt|contact|office|press\w*|sekretariat\w*|secretariat\w*|reception\w*"
    r"|admin\w*|support|service\w*|hello|webmaster|no-?reply|poststelle|registrator|kommunikation\w*)@"
)


class _Blocks:
    """Goes down the pieces; holds the block that is open and what stood before its name."""

    def __init__(self, found: Found, above: _Above = _Above.NO) -> None:
        self._found = found
        self._above = above
        self._entry = Entry()
        self._notes: list[str] = []
        self._pending: dict[str, str] = {}
        self._gap = self._after_gap = False

    def gap(self) -> None:
        self._gap = True
        if self._entry.ways and not self._has_name() and self._above is not _Above.APART:
            self.close()

    def take(self, piece: str) -> None:
        gap, self._gap = self._gap, False
        self._after_gap = gap
        if len(self._found.entries) > PEOPLE_LIMIT:
            raise Refused("too_many_people", limit=PEOPLE_LIMIT)
        if self._listed(piece):
            return
        piece = piece[:NAME_LIMIT]
        if HEADING.fullmatch(piece):
            self.close()
            return
        if self._labelled(piece, gap) or self._ways(piece):
            return
        if is_prose(piece):
            self.close()
        elif (both := with_post(piece, after_name=self._waits_for_post())) is not None:
            name, words = both
            self._name(name)
            self._set(what_words(words) or "position", words)
        elif is_name(piece):
            self._name(piece)
        else:
            self._words(piece, gap)

    def _listed(self, piece: str) -> bool:
        """Takes a line of recipients that stands among others, as the head of a pasted mail has them."""
        if "<" not in piece or (piece.count("@") < 2 and not _HEADER.match(piece)):
            return False
        listed = of_recipients(piece)
        if listed is None:
            return False
        self.close()
        self._found.entries += listed.entries
        self._found.notices += listed.notices
        return True

    def close(self) -> None:
        """The block ends; it is a person if it has a name and anything to go with it."""
        entry, self._entry = self._entry, Entry()
        notes, self._notes = self._notes, []
        pending, self._pending = self._pending, {}
        mails = sum(meaning == "email" for meaning, _label, _value in entry.ways)
        has_name = entry.fields.get("full_name") or entry.fields.get("native_name")
        if not has_name:
            self._found.notices["addresses_without_name"] += mails
            return
        reached = entry.ways or entry.fields.get("position") or entry.fields.get("organisation")
        if not reached and not pending:
            return
        for meaning, text in pending.items():
            entry.fields.setdefault(meaning, text)
        if notes:
            entry.fields["notes"] = "\n".join(notes)
        self._found.entries.append(entry)

    # what a piece is

    def _has_name(self) -> bool:
        return bool(self._entry.fields.get("full_name") or self._entry.fields.get("native_name"))

    def _waits_for_name(self) -> bool:
        """Whether addresses stand above the names, and these are not a house's."""
        mails = [value for meaning, _label, value in self._entry.ways if meaning == "email"]
        return self._above is not _Above.NO and not any(map(_OF_HOUSE.match, mails))

    def _waits_for_post(self) -> bool:
        """Whether the line above was a name: then a post with words behind it is a post."""
        entry = self._entry
        return self._has_name() and not entry.ways and not entry.fields.get("position")

    def _labelled(self, piece: str, gap: bool) -> bool:
        for meaning, pattern in LABEL.items() if POINT.search(piece) else ():
            found = pattern.match(piece)
            if found is None:
                continue
            rest = piece[found.end() :].strip()
            if meaning in ("email", "mobile", "fax", "phone", "web"):
                if self._ways(rest, meaning):
                    return True
            elif meaning == "full_name":
                if (both := with_post(rest)) is not None:
                    self._name(both[0])
                    self._set(what_words(both[1]) or "position", both[1])
                    return True
                if is_name(rest) or (len(rest.split()) <= 5 and not MAIL.search(rest)):
                    self._name(rest)
                    return True
            elif rest:
                self._set(meaning, rest)
                return True
        bare = BARE_LABEL.match(piece)
        if bare is not None:
            word = bare[0].strip().lower().rstrip(".")
            for meaning in ("mobile", "fax", "phone", "email"):
                if re.fullmatch(rf"(?i)(?:{LABELS[meaning]})", word):
                    return self._ways(piece[bare.end() :], meaning)
        return False

    def _ways(self, piece: str, meaning: str = "") -> bool:
        """Takes the addresses, pages and numbers of a piece that holds little else."""
        rest, taken = piece, []
        for found in MAIL.finditer(piece) if AT.search(piece) else ():
            value = f"{found[1]}@{DOT.sub('.', found[2])}".replace(" ", "")
            taken.append(("email", "", value))
            rest = rest.replace(found[0], " ")
        for found in WEB.finditer(rest):
            taken.append(("web", "", found[0].rstrip(".,;)")))
            rest = rest.replace(found[0], " ")
        if meaning != "email" and DIGIT.search(rest):
            for found in NUMBER.finditer(rest):
                if len(re.sub(r"\D", "", found[0])) < (4 if meaning else 8):
                    continue
                if not meaning and DATE.fullmatch(found[0].strip()):
                    continue
                kind = "mobile" if meaning == "mobile" else "phone"
                taken.append((kind, "fax" if meaning == "fax" else "", found[0].strip()))
                rest = rest.replace(found[0], " ")
        if not taken:
            return False
        words = re.sub(r"[^\w]+", " ", rest).split()
        if meaning or len(words) <= 2 or all(kind == "email" for kind, _l, _v in taken):
            before = clean_line(rest).strip(" ,;:<>()-–")
            if not meaning and is_name(before):
                if self._above is not _Above.NO and not self._has_name():
                    self.close()  # this one has an address of its own
                self._name(before)
            self._open_for(taken, before)
            for kind, label, value in taken:
                self._entry.add_way(kind, value, label)
            return True
        return False

    def _open_for(self, taken: list[tuple[str, str, str]], before: str) -> None:
        """A second address is somebody else's where the block has no name, or words stand before it."""
        has_mail = any(kind == "email" for kind, _label, _value in self._entry.ways)
        is_mail = any(kind == "email" for kind, _label, _value in taken)
        named_here = bool(before) and is_name(before)
        if self._above is not _Above.NO and is_mail and self._has_name() and not named_here:
            self.close()
            return
        elsewhere = bool(before) or self._after_gap or not self._has_name()
        if has_mail and is_mail and not named_here and elsewhere:
            self.close()

    def _name(self, piece: str) -> None:
        entry = self._entry
        native, latin, reading = name_parts(piece)
        known = entry.fields.get("full_name"), entry.fields.get("native_name")
        joins = (native and not latin and known[0] and not known[1]) or (
            latin and not native and known[1] and not known[0]
        )
        if (any(known) and (entry.ways or entry.fields.get("position"))) or (
            any(known) and not joins
        ):
            pending = dict(self._pending)
            bare = not entry.ways and not entry.fields.get("position")
            self.close()
            if bare:
                self._pending = pending
            entry = self._entry
        elif entry.ways and not any(known) and not self._waits_for_name():  # it is the house's
            self.close()
            entry = self._entry
        for meaning, text in (("full_name", latin), ("native_name", native), ("reading", reading)):
            if text:
                entry.fields[meaning] = text
        for meaning, text in self._pending.items():
            entry.fields.setdefault(meaning, text)
        self._pending = {}

    def _words(self, piece: str, gap: bool) -> None:
        meaning = what_words(piece)
        if not self._has_name():
            if gap:
                self._pending = {}
            if meaning:
                self._set(meaning, piece)
            return
        if meaning and not self._entry.fields.get(meaning):
            self._set(meaning, piece)
        elif len(self._notes) < _NOTES and not (gap and self._entry.ways):
            self._notes.append(piece)
        elif gap and self._entry.ways:
            self.close()
            if meaning:
                self._pending[meaning] = piece

    def _set(self, meaning: str, text: str) -> None:
        target = self._entry.fields if self._has_name() else self._pending
        post, house = post_and_house(text) if meaning in ("position", "organisation") else ("", "")
        if house:
            target.setdefault("position", post)
            target.setdefault("organisation", house)
            return
        target.setdefault(meaning, text)
