"""What there is to say of the functions that need the `order by` of their rule; they are no entries of the table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sequence:
    """A function of neighbours or places: what it takes and means, what happens at the edges, an example."""

    name: str
    arguments: tuple[str, ...]
    summary: str
    degenerate: str
    example: str


SEQUENCES = (
    Sequence(
        "prev",
        ("x", "default"),
        "The value of `x` in the row before, in the order of `order by` and inside the group of `per`.",
        "In the first row it is `default`, or missing without one. It sees the rows that `when` leaves out.",
        'prev(tag, "O")',
    ),
    Sequence(
        "next",
        ("x", "default"),
        "The value of `x` in the row after, in the order of `order by` and inside the group of `per`.",
        "In the last row it is `default`, or missing without one. It sees the rows that `when` leaves out.",
        'next(tag, "O")',
    ),
    Sequence(
        "position",
        (),
        "The place of the row in its group, counted from 1 in the order of `order by`.",
        "It counts the rows that `when` leaves out.",
        "position()",
    ),
    Sequence(
        "span",
        ("tag",),
        "The number of the span that the row belongs to, by tags such as `B-PER`, `I-PER` and `O`.",
        "Missing outside spans and where the tag is missing.",
        "span(tag)",
    ),
)
