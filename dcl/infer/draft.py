"""From guesses to the draft of a contract."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from dcl.infer.dependencies import Dependency
from dcl.infer.facts import Shape
from dcl.infer.guess import Guess, TableGuess
from dcl.infer.guess_texts import NO_TWO_ALIKE
from dcl.infer.links import Link, TableKeys
from dcl.infer.names import plain_name
from dcl.infer.vocabulary import Vocabulary, vocabulary
from dcl.interop import spell
from dcl.interop.draft import Draft, DraftColumn, DraftRule, DraftTable, Names
from dcl.interop.write import record
from dcl.tables.cells_numbers import read_int
from dcl.tables.show import visible

_LOOSE = ("in ", ">= ", "matches ", "length ")
"""Modifiers that a reference makes needless: the column that it points at has them."""


@dataclass(frozen=True)
class Source:
    """Where the data of a table come from: what to show for it, and the statements that name and read its files."""

    shown: str
    statements: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """What is said of one table, beside its columns."""

    guess: TableGuess
    source: Source
    keys: TableKeys
    links: tuple[Link, ...] = ()
    dependencies: tuple[tuple[Dependency, tuple[Mapping[str, str], ...]], ...] = ()


def draft_contract(name: str, found: Sequence[Found], sampled: int | None = None) -> Draft:
    """The draft of a contract for some tables, whose names are the contract's already."""
    names = Names.of_contract()
    names.taken |= {each.guess.facts.name for each in found}
    pointing = {(link.table, link.column) for each in found for link in each.links}
    words = vocabulary([_without_pointing(each.guess, pointing) for each in found], names)
    columns = {each.guess.facts.name: _column_names(each.guess) for each in found}
    drafter = _Drafter(words, columns, {each.guess.facts.name: each.keys.key for each in found}, names)
    rules = tuple(rule for each in found for rule in drafter.rules(each))
    return Draft(
        name,
        description=f"Drafted from {_joined([PurePath(each.source.shown).name for each in found])}.",
        labels=words.sets,
        tables=tuple(drafter.table(each) for each in found),
        rules=rules,
        comments=_opening(sampled),
    )


def _opening(sampled: int | None) -> tuple[str, ...]:
    read = "the data" if sampled is None else f"the first {sampled:,} rows of the data"
    return (
        f"Drafted by `dcl infer`: {read} keep to every line. What each line rests on stands beside it.",
        "Read it with somebody who knows the data: say what labels and columns mean, loosen what only happens to hold.",
    )


def _joined(shown: Sequence[str]) -> str:
    names = [visible(name, 100) for name in dict.fromkeys(shown)]
    if len(names) > 4:
        return f"{', '.join(names[:3])} and {len(names) - 3} more"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _without_pointing(table: TableGuess, pointing: set[tuple[str, str]]) -> TableGuess:
    columns = tuple(column for column in table.columns if (table.facts.name, column.name) not in pointing)
    return TableGuess(table.facts, table.numbers, table.missing, columns)


def _column_names(table: TableGuess) -> Mapping[str, str]:
    """The contract's name for each column, by what the file calls it."""
    names = Names()
    return {column.name: names.pick(plain_name(column.name, "column"), "column") for column in table.columns}


