"""A map as SVG: sea and land, ways, marks and names, in units of its own; the same in, the same out."""

from __future__ import annotations

import html
import math
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from planner.documents.engine.families import FAMILIES, family_of
from planner.documents.engine.fonts import printable
from planner.documents.programme.map_land import land_paths
from planner.domain.geography import Box, LandTile, Position, northing, turned
from planner.domain.map_layout import Frame, Label, Rect, placed, scale_bar
from planner.text import clean_text

Land = Callable[[Box, float], Iterable[tuple[LandTile, int]]]
"""The tiles that a box meets at a scale, each with the turns of 360° to add to its longitudes."""

FONTS: Final = (
    "Inter, 'Noto Sans JP', 'Noto Sans KR', 'Noto Sans SC', Vazirmatn, 'Noto Sans Hebrew'"
)
SEA, LAND, BORDER, INK, SOFT = "#DDE7EF", "#F8F6F1", "#C4C2BC", "#20252B", "#5B636C"
SIZE: Final = 17.0
LINE: Final = 1.28
RADIUS: Final = 13.0
LONGEST: Final = 38
"""Characters of a name; longer ones are cut, the whole stands in the caption."""
_UNDRAWN: Final = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u2068\u2069\U000e0100"))
"""Marks of lines, directions and joints: a picture has none."""
_TWO_IN_ONE: Final = "\u0e33"
"""A vowel of Thai that is drawn as two."""
_STACKED: Final = next(one for one in FAMILIES if one.name == "Noto Sans Devanagari")
DASHES: Final = {
    "flight": ("9 5", 2.0),
    "train": ("12 3 2 3", 3.0),
    "coach": ("", 3.0),
    "car": ("", 2.0),
    "ferry": ("2 3", 4.0),
    "walk": ("1.5 3.5", 2.6),
    "": ("6 3", 2.2),
    "implied": ("1.5 5", 1.6),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class MapMark:
    """A numbered mark in the middle of its positions; ``names`` stand beside it, one a line."""

    number: str
    positions: tuple[Position, ...]
    names: tuple[str, ...]
    is_passed_through: bool = False


@dataclass(frozen=True, slots=True)
class MapWay:
    """A line; ``look`` is a way of travel or "implied". Longitudes run on without jumps."""

    look: str
    points: tuple[Position, ...]


def drawn(
    frame: Frame,
    land: Land | None,
    marks: Sequence[MapMark],
    ways: Sequence[MapWay],
    *,
    legend: Sequence[tuple[str, str]] = (),
    accent: str = "#1F4E79",
) -> bytes:
    """The map of a frame. Without ``land`` all is sea."""
    wide, high = frame.width, frame.height
    spots = {one: _middle(frame, one) for one in marks}
    lines = [(way.look, points) for way in ways for points in _seen(frame, way)]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.0f} {high:.0f}" '
        f'width="{wide:.0f}" height="{high:.0f}" font-family="{FONTS}" font-size="{SIZE:.0f}">',
        f'<rect width="{wide:.0f}" height="{high:.0f}" fill="{SEA}"/>',
    ]
    if land is not None:
        solid, borders = land_paths(frame, land(frame.box, frame.scale))
        parts += [f'<path d="{one}" fill="{LAND}" fill-rule="evenodd"/>' for one in solid]
        parts.append(f'<path d="{borders}" fill="none" stroke="{BORDER}"/>')
    parts += [_line(look, points, accent) for look, points in lines]
    taken = [_box(spots[one], one) for one in marks]
    key, key_box = _legend(frame, legend, accent, list(spots.values()), lines)
    taken.append(key_box)
    parts += _names(frame, marks, spots, taken, [spot for _look, line in lines for spot in line])
    parts += [_mark(one, spots[one], accent) for one in marks]
    parts += [key, "</svg>"]
    return "".join(parts).encode()


# ways


def _seen(frame: Frame, way: MapWay) -> Iterator[list[tuple[float, float]]]:
    """The line on every copy of the world that the frame shows."""
    start = way.points[0].longitude
    shift = turned(start, frame.x) - start
    for turn in (-360.0, 0.0, 360.0):
        line = [
            frame.spot(point.longitude + shift + turn, northing(point.latitude))
            for point in way.points
        ]
        xs, ys = [x for x, _y in line], [y for _x, y in line]
        if max(xs) > 0 and min(xs) < frame.width and max(ys) > 0 and min(ys) < frame.height:
            yield line


def _line(look: str, points: Sequence[tuple[float, float]], accent: str) -> str:
    dashes, width = DASHES.get(look, DASHES[""])
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    colour = SOFT if look == "implied" else accent
    return (
        f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{width}" '
        f'stroke-opacity="0.75" stroke-linejoin="round"{dashed}/>'
    )


# marks and names


def _middle(frame: Frame, one: MapMark) -> tuple[float, float]:
    found = [frame.at(position) for position in one.positions]
    return (sum(x for x, _y in found) / len(found), sum(y for _x, y in found) / len(found))


def _box(spot: tuple[float, float], one: MapMark) -> Rect:
    half = _half(one)
    return Rect(spot[0] - half, spot[1] - RADIUS, 2 * half, 2 * RADIUS)


def box_of(frame: Frame, one: MapMark) -> Rect:
    """Where the number of a mark stands."""
    return _box(_middle(frame, one), one)


def _half(one: MapMark) -> float:
    return max(RADIUS, width_of(one.number, 15) / 2 + 7)


