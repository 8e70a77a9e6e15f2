"""The charts of a report: what people would rather look at than read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dcl.figures.model import Confusion, Distribution, Figures
from dcl.pages.charts import Bars, Chart, HeatMap, PairedBars
from dcl.report.grouped import broken_rules
from dcl.run.by import Part, parts_of
from dcl.run.result import Result, RuleResult
from dcl.run.words import counted, text_of
from dcl.tables.show import visible

MOST_BARS = 15
"""More bars are not compared with each other; the table has them all."""

MOST_ROWS = 200
MOST_RULES = 3
ROLES = {"error": "bad", "warn": "warn", "info": "plain"}


def charts_of(result: Result, figures: Figures) -> tuple[Chart, ...]:
    """The charts that have something to compare."""
    found: list[Chart] = [*_by_rule(result)]
    for column in result.parts:
        found += _by_value(result, column)
    found += [_distribution(each) for each in figures.distributions if _tells_something(each)]
    found += [_confusion(each) for each in figures.confusions]
    return tuple(found)


def _by_rule(result: Result) -> Iterator[Chart]:
    counts = [(rule, rule.failed - rule.known) for rule in broken_rules(result) if rule.scope != "table"]
    counts.sort(key=lambda each: -each[1])
    if len(counts) < 2:
        return
    first, number = counts[0]
    kept = counts[:MOST_BARS]
    yield Bars(
        "Violations by rule",
        f"{visible(first.id)} has the most: {number:,} of {sum(n for _, n in counts):,}.",
        ("Rule", "Failed", "Checked"),
        tuple((visible(rule.id), n, rule.checked) for rule, n in counts),
        tuple(rule.id for rule, _ in kept),
        tuple(n for _, n in kept),
        tuple(ROLES[rule.severity] for rule, _ in kept),
    )


def _by_value(result: Result, column: str) -> Iterator[Chart]:
    """Violations by the values of a column, where they differ."""
    parts = parts_of(result, column)
    if len(parts) < 2 or not parts[0].failures or (parts[0].failures == 1 and len(parts) > MOST_BARS):
        return
    first, kept = parts[0], [part for part in parts[:MOST_BARS] if part.failures]
    of = f" in {counted(_size(first), 'row')}" if _size(first) else ""
    yield Bars(
        f"Violations by {visible(column)}",
        f"{value_words(first.value)} has the most: {first.failures:,}{of}, "
        f"out of {sum(part.failures for part in parts):,} in all.",
        (visible(column), "Rows", "Violations", "For every 100 rows", "Most often broken"),
        tuple(_row(result, part) for part in parts[:MOST_ROWS]),
        tuple(value_words(part.value) for part in kept),
        tuple(part.failures for part in kept),
    )


def _row(result: Result, part: Part) -> tuple[str | int, ...]:
    size = _size(part)
    rate = f"{100 * part.failures / size:,.1f}" if size else ""
    return value_words(part.value), size, part.failures, rate, most_broken(result.rule, part)


def _size(part: Part) -> int:
    return sum(part.rows.values())


def value_words(value: object) -> str:
    """A value that parts a report."""
    text = text_of(value)
    return "(missing)" if text is None else visible(text) or "(empty)"


def most_broken(rules: Mapping[str, RuleResult], part: Part) -> str:
    """The rules that a part breaks most often."""
    most = sorted(part.failed.items(), key=lambda item: -item[1])
    said = [f"{visible(rules[id_].id)} {number:,}" for id_, number in most[:MOST_RULES]]
    if len(most) > MOST_RULES:
        said.append(f"{len(most) - MOST_RULES} more")
    return ", ".join(said)


def _shares(counts: Mapping[str, int], values: Sequence[str]) -> list[float]:
    whole = sum(counts.values()) or 1
    return [counts.get(value, 0) / whole for value in values]


def _distribution(figure: Distribution) -> Chart:
    title = f"The mix of {visible(figure.column)} in {visible(figure.table)}"
    if figure.against is None or figure.against_counts is None:
        return _alone(figure, title)
    counts, others = figure.counts, figure.against_counts
    here, there = _shares(counts, figure.values), _shares(others, figure.values)
    apart = max(range(len(here)), key=lambda place: abs(here[place] - there[place]))
    kept = _largest(figure.values, [max(pair) for pair in zip(here, there, strict=True)])
    against = visible(figure.against)
    return PairedBars(
        f"{title}, beside {against}",
        f"The largest difference is at {visible(figure.values[apart])}: {here[apart]:.1%} against {there[apart]:.1%}.",
        (visible(figure.column), visible(figure.table), "Share", against, "Share there"),
        tuple(
            (
                visible(value),
                counts.get(value, 0),
                here[place],
                others.get(value, 0),
                there[place],
            )
            for place, value in enumerate(figure.values)
        ),
        tuple(figure.values[place] for place in kept),
        (visible(figure.table), against),
        tuple((here[place], there[place]) for place in kept),
    )


def _tells_something(figure: Distribution) -> bool:
    """Whether some value stands there more than once, or there is something to compare with."""
    return figure.against_counts is not None or max(figure.counts.values(), default=0) > 1


def _alone(figure: Distribution, title: str) -> Chart:
    shares = _shares(figure.counts, figure.values)
    most = max(range(len(shares)), key=lambda place: shares[place])
    kept = _largest(figure.values, shares)
    return Bars(
        title,
        f"{visible(figure.values[most])} stands there most often: {shares[most]:.1%} of the rows.",
        (visible(figure.column), "Rows", "Share"),
        tuple(
            (visible(value), figure.counts.get(value, 0), shares[place]) for place, value in enumerate(figure.values)
        ),
        tuple(figure.values[place] for place in kept),
        tuple(figure.counts.get(figure.values[place], 0) for place in kept),
    )


def _largest(values: Sequence[str], shares: Sequence[float]) -> list[int]:
    """The places of the values with the largest shares, in their own order."""
    most = sorted(range(len(values)), key=lambda place: -shares[place])[: MOST_BARS + 5]
    return sorted(most)


def _confusion(figure: Confusion) -> Chart:
    column, table = visible(figure.column), visible(figure.table)
    counts = tuple(tuple(figure.counts.get((row, across), 0) for across in figure.values) for row in figure.values)
    across = f"right: {visible(figure.gold)}" if figure.gold else f"{column}, by another"
    down = f"given: {column}" if figure.gold else f"{column}, by one"
    title = (
        f"Which {column} was given where {visible(figure.gold)} says what is right, in {table}"
        if figure.gold
        else f"Which {column} two people gave to the same item, in {table}"
    )
    names = tuple(visible(value) for value in figure.values)
    return HeatMap(
        title,
        _confused(figure),
        (f"{down} ↓ · {across} →", *names),
        tuple((name, *row) for name, row in zip(names, counts, strict=True)),
        names,
        across,
        down,
        counts,
    )


def _confused(figure: Confusion) -> str:
    whole = sum(figure.counts.values())
    agree = sum(number for (given, other), number in figure.counts.items() if given == other)
    said = f"{agree / whole:.1%} agree." if whole else ""
    apart = {pair: number for pair, number in figure.counts.items() if pair[0] != pair[1] and number}
    if not apart:
        return said
    (given, other), number = max(apart.items(), key=lambda item: item[1])
    if figure.gold:
        return f"{said} Most often wrong: {visible(given)} in place of {visible(other)}, {number:,} times."
    return f"{said} Most often apart: {visible(given)} and {visible(other)}, {number:,} times."
