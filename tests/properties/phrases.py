"""Random expressions of a wanted type, as an author might write them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hypothesis import strategies as st

from tests.properties import kinds
from tests.properties.kinds import Kind
from tests.properties.places import ATOM, COMPARISON, IF, IMPLIES, JUNCTION, NOT, PRODUCT, SIGNED, SUM, Phrase, Place
from tests.properties.worlds import PATTERNS, Draw, ranges

Maker = Callable[[Draw, Place, Kind, int], Phrase]


def value(draw: Draw, place: Place, kind: Kind, depth: int) -> Phrase:
    """An expression of the kind."""
    names = place.of(kind)
    leaves: list[Maker] = [_constant] if not names else [_name, _name, _name, _constant]
    if depth <= 0:
        return draw(st.sampled_from(leaves))(draw, place, kind, depth)
    made = [*leaves, *_MAKERS.get(kind.declared, ()), _if]
    if kind.name in ("colour", "user", "grade", "swapped"):
        made.append(_parent)
    if place.own or (place.others and place.row):
        made += [_aggregate, _aggregate]
    return draw(st.sampled_from(made))(draw, place, kind, depth - 1)


def _constant(draw: Draw, place: Place, kind: Kind, depth: int) -> Phrase:
    text = draw(kind.constants)
    return Phrase(text, SIGNED if text.startswith("-") else ATOM)


def _name(draw: Draw, place: Place, kind: Kind, depth: int) -> Phrase:
    return Phrase(draw(st.sampled_from(place.of(kind))))


def _if(draw: Draw, place: Place, kind: Kind, depth: int) -> Phrase:
    test, then = condition(draw, place, depth), _typed(draw, place, kind, depth)
    if draw(st.booleans()):
        return Phrase(f"if {test.text} then {then.text}", IF)
    return Phrase(f"if {test.text} then {then.at(IMPLIES)} else {_typed(draw, place, kind, depth).text}", IF)


def _typed(draw: Draw, place: Place, kind: Kind, depth: int) -> Phrase:
    """An expression whose type is the kind's even beside nothing that says so, as a quoted label alone is a text."""
    if kind.name in ("colour", "user", "grade", "swapped", "one of"):
        names = place.of(kind)
        return Phrase(draw(st.sampled_from(names))) if names else value(draw, place, kind, 0)
    return value(draw, place, kind, depth)


def _sum(draw: Draw, place: Place, kind: Kind, depth: int) -> Phrase:
    left, right = value(draw, place, kind, depth), value(draw, place, kind, depth)
    return Phrase(f"{left.at(SUM)} {draw(st.sampled_from('+-'))} {right.at(PRODUCT)}", SUM)


def _product(draw: Draw, place: Place, kind: Kind, depth: int) -> Phrase:
    ops = "*" if kind.name == "int" else "*/"
    left, right = value(draw, place, kind, depth), value(draw, place, kind, depth)
    return Phrase(f"{left.at(PRODUCT)} {draw(st.sampled_from(ops))} {right.at(SIGNED)}", PRODUCT)


def _quotient(draw: Draw, place: Place, kind: Kind, depth: int) -> Phrase:
    left, right = value(draw, place, kinds.INT, depth), value(draw, place, kinds.INT, depth)
    return Phrase(f"{left.at(PRODUCT)} / {right.at(SIGNED)}", PRODUCT)


def _negative(draw: Draw, place: Place, kind: Kind, depth: int) -> Phrase:
    return Phrase("-" + value(draw, place, kind, depth).at(SIGNED), SIGNED)


def _calls(*signatures: tuple[str, str]) -> Maker:
    """Calls of functions; a signature is the name and the kinds of its arguments."""

    def make(draw: Draw, place: Place, kind: Kind, depth: int) -> Phrase:
        name, wanted = draw(st.sampled_from(signatures))
        return Phrase(f"{name}({', '.join(_argument(draw, place, word, depth) for word in wanted.split())})")

    return make


def _argument(draw: Draw, place: Place, word: str, depth: int) -> str:
    keyword, _, word = word.rpartition(":")
    some = {"int": kinds.INT, "float": kinds.FLOAT, "text": kinds.TEXT, "date": kinds.DATE, "datetime": kinds.DATETIME}
    if word == "list":
        lists = [name for name, kind in place.values() if kind.name.startswith("list")]
        text = draw(st.sampled_from(lists)) if lists else '""'
    elif word == "digits":
        text = str(draw(st.integers(-1, 17)))
    elif word == "number":
        text = value(draw, place, draw(st.sampled_from((kinds.INT, kinds.FLOAT))), depth).text
    elif word == "words":
        text = _textual(draw, place, depth).text
    else:
        text = value(draw, place, some[word], depth).text
    return f"{keyword}: {text}" if keyword else text


