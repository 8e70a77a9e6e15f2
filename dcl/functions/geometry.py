"""Boxes and intervals: how they are made, and what is measured of them.

A box is `(left, top, right, bottom)` and an interval `(start, end)`, as floats, in whatever unit the data has. Both
are spans along axes, two or one. A span that ends before it starts holds nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from operator import add, and_, mul
from typing import Any

from dcl.functions.shapes import of_one_length

Shape = tuple[float, ...]
Span = tuple[Any, Any]
"""Start and end, as floats or as expressions."""

BOX_SIDES = ("left", "top", "right", "bottom")
INTERVAL_ENDS = ("start", "end")


def of_edges(left: Any, top: Any, right: Any, bottom: Any) -> tuple[Any, ...]:
    return left, top, right, bottom


def of_corner(x: Any, y: Any, w: Any, h: Any) -> tuple[Any, ...]:
    return x, y, x + w, y + h


def of_centre(cx: Any, cy: Any, w: Any, h: Any, width: Any = 1.0, height: Any = 1.0) -> tuple[Any, ...]:
    """Half a float is exact, so that nothing but the sums and products is rounded."""
    return (cx - w / 2) * width, (cy - h / 2) * height, (cx + w / 2) * width, (cy + h / 2) * height


def of_ends(start: Any, end: Any) -> tuple[Any, ...]:
    return start, end


Corners = Callable[..., tuple[Any, ...]]
"""From four numbers (and the size of the picture) to the parts of a shape, as floats or as expressions."""


def made(corners: Corners) -> Callable[..., Shape | None]:
    """The reference meaning of a function that makes a shape of numbers, or of one list of them."""

    def make(*arguments: Any, **keywords: float) -> Shape | None:
        if isinstance(arguments[0], list | tuple | Mapping):
            items = arguments[0].values() if isinstance(arguments[0], Mapping) else arguments[0]
            if len(items) != len(BOX_SIDES):
                return None
            arguments = (*items, *arguments[1:])
        if None in arguments:
            return None
        parts = corners(*map(float, arguments), **{name: float(value) for name, value in keywords.items()})
        return parts if all(map(math.isfinite, parts)) else None

    return make


def made_in_polars(corners: Corners, names: Sequence[str]) -> Callable[..., Any]:
    """The Polars meaning of a function that makes a shape."""

    def make(pl: Any, *arguments: Any) -> Any:
        dtype = pl.Struct(dict.fromkeys(names, pl.Float64))

        def compute(columns: Sequence[Any]) -> Any:
            first, *others = of_one_length(columns)
            numbers = [*_items(pl, first), *map(pl.lit, others)]
            parts = corners(*(number.cast(pl.Float64) for number in numbers))
            whole = reduce(and_, (part.is_finite() for part in parts))
            shape = pl.struct(part.alias(name) for name, part in zip(names, parts, strict=True))
            return pl.select(pl.when(whole).then(shape)).to_series()

        return pl.map_batches(arguments, compute, return_dtype=dtype, is_elementwise=True)

    return make


def _items(pl: Any, column: Any) -> list[Any]:
    """The numbers of a column of lists of four, or of records of four fields; a column of numbers is one of them."""
    if column.dtype == pl.Struct:
        return [pl.lit(column.struct.field(name)) for name in column.struct.fields]
    if column.dtype == pl.List:
        four = pl.when(pl.lit(column.list.len()) == len(BOX_SIDES)).then(pl.lit(column))
        return [four.list.get(place, null_on_oob=True) for place in range(len(BOX_SIDES))]
    return [pl.lit(column)]


def spans(shape: Sequence[Any]) -> tuple[Span, ...]:
    """The span of a shape along each axis."""
    axes = len(shape) // 2
    return tuple((shape[axis], shape[axis + axes]) for axis in range(axes))


class Floats:
    """What measuring needs of plain floats."""

    least = staticmethod(min)
    greatest = staticmethod(max)
    root = staticmethod(math.sqrt)
    all = staticmethod(all)

    @staticmethod
    def where(condition: bool, value: float) -> float | None:
        return value if condition else None

    @staticmethod
    def ratio(part: float, whole: float) -> float | None:
        return part / whole if whole > 0 else None


class Expressions:
    """The same of Polars expressions."""

    def __init__(self, pl: Any) -> None:
        self.least = pl.min_horizontal
        self.greatest = pl.max_horizontal
        self.all = pl.all_horizontal
        self._when = pl.when

    def root(self, value: Any) -> Any:
        return value.sqrt()

    def where(self, condition: Any, value: Any) -> Any:
        return self._when(condition).then(value)

    def ratio(self, part: Any, whole: Any) -> Any:
        return self._when(whole > 0).then(part / whole)


def size(on: Any, shape: Sequence[Any]) -> Any:
    """The area of a box, the length of an interval."""
    return reduce(mul, (on.greatest(end - start, 0.0) for start, end in spans(shape)))


def shared(on: Any, a: Sequence[Any], b: Sequence[Any]) -> Any:
    """The size of what two shapes share."""
    lengths = (
        on.greatest(on.least(end, other_end) - on.greatest(start, other_start), 0.0)
        for (start, end), (other_start, other_end) in zip(spans(a), spans(b), strict=True)
    )
    return reduce(mul, lengths)


def iou(on: Any, a: Sequence[Any], b: Sequence[Any]) -> Any:
    """What two shapes share as a part of what they cover together."""
    both = shared(on, a, b)
    return on.ratio(both, size(on, a) + size(on, b) - both)


def inside(on: Any, a: Sequence[Any], b: Sequence[Any]) -> Any:
    """Whether every edge of `a` lies in `b`."""
    return on.all(
        [
            condition
            for span, (low, high) in zip(spans(a), spans(b), strict=True)
            for edge in span
            for condition in (edge >= low, edge <= high)
        ]
    )


def gap(on: Any, a: Sequence[Any], b: Sequence[Any]) -> Any:
    """How far two shapes are apart at their nearest points."""
    pairs = list(zip(spans(a), spans(b), strict=True))
    apart = [
        on.greatest(on.greatest(start, other_start) - on.least(end, other_end), 0.0)
        for (start, end), (other_start, other_end) in pairs
    ]
    distance = apart[0] if len(apart) == 1 else on.root(reduce(add, (length * length for length in apart)))
    return on.where(on.all([start <= end for pair in pairs for start, end in pair]), distance)


Formula = Callable[..., Any]
"""From `Floats` or `Expressions`, and the parts of one or two shapes, to a number or a condition."""


def measured(formula: Formula) -> Callable[..., Any]:
    """The reference meaning of a measure."""

    def measure(*shapes: Shape) -> Any:
        result = formula(Floats, *shapes)
        return None if result is None or not math.isfinite(result) else result

    return measure


def measured_in_polars(formula: Formula) -> Callable[..., Any]:
    """The Polars meaning of a measure: missing where a shape is."""

    def measure(pl: Any, *shapes: Any) -> Any:
        def compute(columns: Sequence[Any]) -> Any:
            columns = of_one_length(columns)
            there = reduce(and_, (pl.lit(column.is_not_null()) for column in columns))
            parts = ([pl.lit(column.struct.field(name)) for name in column.struct.fields] for column in columns)
            result = formula(Expressions(pl), *parts)
            if formula is not inside:
                there = there & result.is_finite()
            return pl.select(pl.when(there).then(result)).to_series()

        dtype = pl.Boolean if formula is inside else pl.Float64
        return pl.map_batches(shapes, compute, return_dtype=dtype, is_elementwise=True)

    return measure
