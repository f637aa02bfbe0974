"""What keys do on the board: walking over items, moving them, and the letters that are commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from planner.domain.board import Placed
from planner.domain.ids import ItemId
from planner.ui.board.carrying import Grip, lift
from planner.ui.board.mover import Mover

_Key = Qt.Key
_Modifier = Qt.KeyboardModifier
_NONE: Final = _Modifier.NoModifier
_ALT: Final = _Modifier.AltModifier
_CTRL: Final = _Modifier.ControlModifier
_SHIFT: Final = _Modifier.ShiftModifier
FINE: Final = 5

LETTERS: Final = {
    _Key.Key_N: "add",
    _Key.Key_G: "groups",
    _Key.Key_L: "lock",
    _Key.Key_T: "confirm",
    _Key.Key_U: "unschedule",
    _Key.Key_C: "next conflict",
    _Key.Key_F: "fix",
    _Key.Key_Q: "quick add",
    _Key.Key_Return: "open",
    _Key.Key_Enter: "open",
    _Key.Key_F2: "open",
    _Key.Key_Delete: "remove",
}


def pressed(board: Mover, event: QKeyEvent) -> bool:
    """Do what the key means; False for keys that are not the board's."""
    key = _Key(event.key())
    modifiers = event.modifiers() & ~_Modifier.KeypadModifier
    if board.carry is not None:
        return _carrying(board, key, modifiers)
    if modifiers == _NONE:
        return _plain(board, key)
    act = _MOVES.get((modifiers, key))
    if act is None:
        return False
    act(board)
    return True


def _plain(board: Mover, key: Qt.Key) -> bool:
    if key in LETTERS:
        board.wanted.emit(LETTERS[key])
    elif key == _Key.Key_M:
        board.take_up()
    elif key == _Key.Key_Space:
        if board.current is not None:
            board.toggle(board.current)
    elif key in _WALKS:
        _WALKS[key](board)
    else:
        return False
    return True