def _textual(draw: Draw, place: Place, depth: int) -> Phrase:
    """A text or what is taken for one: `one of`."""
    choices = place.of(kinds.ONE_OF)
    if choices and draw(st.integers(0, 3)) == 0:
        return Phrase(draw(st.sampled_from(choices)))
    return value(draw, place, kinds.TEXT, depth)


def _field(draw: Draw, place: Place, kind: Kind, depth: int) -> Phrase:
    records = [name for name, other in place.values() if other is kinds.RECORD]
    if not records:
        return value(draw, place, kind, 0)
    return Phrase(draw(st.sampled_from(records)) + (".city" if kind.name == "text" else ".floor"))


def _label_part(part: str) -> Maker:
    def make(draw: Draw, place: Place, kind: Kind, depth: int) -> Phrase:
        labels = place.labels()
        return Phrase(f"{draw(st.sampled_from(labels))[0]}.{part}") if labels else value(draw, place, kind, 0)

    return make


def _parent(draw: Draw, place: Place, kind: Kind, depth: int) -> Phrase:
    names = [name for name, other in place.labels() if other is kind]
    return Phrase(draw(st.sampled_from(names)) + ".parent") if names else _constant(draw, place, kind, depth)


# ── Conditions ───────────────────────────────────────────────────────────────────────────────────────────────────

COMPARED = (kinds.INT, kinds.FLOAT, kinds.TEXT, kinds.DATE, kinds.DATETIME, kinds.ONE_OF, kinds.COLOUR, kinds.USER,
            kinds.GRADE, kinds.SWAPPED, kinds.BOOL)  # fmt: skip


def condition(draw: Draw, place: Place, depth: int) -> Phrase:
    """An expression that is true, false or unknown."""
    makers = [_compare, _compare, _is_missing, _in_set, _in_range, _in_column, _matches, _is, _name_or_compare]
    if depth > 0:
        makers += [_junction, _junction, _not, _implies, _boolean, _boolean, _if_condition, _aggregate_condition]
    return draw(st.sampled_from(makers))(draw, place, depth - 1)


def _kind(draw: Draw, place: Place, some: tuple[Kind, ...] = COMPARED) -> Kind:
    """A kind that something here has, if anything has one."""
    present = {kind.declared for _, kind in place.values()}
    there = [kind for kind in some if kind.declared in present]
    return draw(st.sampled_from(there or [kind for kind in some if kind.name in ("int", "text", "date")] or list(some)))


def _subject(draw: Draw, place: Place, kind: Kind, depth: int) -> Phrase:
    """Something of the kind that is no bare constant where that would be a text instead of a label."""
    return _typed(draw, place, kind, depth)


def _compare(draw: Draw, place: Place, depth: int) -> Phrase:
    kind = _kind(draw, place)
    other = kinds.FLOAT if kind.name == "int" and draw(st.integers(0, 4)) == 0 else kind
    ordered = kind.ordered and (kind.name != "grade" or bool(place.of(kind)))
    op = draw(st.sampled_from(("=", "!=", "<", "<=", ">", ">=") if ordered else ("=", "!=")))
    left, right = _subject(draw, place, kind, depth), value(draw, place, other, depth)
    return Phrase(f"{left.at(SUM)} {op} {right.at(SUM)}", COMPARISON)


def _name_or_compare(draw: Draw, place: Place, depth: int) -> Phrase:
    names = place.of(kinds.BOOL)
    return Phrase(draw(st.sampled_from(names))) if names else _compare(draw, place, depth)


def _is_missing(draw: Draw, place: Place, depth: int) -> Phrase:
    values = place.values()
    every = [name for name, kind in values]
    subject = (
        Phrase(draw(st.sampled_from(every)))
        if every and draw(st.booleans())
        else value(draw, place, _kind(draw, place), depth)
    )
    return Phrase(f"{subject.at(SUM)} is{draw(st.sampled_from(('', ' not')))} missing", COMPARISON)


def _negation(draw: Draw) -> str:
    return str(draw(st.sampled_from(("", "", "not "))))


