"""The Python interface: load a contract, check data, read the report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dcl.compile import Compiled, compile_contract
from dcl.diagnostics import Diagnostic, has_errors
from dcl.engines.base import Engine
from dcl.engines.named import ENGINES, engine_named
from dcl.ir.program import Program
from dcl.readers.bind import bind_arguments
from dcl.readers.frames import frame_table
from dcl.readers.read import read_tables
from dcl.run.check import check
from dcl.run.result import Result, RuleResult
from dcl.run.select import Selection, check_selection
from dcl.tables.table import Table

if TYPE_CHECKING:
    import polars as pl

Data = Any
"""A path, or a frame: Polars (eager or lazy), pandas, Arrow, anything with the Arrow PyCapsule interface, records."""


class DclError(Exception):
    """What all errors of this interface have in common: the diagnostics that say what, where and what to do."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        from dcl.report.diagnostics import render

        super().__init__(render(diagnostics, colour=False).strip())
        self.diagnostics = list(diagnostics)


class ContractError(DclError):
    """A contract that cannot be read or is not well formed."""


class DataError(DclError):
    """Data that cannot be read, are not there, or belong to no table of the contract."""


class ViolationsError(Exception):
    """Raised by `Report.raise_for_violations`; `report` is the report."""

    def __init__(self, report: Report) -> None:
        super().__init__(report.text())
        self.report = report


def load(path: str | PathLike[str]) -> Contract:
    """Read and check a contract file. Raises ContractError with its diagnostics."""
    compiled, diagnostics = compile_contract(Path(path), str(path))
    if compiled is None:
        raise ContractError(tuple(diagnostic for diagnostic in diagnostics if diagnostic.is_error))
    return Contract(compiled)


class Contract:
    """A contract that is well formed, ready to check data."""

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled

    @property
    def name(self) -> str:
        return self.program.name

    @property
    def version(self) -> str:
        return self.program.version

    @property
    def program(self) -> Program:
        """The compiled contract: its tables, and its rules as formulas."""
        return self._compiled.program

    def check(
        self,
        data: Mapping[str, Data] | Data | None = None,
        *,
        engine: str = "polars",
        limit: int | None = 20,
        rules: tuple[str, ...] | list[str] = (),
        tags: tuple[str, ...] | list[str] = (),
    ) -> Report:
        """Check data: paths or frames by table, or one of them alone where the contract has one table.

        A path alone is bound as on the command line: to the one table, or to all tables that a file of several fills.
        Tables that `data` leaves out come from the contract's `source`s. `limit` is how many failing items of each rule
        are kept in the report (None: all). Raises DataError where data cannot be read or bound, and ValueError for an
        unknown engine.
        """
        judge = _engine(engine)
        selection = Selection(tuple(rules), tuple(tags))
        problems = check_selection(self.program, selection)
        if problems:
            raise DclError(problems)
        tables = self._tables(data)
        return Report(check(self.program, tables, judge, limit, selection), tables, engine)

    def sample(
        self,
        data: Mapping[str, Data] | Data | None = None,
        *,
        rule: str,
        seed: int = 1,
        by: str | None = None,
        engine: str = "polars",
    ) -> pl.DataFrame:
        """Draw the rows that people review for a rule: the sheet that `dcl sample` writes, all cells as texts.

        The same contract, data, `seed` and `by` (a column, each of whose values gets its share of the rows) give the
        same rows. Raises KeyError for a rule or a column that is not there, ValueError for a rule without `review`.
        """
        from io import BytesIO

        import polars as pl

        from dcl.sampling.sample import Lottery, columns_of
        from dcl.sampling.sheet import sheet_bytes

        wanted = next((each for each in self.program.rules if each.id == rule), None)
        if wanted is None:
            raise KeyError(rule)
        if wanted.review is None:
            raise ValueError(f"the rule {rule!r} has no `review`, so there is nothing for people to judge")
        if by is not None and by not in columns_of(self.program, wanted.table):
            raise KeyError(by)
        lottery = Lottery(self.program, self._tables(data), _engine(engine), seed, by)
        sheet = lottery.sample(wanted).sheet
        return pl.read_csv(BytesIO(sheet_bytes(sheet)), infer_schema=False)

    def _tables(self, data: Mapping[str, Data] | Data | None) -> dict[str, Table]:
        frames: dict[str, Table] = {}
        arguments: list[str] = []
        for name, value in self._by_table(data).items():
            if not name:
                arguments.append(str(value))
            elif isinstance(value, str | PathLike) or name not in self.program.table:
                arguments.append(f"{name}={value if isinstance(value, str | PathLike) else 'a frame'}")
            else:
                table, found = frame_table(value, name, self.program.table[name])
                _raise_errors(found)
                assert table is not None
                frames[name] = table
        bindings, diagnostics = bind_arguments(self.program, arguments, self._compiled.folder, frames)
        _raise_errors(diagnostics)
        read, diagnostics = read_tables(self.program, bindings)
        _raise_errors(diagnostics)
        return {**frames, **read}

    def _by_table(self, data: Mapping[str, Data] | Data | None) -> Mapping[str, Data]:
        if data is None:
            return {}
        if isinstance(data, Mapping):
            return data
        if isinstance(data, str | PathLike):
            return {"": data}
        tables = [spec.name for spec in self.program.tables if not spec.may_be_absent] or list(self.program.table)
        if len(tables) != 1:
            raise ValueError("the contract has several tables; say which data belong to which: {'table': data}")
        return {tables[0]: data}