def _carrying(board: Mover, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
    """Move mode: arrows carry, with Shift the end is carried, with Ctrl steps are fine."""
    carry = board.carry
    assert carry is not None
    if key == _Key.Key_Escape:
        board.cancel()
        return True
    if key in (_Key.Key_Return, _Key.Key_Enter, _Key.Key_Space):
        board.drop()
        return True
    step = FINE if modifiers & _CTRL else board.snap
    whole_day = carry.item is not None and carry.item.all_day
    if key in (_Key.Key_Up, _Key.Key_Down) and not whole_day:
        later = step if key == _Key.Key_Down else -step
        if modifiers & _SHIFT and carry.item is not None and carry.grip is Grip.WHOLE:
            if carry != lift(carry.item):
                return True  # moved already: the end is changed after the drop
            carry = lift(carry.item, Grip.END)
        board.carry_to(carry.by(later))
    elif key in (_Key.Key_Left, _Key.Key_Right) and carry.grip is Grip.WHOLE:
        dates = [day.date for day in board.scene.days]
        if carry.day in dates:
            number = dates.index(carry.day) + (1 if key == _Key.Key_Right else -1)
            if 0 <= number < len(dates):
                board.carry_to(carry.on(dates[number]))
    return True


# walking


def _in_time(board: Mover, by: int) -> None:
    """To the item before or after, in the same lane as long as there is one."""
    order = [key for number, key in board.scene.order if number == board.day]
    if board.current is None:
        if order:
            board.choose(order[0 if by > 0 else -1])
        return
    if board.current not in order:
        return
    place = order.index(board.current)
    lane = _lane(board, board.current)
    ahead = order[place + 1 :] if by > 0 else order[:place][::-1]
    same = [key for key in ahead if lane is None or _shares(lane, _lane(board, key))]
    if same:
        board.choose(same[0])
    elif not ahead:
        _beside_day(board, by)


def _lane(board: Mover, item: ItemId) -> Placed | None:
    placed = board.scene.placed.get(board.day, [])
    return next((one for one in placed if one.part.item.id == item), None)


def _shares(one: Placed, other: Placed | None) -> bool:
    """Whether two parts can be in one lane: those of one fork only side by side."""
    if other is None or one.fork != other.fork:
        return True
    return one.lane < other.lane + other.span and other.lane < one.lane + one.span


def _across(board: Mover, by: int) -> None:
    """To the nearest item in the lane beside, else in the day beside."""
    here = _lane(board, board.current) if board.current else None
    if here is not None:
        beside = [
            one
            for one in board.scene.placed.get(board.day, [])
            if one.fork == here.fork
            and one.part.item.id != board.current
            and (one.lane >= here.lane + here.span if by > 0 else one.lane + one.span <= here.lane)
        ]
        if beside:
            nearest = min(
                beside,
                key=lambda one: (abs(one.lane - here.lane), abs(one.part.start - here.part.start)),
            )
            board.choose(nearest.part.item.id)
            return
    _beside_day(board, by, here)


def _beside_day(board: Mover, by: int, here: Placed | None = None) -> None:
    number = board.day + by
    if not 0 <= number < len(board.scene.days):
        return
    parts = board.scene.placed.get(number, [])
    if here is None or not parts:
        board.choose_day(number)
        return
    nearest = min(parts, key=lambda one: (abs(one.part.start - here.part.start), one.lane))
    if board.scene.day_numbers[nearest.part.item.id] == number:
        board.choose(nearest.part.item.id)
    else:
        board.choose_day(number)


def _end_of_day(board: Mover, last: bool) -> None:
    order = [key for number, key in board.scene.order if number == board.day]
    if order:
        board.choose(order[-1 if last else 0])


def _end_of_visit(board: Mover, last: bool) -> None:
    if board.scene.order:
        board.choose(board.scene.order[-1 if last else 0][1])


_WALKS: Final[dict[Qt.Key, Callable[[Mover], None]]] = {
    _Key.Key_Up: lambda board: _in_time(board, -1),
    _Key.Key_Down: lambda board: _in_time(board, 1),
    _Key.Key_Left: lambda board: _across(board, -1),
    _Key.Key_Right: lambda board: _across(board, 1),
    _Key.Key_Home: lambda board: _end_of_day(board, False),
    _Key.Key_End: lambda board: _end_of_day(board, True),
    _Key.Key_PageUp: lambda board: board.choose_day(board.day - 1),
    _Key.Key_PageDown: lambda board: board.choose_day(board.day + 1),
}
_MOVES: Final[dict[tuple[Qt.KeyboardModifier, Qt.Key], Callable[[Mover], None]]] = {
    (_ALT, _Key.Key_Up): lambda board: board.nudge(-board.snap),
    (_ALT, _Key.Key_Down): lambda board: board.nudge(board.snap),
    (_ALT | _SHIFT, _Key.Key_Up): lambda board: board.nudge(-board.snap, Grip.END),
    (_ALT | _SHIFT, _Key.Key_Down): lambda board: board.nudge(board.snap, Grip.END),
    (_CTRL | _SHIFT, _Key.Key_Left): lambda board: board.to_day(-1),
    (_CTRL | _SHIFT, _Key.Key_Right): lambda board: board.to_day(1),
    (_CTRL, _Key.Key_Home): lambda board: _end_of_visit(board, False),
    (_CTRL, _Key.Key_End): lambda board: _end_of_visit(board, True),
    (_CTRL, _Key.Key_A): lambda board: board.select_all(),
    (_CTRL, _Key.Key_Plus): lambda board: board.set_zoom(board.zoom * 1.2),
    (_CTRL, _Key.Key_Equal): lambda board: board.set_zoom(board.zoom * 1.2),
    (_CTRL, _Key.Key_Minus): lambda board: board.set_zoom(board.zoom / 1.2),
    (_CTRL, _Key.Key_0): lambda board: board.set_zoom(1.0),
}