def _in_set(draw: Draw, place: Place, depth: int) -> Phrase:
    kind = _kind(draw, place)
    subject = _subject(draw, place, kind, depth)
    if kind.name in kinds.SPELLINGS and draw(st.booleans()) and place.of(kind):
        return Phrase(f"{subject.at(SUM)} {_negation(draw)}in {kind.name}", COMPARISON)
    members = st.one_of(kind.constants, ranges(kind)) if kind.ordered and kind.name != "one of" else kind.constants
    if kind.name == "grade" and not place.of(kind):
        members = kind.constants
    chosen = draw(st.lists(members, min_size=1, max_size=5))
    return Phrase(f"{subject.at(SUM)} {_negation(draw)}in {{ {', '.join(chosen)} }}", COMPARISON)


def _in_range(draw: Draw, place: Place, depth: int) -> Phrase:
    kind = _kind(draw, place, (kinds.INT, kinds.FLOAT, kinds.TEXT, kinds.DATE, kinds.DATETIME, kinds.GRADE))
    if kind.name == "grade" and not place.of(kind):
        kind = kinds.INT
    return Phrase(f"{_subject(draw, place, kind, depth).at(SUM)} {_negation(draw)}in {draw(ranges(kind))}", COMPARISON)


def _in_column(draw: Draw, place: Place, depth: int) -> Phrase:
    columns = [
        (f"{table.name}.{column.name}", column.kind)
        for table in place.world.tables
        for column in table.columns
        if column.kind.compared
    ]
    name, kind = draw(st.sampled_from(columns))
    return Phrase(f"{_subject(draw, place, kind, depth).at(SUM)} {_negation(draw)}in {name}", COMPARISON)


def _matches(draw: Draw, place: Place, depth: int) -> Phrase:
    subject = _textual(draw, place, depth)
    return Phrase(f"{subject.at(SUM)} {_negation(draw)}matches /{draw(PATTERNS)}/", COMPARISON)


def _is(draw: Draw, place: Place, depth: int) -> Phrase:
    labels = place.labels()
    if not labels:
        return _compare(draw, place, depth)
    name, kind = draw(st.sampled_from(labels))
    label = draw(st.sampled_from([*kinds.SPELLINGS[kind.name]]))
    spelled = label if label.isidentifier() else f"`{label}`"
    part = draw(st.sampled_from(("", "", ".parent")))
    return Phrase(f"{name}{part} is {draw(st.sampled_from(('', 'not ')))}{spelled}", COMPARISON)


def _junction(draw: Draw, place: Place, depth: int) -> Phrase:
    word = draw(st.sampled_from(("and", "or")))
    parts = [condition(draw, place, depth).at(NOT) for _ in range(draw(st.integers(2, 3)))]
    return Phrase(f" {word} ".join(parts), JUNCTION)


def _not(draw: Draw, place: Place, depth: int) -> Phrase:
    return Phrase(f"not {condition(draw, place, depth).at(NOT)}", NOT)


def _implies(draw: Draw, place: Place, depth: int) -> Phrase:
    left, right = condition(draw, place, depth), condition(draw, place, depth)
    return Phrase(f"{left.at(JUNCTION)} implies {right.at(IMPLIES)}", IMPLIES)


def _boolean(draw: Draw, place: Place, depth: int) -> Phrase:
    """A call or a part that gives a truth value."""
    return draw(st.sampled_from(_MAKERS["bool"]))(draw, place, kinds.BOOL, depth)


def _if_condition(draw: Draw, place: Place, depth: int) -> Phrase:
    test, then = condition(draw, place, depth), condition(draw, place, depth)
    if draw(st.booleans()):
        return Phrase(f"if {test.text} then {then.text}", IF)
    return Phrase(f"if {test.text} then {then.at(IMPLIES)} else {condition(draw, place, depth).text}", IF)


def _contains_pattern(draw: Draw, place: Place, kind: Kind, depth: int) -> Phrase:
    return Phrase(f"contains({_textual(draw, place, depth).text}, /{draw(PATTERNS)}/)")


