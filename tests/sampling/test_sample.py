from __future__ import annotations

import polars as pl
import pytest

import dcl
from dcl.engines.named import engine_named
from dcl.readers.frames import frame_table
from dcl.sampling.sample import Lottery

CONTRACT = """\
dcl 1

contract street 1.0.0 {
  "Boxes."
}

table images {
  image_id : int  key
  width    : int
}

table boxes {
  box_id   : int   key
  image_id : int   references images
  who      : text?
  w        : float
  took     : duration?
  let half = w / 2
}

table people from boxes per who {
  let n = count()
}

rule tight on boxes {
  "Tight."
  review 12
}

rule wide_only on boxes {
  "Tight where wide."
  when half > 2
  review 50%
}

rule lots on boxes {
  "Tight for each."
  per who
  review 3
}

rule inside on boxes {
  "Inside, and looks so."
  check w <= image_id.width
  review 4
}

rule known on people {
  "A person that we know."
  review 2
}
"""


@pytest.fixture
def contract(tmp_path):
    path = tmp_path / "street.dcl"
    path.write_text(CONTRACT, encoding="utf-8")
    return dcl.load(path)


ROWS = 60
BOXES = pl.DataFrame(
    {
        "box_id": range(100, 100 + ROWS),
        "image_id": [n % 5 for n in range(ROWS)],
        "who": [None if n % 10 == 9 else "ab"[n % 2] for n in range(ROWS)],
        "w": [float(n % 8) for n in range(ROWS)],
        "took": [None] * ROWS,
    },
    schema_overrides={"took": pl.Duration("us")},
)
IMAGES = pl.DataFrame({"image_id": range(5), "width": [64] * 5})


@pytest.fixture(params=["polars", "reference"])
def draw(contract, request):
    tables = {name: frame_table(frame, name)[0] for name, frame in (("boxes", BOXES), ("images", IMAGES))}

    def sample(rule: str, seed: int = 1, by: str | None = None):
        lottery = Lottery(contract.program, tables, engine_named(request.param), seed, by)
        return lottery.sample(next(each for each in contract.program.rules if each.id == rule))

    return sample


def test_rows_of_the_whole_table(draw):
    sample = draw("tight")
    assert sample.of_rows == ROWS
    assert [row.keys["box_id"] for row in sample.sheet.rows] == [100 + row for row in sample.lots[0].rows]
    assert len(set(sample.lots[0].rows)) == 12
    assert list(sample.sheet.rows[0].reads) == ["image_id", "who", "w", "took"]


def test_rows_that_when_chooses(draw):
    sample = draw("wide_only")
    wide = [n for n in range(ROWS) if n % 8 > 4]
    assert (sample.of_rows, sample.lots[0].plan.size) == (len(wide), 11)
    assert set(sample.lots[0].rows) <= set(wide)
    assert all(row.reads["w"] > 4 for row in sample.sheet.rows)


def test_a_lot_for_each_value_and_rows_without_one_in_none(draw):
    sample = draw("lots")
    assert [lot.plan.size for lot in sample.lots] == [3, 3]
    assert [{BOXES["who"][row] for row in lot.rows} for lot in sample.lots] == [{"a"}, {"b"}]
    assert sample.of_rows == 54


def test_lots_are_drawn_apart_from_each_other(draw):
    first, second = (lot.rows for lot in draw("lots").lots)
    assert [row + 1 for row in first] != list(second)


def test_by_a_column_that_is_computed(draw):
    sample = draw("tight", by="half")
    assert {row.reads["w"] for row in sample.sheet.rows} == {float(n) for n in range(8)}


def test_what_a_check_reads_through_a_path(draw):
    row = draw("inside").sheet.rows[0]
    assert dict(row.reads)["image_id.width"] == 64
    assert list(row.others) == ["image_id", "who", "took"]


def test_a_table_that_is_made_from_another(draw):
    sample = draw("known")
    assert (sample.of_rows, len(sample.sheet.rows)) == (2, 2)
    assert [{**row.keys, **row.reads} for row in sample.sheet.rows] == [{"who": "a", "n": 30}, {"who": "b", "n": 24}]


def test_both_engines_draw_the_same_rows(contract):
    for rule in ("tight", "wide_only", "lots", "inside", "known"):
        polars, reference = (contract.sample(DATA, rule=rule, engine=engine) for engine in ("polars", "reference"))
        assert polars.equals(reference), rule


DATA = {"boxes": BOXES, "images": IMAGES}


class TestInPython:
    def test_the_sheet_as_a_frame(self, contract):
        frame = contract.sample(DATA, rule="tight", seed=5)
        assert frame.columns == ["row", "box_id", "image_id", "who", "w", "took", "verdict", "note", "sample"]
        assert frame.height == 12
        assert not frame.equals(contract.sample(DATA, rule="tight", seed=6))

    @pytest.mark.parametrize(("settings", "error"), [({"rule": "tigt"}, KeyError), ({"rule": "boxes.key"}, ValueError)])
    def test_what_cannot_be_drawn(self, contract, settings, error):
        with pytest.raises(error):
            contract.sample(DATA, **settings)

    def test_a_column_that_is_not_there(self, contract):
        with pytest.raises(KeyError):
            contract.sample(DATA, rule="tight", by="half_of")
