"""Contracts whose every row rule JSON Schema can express, with records that keep them and values to spoil them with."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

ABSENT = object()
"""Stands for a key that is not there."""

WILD: tuple[Any, ...] = (
    ABSENT, None, True, False, 0, 1, -1, 3.0, 2.5, -0.0, 1e-9, 2**53, 2**53 + 1, 2**63 - 1, 2**63, -(2**63), 10**30,
    10**400, 1e300, 1e400, "", " ", "a", "3", "NaN", "true", "N/A", "\n", "😀", "e\u0301", [], [None], [1], ["a"],
    ["a", "a"], [1, 1.0], [[]], {}, {"a": 1}, {"a": None, "b": "x"}, {"a": {"b": 1}},
)  # fmt: skip
"""Values that fit hardly anywhere, and those at the edges of types."""


@dataclass(frozen=True)
class Case:
    """A contract of one table `t`, a record that keeps it, and values worth trying, by column."""

    text: str
    good: dict[str, Any]
    tries: dict[str, tuple[Any, ...]]


def spoiled(case: Case, seed: int, count: int) -> Iterator[dict[str, Any]]:
    """Records made from the good one by changing a few of its cells."""
    chance = random.Random(seed)
    names = [*case.good, *(name for name in case.tries if name not in case.good)]
    for _ in range(count):
        record = dict(case.good)
        for name in chance.sample(names, k=min(len(names), chance.choice((0, 1, 1, 2, 2, 3, 5)))):
            tries = case.tries.get(name, ())
            value = chance.choice(tries) if tries and chance.random() < 0.7 else chance.choice(WILD)
            record[name] = value
        if chance.random() < 0.05:
            record[chance.choice(("stray", "", "Label"))] = chance.choice(WILD)
        yield {name: value for name, value in record.items() if value is not ABSENT}


NUMBERS = Case(
    """
table t {
  missing "-"
  id     : int     key >= 1
  whole  : int     in -5..<5
  some   : int?    in { 1, 2, 3 }
  big    : int?    <= 9223372036854775806
  share  : float   > 0 <= 1
  ratio  : float?  != 0.5
  flag   : bool
  maybe  : bool?   missing "?"
}
rule both_or_none on t {
  check some is missing or ratio is not missing
}
rule flagged on t {
  when flag
  when whole > 0
  check share >= 0.5 and not (some = 2)
}
rule if_then on t {
  check if maybe then whole >= 0 else share < 0.9
}
rule unknown_condition on t {
  check (some > 1) is missing or whole != 4
}
rule implied on t {
  check maybe implies some not in 2..3
}
rule third on t {
  check (if some > 1 then flag) or whole = -5 or ratio > 0.1
}
""",
    {"id": 1, "whole": 0, "some": 3, "big": 7, "share": 0.7, "ratio": 0.2, "flag": True, "maybe": False},
    {
        "id": (0, 1, 2.0, 2.5, "1"),
        "whole": (-6, -5, -5.0, 4, 4.0, 5, 5.0, 4.5, 1, "-"),
        "some": (1, 2, 3, 2.0, 4, None, ABSENT, "-", "1", True),
        "big": (2**63 - 2, 2**63 - 1, 2.0**63, "-", -(2**63), -(2**63) - 1),
        "share": (0, 1, 1.0, 0.0, 1e-300, 0.5, 0.9, 0.95, "0.5", "-", 2),
        "ratio": (0.5, 0.1, 0.05, 0.6, None, "-", 1, "nan"),
        "flag": (True, False, 1, "true"),
        "maybe": (True, False, None, "?", "-", ABSENT),
    },
)

TEXTS = Case(
    r"""
