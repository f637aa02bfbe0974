"""When a measurement has been repeated often enough."""

from __future__ import annotations

from collections.abc import Sequence


def median_is_settled(ratios: Sequence[float], bar: float, rounds: int) -> bool:
    """Whether the median of all rounds is on one side of the bar, however the rest will be."""
    within = sum(one <= bar for one in ratios)
    return max(within, len(ratios) - within) > rounds // 2


def shortest_is_sure(times: Sequence[float]) -> bool:
    """Whether the two shortest differ by less than a tenth: nothing disturbed them."""
    first, second, *_rest = sorted(times)
    return second < first * 1.1
