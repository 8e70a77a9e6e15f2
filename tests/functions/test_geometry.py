"""What boxes and intervals come to, held to counting the unit squares that they cover."""

from __future__ import annotations

from itertools import product

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcl.functions.entry import Kind
from dcl.functions.table import FUNCTIONS
from dcl.types import BOX, DURATION, FLOAT, INT, INTERVAL, TEXT, ListOf, Record, Type

EDGES = st.integers(0, 6)
BOXES = st.tuples(EDGES, EDGES, EDGES, EDGES)
INTERVALS = st.tuples(EDGES, EDGES)
SHAPES = st.one_of(st.tuples(BOXES, BOXES), st.tuples(INTERVALS, INTERVALS))


def of(name: str, *arguments: object, **keywords: object) -> object:
    return FUNCTIONS[name].reference(*arguments, **keywords)


def cells(shape: tuple[int, ...]) -> set[tuple[int, ...]]:
    axes = len(shape) // 2
    return set(product(*(range(shape[axis], shape[axis + axes]) for axis in range(axes))))


@given(SHAPES)
def test_measures_are_those_of_the_cells_that_shapes_cover(shapes: tuple[tuple[int, ...], tuple[int, ...]]) -> None:
    a, b = shapes
    both, either = len(cells(a) & cells(b)), len(cells(a) | cells(b))
    real = [tuple(map(float, shape)) for shape in shapes]
    assert of("overlap", *real) == both
    assert of("iou", *real) == (both / either if either else None)
    if cells(a):
        assert of("inside", *real) == (cells(a) <= cells(b))
    if len(a) == 4:
        assert of("area", real[0]) == len(cells(a))


@given(BOXES, BOXES)
def test_a_gap_is_the_way_between_the_nearest_points(a: tuple[int, ...], b: tuple[int, ...]) -> None:
    def points(box: tuple[int, ...]) -> list[tuple[int, int]]:
        return list(product(range(box[0], box[2] + 1), range(box[1], box[3] + 1)))

    ways = [((x - u) ** 2 + (y - v) ** 2) ** 0.5 for x, y in points(a) for u, v in points(b)]
    found = of("gap", tuple(map(float, a)), tuple(map(float, b)))
    assert found == (pytest.approx(min(ways)) if ways else None)


@pytest.mark.parametrize(
    ("name", "numbers", "box"),
    [
        ("xywh", (1, 2, 3, 4), (1.0, 2.0, 4.0, 6.0)),
        ("xyxy", (1, 2, 3, 4), (1.0, 2.0, 3.0, 4.0)),
        ("cxcywh", (1, 2, 3, 4), (-0.5, 0.0, 2.5, 4.0)),
        ("xywh", (1, 2, -3, 4), (1.0, 2.0, -2.0, 6.0)),
        ("xywh", (1e308, 0, 1e308, 1), None),
        ("xyxy", (1, None, 2, 3), None),
        ("xyxy", (1, 2, 3, 4, 5), None),
    ],
)
def test_one_list_stands_for_four_numbers(name: str, numbers: tuple[float, ...], box: object) -> None:
    assert of(name, numbers) == box
    if len(numbers) == 4:
        assert of(name, dict(zip("abcd", numbers, strict=True))) == box
    if len(numbers) == 4 and None not in numbers:
        assert of(name, *numbers) == box
    frame = pl.DataFrame({"b": [numbers]}, schema={"b": pl.List(pl.Float64)})
    made = frame.select(FUNCTIONS[name].polars(pl, pl.col("b"))).item()
    assert made == (None if box is None else dict(zip(("left", "top", "right", "bottom"), box, strict=True)))  # type: ignore[call-overload]


def test_a_box_of_negative_width_is_empty_and_in_nothing() -> None:
    inverted, whole = (5.0, 0.0, 2.0, 9.0), (0.0, 0.0, 4.0, 9.0)
    assert of("area", inverted) == 0
    assert of("overlap", inverted, whole) == 0
    assert of("iou", inverted, whole) == 0
    assert of("inside", inverted, whole) is False
    assert of("inside", whole, inverted) is False
    assert of("gap", inverted, whole) is None


def test_a_box_is_inside_itself_also_without_width() -> None:
    for box in ((0.0, 0.0, 4.0, 9.0), (3.0, 1.0, 3.0, 1.0)):
        assert of("inside", box, box) is True
    assert of("iou", (0.1, 0.2, 0.7, 0.9), (0.1, 0.2, 0.7, 0.9)) == 1


def test_the_size_of_the_picture_makes_pixels_of_shares() -> None:
    assert of("cxcywh", 0.5, 0.5, 1, 1, width=640, height=480) == (0.0, 0.0, 640.0, 480.0)
    assert of("cxcywh", (0.5, 0.5, 1, 1), width=640, height=480) == (0.0, 0.0, 640.0, 480.0)


def positional(*types: Type) -> Record:
    fields = tuple((str(place), type_, False) for place, type_ in enumerate(types))
    return Record(fields, positional=True)


@pytest.mark.parametrize(
    ("kind", "takes", "refuses"),
    [
        (
            Kind.FOUR_NUMBERS,
            [ListOf(FLOAT), ListOf(INT), positional(FLOAT, FLOAT, INT, FLOAT)],
            [FLOAT, ListOf(TEXT), positional(FLOAT), positional(FLOAT, FLOAT, FLOAT, TEXT), Record(())],
        ),
        (Kind.BOX, [BOX], [INTERVAL, FLOAT]),
        (Kind.SHAPE, [BOX, INTERVAL], [FLOAT, ListOf(FLOAT)]),
        (Kind.PROBABILITIES, [positional(FLOAT), Record((("a", INT, True),))], [ListOf(FLOAT), positional(TEXT)]),
        (Kind.AMOUNT, [INT, FLOAT, DURATION], [TEXT, BOX]),
    ],
)
def test_what_a_kind_takes(kind: Kind, takes: list[Type], refuses: list[Type]) -> None:
    assert all(map(kind.takes, takes))
    assert not any(map(kind.takes, refuses))


def test_nested_boxes_do_not_blow_up_the_plan() -> None:
    one = pl.lit(1.0)
    value = pl.col("x")
    for _ in range(40):
        value = FUNCTIONS["area"].polars(pl, FUNCTIONS["xywh"].polars(pl, one, one, value, one))
    found = pl.DataFrame({"x": [2.0]}).lazy().select(value).collect(engine="streaming")
    assert found.item() == 2
