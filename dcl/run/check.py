"""A check: written once for all engines. Engines decide; counting against tolerances and words happen here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from dcl.engines.base import Engine, Split, Tally
from dcl.ir.program import Program, Rule
from dcl.run.durations import with_durations
from dcl.run.extras import NOTHING, Carrying, Extras, column_term, masked
from dcl.run.result import Result, RuleResult, TableInfo
from dcl.run.review import ReviewState, counting, is_for_people_alone, lots_by, rows_of, state_of
from dcl.run.select import ALL_RULES, Selection
from dcl.run.sensitive import Mask
from dcl.run.structure import Header, decide, headers, made_tables, root_of, without_column, without_table
from dcl.run.verdict import allowed, verdict
from dcl.run.violations import violations
from dcl.tables.rows import failure_of
from dcl.tables.show import visible
from dcl.tables.table import CellKind, Table

STOPS = (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError)
"""What ends the whole check. Everything else that an engine raises, a panic of a native library included, ends one
rule."""


@dataclass(frozen=True)
class Broken:
    """A rule or a table that an engine could not read or decide, and why."""

    reason: str


def check(
    program: Program,
    tables: Mapping[str, Table],
    engine: Engine,
    limit: int | None = 20,
    select: Selection = ALL_RULES,
    extras: Extras = NOTHING,
) -> Result:
    """Check tables against a contract, with at most `limit` failing items listed for each rule (None: all)."""
    known = {spec.name: tables[spec.name] for spec in program.tables if spec.name in tables}
    mask = Mask(program)
    faults: dict[str, BaseException] = {}
    sizes = {name: _size(engine, name, table, mask.hides_any(name), faults) for name, table in known.items()}
    sizes |= _sizes_made(program, engine, known, sizes)
    rules = [rule for rule in program.rules if select.picks(rule)]
    early = _early_results(program, rules, headers(program, known), sizes)
    waiting = [rule for rule in rules if rule.id not in early]
    readable = {name: table for name, table in known.items() if isinstance(sizes[name], int)}
    carrying = Carrying(program, extras, mask, frozenset(name for name, size in sizes.items() if isinstance(size, int)))
    asking = _Asking(program, readable, engine, limit, mask, faults)
    answers = asking.ask_carrying(carrying, [rule for rule in waiting if not is_for_people_alone(rule)])
    reviews = replace(asking, limit=None).ask([counting(rule) for rule in waiting if rule.review and lots_by(rule)])
    reviews |= replace(asking, limit=0).ask([counting(rule) for rule in waiting if rule.review and not lots_by(rule)])
    telling = _Telling(program, mask, _json_tables(program, known), answers, reviews, carrying)
    results = [early.get(rule.id) or telling.result(rule) for rule in rules]
    infos = {
        name: TableInfo(size, _source(program, known, name)) for name, size in sizes.items() if isinstance(size, int)
    }
    parts = {column: asking.rows_by(column, infos) for column in extras.columns}
    return Result(program, infos, tuple(results), faults=faults, by=extras.by, parts=parts)


def _size(engine: Engine, name: str, table: Table, sensitive: bool, faults: dict[str, BaseException]) -> int | Broken:
    try:
        return engine.rows(table)
    except STOPS:
        raise
    except BaseException as error:  # noqa: BLE001 - a panic of a native library is no Exception
        faults[name] = error
        return Broken(f"{table.source} cannot be read: {_words(error, sensitive)}")


def _sizes_made(
    program: Program, engine: Engine, known: Mapping[str, Table], sizes: Mapping[str, int | Broken]
) -> dict[str, int | Broken]:
    """The sizes of the tables that are made from others; one is broken where the table it comes from is."""
    made = made_tables(program, known)
    if not made:
        return {}
    found: dict[str, int | Broken] = {}
    for name in made:
        size = sizes[root_of(program, name)]
        if isinstance(size, Broken):
            found[name] = size
    readable = {name: table for name, table in known.items() if isinstance(sizes[name], int)}
    try:
        counted = engine.sizes(program, readable)
    except STOPS:
        raise
    except BaseException as error:  # noqa: BLE001
        return found | {name: Broken(f"it cannot be made: {_words(error, True)}") for name in made if name not in found}
    return found | {name: counted[name] for name in made if name not in found}


def _source(program: Program, known: Mapping[str, Table], name: str) -> str:
    """Where a table comes from, in words."""
    origin = program.table[name].origin
    return f"made from `{origin.table}`" if origin is not None and name not in known else known[name].source


def _early_results(
    program: Program, rules: Sequence[Rule], headers: Mapping[str, Header], sizes: Mapping[str, int | Broken]
) -> dict[str, RuleResult]:
    """The rules that no engine need be asked for."""
    results = {}
    for rule in rules:
        result = without_table(program, rule, headers) or _on_broken_table(rule, sizes)
        size = sizes.get(rule.table)
        if result is None and isinstance(size, int):
            result = decide(rule, headers[rule.table], size) or without_column(rule, headers)
        if result is not None:
            results[rule.id] = result
    return results


def _on_broken_table(rule: Rule, sizes: Mapping[str, int | Broken]) -> RuleResult | None:
    for name in (rule.table, *rule.tables):
        size = sizes[name]
        if isinstance(size, Broken):
            return RuleResult(rule, "unjudged", reason=size.reason)
    return None


def _json_tables(program: Program, known: Mapping[str, Table]) -> frozenset[str]:
    """The tables whose misfits are shown as JSON spells them, those that are made from them included."""
    roots = {spec.name: known.get(spec.name) or known.get(root_of(program, spec.name)) for spec in program.tables}
    return frozenset(name for name, table in roots.items() if table is not None and table.kind is CellKind.JSON)


@dataclass(frozen=True)
class _Telling:
    """Makes results of what an engine answered: to the rules, and to the questions from what rows people draw."""

    program: Program
    mask: Mask
    json_tables: frozenset[str]
    answers: Mapping[str, Tally | Broken]
    reviews: Mapping[str, Tally | Broken]
    carrying: Carrying

    def result(self, rule: Rule) -> RuleResult:
        """The result of a rule; of one that only people judge, that it is to be reviewed."""
        review = self.reviews.get(rule.id)
        answer = review if is_for_people_alone(rule) else self.answers[rule.id]
        for each in (answer, review):
            if isinstance(each, Broken):
                return RuleResult(rule, "unjudged", reason=each.reason)
        assert isinstance(answer, Tally)
        state = state_of(rule, review) if isinstance(review, Tally) else None
        if state is not None and is_for_people_alone(rule):
            return _to_review(rule, answer, state)
        return replace(self._checked(rule, answer), review=state)

    def _checked(self, rule: Rule, answer: Tally) -> RuleResult:
        answer = with_durations(self.program, self.carrying.carrying(rule), answer)
        unloaded, carried = self.carrying.unloaded(rule, answer)
        told = violations(self.program, self.mask, rule, unloaded, rule.table in self.json_tables)
        outcome, reason = verdict(rule, answer)
        return RuleResult(
            rule,
            outcome,
            checked=answer.checked,
            failed=answer.failed,
            unknown=answer.unknown,
            allowed=allowed(rule.allow, answer),
            outside=answer.outside,
            reason=reason,
            measured=self.mask.measured(rule, answer.measured) if rule.scope == "table" else None,
            violations=self.carrying.with_carried(rule, unloaded, told, carried),
            split=self.carrying.counts(rule, answer),
        )


def _to_review(rule: Rule, chosen: Tally, state: ReviewState) -> RuleResult:
    """A rule that nobody has judged yet: of the rows to choose from nothing is known."""
    rows = rows_of(rule, chosen)
    if not state.size:
        return RuleResult(rule, "pass", rows, unknown=rows, outside=chosen.outside, reason="nothing to check")
    return RuleResult(rule, "review", rows, unknown=rows, outside=chosen.outside, review=state)


@dataclass(frozen=True)
class _Asking:
    """Asks an engine for tallies, so that a rule that it cannot decide takes no other down."""

    program: Program
    tables: Mapping[str, Table]
    engine: Engine
    limit: int | None
    mask: Mask
    faults: dict[str, BaseException]
    read_to_their_end: set[str] = field(default_factory=set)
    split: Split | None = None

    def ask(self, rules: Sequence[Rule]) -> dict[str, Tally | Broken]:
        """A tally for each rule, or why there is none. A batch that raises is halved until the rule is found."""
        if not rules:
            return {}
        try:
            asked = (self.program, self.tables, rules, self.limit)
            tallies = self.engine.check(*asked) if self.split is None else self.engine.check(*asked, self.split)
        except STOPS:
            raise
        except BaseException as error:  # noqa: BLE001
            if len(rules) == 1:
                return {rules[0].id: self._broken(rules[0], error)}
            middle = len(rules) // 2
            return self.ask(rules[:middle]) | self.ask(rules[middle:])
        return {rule.id: tallies.get(rule.id, Broken("the engine gave no answer")) for rule in rules}

    def ask_carrying(self, carrying: Carrying, rules: Sequence[Rule]) -> dict[str, Tally | Broken]:
        """The same with what rules carry. Whatever is wrong with that alone keeps no rule from being judged."""
        if carrying.split is None and not carrying.extras.beside:
            return self.ask(rules)
        answers = replace(self, split=carrying.split).ask([carrying.carrying(rule) for rule in rules])
        broken = [rule for rule in rules if isinstance(answers[rule.id], Broken)]
        return answers | self.ask(broken)

    def rows_by(self, column: str, names: Iterable[str]) -> dict[str, Mapping[Any, int]]:
        """How many rows of each table have which value of a column; without the tables that cannot be counted."""
        found: dict[str, Mapping[Any, int]] = {}
        for name in names:
            term = column_term(self.program, name, column)
            try:
                counts = {} if term is None else self.engine.count(self.program, self.tables, name, [term])
            except STOPS:
                raise
            except BaseException:  # noqa: BLE001, S112 - the rules of the table say what is wrong with it
                continue
            if term is not None:
                found[name] = masked({value: n for (value,), n in counts.items()}, self.mask.hides(term))
        return found

    def _broken(self, rule: Rule, error: BaseException) -> Broken:
        """Why a rule has no answer. Where a table cannot be read to its end, that is the reason."""
        for name in dict.fromkeys(root_of(self.program, name) for name in (rule.table, *rule.tables)):
            if name not in self.read_to_their_end:
                fault = error if data_fault(error) and not rule.tables else failure_of(self.tables[name])
                if fault is not None:
                    self.faults.setdefault(name, fault)
                self.read_to_their_end.add(name)
            if name in self.faults:
                source = self.tables[name].source
                return Broken(
                    f"{source} cannot be read to its end: {_words(self.faults[name], self._is_sensitive(rule))}"
                )
        return Broken(f"the engine could not evaluate it: {_words(error, self._is_sensitive(rule))}")

    def _is_sensitive(self, rule: Rule) -> bool:
        return any(self.mask.hides_any(name) for name in (rule.table, *rule.tables))


def data_fault(error: BaseException) -> bool:
    """Whether the system or the library that reads the data raised it, and not the engine."""
    return isinstance(error, OSError) or type(error).__module__.startswith("polars.")


def _words(error: BaseException, sensitive: bool) -> str:
    """What went wrong; the text of an exception may quote cells, so it is left out where some must not be shown."""
    text = str(error).strip().split("\n")[0]
    return type(error).__name__ if sensitive or not text else f"{type(error).__name__}: {visible(text, 200)}"
