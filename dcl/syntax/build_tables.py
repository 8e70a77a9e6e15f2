"""Turns the grammar into parse tables, and writes those that ship with the package.

Run `python -m dcl.syntax.build_tables` after a change of `grammar/dcl.lark`. Lark needs 0.4 s and more to do this, so
the tables are kept as plain JSON, `dcl/syntax/tables.json`, beside the grammar they are of.
This is the only module that imports lark.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from lark import Lark
from lark.grammar import NonTerminal, Rule, Terminal
from lark.lexer import PatternStr, TerminalDef
from lark.parsers.lalr_analysis import IntParseTable, Shift

from dcl.syntax.grammar import SHIPPED, RawTables, grammar_text


def build(grammar: str) -> RawTables:
    """The tables of a grammar, as lists of texts and numbers."""
    lark = Lark(grammar, parser="lalr", lexer="basic", start="file", maybe_placeholders=True)
    table: IntParseTable = lark.parser.parser._parse_table
    rules = _rules_in_use(table)
    symbols = sorted({"$END"} | {str(symbol) for row in table.states.values() for symbol in row})
    return {
        "signs": _signs(lark.terminals),
        "words": [[t.pattern.value, t.name] for t in lark.terminals if _is_word(t)],
        "rules": [_describe(rule) for rule in rules],
        "symbols": symbols,
        "states": _rows(table, rules, symbols),
    }


def _rows(table: IntParseTable, rules: list[Rule], symbols: list[str]) -> list[list[int]]:
    """What each state does: symbol, action, symbol, action …

    A shift to state s is s + 1, a reduction by rule r is -(r + 1), acceptance is 0. The first state is where a file
    starts; lark numbers states differently each time, so they are numbered anew in the order in which they are met.
    """
    rule_numbers = {rule: number for number, rule in enumerate(rules)}
    symbol_numbers = {symbol: number for number, symbol in enumerate(symbols)}
    met = {table.start_states["file"]: 0}
    rows: list[list[int]] = []
    for state in (order := list(met)):
        row: list[int] = []
        for symbol, (action, argument) in sorted(table.states[state].items()):
            if action is Shift and argument not in met:
                met[argument] = len(met)
                order.append(argument)
            code = met[argument] + 1 if action is Shift else -(rule_numbers[argument] + 1)
            row += [symbol_numbers[str(symbol)], code]
        if state == table.end_states["file"]:
            row += [symbol_numbers["$END"], 0]
        rows.append(row)
    return rows


def _rules_in_use(table: IntParseTable) -> list[Rule]:
    used = {argument for row in table.states.values() for action, argument in row.values() if action is not Shift}
    return sorted(used, key=lambda rule: (str(rule.origin.name), rule.order, len(rule.expansion), str(rule)))


def _is_word(terminal: TerminalDef) -> bool:
    return isinstance(terminal.pattern, PatternStr) and terminal.pattern.value.isalpha()


def _signs(terminals: Collection[TerminalDef]) -> list[list[str]]:
    """All terminals but the words, in the order in which they are tried: as lark's own lexers do."""
    signs = sorted(
        (t for t in terminals if not _is_word(t)),
        key=lambda t: (-t.priority, -t.pattern.max_width, -len(t.pattern.value), t.name),
    )
    return [[t.name, t.pattern.to_regexp()] for t in signs]


def _describe(rule: Rule) -> list[Any]:
    """Origin, length, action and which children to keep.

    A kept child is its index; one to splice in is -2 - index; -1 is an optional part left out. No action means that
    the only child stands for the whole.
    """
    picks: list[int] = []
    position = 0
    gaps = rule.options.empty_indices or (False,) * len(rule.expansion)
    for gap in gaps:
        if gap:
            picks.append(-1)
            continue
        symbol = rule.expansion[position]
        if isinstance(symbol, NonTerminal):
            picks.append(-2 - position if symbol.name.startswith("_") else position)
        elif isinstance(symbol, Terminal) and not symbol.filter_out:
            picks.append(position)
        position += 1
    origin = str(rule.origin.name)
    action = str(rule.alias or origin.partition("{")[0])
    if origin.startswith("_") or (rule.options.expand1 and not rule.alias and len(picks) == 1):
        action = ""
    return [origin, len(rule.expansion), action, picks]


def main() -> None:
    """Writes the tables of the current grammar into the package."""
    grammar = grammar_text()
    shipped = {"grammar": grammar, "tables": build(grammar)}
    SHIPPED.write_text(json.dumps(shipped, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
