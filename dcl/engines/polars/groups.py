"""Rules that are decided once for each group of rows, or once for the table."""

from __future__ import annotations

from typing import Any

import polars as pl

from dcl.analysis.terms import Aggregate, Metric, Term
from dcl.engines.base import Failure, Tally
from dcl.engines.polars.cells import ROW
from dcl.engines.polars.collecting import collect
from dcl.engines.polars.data import Data
from dcl.engines.polars.decide import choose
from dcl.engines.polars.dtypes import outward
from dcl.engines.polars.leaves import leaves_of_group, own_aggregates
from dcl.engines.polars.metrics import metrics_in, of_groups, of_table
from dcl.engines.polars.rows import Rows
from dcl.engines.polars.sequences import bring_sequences
from dcl.ir.program import GroupCheck, Rule

_VERDICT = "verdict"


def check_groups(data: Data, rule: Rule, body: GroupCheck, limit: int | None) -> Tally:
    """The tally of a rule on groups."""
    rows = data.rows(rule.table)
    measured = [measure for _, measure in rule.measures]
    bring_sequences(data, rows, (body.check, *body.when, *measured), body.per, body.order)
    chosen_name, inside = choose(rows, body.when, body.per)
    chosen = None if chosen_name is None else pl.col(chosen_name)
    if not body.per:
        return _check_table(data, rows, rule, body, chosen)
    terms = (body.check, *(measure for _, measure in rule.measures))
    own = own_aggregates(terms)
    of_group = leaves_of_group(terms)
    measures: dict[str, Term] = {f"measure{place}": measure for place, (_, measure) in enumerate(rule.measures)}
    keys = {f"key{place}": term for place, term in enumerate(body.per)}
    groups = rows.groups(keys, own, of_group, chosen)
    for metric in metrics_in(terms):
        name = data.fresh()
        results = of_groups(data, rows, metric, body.per, chosen).rename({"result": name})
        groups.frame = groups.frame.join(results, on=list(keys), how="left")
        groups.know(metric, pl.col(name))
    found = collect(
        groups.frame.select(
            ROW,
            groups.expression(body.check).alias(_VERDICT),
            *(pl.col(name) for name in keys),
            *(groups.expression(measure).alias(name) for name, measure in measures.items()),
        )
    )
    failing = found.filter(~pl.col(_VERDICT)).sort(ROW)
    shown = failing if limit is None else failing.head(limit)
    failures = tuple(_failure(rule, group, keys, measures) for group in shown.iter_rows(named=True))
    outside = 0 if inside is None else int(collect(rows.frame.select((~pl.col(inside)).sum())).item())
    return Tally(found.height, failing.height, found[_VERDICT].null_count(), outside, failures)


def _failure(rule: Rule, group: dict[str, Any], keys: dict[str, Term], measures: dict[str, Term]) -> Failure:
    values = [outward(group[name], term.type) for name, term in keys.items()]
    measured = [outward(group[name], measure.type) for name, measure in measures.items()]
    return Failure(
        None,
        dict(zip(rule.group_names, values, strict=True)),
        measured=dict(zip((text for text, _ in rule.measures), measured, strict=True)),
    )


def _check_table(data: Data, rows: Rows, rule: Rule, body: GroupCheck, chosen: pl.Expr | None) -> Tally:
    measures = [measure for _, measure in rule.measures]
    own = own_aggregates((body.check, *measures))
    totals: dict[Aggregate | Metric, pl.Expr] = dict(zip(own, rows.totals(own, chosen), strict=True))
    totals |= {term: of_table(data, rows, term, chosen) for term in metrics_in((body.check, *measures))}
    table = rows.as_one((body.check, *measures), totals)
    found = collect(
        table.frame.select(
            table.expression(body.check).alias(_VERDICT),
            *(table.expression(measure).alias(f"measure{place}") for place, measure in enumerate(measures)),
        )
    )
    values = [outward(found[f"measure{place}"].item(), measure.type) for place, measure in enumerate(measures)]
    measured = dict(zip((text for text, _ in rule.measures), values, strict=True))
    verdict = found[_VERDICT].item()
    failures = (Failure(None, {}, measured=measured),) if verdict is False else ()
    return Tally(1, len(failures), int(verdict is None), failures=failures, measured=measured)
