"""Whole contracts as texts: derived columns, rules of every scope, and what is said of the columns' own rules."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import strategies as st

from tests.properties import kinds
from tests.properties.kinds import LABELS, Kind, quoted
from tests.properties.phrases import aggregate, condition, value
from tests.properties.places import NOT, Place
from tests.properties.worlds import Draw, Table, World, worlds


@dataclass(frozen=True)
class Contract:
    """The text of a contract, and the tables that its data are drawn for."""

    world: World
    text: str

    def __repr__(self) -> str:
        return f"the contract\n{self.text}"


@st.composite
def contracts(draw: st.DrawFn, rules: int = 4) -> Contract:
    """A contract with its world; nearly every one is free of errors."""
    world = draw(worlds())
    for table in world.tables:
        if draw(st.booleans()):
            world = world.put(_with_lets(draw, world, table))
    parts = ["dcl 1\n", "contract made 1.0.0 {}\n", LABELS]
    parts += [table.declared for table in world.tables]
    parts += [_rule(draw, world, f"rule_{place}") for place in range(draw(st.integers(1, rules)))]
    parts += _own_rules(draw, world)
    return Contract(world, "\n".join(parts))


def _with_lets(draw: Draw, world: World, table: Table) -> Table:
    """The table with derived columns, each of which may read those before it."""
    for count in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from((kinds.INT, kinds.FLOAT, kinds.TEXT, kinds.BOOL, kinds.DATE)))
        place = Place(world.put(table), table.name, own=False)
        made = condition(draw, place, 2) if kind is kinds.BOOL else value(draw, place, kind, 2)
        table = replace(table, lets=(*table.lets, (f"made_{count}", made.text, kind)))
    return table


def _rule(draw: Draw, world: World, name: str) -> str:
    table = draw(
        st.sampled_from([table.name for table in world.tables for _ in range(3 if table.name == "items" else 1)])
    )
    maker = draw(
        st.sampled_from((_row_rule, _row_rule, _row_rule, _group_rule, _group_rule, _determines_rule, _each_rule))
    )
    clauses = maker(draw, world, table)
    if draw(st.integers(0, 3)) == 0:
        clauses.append("severity " + draw(st.sampled_from(("error", "warn", "info"))))
    if draw(st.integers(0, 4)) == 0:
        clauses.insert(0, quoted("What it says: “ä”, \U0001f600."))
    return f"rule {name} on {table} {{\n" + "".join(f"  {clause}\n" for clause in clauses) + "}\n"


def _when(draw: Draw, world: World, table: str, own: bool = True) -> list[str]:
    place = Place(world, table, own=own)
    return [f"when {condition(draw, place, 1).text}" for _ in range(draw(st.sampled_from((0, 0, 1, 2))))]


def _allow(draw: Draw) -> list[str]:
    return draw(st.sampled_from(([], [], ["allow 1"], ["allow 25%"], ["allow 0%"], ["allow 0.1%"])))  # type: ignore[no-any-return]


def _per(draw: Draw, world: World, table: str) -> list[tuple[str, Kind]]:
    place = Place(world, table)
    some = [(name, kind) for name, kind in place.values() if kind.compared]
    return draw(st.lists(st.sampled_from(some), min_size=1, max_size=2, unique=True)) if some else []


def _row_rule(draw: Draw, world: World, table: str) -> list[str]:
    place = Place(world, table, own=False)
    clauses = _when(draw, world, table, own=False)
    if draw(st.integers(0, 2)) == 0:
        made = aggregate(draw, Place(world, table, others=False), kinds.INT, 1)
        per = _per(draw, world, table)
        if made is not None and per:
            clauses.append("per " + ", ".join(name for name, _ in per))
            clauses.append(f"when {made.text} {draw(st.sampled_from(('>=', '!=', '<')))} {draw(st.integers(0, 3))}")
            place = replace(place, own=draw(st.booleans()))
    text = condition(draw, place, 3)
    row = condition(draw, replace(place, own=False), 0)
    joined = draw(st.sampled_from(("", f" and {row.at(NOT)}", f" or {row.at(NOT)}")))
    return [*clauses, f"check {text.at(NOT) if joined else text.text}{joined}"]


def _group_rule(draw: Draw, world: World, table: str) -> list[str]:
    per = _per(draw, world, table) if draw(st.booleans()) else []
    clauses = ["per " + ", ".join(name for name, _ in per)] if per else []
    clauses += _when(draw, world, table)
    group = Place(world, table, outer=tuple(per), row=False)
    kind = draw(st.sampled_from((kinds.INT, kinds.INT, kinds.FLOAT, kinds.DATE, kinds.GRADE, kinds.TEXT)))
    made = aggregate(draw, group, kind, 2)
    if made is None:
        made = aggregate(draw, group, kinds.INT, 0)
        kind = kinds.INT
    left = "count()" if made is None else made.text
    kind = kinds.INT if made is None else kind
    op = draw(st.sampled_from(("=", "!=", "<", ">=") if kind.ordered else ("=", "!=")))
    text = f"{left} {op} {draw(kind.constants)}"
    if draw(st.booleans()):
        text += f" {draw(st.sampled_from(('and', 'or', 'implies')))} {condition(draw, group, 1).at(NOT)}"
    return [*clauses, f"check {text}", *(_allow(draw) if per else [])]


def _determines_rule(draw: Draw, world: World, table: str) -> list[str]:
    left, right = _per(draw, world, table), _per(draw, world, table)
    if not left or not right:
        return _group_rule(draw, world, table)
    sides = [", ".join(name for name, _ in side) for side in (left, right)]
    clauses = _when(draw, world, table)
    if draw(st.integers(0, 3)) == 0 and (per := _per(draw, world, table)):
        clauses += ["per " + ", ".join(name for name, _ in per)]
    return [*clauses, f"check {sides[0]} determines {sides[1]}", *_allow(draw)]


def _each_rule(draw: Draw, world: World, table: str) -> list[str]:
    values = world.table[table].values
    labels = [(name, kind) for name, kind in values if kind.name in kinds.SPELLINGS]
    if labels and draw(st.booleans()):
        name, kind = draw(st.sampled_from(labels))
        check = draw(
            st.sampled_from((f"count({name} is one_label) >= 1", f"{name} = one_label implies {name} is one_label"))
        )
        return [f"each one_label in {kind.name}", f"check {check}"]
    kind = draw(st.sampled_from([kind for _, kind in values]))
    same = [name for name, other in values if other.declared == kind.declared]
    each = f"each one_column in {', '.join(same)}"
    checks = ["one_column is not missing", "count(one_column is missing) = 0"]
    if kind.compared:
        checks += ["distinct(one_column) > 1", f"one_column != {draw(kind.constants)}"]
    return [each, *_when(draw, world, table), f"check {draw(st.sampled_from(checks))}"]


def _own_rules(draw: Draw, world: World) -> list[str]:
    """What is said of some columns' own rules."""
    about = []
    for table in world.tables:
        for column in table.columns:
            if not column.optional and not column.key and draw(st.integers(0, 5)) == 0:
                severity = draw(st.sampled_from(("severity warn", "allow 20%", "severity info")))
                about.append(f"rule {table.name}.{column.name}.required {{ {severity} }}\n")
    return about
