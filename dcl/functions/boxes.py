"""The entries of boxes and intervals."""

from __future__ import annotations

from dcl.functions import geometry
from dcl.functions.entry import Example, Function, Kind, Parameter
from dcl.functions.geometry import BOX_SIDES, INTERVAL_ENDS, made, made_in_polars, measured, measured_in_polars
from dcl.functions.shapes import always
from dcl.types import BOOL, BOX, FLOAT, INTERVAL

ONE_LIST = (Parameter("numbers", Kind.FOUR_NUMBERS),)
PICTURE = (
    Parameter("width", Kind.NUMBER, keyword=True, optional=True),
    Parameter("height", Kind.NUMBER, keyword=True, optional=True),
)
TWO_SHAPES = (Parameter("a", Kind.SHAPE), Parameter("b", Kind.SHAPE))

NO_BOX = "A list of other than four numbers, one of them missing, or a result that is not finite, makes it missing."
INVERTED = (
    "A negative width or height makes a box whose right is left of its left: its area is 0, so that `area(box) > 0` "
    "finds it."
)


def numbers(*names: str) -> tuple[Parameter, ...]:
    return tuple(Parameter(name, Kind.NUMBER) for name in names)


GEOMETRY = (
    Function(
        name="xywh",
        family="boxes and intervals",
        parameters=numbers("x", "y", "w", "h"),
        instead=ONE_LIST,
        result=always(BOX),
        summary="The box with its left upper corner at `x`, `y`, so wide and so high: the `bbox` of COCO.",
        reference=made(geometry.of_corner),
        polars=made_in_polars(geometry.of_corner, BOX_SIDES),
        examples=(
            Example("xywh(10, 20, 30, 40)", (10.0, 20.0, 40.0, 60.0)),
            Example("xywh([10, 20, 30, 40])", (10.0, 20.0, 40.0, 60.0)),
            Example("xywh([10, 20, 30])", None),
        ),
        degenerate=f"{NO_BOX} {INVERTED}",
        exact=True,
    ),
    Function(
        name="xyxy",
        family="boxes and intervals",
        parameters=numbers("left", "top", "right", "bottom"),
        instead=ONE_LIST,
        result=always(BOX),
        summary="The box between these edges: `xmin`, `ymin`, `xmax`, `ymax` of Pascal VOC.",
        reference=made(geometry.of_edges),
        polars=made_in_polars(geometry.of_edges, BOX_SIDES),
        examples=(Example("xyxy(10, 20, 40, 60)", (10.0, 20.0, 40.0, 60.0)),),
        degenerate=f"{NO_BOX} A box whose right is left of its left, or its bottom above its top, has the area 0. "
        "Nothing is added for edges that count pixels: where the last pixel belongs to the box, write `xmax + 1`.",
        exact=True,
    ),
    Function(
        name="cxcywh",
        family="boxes and intervals",
        parameters=(*numbers("cx", "cy", "w", "h"), *PICTURE),
        instead=(*ONE_LIST, *PICTURE),
        result=always(BOX),
        summary="The box around this centre, so wide and so high, as in YOLO; with the `width` and `height` of the "
        "picture, in pixels from shares of the picture.",
        reference=made(geometry.of_centre),
        polars=made_in_polars(geometry.of_centre, BOX_SIDES),
        examples=(
            Example("cxcywh(25, 40, 30, 40)", (10.0, 20.0, 40.0, 60.0)),
            Example("cxcywh(0.5, 0.5, 0.25, 0.5, width: 640, height: 480)", (240.0, 120.0, 400.0, 360.0)),
        ),
        degenerate=f"{NO_BOX} `width` and `height` stand together or not at all. {INVERTED}",
        exact=True,
    ),
    Function(
        name="interval",
        family="boxes and intervals",
        parameters=(Parameter("start", Kind.AMOUNT), Parameter("end", Kind.AMOUNT)),
        result=always(INTERVAL),
        summary="What lies from `start` to `end`: two numbers, or two durations, which are read in seconds.",
        reference=made(geometry.of_ends),
        polars=made_in_polars(geometry.of_ends, INTERVAL_ENDS),
        examples=(Example("interval(2, 5)", (2.0, 5.0)),),
        degenerate="An interval that ends before it starts holds nothing.",
        exact=True,
        unify=True,
    ),
    Function(
        name="area",
        family="boxes and intervals",
        parameters=(Parameter("box", Kind.BOX),),
        result=always(FLOAT),
        summary="Width times height of a box.",
        reference=measured(geometry.size),
        polars=measured_in_polars(geometry.size),
        examples=(Example("area(xywh(0, 0, 3, 4))", 12.0), Example("area(xywh(0, 0, -3, -4))", 0.0)),
        degenerate="0 for a box of negative width or height, never negative.",
        exact=True,
    ),
    Function(
        name="iou",
        family="boxes and intervals",
        parameters=TWO_SHAPES,
        result=always(FLOAT),
        summary="Intersection over union (Jaccard index): what the two share, divided by what they cover together; "
        "areas of boxes, lengths of intervals. From 0 to 1.",
        reference=measured(geometry.iou),
        polars=measured_in_polars(geometry.iou),
        examples=(
            Example("iou(xywh(0, 0, 2, 2), xywh(1, 0, 2, 2))", 1 / 3),
            Example("iou(interval(0, 4), interval(2, 4))", 0.5),
            Example("iou(xywh(0, 0, 0, 2), xywh(0, 0, 0, 2))", None),
        ),
        degenerate="0 where only one of the two is empty; missing where both are.",
        exact=True,
        unify=True,
    ),
    Function(
        name="inside",
        family="boxes and intervals",
        parameters=TWO_SHAPES,
        result=always(BOOL),
        summary="Whether `a` lies in `b`, edges included: each edge of `a` is between the edges of `b`.",
        reference=measured(geometry.inside),
        polars=measured_in_polars(geometry.inside),
        examples=(
            Example("inside(xywh(0, 0, 5, 5), xywh(0, 0, 10, 10))", True),
            Example("inside(interval(3, 11), interval(0, 10))", False),
        ),
        degenerate="A box of no width can lie in another. Nothing lies in a box of negative width or height, or in an "
        "interval that ends before it starts.",
        exact=True,
        unify=True,
    ),
    Function(
        name="overlap",
        family="boxes and intervals",
        parameters=TWO_SHAPES,
        result=always(FLOAT),
        summary="How much the two share: an area of boxes, a length of intervals (in seconds where they are made of "
        "durations).",
        reference=measured(geometry.shared),
        polars=measured_in_polars(geometry.shared),
        examples=(
            Example("overlap(xywh(0, 0, 2, 2), xywh(1, 0, 2, 2))", 2.0),
            Example("overlap(interval(0, 4), interval(4, 9))", 0.0),
        ),
        degenerate="0 where they only touch, and where one holds nothing.",
        exact=True,
        unify=True,
    ),
    Function(
        name="gap",
        family="boxes and intervals",
        parameters=TWO_SHAPES,
        result=always(FLOAT),
        summary="How far apart the two are at their nearest points, in a straight line; 0 where they touch or overlap.",
        reference=measured(geometry.gap),
        polars=measured_in_polars(geometry.gap),
        examples=(
            Example("gap(interval(0, 4), interval(6, 9))", 2.0),
            Example("gap(xywh(0, 0, 1, 1), xywh(4, 5, 1, 1))", 5.0),
        ),
        degenerate="Missing where one of the two ends before it starts.",
        exact=True,
        unify=True,
    ),
)
