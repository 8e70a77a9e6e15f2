"""What fits in an expression: columns, constants, functions, tables inside aggregates, the labels beside a label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dcl.analysis.context import BoundColumn, BoundLabel, Scope
from dcl.analysis.sequences import SEQUENCES
from dcl.functions.entry import Function, MetricFunction, Parameter
from dcl.functions.metrics import METRICS
from dcl.functions.table import AGGREGATES, FUNCTIONS
from dcl.lsp.items import (
    Item,
    column_item,
    column_items,
    constant_items,
    function_items,
    label_items,
    label_set_items,
    table_items,
)
from dcl.lsp.knowledge import Knowledge, bound_by
from dcl.lsp.places import Place
from dcl.lsp.words import LABEL_PARTS
from dcl.syntax import ast
from dcl.syntax.tokens import CLOSERS, COMPARISONS, OPENERS, Token
from dcl.types import LabelType, Record, Type


def expression_items(place: Place, known: Knowledge, tables: Sequence[str]) -> Iterator[Item]:
    """What fits in an expression over the rows of the first of the tables."""
    scope = scope_at(place, known, tables)
    call = _open_call(place)
    if place.before == "DOT":
        yield from _steps(place, known, scope)
    elif place.before in {"IS", "NOT"} and place.has("IS") and "INT" not in place.kinds:
        type_ = _type_before(place, known, scope, "IS")
        yield from label_items(type_) if type_ is not None else ()
        yield from _bound(scope)
    elif place.before == "BY" and call is not None and "INT" not in place.kinds:
        yield from _referring(place, known, scope, _inside(place, call))
    elif place.before == "MATCHES":
        yield from constant_items(known, ast.PatternLit)
    elif "NAME" in place.kinds:
        yield from _values(place, known, scope, call)


def scope_at(place: Place, known: Knowledge, tables: Sequence[str]) -> Scope:
    """What names mean at a place."""
    table = known.table(tables[0]) if tables else None
    if table is None:
        return Scope(None)
    earlier = [tokens for tokens in place.earlier if tokens]
    bound: dict[str, BoundLabel | BoundColumn] = {}
    pairs = False
    shared: set[str] = set()
    for tokens in earlier:
        names = [place.name(token) for token in tokens[1:] if token.kind not in {"IN", "COMMA"}]
        if tokens[0].kind == "EACH" and names:
            bound.update(bound_by(known, names[0], names[1:]))
        if tokens[0].kind == "PAIRS" and place.head == "CHECK":
            pairs = True
            shared.update(names)
    scope = Scope(table.name, ordered=True, bound=bound, pairs=pairs, shared=frozenset(shared))
    if pairs:
        return replace(scope, aggregates="none")
    return _inside_aggregate(place, known, scope)


def _inside_aggregate(place: Place, known: Knowledge, scope: Scope) -> Scope:
    """After `where` in an aggregate over another table, bare names are of the inner rows; over a list there is `it`."""
    call = _open_call(place)
    inside = [] if call is None else _inside(place, call)
    if call is None or not inside or place.name(place.statement[call - 1]) not in AGGREGATES:
        return scope
    first = next((token for token in inside if token.kind != "ALL"), inside[0])
    foreign = known.table(place.name(first))
    if foreign is not None and any(token.kind == "WHERE" for token in inside):
        return Scope(foreign.name, outer=scope.table, aggregates="referring", bound=scope.bound)
    comma = next((at for at, token in enumerate(inside) if token.kind in {"COMMA", "WHERE"}), None)
    if foreign is None and comma is not None:
        type_ = known.term(place.source.text[inside[0].start : inside[comma - 1].end], scope).type
        return replace(scope, element=getattr(type_, "element", None))
    return scope


# ── Values ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _values(place: Place, known: Knowledge, scope: Scope, call: int | None) -> Iterator[Item]:
    if place.before in COMPARISONS or place.before == "IN":
        type_ = type_at_text(place, known, [scope.table] if scope.table else [])
        yield from label_items(type_, quoted=True) if type_ is not None and place.before != "IN" else ()
    yield from _bound(scope)
    table = known.context.tables.get(scope.table or "")
    if scope.pairs and table is not None:
        yield from (Item(side, "table", f"a row of {table.name}", insert=f"{side}.") for side in "ab")
        yield from (column_item(known, table, name) for name in sorted(scope.shared) if name in table.column_names())
    elif table is not None:
        yield from column_items(known, table)
    if scope.outer is not None:
        yield Item(scope.outer, "table", "the row of the rule")
    if place.before == "IN":
        yield from constant_items(known, ast.SetExpr, ast.RangeExpr)
        yield from label_set_items(known)
        yield from table_items(known)
        return
    if place.head in {"PER", "ORDER", "PAIRS", "TABLE"}:
        return
    yield from constant_items(known)
    yield from function_items()
    if call is not None:
        yield from _in_call(place, known, call)


def _bound(scope: Scope) -> Iterator[Item]:
    for name in scope.bound:
        yield Item(name, "constant", "from `each`")


def _in_call(place: Place, known: Knowledge, call: int) -> Iterator[Item]:
    """What fits in the call at hand: tables in an aggregate, the named arguments of any function."""
    name = place.name(place.statement[call - 1])
    if name in AGGREGATES or name in METRICS:
        yield from table_items(known)
    function = FUNCTIONS.get(name) or METRICS.get(name)
    given = {place.name(token) for token in _inside(place, call)}
    if place.before in {"LPAR", "COMMA", "_TEXT_COMMA"} and function is not None:
        for parameter in _keywords(function):
            if parameter.name not in given:
                yield Item(f"{parameter.name}:", "setting", f"of {name}", insert=f"{parameter.name}: ")


def _keywords(function: Function | MetricFunction) -> Iterator[Parameter]:
    constants = function.constants if isinstance(function, MetricFunction) else ()
    yield from (parameter for parameter in (*function.parameters, *constants) if parameter.keyword)


def _steps(place: Place, known: Knowledge, scope: Scope) -> Iterator[Item]:
    """What follows a dot: columns of a table, of the row that is referred to, fields, parts of a label."""
    written = operand_before(place, len(place.statement) - 2)
    if scope.pairs and written in {"a", "b"}:
        yield from _columns(known, scope.table)
        return
    own = known.context.tables.get(scope.table or "")
    table = known.table(written.strip("`"))
    if table is not None and (own is None or not scope.bare or written.strip("`") not in own.column_names()):
        yield from column_items(known, table)
        return
    term = known.term(written, scope)
    referred = known.referred(term)
    if referred is not None:
        yield from column_items(known, referred)
    elif isinstance(term.type, Record):
        for name, type_, _ in term.type.fields:
            yield Item(name, "column", str(type_))
    elif isinstance(term.type, LabelType):
        for name, meaning in LABEL_PARTS.items():
            yield Item(name, "column", doc=meaning)


def _columns(known: Knowledge, name: str | None) -> Iterator[Item]:
    table = known.context.tables.get(name or "")
    if table is not None:
        yield from column_items(known, table)


def _referring(place: Place, known: Knowledge, scope: Scope, inside: Sequence[Token]) -> Iterator[Item]:
    """The columns through which the rows that are counted refer to this table."""
    table = known.table(place.name(inside[0])) if inside else None
    for column in table.columns.values() if table is not None else ():
        if table is not None and column.references is not None and column.references[0] == scope.table:
            yield column_item(known, table, column.name)


# ── What stands before ───────────────────────────────────────────────────────────────────────────────────────────


def type_at_text(place: Place, known: Knowledge, tables: Sequence[str]) -> Type | None:
    """The type of what the value at this place is compared with, or looked for in."""
    if place.before not in COMPARISONS | {"LBRACE", "COMMA", "_TEXT_COMMA", "IN"}:
        return None
    if place.block == "TABLE" and place.head not in {"LET", "UNIQUE", "FORMAT"}:
        named = place.statement[2] if len(place.statement) > 2 else None
        return None if named is None else known.labels(place.name(named))
    if place.before in COMPARISONS:
        return _type_before(place, known, scope_at(place, known, tables), place.before)
    return _type_before(place, known, scope_at(place, known, tables), "IN")


def _type_before(place: Place, known: Knowledge, scope: Scope, kind: str) -> Type | None:
    """The type of the operand before the last token of a kind."""
    at = max((at for at, token in enumerate(place.statement) if token.kind == kind), default=0)
    if at and place.statement[at - 1].kind == "NOT":
        at -= 1
    written = operand_before(place, at - 1)
    return known.term(written, scope).type if written else None


def operand_before(place: Place, at: int) -> str:
    """The source of the path or call that ends with a token of the statement."""
    tokens = place.statement
    start = at
    while start >= 0:
        if tokens[start].kind in CLOSERS:
            start = _opener_of(tokens, start)
            if start > 0 and tokens[start].kind == "LPAR" and tokens[start - 1].kind not in OPENERS:
                start -= 1
        if start < 2 or tokens[start - 1].kind != "DOT":
            break
        start -= 2
    return place.source.text[tokens[start].start : tokens[at].end] if 0 <= start <= at < len(tokens) else ""


def _opener_of(tokens: Sequence[Token], at: int) -> int:
    depth = 0
    for place in range(at, -1, -1):
        depth += (tokens[place].kind in CLOSERS) - (tokens[place].kind in OPENERS)
        if not depth:
            return place
    return -1


def _open_call(place: Place) -> int | None:
    """Where the bracket of the innermost call around is in the statement."""
    depth = 0
    for at in range(len(place.statement) - 1, 0, -1):
        kind = place.statement[at].kind
        depth += (kind in CLOSERS) - (kind in OPENERS)
        if depth < 0:
            name = place.name(place.statement[at - 1])
            if kind == "LPAR" and (name in AGGREGATES or name in FUNCTIONS or name in METRICS or name in SEQUENCES):
                return at
            depth = 0
    return None


def _inside(place: Place, call: int) -> Sequence[Token]:
    return place.statement[call + 1 :]