def _aggregate_condition(draw: Draw, place: Place, depth: int) -> Phrase:
    kind = draw(st.sampled_from((kinds.INT, kinds.INT, kinds.FLOAT, kinds.BOOL, _kind(draw, place))))
    made = aggregate(draw, place, kind, depth)
    if made is None:
        return _compare(draw, place, depth)
    if kind is kinds.BOOL:
        return made
    op = draw(st.sampled_from(("=", "!=", "<", ">=") if kind.ordered else ("=", "!=")))
    other = value(draw, place, kind, 0)
    return Phrase(f"{made.at(SUM)} {op} {other.at(SUM)}", COMPARISON)


# ── Aggregates ───────────────────────────────────────────────────────────────────────────────────────────────────


def _aggregate(draw: Draw, place: Place, kind: Kind, depth: int) -> Phrase:
    made = aggregate(draw, place, kind, depth)
    return value(draw, place, kind, 0) if made is None else made


def aggregate(draw: Draw, place: Place, kind: Kind, depth: int) -> Phrase | None:
    """An aggregate of the kind over the rule's own rows or over another table; None where there is none."""
    sources: list[Callable[[Draw, Place, Kind, int], Phrase | None]] = []
    if place.own:
        sources += [_over_own, _over_own]
    if place.row and place.others:
        sources += [_over_referring, _over_all]
        if any(table.name == "gold" for table in place.world.tables) and place.table == "items":
            sources.append(_over_tied)
    return draw(st.sampled_from(sources))(draw, place, kind, depth) if sources else None


def _over_own(draw: Draw, place: Place, kind: Kind, depth: int) -> Phrase | None:
    inner = replace(place, own=False, row=True)
    where = f" where {condition(draw, inner, min(depth, 1)).text}" if draw(st.integers(0, 3)) == 0 else ""
    if kind.name == "int" and draw(st.booleans()):
        counted = condition(draw, inner, min(depth, 1)).text if where or draw(st.booleans()) else ""
        return Phrase(f"count({counted}{where})")
    return _call(draw, inner, kind, depth, where, "")


def _over_referring(draw: Draw, place: Place, kind: Kind, depth: int) -> Phrase | None:
    """Over the rows that refer here: `parts` to `items`, `items` to `groups`, groups to themselves `by boss`."""
    found = []
    for table in place.world.tables:
        ways = [column for column in table.columns if column.references == place.table]
        for column in ways:
            by = (
                f" by {column.name}"
                if len(ways) > 1 or table.name == place.table
                else draw(st.sampled_from(("", f" by {column.name}")))
            )
            found.append((table.name, by))
    if not found:
        return None
    table, by = draw(st.sampled_from(found))
    around = () if place.table == table else _around(place)
    return _over(draw, place, kind, depth, table, by, around)


def _over_all(draw: Draw, place: Place, kind: Kind, depth: int) -> Phrase | None:
    others = [table.name for table in place.world.tables if table.name != place.table]
    if not others:
        return None
    return _over(draw, place, kind, depth, draw(st.sampled_from(others)), "", (), "all ")


def _over_tied(draw: Draw, place: Place, kind: Kind, depth: int) -> Phrase | None:
    gold = place.world.table["gold"]
    pairs = [
        f"{inner} = items.{outer}"
        for inner, one in gold.values
        for outer, other in place.world.table["items"].values
        if one.declared == other.declared and one.compared
    ]
    if not pairs:
        return None
    ties = draw(st.lists(st.sampled_from(pairs), min_size=1, max_size=2, unique=True))
    return _over(draw, place, kind, depth, "gold", "", (), "", ties)


def _around(place: Place) -> tuple[tuple[str, Kind], ...]:
    """The row around an inner row, written with the name of its table."""
    return tuple((f"{place.table}.{name}", kind) for name, kind in place.world.table[place.table].values)


def _over(
    draw: Draw,
    place: Place,
    kind: Kind,
    depth: int,
    table: str,
    by: str,
    around: tuple[tuple[str, Kind], ...],
    every: str = "",
    ties: list[str] | None = None,
) -> Phrase | None:
    written = Place(place.world, table, f"{table}.", own=False, others=False)
    bare = Place(place.world, table, outer=around, own=False, others=draw(st.booleans()) and depth > 0)
    conditions = list(ties or ())
    if draw(st.booleans()):
        conditions.append(condition(draw, bare, min(depth, 1)).at(NOT))
    where = by + (" where " + " and ".join(conditions) if conditions else "")
    if kind.name == "int" and draw(st.booleans()):
        if every or draw(st.booleans()):
            return Phrase(f"count({every}{table}{where})")
        counted = condition(draw, written, 0)
        return Phrase(f"count({counted.text}{where})") if f"{table}." in counted.text.split(" in ")[0] else None
    if kind is kinds.BOOL and draw(st.booleans()):
        return Phrase(f"any({every}{table}{where})")
    return _call(draw, written, kind, 0, where, every)


