"""A delivery of two vendors whose every cell is told apart, with a rule of each kind that something breaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dcl.engines.named import engine_named
from dcl.run import Result, check
from dcl.run.extras import Extras
from dcl.tables.table import CellKind, Table
from tests.contract_text import compiled

CONTRACT = """labels kind {
  car "A car."
  van "A van."
}
table images { may be absent
  name  : text key
  width : float
}
table boxes {
  "One row per box."
  id     : text key
  image  : text references images
  vendor : text?
  street : text
  city   : text
  label  : kind
  x      : float >= 0
  end    : float
  worker : text
  secret : text? sensitive length 1..6
  let place = interval(x, end)
}
rule inside on boxes {
  "A box ends in its image."
  check end <= image.width
}
rule narrow on boxes {
  "A box is narrow."
  check end - x <= 10
  allow 50%
}
rule apart on boxes {
  "No two boxes of an image overlap."
  pairs in image
  check overlap(a.place, b.place) = 0
}
rule one_city on boxes {
  "A street is in one city."
  check street determines city
}
rule many on boxes {
  "A vendor has many boxes."
  per vendor
  check count() >= 100
}
rule workers on boxes {
  "A worker has many boxes."
  per worker
  check count() >= 100
}
rule next_to on boxes {
  "A box begins after the one before."
  per image
  order by x
  check x > prev(x, -1)
}
rule enough on boxes {
  "There are enough boxes."
  check count() >= 100
}
rule looked_at on boxes {
  "The edges are tight."
  review 50%
}
"""

COLUMNS = ("id", "image", "vendor", "street", "city", "label", "x", "end", "worker", "secret")
ROWS = (
    ("acme-1", "shared", "acme", "acmeroad", "acmetown", "acmecar", "-101", "201", "acmeworker", "acmesecret"),
    ("acme-2", "shared", "acme", "hill", "acmeville", "car", "102", "acme202", "acmeworker", ""),
    ("twin", "shared", "acme", "hill", "bobville", "car", "110", "130", "acmeworker", ""),
    ("twin", "shared", "bob", "hill", "bobville", "van", "120", "140", "bobworker", ""),
    ("bob-3", "boblost", "bob", "hill", "bobville", "bobvan", "-303", "bob403", "bobworker", "bobsecret"),
    ("bob-4", "shared", "bob", "bobroad", "bobtown", "van", "112", "132", "bobworker", ""),
    ("lost-1", "shared", "", "lostroad", "losttown", "lostcar", "-501", "502", "lostworker", ""),
)
IMAGES = (("shared", "900"), ("wide", "100"))


def text_table(columns: Sequence[str], rows: Sequence[Sequence[str]], source: str = "frame.csv") -> Table:
    """A table as it is read from a text file; an empty cell is missing."""
    import polars as pl

    cells = {name: [row[place] or None for row in rows] for place, name in enumerate(columns)}
    frame = pl.DataFrame(cells, schema=dict.fromkeys(columns, pl.String))
    return Table(CellKind.TEXT, tuple(columns), source, frame=frame.lazy())


def json_table(rows: Sequence[Mapping[str, Any]]) -> Table:
    columns = dict.fromkeys(name for row in rows for name in row)
    return Table(CellKind.JSON, tuple(columns), "frame.json", records=tuple(rows))


def checked(
    folder: Path,
    contract: str = CONTRACT,
    *,
    engine: str = "reference",
    limit: int | None = None,
    extras: Extras | None = None,
    tables: Mapping[str, Table] | None = None,
) -> Result:
    """The delivery after a check, by vendor where nothing else is said."""
    given = tables or {
        "boxes": text_table(COLUMNS, ROWS, "bob/boxes.csv"),
        "images": text_table(("name", "width"), IMAGES),
    }
    program = compiled(folder, contract).program
    return check(program, given, engine_named(engine), limit, extras=extras or Extras(by="vendor"))
