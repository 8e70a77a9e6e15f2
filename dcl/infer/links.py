"""Which columns tell rows apart, and which point at another table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dcl.infer.guess import Guess, TableGuess
from dcl.infer.names import GENERAL, is_id, says, singular, words_of
from dcl.tables.show import visible

FEWEST_ROWS = 10
"""With fewer rows everything differs from everything; then only a name makes a key."""

FEWEST_UNIQUE = 50
"""So many rows make it worth saying of a column beside the key that no two rows share a value."""

MOST_PAIRED = 12
"""Of so many columns all pairs are tried."""

FEWEST_EXPECTED = 30
"""If two columns had nothing to do with each other, so many pairs of rows would agree on both by chance. Where that
would be fewer, it says nothing that none does."""

MOST_DOUBLES = 0.01
"""If so few of the values stand twice, somebody likely meant none to."""

MOST_SHOWN = 5

AS_GOOD = 0.8
"""Of pairs with about as much behind them, the one that stands first in the file is said."""

ENTITIES = frozenset(
    "item worker annotator rater coder grader judge user task image document doc chat sentence position order step "
    "turn frame call session patient participant example query speaker part stay essay page line".split()
)
"""Names of columns that, though no ids by name, say which thing or person a row speaks of."""

_OWN = ("id", "uuid", "guid", "key")
_POINTED_AT = frozenset({"id", "key", "uuid", "position", "index", "number", "no", "code"})


@dataclass(frozen=True)
class Link:
    """A column that points at a column of another table."""

    table: str
    column: str
    target_table: str
    target: str


@dataclass(frozen=True)
class TableKeys:
    """What tells the rows of a table apart: a key, columns of which each does, or two columns together.

    `doubles` is what to ask of columns that nearly do.
    """

    key: str | None = None
    unique: tuple[str, ...] = ()
    pair: tuple[str, str] | None = None
    doubles: Mapping[str, str] = field(default_factory=dict)


def possible_links(tables: Sequence[TableGuess]) -> list[Link]:
    """The pairs of columns whose names and types fit; whether all values do is for the data to say."""
    found: list[Link] = []
    for place, table in enumerate(tables):
        for column in table.columns:
            links = [
                Link(table.facts.name, column.name, other.facts.name, target.name)
                for order, other in enumerate(tables)
                if other is not table
                for target in other.columns
                if _fits(column, table, target, other, earlier=order < place)
            ]
            found += links
    return found


def _fits(column: Guess, table: TableGuess, target: Guess, other: TableGuess, earlier: bool) -> bool:
    if not target.is_unique or not _is_of_one_type(column, target) or target.sensitive != column.sensitive:
        return False
    words, pointed = words_of(column.name), words_of(target.name)
    thing = _thing(other.facts.name)
    if words == pointed:
        # Of two tables with one row for each thing, the one that is named after it has the say, else the first.
        owns = set(thing) & set(pointed)
        is_mutual = column.is_unique and not (owns and not set(_thing(table.facts.name)) & set(words))
        return not set(pointed) <= GENERAL and (earlier or not is_mutual)
    return words == (*thing, *pointed) or (words == thing and set(pointed) <= _POINTED_AT)


def _thing(table: str) -> tuple[str, ...]:
    """What a table has a row for, by its name: `images` has one for each image."""
    words = words_of(table)
    return (*words[:-1], singular(words[-1])) if words else ()


def _is_of_one_type(one: Guess, two: Guess) -> bool:
    return _kind(one) == _kind(two) != ""


def _kind(guess: Guess) -> str:
    return {"int": "int", "text": "text", "closed": "text"}.get(guess.type, "")


def keys_of(table: TableGuess, pointed_at: frozenset[str], pointing: frozenset[str]) -> TableKeys:
    """The key and the other unique columns. What others point at comes first, what points at others last."""
    ranked = [
        (rank, -place, column.name)
        for place, column in enumerate(table.columns)
        if column.is_unique and (rank := _rank(table, column, place, pointed_at, pointing)) > 0
    ]
    if not ranked:
        return TableKeys(doubles=doubles(table))
    key = max(ranked)[2]
    others = [column for column in table.columns if column.name != key and column.is_unique]
    unique = [each.name for each in others if each.name in pointed_at or _is_worth_saying(table, each)]
    return TableKeys(key, tuple(unique))


def _rank(table: TableGuess, column: Guess, place: int, pointed_at: frozenset[str], pointing: frozenset[str]) -> int:
    """How much speaks for a unique column as the key; 0 is too little."""
    if _kind(column) == "" or column.sensitive:
        return 0
    words, thing = words_of(column.name), _thing(table.facts.name)
    rank = 0
    if words and (words == thing or words[-1] in _OWN):
        rank = 4 if words in (thing, ("id",), *((*thing, own) for own in _OWN)) else 3
    elif is_id(column.name) and table.facts.rows >= FEWEST_ROWS:
        rank = 2
    elif place == 0 and (column.type == "int" or column.is_code) and table.facts.rows >= FEWEST_ROWS:
        rank = 1
    rank += 10 * (column.name in pointed_at)
    return max(1, rank - 3) if rank and column.name in pointing else rank


def doubles(table: TableGuess) -> dict[str, str]:
    """What to ask of columns that would be keys, but for a few values that stand twice."""
    found = {}
    for column in table.columns:
        facts = column.facts
        twice = [value for value, count in facts.common if count > 1]
        is_near = _kind(column) and not column.sensitive and is_id(column.name) and facts.present >= FEWEST_UNIQUE
        if is_near and 0 < facts.present - facts.distinct <= MOST_DOUBLES * facts.present:
            shown = ", ".join(visible(str(value), 40) for value in twice[:MOST_SHOWN])
            found[column.name] = f"nearly a key, but these stand in several rows: {shown}"
    return found


def _is_worth_saying(table: TableGuess, column: Guess) -> bool:
    is_code = column.is_code or any(each.startswith(("format", "matches /.*")) for each in column.modifiers)
    is_named = column.type == "int" and is_id(column.name)
    return table.facts.rows >= FEWEST_UNIQUE and (is_named or (column.type == "text" and is_code))


def paired(table: TableGuess) -> tuple[str, ...]:
    """The columns of which two together may tell rows apart: those whose values each stand in several rows."""
    chosen = [
        column.name
        for column in table.columns
        if column.type in ("int", "text", "closed") and 1 < column.facts.distinct <= table.facts.rows / 2
        if not column.sensitive and (_is_thing(column) or column.closed is not None)
    ]
    return tuple(chosen[:MOST_PAIRED])


def _is_thing(column: Guess) -> bool:
    """Whether a column says which thing or person a row speaks of."""
    return column.is_code or is_id(column.name) or says(column.name, ENTITIES)


def best_pair(table: TableGuess, expected: Mapping[tuple[str, str], float]) -> tuple[str, str] | None:
    """Of the pairs of columns that no two rows agree on, the one that says most; None where chance may have made it.

    `expected` has for each such pair how many pairs of rows would agree if the columns had nothing to do with each
    other.
    """
    things = {column.name for column in table.columns if _is_thing(column)}
    sure = [pair for pair, number in expected.items() if number >= FEWEST_EXPECTED and things & set(pair)]
    most = max((expected[pair] for pair in sure), default=0.0)
    return next((pair for pair in sure if expected[pair] >= AS_GOOD * most), None)
