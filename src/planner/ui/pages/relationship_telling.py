"""A relationship read and laid out, ready to be shown; made beside the window in a large library."""

from __future__ import annotations

from dataclasses import dataclass, field

from planner.domain.relationship import Relationship
from planner.domain.relationship_line import Line
from planner.domain.relationship_lines import lines, open_lines
from planner.services.planner import Planner
from planner.services.relationship_telling import head, levels
from planner.ui.pages.relationship_scene import relationship_scene
from planner.ui.timeline.scene import Scene, date_text


@dataclass(frozen=True, kw_only=True, slots=True)
class Telling:
    """Nothing yet, or all of one counterpart."""

    relationship: Relationship | None = None
    head: str = ""
    levels: str = ""
    every: tuple[Line, ...] = ()
    open: tuple[Line, ...] = ()
    scene: Scene = field(default_factory=Scene)


def read(planner: Planner, key: str) -> Telling:
    """Everything with the counterpart of this key; takes a while where there is much.

    :raises NotFound: no such organisation.
    """
    found = planner.relationships.of_key(key)
    every = lines(found)
    return Telling(
        relationship=found,
        head=head(found, date_text),
        levels=levels(found, date_text),
        every=every,
        open=open_lines(found, every),
        scene=relationship_scene(found, every),
    )