def _engine(name: str) -> Engine:
    if name not in ENGINES:
        raise ValueError(f"there is no engine {name!r}; engines are {', '.join(ENGINES)}")
    return engine_named(name)


def _raise_errors(diagnostics: tuple[Diagnostic, ...]) -> None:
    if has_errors(diagnostics):
        raise DataError(tuple(diagnostic for diagnostic in diagnostics if diagnostic.is_error))


class Report:
    """What a check came to. Rules by their id: `report["boxes.label.domain"].failed`."""

    def __init__(self, result: Result, tables: Mapping[str, Table], engine: str) -> None:
        self.result = result
        self._tables = tables
        self._engine = engine

    @property
    def ok(self) -> bool:
        """Whether everything could be judged and no rule of severity `error` fails."""
        return self.verdict == "pass"

    @property
    def verdict(self) -> str:
        """`pass`, `fail` or `unjudged`."""
        return self.result.verdict()

    def __getitem__(self, id_: str) -> RuleResult:
        return self.result.rule[id_]

    def __iter__(self) -> Iterator[RuleResult]:
        return iter(self.result.rules)

    def __len__(self) -> int:
        return len(self.result.rules)

    def __repr__(self) -> str:
        broken = sum(rule.verdict == "fail" for rule in self)
        return f"<Report of {self.result.program.name}: {self.verdict}, {broken} of {len(self)} rules broken>"

    def violations(self, id_: str | None = None) -> pl.DataFrame:
        """Every violation of a rule, or of all of them, with the columns that `dcl check --violations` writes."""
        from dcl.report.violations import NUMBERS, violation_rows
        from dcl.tables.write import columns_frame

        if id_ is not None and id_ not in self.result.rule:
            raise KeyError(id_)
        names = tuple(rule.id for rule in self if rule.truncated and id_ in (None, rule.id))
        whole = self.result
        if names:
            engine = engine_named(self._engine)
            whole = check(self.result.program, self._tables, engine, None, Selection(names))
        rules = [whole.rule[rule.id] if rule.id in names else rule for rule in self if id_ in (None, rule.id)]
        return columns_frame(violation_rows(rules), NUMBERS)

    def raise_for_violations(self) -> None:
        """Raise ViolationsError unless the report is `ok`."""
        if not self.ok:
            raise ViolationsError(self)

    def text(self) -> str:
        """The report as `dcl check` prints it, without colour."""
        from dcl.report.text import text_report

        return text_report(self.result)

    def json(self) -> str:
        """The report as JSON text."""
        from dcl.report.json import json_report

        return json_report(self.result)