def _call(draw: Draw, inner: Place, kind: Kind, depth: int, where: str, every: str) -> Phrase | None:
    """An aggregate with an argument, which reads something of the inner row."""
    mild = inner.mild(kind)
    numbers = [*inner.mild(kinds.INT), *inner.mild(kinds.FLOAT)]
    names = inner.of(kind)
    calls: list[str] = []
    if names:
        calls += [f"mode({{}})|{name}" for name in names]
        if kind.ordered:
            calls += [f"{function}({{}})|{name}" for function in ("min", "max") for name in names]
    if kind.name == "int":
        exact = inner.of(kinds.INT)
        calls += [f"sum({{}})|{name}" for name in exact]
        calls += [f"distinct({{}})|{name}" for name, other in inner.values() if other.compared]
    if kind.name == "float":
        calls += [f"sum({{}})|{name}" for name in mild]
        calls += [f"{function}({{}})|{name}" for name in numbers for function in ("mean", "median", "stddev")]
        calls += [f"quantile({{}}, {share})|{name}" for name in numbers for share in ("0.25", "0", "90%")]
        calls += [f"entropy({{}})|{name}" for name, other in inner.values() if other.compared]
    truths = inner.of(kinds.BOOL)
    if kind.name == "float":
        calls += [f"share({{}})|{name}" for name in truths]
    if kind.name == "bool":
        calls += [f"{function}({{}})|{name}" for function in ("all", "any") for name in truths]
    if every:
        calls = [
            call for call in calls if call.rpartition("|")[2].count(".") == 1 and call.rpartition("|")[2].split(".")[0]
        ]
    if not every and kind.name in ("bool", "float") and draw(st.booleans()):
        test = condition(draw, inner, depth)
        if not inner.prefix or _reads(test.text, inner.prefix):
            function = "share" if kind.name == "float" else draw(st.sampled_from(("all", "any")))
            return Phrase(f"{function}({test.text}{where})")
    if not calls:
        return None
    shape, _, argument = draw(st.sampled_from(calls)).rpartition("|")
    head, _, rest = shape.partition("{}")
    return Phrase(f"{head}{every}{argument}{where}{rest}")


def _reads(text: str, prefix: str) -> bool:
    """Whether the first table that a text speaks of is the one of the prefix."""
    return text.lstrip("(-").startswith(prefix)


_NUMBER_CALLS = (("abs", "{}"), ("least", "{} {}"), ("greatest", "{} {} {}"), ("mod", "{} {}"))


def _number_calls(word: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, words.replace("{}", word)) for name, words in _NUMBER_CALLS)


_MAKERS: dict[str, tuple[Maker, ...]] = {
    "int": (
        _sum,
        _product,
        _negative,
        _field,
        _label_part("depth"),
        _calls(*_number_calls("int"), ("round", "float"), ("floor", "float"), ("ceil", "number"), ("round", "int")),
        _calls(("length", "words"), ("length", "list"), ("edit_distance", "words words")),
        _calls(
            ("year", "date"),
            ("month", "datetime"),
            ("day", "date"),
            ("weekday", "date"),
            ("hour", "datetime"),
            ("weekday", "datetime"),
            ("year", "datetime"),
        ),
    ),
    "float": (
        _sum,
        _product,
        _quotient,
        _negative,
        _calls(*_number_calls("float"), ("sqrt", "number"), ("round", "number digits"), ("mod", "int float")),
        _calls(("word_error_rate", "words words"), ("similarity", "words words")),
    ),
    "text": (
        _field,
        _calls(("lower", "words"), ("upper", "words"), ("trim", "words"), ("normalize", "words")),
        _calls(("before", "words words"), ("after", "words words"), ("slice", "words int int"), ("least", "text text")),
    ),
    "date": (_calls(("date", "datetime")), _calls(("least", "date date"), ("greatest", "date date date"))),
    "datetime": (_calls(("least", "datetime datetime")),),
    "bool": (
        _label_part("leaf"),
        _calls(("contains", "words words"), ("starts_with", "words words"), ("ends_with", "words words")),
        _calls(("near", "number number within:number")),
        _contains_pattern,
    ),
}
