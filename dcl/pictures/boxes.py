"""Boxes drawn in their picture, with a closer look where they are small in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dcl.pictures.model import Drawing
from dcl.pictures.svg import element, shown, text, whole
from dcl.pictures.words import PictureWords

MOST = 200
"""So many boxes are drawn at most."""

WIDEST, HIGHEST = 300.0, 225.0
MARGIN = 6.0
SMALL = 28.0
"""A box drawn smaller than this gets a closer look."""

CLOSE = 110.0
LEAST = 3.0
"""A box is drawn at least so large, so that it is seen."""

ROOM_FOR_NAME = 22.0


@dataclass(frozen=True)
class Box:
    """A box as it is told: `name` stands at it, and `label` in its title; a failing one is dashed."""

    left: float
    top: float
    right: float
    bottom: float
    name: str = ""
    label: str = ""
    second: bool = False
    failing: bool = False

    @property
    def inverted(self) -> bool:
        return self.right < self.left or self.bottom < self.top


@dataclass(frozen=True)
class Region:
    """A part of the plane."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def grown(self, by: float) -> Region:
        return Region(self.left - by, self.top - by, self.right + by, self.bottom + by)


def drawn_boxes(boxes: Sequence[Box], size: tuple[float, float] | None, words: PictureWords) -> Drawing | None:
    """A drawing of boxes in a frame of a size (None: nobody knows it); None where there is nothing to draw."""
    if not boxes:
        return None
    kept = sorted(boxes, key=lambda box: not box.failing)[:MOST] if len(boxes) > MOST else list(boxes)
    frame = Region(0.0, 0.0, *size) if size is not None and min(size) > 0 else None
    view = _view(kept, frame)
    whole_picture = _Panel(view, *_fitting(view, WIDEST, HIGHEST))
    content = whole_picture.drawn(kept, frame)
    width, height = whole_picture.width, whole_picture.height
    close = _closer(kept, whole_picture)
    if close is not None:
        content += close.framed(kept, frame, width + 2 * MARGIN)
        width, height = width + 2 * MARGIN + close.width, max(height, close.height)
    title = _title(kept, len(boxes), frame, words)
    return Drawing(title, whole(title, width + 2 * MARGIN, height + 2 * MARGIN, _moved(content, MARGIN)))


def _moved(content: str, by: float) -> str:
    return element("g", content, transform=f"translate({by:g} {by:g})")


def _view(boxes: Iterable[Box], frame: Region | None) -> Region:
    """What is looked at: the frame and the boxes, but only somewhat more than the frame."""
    lefts, tops, rights, bottoms = zip(*(_upright(box) for box in boxes), strict=True)
    around = Region(min(lefts), min(tops), max(rights), max(bottoms))
    if frame is None:
        room = 0.15 * max(around.width, around.height)
        return around.grown(room or 1.0)
    spare = 0.25 * max(frame.width, frame.height)
    limit = frame.grown(spare)
    view = Region(
        max(min(around.left, frame.left), limit.left),
        max(min(around.top, frame.top), limit.top),
        min(max(around.right, frame.right), limit.right),
        min(max(around.bottom, frame.bottom), limit.bottom),
    )
    return view if view == frame else view.grown(0.02 * max(frame.width, frame.height))


def _upright(box: Box) -> tuple[float, float, float, float]:
    left, right = sorted((box.left, box.right))
    top, bottom = sorted((box.top, box.bottom))
    return left, top, right, bottom


def _fitting(view: Region, width: float, height: float) -> tuple[float, float]:
    """A size within the given one with the proportions of the view; a very flat view is stretched a little."""
    scale = min(width / view.width, height / view.height)
    return max(view.width * scale, 24.0), max(view.height * scale, 24.0)


def _closer(boxes: Sequence[Box], panel: _Panel) -> _Panel | None:
    """A closer look at the failing boxes, or at all, where they are small in the whole picture."""
    looked_at = [box for box in boxes if box.failing] or list(boxes)
    places = [panel.placed(box) for box in looked_at]
    if max(max(width, height) for _, _, width, height in places) >= SMALL:
        return None
    lefts, tops, rights, bottoms = zip(*(_upright(box) for box in looked_at), strict=True)
    middle = ((min(lefts) + max(rights)) / 2, (min(tops) + max(bottoms)) / 2)
    half = 1.25 * max(max(rights) - min(lefts), max(bottoms) - min(tops))
    if half <= 0 or 2 * half >= 0.6 * max(panel.view.width, panel.view.height):
        return None
    view = Region(middle[0] - half, middle[1] - half, middle[0] + half, middle[1] + half)
    return _Panel(view, CLOSE, CLOSE)