labels size ordered {
  tiny named "0"
  small "Small."
  large named "L"
}
labels thing {
  animal {
    pet {
      cat
      dog named "Hund"
    }
  }
  plant
}
table t {
  code   : text     matches /ann_\d{3}|\p{Lu}+|x[^\n\-\]]?/  missing "XX"
  note   : text?    length 2..4
  mail   : text?    format email
  word   : text?    in { "a", "b", "N/A" }  missing "N/A"
  size   : size?
  thing  : thing    missing "Hund"
  kind   : one of { "none", "some", "" }
  other  : text?    != "no"
  ...
}
rule ends on t {
  check ends_with(other, "\n") or not contains(other, ".") or starts_with(other, "^")
}
rule found on t {
  check other is missing or not contains(other, /a+b?|[\-\^]\p{Nd}/) or length(other) > 3
}
rule sized on t {
  when size >= "small"
  check thing is animal
}
rule leaves on t {
  check thing.leaf or thing.parent = "plant" or note != "xx"
}
rule no_parent on t {
  check thing.parent != "animal" or kind in { "none", "some" }
}
rule short on t {
  check length(kind) < 4.5 and length(note) != 3 and length(note) >= -1
}
rule quiet on t {
  check word is missing implies (kind != "none" and note is not missing)
}
""",
    {
        "code": "ann_001",
        "note": "wx",
        "mail": "a@b.example",
        "word": "a",
        "size": "L",
        "thing": "cat",
        "kind": "some",
        "other": "fine",
    },
    {
        "code": (
            "ann_001",
            "ann_001\n",
            "ann_1",
            "XX",
            "ÄÖ",
            "ä",
            "X\n",
            "x",
            "x-",
            "x]",
            "x[",
            "xx",
            "x\n",
            "x\r",
            "x😀",
            "𝐀",
            "ann_٣٣٣",
        ),
        "note": ("x", "xx", "xxx", "xxxx", "xxxxx", "😀", "😀😀", "e\u0301", "", None, ABSENT),
        "mail": ("a@b.example\n", "a@b", "ä@b.example", "A.B+c@mail.b.example", None),
        "word": ("a", "b", "N/A", "c", None, "A", ABSENT),
        "size": ("0", 0, "tiny", "small", "L", "large", None, ABSENT),
        "thing": ("animal", "pet", "cat", "dog", "Hund", "plant", None),
        "kind": ("none", "some", "", "None", None),
        "other": ("no", "a.", "z.", "^.", ".\n", ".\n\n", "ab", "-1", "^٣", "caab", "\ud7ff", None, ABSENT, "$", "b"),
    },
)

NESTED = Case(
    """
labels tag {
  a
  b named "B"
  c {
    d
  }
}
table t {
  tags   : list of tag   unique length 1..3
  words  : list of (text?)?  length ..4 != "no" missing "-"
  marks  : list of int?  in 0..10
  spot   : [ x: float >= 0, y: float? <= 1, kind: text? ]
  about  : { name: text length 1.., age: int? >= 0 named "Age", more: { deep: bool? } }?
  loose  : { at: tag, ... }
  boxes  : list of { w: int > 0, label: tag?, corner: [ l: int, t: int? ]? }
  any    : any
  what   : any?
}
rule one_a on t {
  check count(tags where it = "a") <= 1 and count(tags) != 3
}
rule has_c on t {
  check any(tags, it is c) or all(words, it = "x")
}
rule deep on t {
  when about.more.deep
  check about.age > 3 and spot.x > spot_least
}
rule corner on t {
  check all(boxes where it.label is not missing, it.corner.l >= 1 or it.corner.t is missing)
}
rule kinds on t {
  check spot.kind = "x" or spot.y is missing or loose.at is c
}
rule without on t {
  check about is not missing or marks is missing
}
rule marks on t {
  check not any(marks, it = 3) and count(marks, it > 5) != 2 and what is missing
}
rule differ on t {
  check distinct(marks) = count(marks)
}
let spot_least = 0.25
""",
    {
        "tags": ["a", "d"],
        "words": ["y", None],
        "marks": [1, 7],
        "spot": [1, 0.5, "x"],
        "about": {"name": "n", "Age": 4, "more": {"deep": False}},
        "loose": {"at": "a", "z": [1]},
        "boxes": [{"w": 1, "label": "a", "corner": [1, 2]}],
        "any": 1,
        "what": None,
    },
    {
        "tags": (
            [],
            ["d", "d"],
            ["a"],
            ["a", "a"],
            ["B", "b"],
            ["B", "c"],
            ["a", "B", "d"],
            ["a", "B", "c", "d"],
            ["a", None],
            "a",
            ["c"],
        ),
        "words": ([], ["x"], ["x", "-"], ["no"], ["y"], ["y", None], None, ["x"] * 5, ["-"] * 5, "-", ["x", 1]),
        "marks": ([], [0, 10], [11], [3], [6, 7], [6, 7, 8], [1, 1.0], [1, 2.5], [None], None, ABSENT, [True], [5, 5]),
        "spot": (
            [0, None, None],
            [-1, 1, "x"],
            [1, 2, "x"],
            [1],
            [1, 1, "y"],
            [0.25, 0.5, "y"],
            [1, 1, "x", 1],
            [None, 1, "x"],
            {"x": 1},
        ),
        "about": (
            None,
            ABSENT,
            {"name": "", "more": {}},
            {"name": "n", "more": {}},
            {"name": "n", "Age": -1, "more": {}},
            {"name": "n", "Age": 4, "more": {"deep": True}},
            {"name": "n", "age": 1, "more": {}},
            {"name": "n", "Age": -1, "more": {"deep": True}},
            {"name": "n", "Age": 3, "more": {"deep": True}},
            {"name": "n", "more": {"deep": True}},
            {"name": "n", "more": {"deep": None}},
            {"name": "n", "more": {"deep": 1}},
        ),
        "loose": ({"at": "c"}, {"at": "d"}, {"at": None}, {}, {"at": "x"}, {"z": 1, "at": "B"}),
        "boxes": (
            None,
            [],
            [{"w": 0}],
            [{"w": 1}],
            [{"w": 1, "corner": [0, 1]}],
            [{"w": 1, "label": "a", "corner": [0, 1]}],
            [{"w": 1, "label": "a", "corner": [0, None]}],
            [{"w": 1, "label": "a"}],
            [{"w": 2, "x": 1}],
            [None],
            [1],
            [{"w": 1, "label": "B", "corner": [1]}],
            [{"w": 1, "label": "B", "corner": [1, 1]}, {"w": -1}],
        ),
        "any": (None, ABSENT, 0, "", [], {}),
        "what": (None, ABSENT, 0, "", []),
    },
)

LENIENT = Case(
    """
