"""From paths to the text of a first contract: read, measure, guess, compare, draft, prove."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from dcl.diagnostics.model import Diagnostic
from dcl.infer.dependencies import Dependency, compared, dependencies
from dcl.infer.draft import Found, Source
from dcl.infer.guess import TableGuess, guess_table
from dcl.infer.links import Link, TableKeys, best_pair, keys_of, paired, possible_links
from dcl.infer.measure import measure_table
from dcl.infer.measure_links import Columns, agreements, first_values, is_contained, unique_pairs
from dcl.infer.names import plain_name
from dcl.infer.prove import prove
from dcl.infer.reading import Given, read_given, with_numbers
from dcl.interop.spell import as_name
from dcl.tables.table import Table


def _silent(what: str) -> None:
    """Tells nobody."""


def infer(
    arguments: Sequence[str],
    folder: Path,
    name: str | None = None,
    sample: int | None = None,
    now: Callable[[str], None] = _silent,
) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """The text of a contract that the data named by some arguments `[TABLE=]PATH` keep to.

    `folder` is where the contract will stand, and where its `source` lines start. With `sample`, only so many rows of
    each table are read, the first ones. `now` is told what is being done.
    """
    now("reading")
    given, problems = read_given(arguments, folder)
    if problems:
        return None, problems
    try:
        return infer_tables(given, name, sample, now), ()
    except Exception:
        faults = tuple(fault for each in given if (fault := each.fault()) is not None)
        if not faults:
            raise
        return None, faults


def infer_tables(
    given: Sequence[Given], name: str | None = None, sample: int | None = None, now: Callable[[str], None] = _silent
) -> str:
    """The same for tables that were read already."""
    if sample is not None:
        given = [replace(each, table=_first_rows(each.table, sample)) for each in given]
    tables = {each.name: each.table for each in given}
    guesses = []
    for each in given:
        now(f"measuring {each.name}")
        guesses.append(guess_table(measure_table(each.name, each.table, each.size)))
    now("comparing columns")
    found = _compare(given, guesses)
    now("checking the draft")
    wanted = as_name(name) if name is not None else _name_of(given)
    return prove(wanted, found, tables, sample).text


def _first_rows(table: Table, number: int) -> Table:
    if table.records is not None:
        return replace(table, records=table.records[:number])
    return replace(table, frame=None if table.frame is None else table.frame.head(number), parquet=False)


def _name_of(given: Sequence[Given]) -> str:
    """The contract's name: that of its one table, else of the folder that the first file lies in."""
    if len(given) == 1:
        return given[0].name
    folder = Path(given[0].source.shown).resolve().parent.name
    return plain_name(folder, "contract") if folder else "contract"


def _compare(given: Sequence[Given], guesses: Sequence[TableGuess]) -> list[Found]:
    """What columns say of each other: links, keys and what follows from what."""
    columns = {each.name: Columns(each.table, guess) for each, guess in zip(given, guesses, strict=True)}
    links = _links(guesses, columns)
    found = []
    for each, guess in zip(given, guesses, strict=True):
        own = tuple(link for link in links if link.table == each.name)
        pointed_at = frozenset(link.target for link in links if link.target_table == each.name)
        keys = keys_of(guess, pointed_at, frozenset(link.column for link in own))
        keys = replace(keys, pair=best_pair(guess, unique_pairs(columns[each.name], paired(guess))))
        statements = with_numbers(each.source.statements, _format_name(each), guess.numbers)
        source = Source(each.source.shown, statements)
        found.append(Found(guess, source, keys, own, _dependencies(guess, columns[each.name], keys)))
    return found


def _format_name(each: Given) -> str:
    return "tsv" if each.source.shown.lower().removesuffix(".gz").endswith((".tsv", ".tab")) else "csv"


def _links(guesses: Sequence[TableGuess], columns: Mapping[str, Columns]) -> list[Link]:
    """Of the columns that may point at another table those that do, each at one."""
    found: dict[tuple[str, str], Link] = {}
    for link in possible_links(guesses):
        if (link.table, link.column) in found:
            continue
        inner, outer = columns[link.table].series(link.column), columns[link.target_table].series(link.target)
        if is_contained(inner, outer):
            found[link.table, link.column] = link
    return list(found.values())


def _dependencies(
    guess: TableGuess, columns: Columns, keys: TableKeys
) -> tuple[tuple[Dependency, tuple[Mapping[str, str], ...]], ...]:
    """What follows from what, each with two rows to make examples of."""
    names = compared(guess, keys.key)
    found = []
    for each in dependencies(guess, list(agreements(columns, names))):
        rows = first_values(columns, (each.left, *each.right), each.right[0], 2)
        if len(rows) == 2:
            found.append((each, tuple(rows)))
    return tuple(found)