@dataclass(frozen=True)
class _Panel:
    """A region of the plane, drawn so wide and so high."""

    view: Region
    width: float
    height: float

    def placed(self, box: Box | Region) -> tuple[float, float, float, float]:
        """Left, top, width and height of a box in the drawing, kept near what is looked at."""
        upright = _upright(box) if isinstance(box, Box) else (box.left, box.top, box.right, box.bottom)
        far = self.view.grown(max(self.view.width, self.view.height))
        left, right = (min(max(x, far.left), far.right) for x in (upright[0], upright[2]))
        top, bottom = (min(max(y, far.top), far.bottom) for y in (upright[1], upright[3]))
        across, down = self.width / self.view.width, self.height / self.view.height
        return (
            (left - self.view.left) * across,
            (top - self.view.top) * down,
            (right - left) * across,
            (bottom - top) * down,
        )

    def drawn(self, boxes: Iterable[Box], frame: Region | None, x: float = 0.0) -> str:
        """A nested drawing, which cuts off what is outside of the region."""
        content = element("rect", class_="outside", width=self.width, height=self.height)
        if frame is not None:
            left, top, width, height = self.placed(frame)
            content += element("rect", class_="frame", x=left, y=top, width=width, height=height)
        content += "".join(self._box(box) for box in sorted(boxes, key=lambda box: box.failing))
        return element("svg", content, x=x, y=0, width=self.width, height=self.height)

    def framed(self, boxes: Iterable[Box], frame: Region | None, x: float) -> str:
        """The same as a closer look, with a border and a magnifying glass."""
        border = element("rect", class_="close", x=x, y=0, width=self.width, height=self.height, rx=4)
        glass = element("circle", class_="glass", cx=x + self.width - 14, cy=13, r=5)
        handle = element("line", class_="glass", x1=x + self.width - 10.5, y1=16.5, x2=x + self.width - 6.5, y2=20.5)
        return self.drawn(boxes, frame, x) + border + glass + handle

    def _box(self, box: Box) -> str:
        left, top, width, height = self.placed(box)
        kind = "box second" if box.second else "box"
        # A box that is hardly to be seen is drawn around its middle, a little larger than it is.
        wide, high = max(width, LEAST), max(height, LEAST)
        left, top = left - (wide - width) / 2, top - (high - height) / 2
        drawn = element(
            "rect", class_=f"{kind} failing" if box.failing else kind, x=left, y=top, width=wide, height=high
        )
        if box.name and wide >= ROOM_FOR_NAME and high >= ROOM_FOR_NAME * 0.8:
            # The names of two boxes at one place stand in opposite corners.
            x, y, anchor = (left + wide - 4, top + high - 5, "end") if box.second else (left + 4, top + 13, "start")
            drawn += text(box.name, class_="name", x=x, y=y, text_anchor=anchor)
        return drawn


def _title(boxes: Sequence[Box], count: int, frame: Region | None, words: PictureWords) -> str:
    told = [_told(box, frame, words) for box in boxes[:5]]
    what = words.separator.join(told)
    if count > len(told):
        what = words.more.format(shown=len(boxes), all=count, what=what)
    if frame is None:
        return what
    return words.frame.format(width=shown(frame.width), height=shown(frame.height), what=what)


def _told(box: Box, frame: Region | None, words: PictureWords) -> str:
    what = words.inverted_box
    if not box.inverted:
        size = {"width": shown(box.right - box.left), "height": shown(box.bottom - box.top)}
        what = words.box.format(**size, left=shown(box.left), top=shown(box.top))
    if frame is not None and (
        box.left < frame.left or box.top < frame.top or box.right > frame.right or box.bottom > frame.bottom
    ):
        what = words.box_outside.format(what=what)
    for name in (box.label, box.name):
        what = words.named.format(name=name, what=what) if name else what
    return words.failing.format(what=what) if box.failing else what
