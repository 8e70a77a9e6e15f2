"""Random tables: an `items` table whose rows refer to `groups`, `parts` that refer to items, and `gold` on its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import strategies as st

from tests.properties import kinds
from tests.properties.kinds import Kind, quoted

Draw = Callable[[st.SearchStrategy[Any]], Any]

NAMES = ("n", "w", "t", "length", "`a b`", "größe", "key", "`and`", "`B-PER`", "severity", "x1", "漢", "`in`", "tags")
FILE_NAMES = ("INPUT:audio", "A B", "n ", "ß", "x,y", "Ünï")
KEYS = (kinds.SMALL, kinds.TEXT, kinds.ONE_OF, kinds.COLOUR, kinds.DATE)


@dataclass(frozen=True)
class Column:
    """A column: its name as contracts spell it, its kind, its modifiers as they are written."""

    name: str
    kind: Kind
    optional: bool = False
    modifiers: tuple[str, ...] = ()
    file_name: str | None = None
    unit: str | None = None
    format: str | None = None
    references: str | None = None
    key: bool = False

    @property
    def in_file(self) -> str:
        return self.name.strip("`") if self.file_name is None else self.file_name

    @property
    def declared(self) -> str:
        type_ = self.kind.declared
        if self.optional:
            type_ = f"({type_})?" if type_.startswith("list") else f"{type_}?"
        return " ".join([self.name, ":", type_, *self.modifiers])

    def spelled(self, value: Any) -> str:
        """The value as the cell of a text file."""
        if self.format is not None:
            return str(value.strftime(self.format)).rjust(len(value.strftime(self.format)), "0")
        text = self.kind.spell(value)
        return text if self.unit is None else f"{text} {self.unit}"


@dataclass(frozen=True)
class Table:
    """A table; `values` are what expressions on one of its rows may read, with the kind of each."""

    name: str
    columns: tuple[Column, ...]
    statements: tuple[str, ...] = ()
    lets: tuple[tuple[str, str, Kind], ...] = ()
    missing: tuple[str, ...] = ()
    may_be_absent: bool = False

    @property
    def declared(self) -> str:
        lines = [column.declared for column in self.columns]
        lines += self.statements
        lines += [f"let {name} = {text}" for name, text, _ in self.lets]
        return f"table {self.name} {{\n" + "".join(f"  {line}\n" for line in lines) + "}\n"

    @property
    def values(self) -> list[tuple[str, Kind]]:
        return [(column.name, column.kind) for column in self.columns] + [(name, kind) for name, _, kind in self.lets]

    def of(self, kind: Kind) -> list[str]:
        return [name for name, other in self.values if other.declared == kind.declared]


@dataclass(frozen=True)
class World:
    """The tables of a contract."""

    tables: tuple[Table, ...]

    @property
    def forms_agree(self) -> tuple[str, ...]:
        """The forms that hold the same values as frames, so that what they come to can be compared.

        In a text file a list is never missing; spellings with a unit, a format or for "missing" may lose something.
        """
        every = [column for table in self.tables for column in table.columns]
        if any(column.format for column in every):
            return ()
        spelled = any(
            table.missing or "missing" in " ".join(column.modifiers)
            for table in self.tables
            for column in table.columns
        )
        if spelled or any(column.unit or column.kind in (*kinds.LISTS, kinds.RECORD) for column in every):
            return ("records", "lines of JSON")
        return ("text", "records", "lines of JSON")

    @property
    def table(self) -> dict[str, Table]:
        return {table.name: table for table in self.tables}

    def put(self, table: Table) -> World:
        return replace(self, tables=tuple(table if other.name == table.name else other for other in self.tables))

    def paths(self, table: str) -> list[tuple[str, Kind]]:
        """The columns of other rows that a row of the table reaches in one or two steps."""
        found = []
        for column in self.table[table].columns:
            if column.references is None:
                continue
            target = self.table[column.references]
            for name, kind in target.values:
                found.append((f"{column.name}.{name}", kind))
            for step in target.columns:
                if step.references is not None:
                    beyond = self.table[step.references].values
                    found += [(f"{column.name}.{step.name}.{name}", kind) for name, kind in beyond]
        return found


def columns(draw: Draw, count: tuple[int, int], taken: set[str], some: tuple[Kind, ...]) -> list[Column]:
    free = [name for name in NAMES if name not in taken]
    names = draw(st.lists(st.sampled_from(free), min_size=count[0], max_size=count[1], unique=True))
    return [column(draw, name, draw(st.sampled_from(some))) for name in names]


def column(draw: Draw, name: str, kind: Kind) -> Column:
    """A column with random modifiers."""
    made = Column(name, kind, optional=draw(st.booleans()))
    if draw(st.integers(0, 3)) == 0:
        return made
    wanted = draw(st.lists(st.sampled_from(MODIFIERS), max_size=3, unique=True))
    for modify in wanted:
        made = modify(draw, made)
    return made


def _added(column: Column, text: str, **more: Any) -> Column:
    return replace(column, modifiers=(*column.modifiers, text), **more)


def _element(column: Column) -> str:
    return column.kind.name.removeprefix("list of ")


def element_kind(kind: Kind) -> Kind:
    """The kind of the elements of a list, or the kind itself."""
    for scalar in kinds.SCALARS:
        if scalar.name == kind.name.removeprefix("list of "):
            return scalar
    return kind


def _unique(draw: Draw, column: Column) -> Column:
    return column if column.kind is kinds.RECORD else _added(column, "unique")


def _sensitive(draw: Draw, column: Column) -> Column:
    return _added(column, "sensitive")


def _may_be_absent(draw: Draw, column: Column) -> Column:
    return _added(column, "may be absent")


def _named(draw: Draw, column: Column) -> Column:
    name = draw(st.sampled_from(FILE_NAMES)) + column.name.strip("`")
    return _added(column, f"named {quoted(name)}", file_name=name)


def _missing(draw: Draw, column: Column) -> Column:
    spellings = draw(st.lists(st.sampled_from(kinds.MISSING), min_size=1, max_size=2, unique=True))
    return _added(column, "missing " + ", ".join(map(quoted, spellings)))


def _unit(draw: Draw, column: Column) -> Column:
    if column.kind.declared not in ("int", "float"):
        return column
    unit = draw(st.sampled_from(("oz", "%", "µm")))
    return _added(column, f"unit {quoted(unit)}", unit=unit)


def _format(draw: Draw, column: Column) -> Column:
    formats = {"date": ("%d.%m.%Y", "%-d %B %Y", "%m/%d/%y"), "datetime": ("%Y-%m-%d %H:%M:%S", "%d.%m.%Y %I:%M %p")}
    if column.kind.name in formats:
        format_ = draw(st.sampled_from(formats[column.kind.name]))
        return _added(column, f"format {quoted(format_)}", format=format_)
    if _element(column) == "text":
        return _added(column, f"format {draw(st.sampled_from(('email', 'url', 'uuid')))}")
    return column


def _separated(draw: Draw, column: Column) -> Column:
    return _added(column, 'separated by ";"') if column.kind.name.startswith("list") else column


def _length(draw: Draw, column: Column) -> Column:
    if not (column.kind.name.startswith("list") or column.kind.name in ("text", "one of")):
        return column
    return _added(column, "length " + draw(st.sampled_from(("2", "1..3", "0..<2", "2..", "..4"))))


def _matches(draw: Draw, column: Column) -> Column:
    return _added(column, "matches /" + draw(PATTERNS) + "/") if _element(column) == "text" else column


def _compared(draw: Draw, column: Column) -> Column:
    kind = element_kind(column.kind)
    if not (kind.ordered and kind.compared) or kind.declared.startswith("one of"):
        return column
    op = draw(st.sampled_from((">=", "<", "!=", "<=", ">", "=")))
    return _added(column, f"{op} {draw(kind.constants)}")


def _in_range(draw: Draw, column: Column) -> Column:
    kind = element_kind(column.kind)
    if not (kind.ordered and kind.compared):
        return column
    return _added(column, "in " + draw(ranges(kind)))


def _in_set(draw: Draw, column: Column) -> Column:
    kind = element_kind(column.kind)
    if kind.declared not in ("int", "float", "text", "date", "datetime", "bool"):
        return column
    members = draw(st.lists(kind.constants, min_size=1, max_size=4))
    return _added(column, "in { " + ", ".join(members) + " }")


MODIFIERS = (
    _unique, _sensitive, _may_be_absent, _named, _missing, _unit, _format, _separated, _length, _matches, _compared,
    _in_range, _in_set,
)  # fmt: skip

PATTERNS = st.sampled_from(
    (
        r"\w+", r"[^a]*", ".", "a|b|ab", r"ann_\d{3}", r"(a|b)*", r"\p{L}+", r"(.|\n)*", r"\u{1f600}?.*", "(a*)*b",
        r".*@.*", r"[A-Zß]+", r"\p{Lu}.*", r"(a)?b?", r"[^\d]{1,4}", r"a.b",
    )
).filter(bool)  # fmt: skip


@st.composite
def ranges(draw: st.DrawFn, kind: Kind) -> str:
    """A range of constants, its ends in order."""
    if kind.declared in ("int", "float"):
        ends = sorted(draw(st.tuples(kind.values, kind.values)))
        low, high = (kind.spell(end) for end in ends)
    else:
        low = high = draw(kind.constants)
    shape = draw(st.sampled_from(("{}..{}", "{}..", "..{}", "..<{}", "{}..<{}")))
    if shape == "{}..<{}" and low == high:
        shape = "{}..{}"
    return shape.format(low, high) if shape.count("{}") == 2 else shape.format(low if shape.startswith("{") else high)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Random tables, without derived columns and rules."""
    every = (*kinds.SCALARS, *kinds.SCALARS, *kinds.LISTS, kinds.RECORD)
    key = draw(st.sampled_from(KEYS))
    items = [_key(draw, kinds.SMALL)] if draw(st.booleans()) else []
    only = f"references groups{draw(st.sampled_from(('', '.id')))}"
    items.append(Column("grp", key, draw(st.booleans()), (only,), references="groups"))
    items += columns(draw, (2, 7), set(), every)
    groups = [replace(_key(draw, key), name="id")]
    if draw(st.booleans()):
        groups.append(Column("boss", key, True, ("references groups",), references="groups"))
    groups += columns(draw, (1, 4), set(), kinds.SCALARS)
    tables = [_table(draw, "items", items), _table(draw, "groups", groups)]
    if items[0].key:
        parts = [Column("item", kinds.SMALL, draw(st.booleans()), ("references items",), references="items")]
        if draw(st.integers(0, 3)) == 0:
            parts.append(Column("other", kinds.SMALL, True, ("references items",), references="items"))
        tables.append(_table(draw, "parts", parts + columns(draw, (1, 4), set(), kinds.SCALARS)))
    if draw(st.booleans()):
        tables.append(_table(draw, "gold", columns(draw, (1, 4), set(), kinds.SCALARS)))
    return World(tuple(tables))


def _key(draw: Draw, kind: Kind) -> Column:
    return Column("id", kind, modifiers=("key",), key=True)


def _table(draw: Draw, name: str, made: list[Column]) -> Table:
    statements: list[str] = []
    missing: tuple[str, ...] = ()
    absent = name == "gold" and draw(st.booleans())
    chance = st.integers(0, 3)
    if draw(chance) == 0:
        missing = (draw(st.sampled_from(kinds.MISSING)),)
        statements.append("missing " + ", ".join(map(quoted, missing)))
    single = [column.name for column in made if column.kind.compared]
    if draw(chance) == 0 and len(single) > 1:
        chosen = draw(st.lists(st.sampled_from(single), min_size=1, max_size=3, unique=True))
        statements.append("unique " + ", ".join(chosen))
    if draw(chance) == 0:
        statements.append("...")
    if draw(chance) == 0:
        statements.append("may be empty")
    if absent:
        statements.append("may be absent")
    return Table(name, tuple(made), tuple(statements), missing=missing, may_be_absent=absent)
