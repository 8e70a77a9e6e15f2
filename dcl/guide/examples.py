"""The examples of rules, as small tables of values and as pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from dcl.analysis.examples import Exemplified, example_rows, literal
from dcl.analysis.terms import Column, Term
from dcl.compile import Compiled
from dcl.engines.base import Failure, Tally
from dcl.engines.reference import ReferenceEngine
from dcl.engines.reference.evaluate import Evaluator
from dcl.engines.reference.origins import evaluator_of
from dcl.engines.reference.scope import Scope
from dcl.examples.run import example_tables
from dcl.guide.model import Code, Example, Text, ValueRow, Values
from dcl.guide.words import Speech
from dcl.ir.program import Rule
from dcl.pictures.draw import draw
from dcl.pictures.model import Picture
from dcl.pictures.shapes import inside, terms_of
from dcl.pictures.sketches import Sketch, sketch_of
from dcl.run.words import text_of
from dcl.syntax import ast
from dcl.tables.table import Table
from dcl.types import BOX, INTERVAL

MOST_ROWS = 12
SIMILAR_FROM = 6
"""From so many rows on, equal rows are shown once, with how often they stand there."""

Cells = dict[str, str | None]


@dataclass(frozen=True)
class Examples:
    """Makes the examples of a contract presentable."""

    compiled: Compiled
    speech: Speech
    _sketches: dict[str, Sketch | None] = field(default_factory=dict)

    def sketch(self, table: str) -> Sketch | None:
        """How the rows of a table are drawn."""
        if table not in self._sketches:
            self._sketches[table] = sketch_of(self.compiled.program, table)
        return self._sketches[table]

    def of(self, written: Exemplified, rule: Rule, passes: bool) -> tuple[Example, ...]:
        """The right or the wrong examples of a rule."""
        clauses = (clause for clause in written.settings.examples if clause.passes is passes)
        return tuple(self._example(written, rule, value) for clause in clauses for value in clause.values)

    def _example(self, written: Exemplified, rule: Rule, value: ast.Expr) -> Example:
        data = example_rows(self.compiled.checked, written, value)
        shown = _Shown(self, rule, _rows_as_written(self.compiled, written, value), data.rows,
                       example_tables(self.compiled.program, data))  # fmt: skip
        return Example(tuple(shown.tables()), shown.picture())


@dataclass(frozen=True)
class _Shown:
    """One example with all that is known of it: its rows as they are written, and what the rule made of them."""

    examples: Examples
    rule: Rule
    written: Mapping[str, Sequence[Cells]]
    rows: Mapping[str, Sequence[Any]]
    data: dict[str, Table]

    @cached_property
    def _tally(self) -> Tally:
        program = self.examples.compiled.program
        return ReferenceEngine().check(program, self.data, [self.rule], None)[self.rule.id]

    @cached_property
    def _evaluator(self) -> Evaluator:
        return evaluator_of(self.examples.compiled.program, self.data)

    @cached_property
    def _failing(self) -> dict[int, Failure]:
        """The rows that fail, each with the first failure that blames it."""
        found: dict[int, Failure] = {}
        for failure in self._tally.failures:
            for row in (failure.row, failure.other_row):
                if row is not None:
                    found.setdefault(row, failure)
        return found

    # ── Values ───────────────────────────────────────────────────────────────────────────────────────────────

    def tables(self) -> Iterator[Values]:
        """The tables of the example, then the one that is made of them where the rule speaks of it."""
        own = self.rule.table
        alone = list(self.written) == [own]
        for name, rows in self.written.items():
            is_own = name == own
            derived = self._derived(len(rows)) if is_own else {}
            yield self._values(None if alone else name, rows, derived, is_own)
        if own not in self.written and self.examples.compiled.program.table[own].origin is not None:
            size = self._evaluator.tables[own].size
            made = self._columns(self._columns_read(own), size)
            if made and size:
                rows = [{name: column[row] for name, column in made.items()} for row in range(size)]
                yield replace(self._values(own, rows, {}, True), is_made=True)

    def _values(
        self, name: str | None, rows: Sequence[Cells], derived: Mapping[str, Sequence[str | None]], is_own: bool
    ) -> Values:
        columns = tuple(dict.fromkeys(column for row in rows for column in row))
        columns += tuple(self._left_out(columns)) if is_own and rows else ()
        kept = [
            ValueRow(
                (*(row.get(column) for column in columns), *(values[place] for values in derived.values())),
                is_own and place in self._failing,
                note=self._note(place) if is_own else None,
            )
            for place, row in enumerate(rows)
        ]
        kept = _counted(kept) if len(kept) >= SIMILAR_FROM else kept
        left_out = sum(row.times for row in kept[MOST_ROWS:])
        return Values(name, (*columns, *derived), tuple(derived), tuple(kept[:MOST_ROWS]), left_out)

    def _left_out(self, written: tuple[str, ...]) -> list[str]:
        """The columns that the check reads and that the example leaves out, so that they are missing in it."""
        body = self.rule.body
        check = getattr(body, "check", None)
        columns = () if check is None else (each for each in inside(check) if isinstance(each, Column))
        declared = self.examples.compiled.program.table[self.rule.table].by_name
        read = dict.fromkeys(each.name for each in columns if each.table == self.rule.table and each.name in declared)
        return [
            name
            for name in read
            if name not in self._shared and not any(each == name or each.startswith(f"{name}.") for each in written)
        ]

    @cached_property
    def _shared(self) -> frozenset[str]:
        """The columns in which all rows of an example agree where it leaves them out, whatever their value."""
        body = self.rule.body
        terms = (*getattr(body, "per", ()), *getattr(body, "within", ()))
        return frozenset(term.name for term in terms if isinstance(term, Column))

    def _note(self, row: int) -> Text | None:
        """What would have been right in a row, where the rule knows."""
        failure = self._failing.get(row)
        if failure is None or failure.suggestion is None:
            return None
        return self.examples.speech.say("expected", value=Code(str(text_of(failure.suggestion))))

    def _derived(self, size: int) -> dict[str, list[str | None]]:
        """The derived columns that the rule reads."""
        spec = self.examples.compiled.program.table[self.rule.table]
        names = [name for name in self._columns_read(self.rule.table) if name in spec.derived_by_name]
        return self._columns(names, size)

    def _columns_read(self, table: str) -> list[str]:
        """The columns of a table that the rule reads and that a table can show."""
        terms = (term for term in terms_of(self.rule.body) if isinstance(term, Column) and term.table == table)
        return list(dict.fromkeys(term.name for term in terms if term.type not in (BOX, INTERVAL)))

    def _columns(self, names: Sequence[str], size: int) -> dict[str, list[str | None]]:
        found = {name: self._evaluator.column(self.rule.table, name) for name in names}
        return {name: [_shown(value) for value in column] for name, column in found.items() if len(column) == size}

    # ── Pictures ─────────────────────────────────────────────────────────────────────────────────────────────

    def picture(self) -> Picture | None:
        """The example as a picture: of the rule's own rows, else of the first rows that can be drawn."""
        for name in (self.rule.table, *(name for name in self.rows if name != self.rule.table)):
            picture = self._picture_of(name)
            if picture is not None:
                return picture
        return None

    def _picture_of(self, name: str) -> Picture | None:
        sketch = self.examples.sketch(name)
        if sketch is None or name not in self._evaluator.tables:
            return None
        size = self._evaluator.tables[name].size
        values = [{need: self._value(term, name, row) for need, term in sketch.needs} for row in range(size)]
        is_own = name == self.rule.table
        return draw(
            sketch,
            values,
            failing=frozenset(self._failing) if is_own else (),
            pair=is_own and self.rule.scope == "pair" and size == 2,
            words=self.examples.speech.pictures,
        )

    def _value(self, term: Term, table: str, row: int) -> Any:
        """What a term comes to; nothing where it is a value that the example only fills in."""
        if isinstance(term, Column) and table == self.rule.table and term.name in self._shared:
            rows = self.written.get(table, ())
            if not any(term.name in each for each in rows):
                return None
        return self._evaluator.value(term, Scope(table, row))


