"""What is gone for good stays gone: entries of the registers removed, and what a restore brought back."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from planner.domain.library import BY_NAME
from planner.domain.retention import EMPTIED, GROUP_OF_WORD, REGISTERS
from planner.i18n import N_, _
from planner.storage import settled
from planner.storage.reading import Reader, any_of

if TYPE_CHECKING:
    from planner.services.core import Core
    from planner.storage.unit_of_work import Work

_TOGETHER = 500


def remove_entries(work: Work, entries: Iterable[tuple[str, str]]) -> None:
    """Remove these entries of the registers, by word and id, with all that hangs on them."""
    for word, key in entries:
        if word == "disclosure":
            values = {"key": key}
            told = work.rows("SELECT id FROM correction WHERE disclosure_id = :key", values)
            for (correction,) in told:
                work.remove(BY_NAME["correction"], str(correction))
            prints = work.rows(
                "SELECT id FROM disclosure_subject WHERE disclosure_id = :key", values
            )
            work.destroy_keys(str(row[0]) for row in prints)
        work.remove(BY_NAME[word], key)


def take_again(core: Core, gone: Collection[str]) -> int:
    """Take what was settled out of a library that came out of a backup; how many records had come back."""
    from planner.storage.erasing import details_out  # late: it needs SQLAlchemy

    back = list(_back(core.reader, gone))
    if gone:
        with core.work(N_("Destroy keys"), journalled=False) as work:
            remove_entries(work, [one for one in back if one[0] in REGISTERS])
            for word, key in back:
                if word in EMPTIED:
                    work.change(BY_NAME[word], key, **{EMPTIED[word]: ""})
                elif word not in REGISTERS and work.find(BY_NAME[word], key) is not None:
                    work.remove(BY_NAME[word], key)
            keys = sorted(gone)
            details_out.forget_titles(work, gone, _("(erased)"))
            work.destroy_keys(keys)
            work.end_undo_of(keys)
            settled.note(work, keys)
    return len(back)


def gone_for_good(reader: Reader) -> frozenset[str]:
    """The ids of what is to come out of no backup: what was settled, and nobody wrote again since."""
    found = settled.settled(reader)
    return found - {key for _word, key in _back(reader, found)}


def _back(reader: Reader, gone: Collection[str]) -> Iterable[tuple[str, str]]:
    keys = sorted(gone)
    for word in sorted({*GROUP_OF_WORD, *REGISTERS}):
        filled = f" AND \"{EMPTIED[word]}\" <> ''" if word in EMPTIED else ""
        for start in range(0, len(keys), _TOGETHER):
            clause, values = any_of("id", keys[start : start + _TOGETHER])
            for (key,) in reader.rows(f'SELECT id FROM "{word}" WHERE {clause}{filled}', values):
                yield word, str(key)
