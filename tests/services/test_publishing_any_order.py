"""Whatever others do at a server, and wherever we are cut off: ours as last published, theirs untouched."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from calendar_server import PASSWORD, USER, Office, office
from factories import item, visit
from planner.domain.handouts import PlaceKind, Publication
from planner.domain.ids import RecordId, new_id
from planner.services.planner import Planner, open_planner
from planner.settings import Settings


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office(tmp_path_factory.mktemp("radicale")) as found:
        yield found


class Cut(Exception):
    pass


class Story:
    """The library, the server, and what we believe is ours there: text by name, None for deleted."""

    def __init__(self, planner: Planner, server: Office) -> None:
        self.planner, self.server = planner, server
        self.visit = planner.visits.new(visit(code="TRIP"))
        self.count = 0
        self.released: dict[str, str] = {}
        self.ours: dict[str, str | None] = {}
        place = Publication(
            id=RecordId(new_id()),
            visit_id=self.visit,
            kind=PlaceKind.SERVER,
            target=server.address,
            user_name=USER,
        )
        self.place = planner.publishing.add(place).id
        planner.publishing.give_password(self.place, PASSWORD)
        self.add(0)
        self.release(0)

    def new_title(self) -> str:
        self.count += 1
        return f"Title {self.count}"

    # what we do

    def add(self, _number: int) -> None:
        self.planner.itineraries.add(item(self.visit, self.new_title(), "09:00", "10:00"))

    def rename(self, number: int) -> None:
        if items := self.planner.visits.plan(self.visit).items:
            chosen = items[number % len(items)]
            self.planner.itineraries.edit(chosen.id, title=self.new_title())

    def drop(self, number: int) -> None:
        if items := self.planner.visits.plan(self.visit).items:
            self.planner.itineraries.remove(items[number % len(items)].id)

    def release(self, _number: int) -> None:
        self.planner.releases.release(self.visit)
        plan = self.planner.visits.plan(self.visit)
        self.released = {
            f"{one.id}.ics": f"{one.title} (to be confirmed)"
            if one.status.value == "planned"
            else one.title
            for one in plan.items
        }

    def publish(self, number: int) -> None:
        """With an even number everything is chosen that others changed."""
        before, overwrite = self.server.all(), number % 2 == 0
        look = self.planner.publishing.look(self.place)
        chosen = [one.step.name for one in look.clashes] if overwrite else []
        self.planner.publishing.publish(look, chosen)
        after = self.server.all()
        event("with clashes" if look.clashes else "without clashes")
        for name in {*before, *after, *self.released, *self.ours}:
            self.check(name, before.get(name), after.get(name), overwrite=overwrite)
        if overwrite:
            again = self.planner.publishing.look(self.place)
            assert again.is_nothing

    def check(self, name: str, before: str | None, after: str | None, *, overwrite: bool) -> None:
        is_ours, is_wanted = name in self.ours, name in self.released
        by_others = is_ours and before != self.ours[name]
        if not is_ours and not is_wanted:
            assert after == before, "somebody else's"
        elif by_others and not overwrite:
            assert after == before, "changed by others"
            if not is_wanted and before is None:
                del self.ours[name]
        elif is_wanted:
            assert after is not None
            assert f"SUMMARY:{self.released[name]}" in after.splitlines()
            self.ours[name] = after
        else:
            assert after is None, "ours, and gone from the release"
            del self.ours[name]

    def cut_off(self, number: int) -> None:
        """Some of it is done; what stands there then is what we made of it."""

        def stop(done: int, total: int) -> None:
            if done >= number % max(total, 1):
                raise Cut

        before = self.server.all()
        look = self.planner.publishing.look(self.place)
        with pytest.raises(Cut):
            self.planner.publishing.publish(look, progress=stop)
        after = self.server.all()
        for name in {*before, *after, *self.ours}:
            if name in self.ours and before.get(name) != self.ours[name]:
                assert after.get(name) == before.get(name), "changed by others"
            elif name in self.ours or name in self.released:
                if after.get(name) is None:
                    self.ours.pop(name, None)
                else:
                    self.ours[name] = after[name]
            else:
                assert after.get(name) == before.get(name), "somebody else's"

    # what others do

    def theirs(self, _number: int) -> None:
        title = self.new_title()
        self.server.put(f"{title.replace(' ', '-')}.ics", title)

    def edited(self, number: int) -> None:
        if names := sorted(self.server.names()):
            self.server.retitle(names[number % len(names)], self.new_title())

    def deleted(self, number: int) -> None:
        if names := sorted(self.server.names()):
            self.server.delete(names[number % len(names)])


VERBS = (
    "add", "rename", "drop", "release", "release", "publish", "publish", "cut_off",
    "theirs", "edited", "deleted",
)  # fmt: skip
STEPS = st.lists(st.tuples(st.sampled_from(VERBS), st.integers(0, 5)), min_size=3, max_size=14)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_the_server_holds_ours_as_last_published_and_theirs_untouched(
    tmp_path_factory: pytest.TempPathFactory,
    empty_file: Path,
    server: Office,
    steps: list[tuple[str, int]],
) -> None:
    for name in server.names():
        server.delete(name)
    path = tmp_path_factory.mktemp("story") / "library.planner"
    shutil.copyfile(empty_file, path)
    planner = open_planner(str(path), Settings(chosen={"author": "Eva"}))
    try:
        story = Story(planner, server)
        for verb, number in steps:
            getattr(story, verb)(number)
        story.publish(1)
        story.publish(0)
    finally:
        planner.close()