def _counted(rows: Sequence[ValueRow]) -> list[ValueRow]:
    """Equal rows once, in the place of the first of them."""
    found: dict[ValueRow, int] = {}
    for row in rows:
        found[row] = found.get(row, 0) + 1
    return [replace(row, times=times) for row, times in found.items()]


# ── Rows as they are written ─────────────────────────────────────────────────────────────────────────────────────


def _rows_as_written(compiled: Compiled, written: Exemplified, value: ast.Expr) -> dict[str, list[Cells]]:
    """The rows of an example by table, as its author wrote them: what is filled in for a check is not there."""
    tables = compiled.checked.tables
    own = written.table.name
    if isinstance(value, ast.RecordExpr) and value.fields:
        names = [name.text for name, _ in value.fields]
        if all(name in tables and name not in written.table.columns for name in names):
            return {name.text: [_cells(row, written.only) for row in _items(rows)] for name, rows in value.fields}
    if isinstance(value, ast.ListExpr) and any(isinstance(item, ast.RecordExpr) for item in value.items):
        return {own: [_cells(item, written.only) for item in value.items]}
    return {own: [_cells(value, written.only)]}


def _items(rows: ast.Expr) -> tuple[ast.Expr, ...]:
    return rows.items if isinstance(rows, ast.ListExpr) else (rows,)


def _cells(value: ast.Expr, only: str | None) -> Cells:
    """The cells of a row; a record in it, such as a row that it refers to, has its own cells with a dot."""
    if not isinstance(value, ast.RecordExpr):
        return {only or "": _shown(literal(value))}
    found: Cells = {}
    for name, part in value.fields:
        if isinstance(part, ast.RecordExpr):
            found |= {f"{name.text}.{inner}": cell for inner, cell in _cells(part, None).items()}
        else:
            found[name.text] = _shown(literal(part))
    return found


def _shown(value: Any) -> str | None:
    """A value as people read it; a text whose blanks could not be seen stands in quotes."""
    if isinstance(value, list | tuple) and value and all(isinstance(item, str) for item in value):
        return ", ".join(value)
    text = text_of(value)
    if isinstance(value, str) and (not value or value != value.strip()):
        return f"“{value}”"
    return text
