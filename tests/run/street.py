"""A small program of boxes in images, and an engine that answers as it is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from dcl.analysis.terms import Aggregate, AllRows, Column, Compare, Const, InColumn, InRange, Matches, OwnRows, Path
from dcl.engines.base import Failure, Tally
from dcl.ir.program import (
    Allow,
    CellCheck,
    ColumnSpec,
    DeterminesCheck,
    GroupCheck,
    Location,
    NoOtherColumns,
    NotEmpty,
    Present,
    Program,
    RowCheck,
    Rule,
    TableSpec,
    UniqueCheck,
)
from dcl.tables.table import CellKind, Table
from dcl.types import FLOAT, INT, TEXT, LabelInfo, LabelType

ROAD_USER = LabelType(
    "road_user",
    (
        LabelInfo("car", "car", instead_of=("auto", "automobile")),
        LabelInfo("truck", "truck"),
        LabelInfo("rider", "rider"),
    ),
)


def column(name: str, type_=TEXT, **settings) -> ColumnSpec:
    return ColumnSpec(name, settings.pop("file_name", name), type_, **settings)


BOXES = TableSpec(
    "boxes",
    (
        column("box_id", INT),
        column("image_id", INT),
        column("label", ROAD_USER),
        column("annotator"),
        column("x", FLOAT),
        column("w", FLOAT),
        column("note", optional=True, file_name="Note"),
    ),
    keys=("box_id",),
)
IMAGES = TableSpec("images", (column("image_id", INT), column("width", INT)), keys=("image_id",))
LAST = TableSpec("last_release", (column("label", ROAD_USER),), may_be_absent=True)


def cell(name: str, type_=TEXT, table: str = "boxes") -> Column:
    return Column(type_, table, name)


def of_column(constraint: str, body, name: str, type_=TEXT, table: str = "boxes", **settings) -> Rule:
    shows = ((name, cell(name, type_, table)),)
    return Rule(f"{table}.{name}.{constraint}", table, "row", body, column=name, shows=shows, **settings)


def present(name: str, table: str = "boxes") -> Rule:
    return Rule(f"{table}.{name}.present", table, "table", Present(name), column=name)


WIDTH = Path(INT, cell("image_id", INT), "images", "image_id", "width")
CHECK = Compare("<=", cell("x", FLOAT), WIDTH)
PSI = Aggregate(
    FLOAT, "psi", AllRows("last_release"), cell("label", ROAD_USER), None, (), "psi(label, last_release.label)"
)
SHARE = Aggregate(FLOAT, "share", OwnRows(), cell("label", ROAD_USER), None, (), "share(label = image_id.gold)")

ROWS = Rule("boxes.rows", "boxes", "table", NotEmpty())
COLUMNS = Rule("boxes.columns", "boxes", "table", NoOtherColumns())
W_PRESENT = present("w")
DOMAIN = of_column("domain", CellCheck("label", "domain"), "label", ROAD_USER)
W_TYPE = of_column("type", CellCheck("w", "type"), "w", FLOAT)
REQUIRED = of_column("required", CellCheck("annotator", "required"), "annotator")
W_RANGE = of_column(
    "range", RowCheck(InRange(cell("w", FLOAT), Const(INT, 4), Const(INT, 64), False)), "w", FLOAT, formula="w in 4..64"
)
ANNOTATOR = of_column("matches", RowCheck(Matches(cell("annotator"), r"ann_\d{3}")), "annotator")
REFERENCES = of_column(
    "references", RowCheck(InColumn(cell("image_id", INT), "images", "image_id")), "image_id", INT, tables=("images",)
)
KEY = Rule("boxes.key", "boxes", "row", UniqueCheck(("box_id",)), shows=(("box_id", cell("box_id", INT)),))
INSIDE = Rule(
    "inside_image",
    "boxes",
    "row",
    RowCheck(CHECK),
    description="Cut a box at the edge of its image.",
    location=Location("contracts/street_boxes.dcl", 49, 9),
    formula="x + w <= image_id.width",
    tags=("geometry",),
    shows=(("x", cell("x", FLOAT)), ("w", cell("w", FLOAT)), ("image_id.width", WIDTH)),
    tables=("images",),
)
NOTES = replace(of_column("length", RowCheck(CHECK), "note"), description="Say it in one sentence.", severity="warn")
SAME_SPLIT = Rule(
    "one_annotator",
    "boxes",
    "row",
    DeterminesCheck((cell("image_id", INT),), (cell("annotator"),), ("annotator",)),
    shows=(("image_id", cell("image_id", INT)), ("annotator", cell("annotator"))),
    formula="image_id determines annotator",
    location=Location("contracts/street_boxes.dcl", 55, 9),
)
CAREFUL = Rule(
    "careful_annotators",
    "boxes",
    "group",
    GroupCheck(Compare(">=", SHARE, Const(FLOAT, 0.9)), per=(cell("annotator"),)),
    description="An annotator is right nine times in ten.",
    location=Location("contracts/street_boxes.dcl", 60, 9),
    formula="share(label = image_id.gold) >= 90%",
    measures=((SHARE.text, SHARE),),
    group_names=("annotator",),
)
DRIFT = Rule(
    "no_drift",
    "boxes",
    "table",
    GroupCheck(Compare("<=", PSI, Const(FLOAT, 0.2))),
    description="The mix of labels stays that of the last release.",
    location=Location("contracts/street_boxes.dcl", 70, 9),
    formula="psi(label, last_release.label) <= 0.2",
    measures=((PSI.text, PSI),),
    tables=("last_release",),
)
FEW_SMALL = replace(INSIDE, id="few_small", allow=Allow(share=Fraction(1, 1000)), tags=("size",), tables=())


def program(*rules: Rule, tables: Sequence[TableSpec] = (BOXES, IMAGES, LAST)) -> Program:
    return Program("street_boxes", "2.1.0", "contracts/street_boxes.dcl", "sha256:0", None, tuple(tables), rules)


def table(spec: TableSpec, *, without: Sequence[str] = (), extra: Sequence[str] = (), kind=CellKind.TEXT) -> Table:
    names = [each.file_name for each in spec.columns if each.name not in without]
    return Table(kind, (*names, *extra), f"{spec.name}.csv")


def tables(**changes: Table) -> dict[str, Table]:
    return {"boxes": table(BOXES), "images": table(IMAGES), "last_release": table(LAST)} | changes


@dataclass
class ToldEngine:
    """Answers with the tallies it was given; a rule without one holds on ten rows. `asked` keeps what it was asked."""

    tallies: Mapping[str, Tally] = field(default_factory=dict)
    sizes: Mapping[str, int] = field(default_factory=lambda: {"boxes.csv": 1000, "images.csv": 125})
    raises: Mapping[str, BaseException] = field(default_factory=dict)
    asked: list[list[str]] = field(default_factory=list)

    def rows(self, table: Table) -> int:
        if table.source in self.raises:
            raise self.raises[table.source]
        return self.sizes.get(table.source, 10)

    def check(self, program, tables, rules, limit) -> Mapping[str, Tally]:
        self.asked.append([rule.id for rule in rules])
        for rule in rules:
            assert rule.table in tables, "an engine is never asked for a table that is not there"
            if rule.id in self.raises:
                raise self.raises[rule.id]
        return {rule.id: self.tallies.get(rule.id, Tally(10, 0, 0)) for rule in rules}


def misfit(row: int, name: str, value: object, **keys: object) -> Failure:
    return Failure(row, keys or {"box_id": row + 1}, {name: value})