@dataclass(frozen=True)
class _Drafter:
    words: Vocabulary
    columns: Mapping[str, Mapping[str, str]]
    keys: Mapping[str, str | None]
    names: Names

    def table(self, found: Found) -> DraftTable:
        guess = found.guess
        statements = list(found.source.statements)
        if guess.missing:
            statements.append(f"missing {spell.texts(guess.missing)}")
        if not guess.facts.rows:
            statements.append("may be empty")
        comments = [f"{_count(guess.facts.rows, 'row')}, {_count(len(guess.columns), 'column')}"]
        if found.keys.pair is not None:
            names = [self.columns[guess.facts.name][column] for column in found.keys.pair]
            statements.append(f"unique {', '.join(map(spell.name, names))}")
            comments.append(f"no two rows have the same {' and '.join(names)}")
        columns = tuple(self.column(found, column) for column in guess.columns)
        return DraftTable(guess.facts.name, columns, statements=tuple(statements), comments=tuple(comments))

    def column(self, found: Found, guess: Guess) -> DraftColumn:
        table = found.guess.facts.name
        link = next((link for link in found.links if link.column == guess.name), None)
        keys = self._keys(found, guess)
        modifiers = [*keys, *guess.modifiers]
        remarks = list(guess.evidence)
        type_ = "text" if link and guess.closed else self._type(table, guess)
        if link is not None:
            kept = [each for each in guess.modifiers if not each.startswith(_LOOSE)]
            modifiers = [*keys, self._reference(link), *kept]
            target = self.columns[link.target_table][link.target]
            remarks.append(f"each is the {target} of a row of {link.target_table}")
        if guess.missing and guess.type != "any":
            modifiers.append(f"missing {spell.texts(guess.missing)}")
        if guess.sensitive:
            modifiers.append("sensitive")
            remarks.append("masked in reports, since it looks personal")
        if keys and NO_TWO_ALIKE not in remarks and found.guess.facts.rows > 1:
            remarks.append(NO_TWO_ALIKE)
        return DraftColumn(
            self.columns[table][guess.name],
            type_,
            guess.optional,
            tuple(modifiers),
            _description(type_, modifiers),
            spelling=guess.name,
            comments=() if link else tuple(self._hints(found, guess)),
            remark="; ".join(dict.fromkeys(remarks)),
        )

    def _hints(self, found: Found, guess: Guess) -> Iterator[str]:
        """What a person should look at; that of a label set stands above the set."""
        yield from guess.hints
        if guess.name in found.keys.doubles:
            yield found.keys.doubles[guess.name]
        inner = guess.listed or guess
        if inner.closed is not None and (found.guess.facts.name, guess.name) not in self.words.of_column:
            yield from inner.closed.hints

    def _keys(self, found: Found, guess: Guess) -> list[str]:
        if guess.name == found.keys.key:
            return ["key"]
        return ["unique"] if guess.name in found.keys.unique else []

    def _reference(self, link: Link) -> str:
        table = spell.name(link.target_table)
        if self.keys[link.target_table] == link.target:
            return f"references {table}"
        return f"references {table}.{spell.name(self.columns[link.target_table][link.target])}"

    def _type(self, table: str, guess: Guess) -> str:
        if guess.listed is not None:
            shape = guess.facts.shape
            inner = guess.listed
            element = self.words.type_of(table, _named_as(inner, guess)) if inner.closed else inner.type
            return spell.list_of(element, bool(shape and shape.element and shape.element.optional))
        if guess.type == "nested":
            assert guess.facts.shape is not None
            return written(guess.facts.shape)
        return self.words.type_of(table, guess) if guess.closed else guess.type

    def rules(self, found: Found) -> list[DraftRule]:
        return [self._rule(found, dependency, rows) for dependency, rows in found.dependencies]

    def _rule(self, found: Found, dependency: Dependency, rows: Sequence[Mapping[str, str]]) -> DraftRule:
        table = found.guess.facts.name
        names = self.columns[table]
        left, rights = names[dependency.left], [names[right] for right in dependency.right]
        one, other = rows[0], {**rows[0], dependency.right[0]: rows[1][dependency.right[0]]}
        same, unlike = self._example(found, one), self._example(found, other)
        name = self.names.pick(f"{plain_name(left, 'column')}_determines_{plain_name(rights[0], 'column')}")
        seen = f"{dependency.groups:,} values of {left} stand in two rows or more, and their rows agree"
        return DraftRule(
            name,
            (table,),
            f"Rows with the same {_said(left)} have the same {_listed(rights)}.",
            (
                f"check {spell.name(left)} determines {', '.join(map(spell.name, rights))}",
                f"pass [{same}, {same}]",
                f"fail [{same}, {unlike}]",
            ),
            comments=(seen,),
        )

    def _example(self, found: Found, row: Mapping[str, str]) -> str:
        table = found.guess.facts.name
        guesses = {guess.name: guess for guess in found.guess.columns}
        cells = [f"{spell.name(self.columns[table][key])}: {self._cell(found, guesses[key], row[key])}" for key in row]
        return f"{{ {', '.join(cells)} }}"

    def _cell(self, found: Found, guess: Guess, text: str) -> str:
        is_linked = any(link.column == guess.name for link in found.links)
        if guess.closed is not None and not is_linked:
            return spell.text(self.words.value(found.guess.facts.name, guess, text))
        if guess.type == "int":
            bare = text.removesuffix(_unit(guess)).rstrip()
            return spell.value(read_int(bare, found.guess.numbers) or 0)
        return text.lower() if guess.type == "bool" else spell.text(text)


def _named_as(inner: Guess, outer: Guess) -> Guess:
    """The elements of a list under the name of its column."""
    return Guess(outer.facts, "closed", closed=inner.closed)


def _unit(guess: Guess) -> str:
    reading = next((each for each in guess.facts.readings if each.unit is not None), None)
    return reading.unit or "" if reading else ""


def _description(type_: str, modifiers: Sequence[str]) -> str | None:
    """What to say of a column of texts that nothing else is said of."""
    constraints = [each for each in modifiers if not each.startswith(("missing", "separated", "sensitive"))]
    if not type_.endswith("text") or constraints:
        return None
    return "Any text, also an empty one." if type_ == "text" else "Any texts."


def written(shape: Shape) -> str:
    """A shape as a type of the language."""
    if shape.type == "list" and shape.element is not None:
        inner = shape.element
        if inner.type == "nothing":
            return "list of any"
        return spell.list_of(written(inner), inner.optional)
    if shape.type == "record":
        names = Names()
        fields = [
            DraftColumn(names.pick(plain_name(name, "field"), "field"), written(inner), inner.optional, spelling=name)
            for name, inner in shape.fields.items()
        ]
        return record(fields)
    return "any" if shape.type == "nothing" else shape.type


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _said(name: str) -> str:
    return f"`{visible(name, 60)}`"


def _listed(names: Sequence[str]) -> str:
    said = [_said(name) for name in names]
    return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)