labels tag {
  a
  b
}
table t {
  id    : int
  soft  : int?  >= 3  missing "none"
  tag   : tag
  late  : text  length 1..3
  list  : list of int > 0
  ...
}
rule t.soft.type {
  severity warn
}
rule t.tag.domain {
  allow 5%
}
rule t.late.required {
  severity info
}
rule t.list.type {
  severity info
}
rule t.id.present {
  severity warn
}
rule soft_is_there on t {
  check soft is not missing or tag is missing
}
rule tagged on t {
  check tag = "a" implies soft > 5
}
rule lately on t {
  check late is missing or late != "no" or not any(list, it > 9)
}
""",
    {"id": 1, "soft": 6, "tag": "a", "late": "x", "list": [10]},
    {
        "soft": (2, 3, 6, 2.5, "3", "none", None, ABSENT, True),
        "tag": ("a", "b", "c", None, ABSENT, 1),
        "late": ("", "no", "xxxx", None, ABSENT, 3),
        "list": ([], [0], [1], [10.5], ["x", 10], None, "x", [10, None]),
    },
)

TIMES = Case(
    """
table t {
  format csv(dates: "%d/%m/%y")
  day    : date        missing "29/02/24"
  iso    : date?       format "%Y-%m-%d"
  named  : date?       format "%-d. %B %Y"
  when   : datetime?
  clock  : datetime?   format "%Y%m%d %I:%M %p"
  since  : date?       format "%Y-%m-%d" in @2024-02-29..<@2026-10-01
  days   : list of (date?)?  format "%Y-%m-%d" > @2019-12-31 in { @2019-12-31, @2020-01-01, @2020-01-10, @2024-02-29 }
}
rule dated on t {
  check since <= @2026-01-01 or iso != @2026-11-24 or any(days, it = @2024-02-29)
}
rule early on t {
  check not (iso < @2000-03-01 and iso >= @1000-01-01)
}
rule together on t {
  check iso is missing or when is not missing
}
""",
    {
        "day": "24/11/26",
        "iso": "2026-11-24",
        "named": "1. May 2026",
        "when": "2026-11-24T10:00:00Z",
        "clock": "20261124 10:00 am",
        "since": "2024-12-31",
        "days": ["2020-01-10"],
    },
    {
        "day": (
            "29/02/24",
            "29/02/23",
            "28/02/24",
            "29/02/00",
            "31/04/24",
            "00/01/24",
            "2026-11-24",
            "1/1/24",
            "29/02/24\n",
        ),
        "since": (
            "2024-02-28",
            "2024-02-29",
            "2024-03-01",
            "2026-10-01",
            "2026-09-30",
            "2026-01-02",
            "2023-12-31",
            None,
        ),
        "days": (
            ["2019-12-31"],
            ["2020-01-01", None],
            ["2020-01-02"],
            ["2024-02-29", "2020-01-10"],
            ["2023-02-29"],
            [],
            None,
        ),
        "iso": (
            "1999-12-31",
            "2000-02-29",
            "2000-03-01",
            "0999-12-31",
            "1000-01-01",
            "2024-02-29",
            "2023-02-29",
            "1900-02-29",
            "2000-02-29",
            "0000-01-01",
            "0001-01-01",
            "9999-12-31",
            "2026-1-1",
            None,
            "٢٠٢٦-01-01",
        ),
        "named": (
            "29. February 2023",
            "29. February 2024",
            "02. May 2026",
            "31. June 2026",
            "1. may 2026",
            None,
            "0. May 2026",
        ),
        "when": (
            "2026-11-24 10:00",
            "2026-11-24T10:00:60",
            "2026-11-24T24:00",
            "2026-11-24T10:00:00.1234567",
            "2026-11-24T10:00:00.1",
            "2026-11-24T10:00+23:59",
            "2026-11-24T10:00+24:00",
            "2026-11-24T10:00+01:60",
            "2026-11-24T10:00+0100",
            "2026-02-29T10:00",
            None,
        ),
        "clock": (
            "20261124 12:59 PM",
            "20261124 00:59 PM",
            "20261124 13:00 am",
            "20240229 01:00 aM",
            "20230229 01:00 am",
        ),
    },
)

CASES = {"numbers": NUMBERS, "texts": TEXTS, "nested": NESTED, "lenient": LENIENT, "times": TIMES}
