"""What every engine does: decide rules on tables and name the items that fail. Counting against tolerances,
severities, verdicts and words for people are not its business."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from dcl.analysis.terms import Term
from dcl.ir.program import Program, Rule
from dcl.tables.table import Table


@dataclass(frozen=True)
class Failure:
    """One failing item.

    `row` counts from 0 (None for a group or a table); `keys` are the row's keys by column, or the group's values by
    `Rule.group_names`; `values` are what `Rule.shows` came to, a misfit by its raw text, a missing one None; of a pair,
    `row` and `keys` are those of `a`, `other_row` and `other_keys` those of `b`;
    `measured` are the aggregates of a group; `column` and `suggestion` are set for `determines` (one failure for each
    blamed column, in the order of the rows).
    """

    row: int | None
    keys: Mapping[str, Any]
    values: Mapping[str, Any] = field(default_factory=dict)
    measured: Mapping[str, Any] | None = None
    column: str | None = None
    suggestion: Any = None
    other_row: int | None = None
    other_keys: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Tally:
    """What a rule came to: `checked = passed + failed + unknown`, in items of the rule's scope.

    `outside` counts the rows with a missing `per` or `pairs in` value. `failures` are the first `limit` failing items
    in the order of rows (groups: of their first row; pairs: of the row of `a`, then of `b`); for `determines`, all
    blamed columns of the first `limit` failing rows. `measured` are the aggregates and metrics of a table rule.
    `split` says for each name of a `Split` how many failing items carry which value.
    """

    checked: int
    failed: int
    unknown: int
    outside: int = 0
    failures: tuple[Failure, ...] = ()
    measured: Mapping[str, Any] | None = None
    split: tuple[Mapping[Any, int], ...] = ()

    @property
    def passed(self) -> int:
        return self.checked - self.failed - self.unknown


@dataclass(frozen=True)
class Split:
    """Tells failing items apart by values that rules show under these names (a pair under `a.NAME` and `b.NAME`).

    With `each` the limit of failures holds for every value of the first name, instead of for the whole rule. A rule
    that shows none of the names has no split.
    """

    names: tuple[str, ...]
    each: bool = False


class Engine(Protocol):
    """Decides the rules whose body is a CellCheck, RowCheck, GroupCheck, PairCheck, UniqueCheck or
    DeterminesCheck. Of a ReviewOnly it counts the rows to choose from as `checked`; none of them fails."""

    def rows(self, table: Table) -> int:
        """How many rows a table has."""
        ...

    def sizes(self, program: Program, tables: Mapping[str, Table]) -> Mapping[str, int]:
        """How many rows each table has: those of `tables`, and all that are made from them."""
        ...

    def count(
        self, program: Program, tables: Mapping[str, Table], table: str, terms: Sequence[Term]
    ) -> Mapping[tuple[Any, ...], int]:
        """How many rows of a table have which values of the terms; None stands for a missing one."""
        ...

    def check(
        self,
        program: Program,
        tables: Mapping[str, Table],
        rules: Sequence[Rule],
        limit: int | None,
        split: Split | None = None,
    ) -> Mapping[str, Tally]:
        """A tally for each rule by its id, with at most `limit` failures (None: all).

        `tables` holds the tables that are there; no rule that needs another one is asked for. A declared column that
        the file lacks is missing in every row.
        """
        ...