def _mark(one: MapMark, spot: tuple[float, float], accent: str) -> str:
    box = _box(spot, one)
    fill, ink = ("#FFFFFF", accent) if one.is_passed_through else (accent, "#FFFFFF")
    return (
        f'<rect x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" height="{box.height:.1f}" '
        f'rx="{RADIUS:.0f}" fill="{fill}" stroke="{accent}" stroke-width="1.6"/>'
        f'<text x="{spot[0]:.1f}" y="{spot[1] + 5.3:.1f}" font-size="15" font-weight="600" '
        f'text-anchor="middle" fill="{ink}">{_text(one.number)}</text>'
    )


def _names(
    frame: Frame,
    marks: Sequence[MapMark],
    spots: dict[MapMark, tuple[float, float]],
    taken: Sequence[Rect],
    lines: Sequence[tuple[float, float]],
) -> Iterator[str]:
    """Names where there is room; those of visited places first. A number always stays."""
    area = Rect(4, 4, frame.width - 8, frame.height - 8)
    named = [one for one in marks if all(map(can_be_drawn, one.names))]
    order = sorted(named, key=lambda one: one.is_passed_through)
    labels = [
        Label(
            *spots[one],
            _half(one),
            max(width_of(cut(name), SIZE) for name in one.names) + 4,
            len(one.names) * SIZE * LINE,
        )
        for one in order
    ]
    for one, found in zip(order, placed(labels, taken, area, lines), strict=True):
        if found is None:
            continue
        for number, name in enumerate(one.names):
            y = found.y + SIZE * (LINE * number + 0.98)
            yield (
                f'<text x="{found.x + 2:.1f}" y="{y:.1f}" fill="{INK}" stroke="{LAND}" '
                f'stroke-width="3.5" stroke-linejoin="round" paint-order="stroke">'
                f"{_text(cut(name))}</text>"
            )


def can_be_drawn(name: str) -> bool:
    """Whether a picture can hold it. The engine cannot say of letters that stand one on top of the
    other, or run to the left, which they are, and refuses the paper: such a name stands in the
    caption alone, by its number."""
    return not any(
        unicodedata.category(sign)[0] == "M"
        or unicodedata.bidirectional(sign) in ("R", "AL")
        or sign == _TWO_IN_ONE
        or family_of(sign) == _STACKED
        for sign in _plain(name)
    )


def cut(name: str) -> str:
    return name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip() + "…"


def width_of(text: str, size: float) -> float:
    """About how wide a text is set: there are no metrics here, so rather too wide than too narrow."""
    wide = sum(1 for sign in text if unicodedata.east_asian_width(sign) in "WF")
    return size * (wide + 0.6 * (len(text) - wide))


def _text(text: str) -> str:
    return html.escape(_plain(text))


def _plain(text: str) -> str:
    """What no shipped font has is replaced here too: the engine refuses a picture that shows a box."""
    shown = printable(clean_text(text).replace("\n", " "))
    return unicodedata.normalize("NFC", shown.translate(_UNDRAWN))


# legend


def _legend(
    frame: Frame,
    legend: Sequence[tuple[str, str]],
    accent: str,
    spots: Sequence[tuple[float, float]],
    lines: Sequence[tuple[str, Sequence[tuple[float, float]]]],
) -> tuple[str, Rect]:
    """Ways of travel and the scale, in the corner where they cover least."""
    length, pixels = scale_bar(frame.km_per_pixel, 150)
    row, rows = SIZE * 1.35, len(legend) + 1
    words = [name for _look, name in legend] + [_km(length)]
    wide = max(60 + max(width_of(name, 15) for name in words), pixels + 95) + 16
    high = rows * row + 12
    points = [spot for _look, line in lines for spot in line]
    box = min(
        (
            Rect(x, y, wide, high)
            for y in (frame.height - 8 - high, 8.0)
            for x in (8.0, frame.width - 8 - wide)
        ),
        key=lambda rect: (_padded(rect).count(spots), rect.count(points)),
    )
    parts = [
        f'<rect x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" height="{box.height:.1f}" '
        f'rx="5" fill="#FFFFFF" fill-opacity="0.85"/>'
    ]
    for number, (look, name) in enumerate(legend):
        y = box.y + 6 + row * (number + 0.5)
        parts.append(_line(look, [(box.x + 10, y), (box.x + 54, y)], accent))
        parts.append(_small(box.x + 64, y, name))
    y = box.y + 6 + row * (rows - 0.5)
    left, right = box.x + 10, box.x + 10 + pixels
    parts.append(
        f'<path d="M{left:.1f} {y - 5:.1f}V{y:.1f}H{right:.1f}V{y - 5:.1f}" fill="none" '
        f'stroke="{INK}" stroke-width="1.4"/>'
    )
    parts.append(_small(right + 9, y, _km(length)))
    return "".join(parts), box


def _padded(rect: Rect) -> Rect:
    near = 2 * RADIUS
    return Rect(rect.x - near, rect.y - near, rect.width + 2 * near, rect.height + 2 * near)


def _small(x: float, y: float, text: str) -> str:
    return f'<text x="{x:.1f}" y="{y + 5:.1f}" font-size="15" fill="{INK}">{_text(text)}</text>'


def _km(length: float) -> str:
    if length >= 1:
        return f"{math.floor(length):,} km".replace(",", "\u2009")
    return f"{round(length * 1000)} m"
