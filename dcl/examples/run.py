"""Runs the `pass` and `fail` examples of a contract. Only the rule that an example stands in judges it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dcl.analysis.examples import ExampleData, Exemplified, example_rows, exemplified
from dcl.compile import Compiled
from dcl.engines.base import Tally
from dcl.engines.reference import ReferenceEngine
from dcl.ir.program import CellCheck, Program, ReviewOnly, Rule, TableSpec
from dcl.source import Span
from dcl.syntax import ast
from dcl.tables.cells import Misfit, read_cell
from dcl.tables.show import visible
from dcl.tables.table import CellKind, Table


@dataclass(frozen=True)
class ExampleResult:
    """One example of one rule: what was promised, and whether it came out so; `message` says why not."""

    rule: str
    passes: bool
    span: Span
    ok: bool
    message: str = ""


@dataclass(frozen=True)
class ExamplesResult:
    """All examples of a contract.

    `rules` are the rules that people wrote, by name; `uncovered` are those without at least one passing and one failing
    example that come out as promised.
    """

    examples: tuple[ExampleResult, ...]
    rules: tuple[str, ...]
    uncovered: tuple[str, ...]

    @property
    def ok(self) -> bool:
        return all(example.ok for example in self.examples)


def run_examples(compiled: Compiled) -> ExamplesResult:
    """Judge every example with the reference engine, and see which rules lack one."""
    rules = {rule.id: rule for rule in compiled.program.rules}
    results: list[ExampleResult] = []
    promised: dict[str, set[bool]] = {}
    for written in exemplified(compiled.checked):
        kept = promised.setdefault(written.decl.name, set())
        for outcome in _outcomes(compiled, written, rules[written.id]):
            results.append(outcome)
            if outcome.ok:
                kept.add(outcome.passes)
    uncovered = tuple(name for name, kept in promised.items() if len(kept) < 2)
    return ExamplesResult(tuple(results), tuple(promised), uncovered)


def _outcomes(compiled: Compiled, written: Exemplified, rule: Rule) -> Iterator[ExampleResult]:
    for clause in written.settings.examples:
        for value in clause.values:
            message = _judged(compiled, written, rule, clause, value)
            yield ExampleResult(written.id, clause.passes, value.span, message is None, message or "")


def _judged(
    compiled: Compiled, written: Exemplified, rule: Rule, clause: ast.ExampleClause, value: ast.Expr
) -> str | None:
    """Why an example did not come out as promised; None where it did."""
    data = example_rows(compiled.checked, written, value)
    tables = example_tables(compiled.program, data)
    tally = ReferenceEngine().check(compiled.program, tables, [rule], None)[rule.id]
    problem = _unseen(compiled.program, rule, data, tally) if _is_for_people(rule) else _problem(clause.passes, tally)
    if problem is None:
        return None
    promise = "this should pass" if clause.passes else "this should fail"
    return f"{promise}, and {_misfit(compiled.program, rule, data) or problem}"


def example_tables(program: Program, data: ExampleData) -> dict[str, Table]:
    """The rows of an example as tables; a table that it does not speak of is empty."""
    return {spec.name: _table(spec, data) for spec in program.tables if spec.origin is None}


def _table(spec: TableSpec, data: ExampleData) -> Table:
    rows = data.rows.get(spec.name, [])
    records = tuple(
        {column.file_name: row[column.name] for column in spec.columns if column.name in row} for row in rows
    )
    return Table(CellKind.JSON, tuple(column.file_name for column in spec.columns), "an example", records=records)


def _is_for_people(rule: Rule) -> bool:
    """Whether the examples show people what to look for, and no machine can tell the good from the bad."""
    return isinstance(rule.body, ReviewOnly)


def _unseen(program: Program, rule: Rule, data: ExampleData, tally: Tally) -> str | None:
    """Why people would never see an example, or not as it is written."""
    return _misfit(program, rule, data) or ("it is not among the rows to review" if not tally.checked else None)


def _problem(passes: bool, tally: Tally) -> str | None:
    if tally.checked == 0:
        return "nothing in it is checked"
    if tally.unknown and (passes or not tally.failed):
        return "it cannot be decided, since a value that the check needs is missing"
    if passes and tally.failed:
        return "it fails"
    if not passes and not tally.failed:
        return "it passes"
    return None


def _misfit(program: Program, rule: Rule, data: ExampleData) -> str | None:
    """A value that does not fit its column, where the rule is not the one that says so."""
    if isinstance(rule.body, CellCheck):
        return None
    for name, rows in data.rows.items():
        spec = program.table[name]
        for row in rows:
            for column, value in row.items():
                read = read_cell(spec.by_name[column], value, CellKind.JSON, spec.format)
                if isinstance(read, Misfit):
                    return f"{visible(read.raw)} does not fit `{column}` ({spec.by_name[column].type})"
    return None
