"""What a guide says, in one language and without a word of HTML."""

from __future__ import annotations

from dataclasses import dataclass

from dcl.pictures.model import Picture


@dataclass(frozen=True)
class Code:
    """A name, a value or a formula, shown as it is spelled."""

    text: str


@dataclass(frozen=True)
class Text:
    """A sentence or a few words in a language, with the names and formulas in it told apart."""

    language: str
    pieces: tuple[str | Code, ...]

    @property
    def plain(self) -> str:
        """The same without any form."""
        return "".join(piece if isinstance(piece, str) else piece.text for piece in self.pieces)


@dataclass(frozen=True)
class Setting:
    """A line of the contract's head: its owner, its licence."""

    name: Text
    values: tuple[str, ...]


# ── Labels ───────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Image:
    """A picture for a label, as a `data:` address."""

    address: str


@dataclass(frozen=True)
class Label:
    """A label with those below it; `write` says how it is spelled, where there is something to say."""

    name: str
    anchor: str
    definition: Text | None
    write: tuple[Text, ...]
    image: Image | None
    children: tuple[Label, ...]


@dataclass(frozen=True)
class LabelSet:
    """A vocabulary: a list, a tree, or a scale with the lowest step first."""

    name: str
    anchor: str
    description: Text | None
    ordered: bool
    is_tree: bool
    size: int
    labels: tuple[Label, ...]


# ── Tables ───────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Field:
    """A column, or a field of a record: what it means, what it holds, what else is to be known.

    `labels` is the anchor of the label set that it is taken from. A derived one has a `formula`.
    """

    name: str
    meaning: Text | None
    holds: Text
    labels: str | None
    facts: tuple[Text, ...]
    notes: tuple[Text, ...]
    fields: tuple[Field, ...] = ()
    formula: str | None = None


@dataclass(frozen=True)
class TableGuide:
    """A table in words."""

    name: str
    anchor: str
    description: Text | None
    facts: tuple[Text, ...]
    columns: tuple[Field, ...]
    derived: tuple[Field, ...]


# ── Rules ────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class ValueRow:
    """A row of an example: its cells by the columns of its table, None where one is missing.

    `times` is how often it stands there; `note` says what would have been right.
    """

    cells: tuple[str | None, ...]
    failing: bool = False
    times: int = 1
    note: Text | None = None


@dataclass(frozen=True)
class Values:
    """The rows of one table in an example. `derived` are the columns that are computed.

    `name` is None where it is plain which table is meant; `left_out` rows are not shown.
    """

    name: str | None
    columns: tuple[str, ...]
    derived: tuple[str, ...]
    rows: tuple[ValueRow, ...]
    left_out: int = 0
    is_made: bool = False


@dataclass(frozen=True)
class Example:
    """One example, right or wrong."""

    tables: tuple[Values, ...]
    picture: Picture | None


@dataclass(frozen=True)
class RuleGuide:
    """A rule as people read it. `title` is made of its name, `sentence` is what the contract says."""

    name: str
    title: str
    anchor: str
    sentence: Text | None
    severity: str
    by_machine: bool
    by_people: bool
    facts: tuple[Text, ...]
    tolerance: Text | None
    review: Text | None
    when: tuple[str, ...]
    check: str | None
    fixes: tuple[str, ...]
    right: tuple[Example, ...]
    wrong: tuple[Example, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True)
class RuleGroup:
    """The rules of one table."""

    table: str
    anchor: str
    rules: tuple[RuleGuide, ...]


# ── What comes of a delivery ─────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Command:
    """A line that the vendor types, and what it does."""

    purpose: Text
    line: str


@dataclass(frozen=True)
class Acceptance:
    """Which rules decide over a delivery, and how. The rules with their sentences stand elsewhere."""

    must: tuple[RuleGuide, ...]
    tolerated: tuple[RuleGuide, ...]
    warn: tuple[RuleGuide, ...]
    inform: tuple[RuleGuide, ...]
    review: tuple[RuleGuide, ...]
    of_columns: Text
    commands: tuple[Command, ...]


# ── What changed ─────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class WordDiff:
    """Two texts word by word: each piece with `same`, `old` or `new`. What is written in dcl `is_code`."""

    language: str
    pieces: tuple[tuple[str, str], ...]
    is_code: bool = False


@dataclass(frozen=True)
class Difference:
    """What of a thing is different."""

    what: Text
    words: WordDiff


@dataclass(frozen=True)
class Change:
    """One thing that is new, gone or different. `anchor` is where the guide speaks of it, None where it is gone."""

    kind: str
    name: str
    anchor: str | None
    sentence: Text | None
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True)
class ChangeGroup:
    """The changes of one kind of thing: labels, columns, tables, rules."""

    title: Text
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Changes:
    """What is different from an older contract."""

    since: Text
    groups: tuple[ChangeGroup, ...]


@dataclass(frozen=True)
class Guide:
    """All that a guide says."""

    language: str
    name: str
    title: str
    version: str
    task: Text | None
    settings: tuple[Setting, ...]
    label_sets: tuple[LabelSet, ...]
    tables: tuple[TableGuide, ...]
    groups: tuple[RuleGroup, ...]
    acceptance: Acceptance
    changes: Changes | None = None

    @property
    def rules(self) -> tuple[RuleGuide, ...]:
        """All rules, in the order of the guide."""
        return tuple(rule for group in self.groups for rule in group.rules)
