"""From what was measured of a column to what a contract may say of it: nothing that the data only suggest by chance.

Each threshold has a name and a reason. Where the evidence is not enough, nothing is said, and the evidence is left as a
remark for the person who reads the draft.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dcl.infer.facts import ColumnFacts, Reading, TableFacts
from dcl.infer.guess_numbers import ENOUGH_BY_NAME, bounds, ends
from dcl.infer.guess_texts import Closed, closed_set, text_words
from dcl.infer.guess_times import pick_time
from dcl.infer.names import CODES, PROSE, is_id, is_personal, says
from dcl.infer.spellings import ISO, NO_NUMBER, NOTHING_KNOWN, NUMBERS
from dcl.interop import spell
from dcl.ir.program import TextFormat

NUMBER_TYPES = ("int", "float")
PARTED = ("date", "datetime")


@dataclass(frozen=True)
class Guess:
    """What is said of a column.

    `type` is a type of the language, or `closed`: then `closed` has its values. `modifiers` are spelled, `missing` are
    texts that mean nothing, `evidence` is what the line rests on, `hints` is what a person should look at.
    """

    facts: ColumnFacts
    type: str
    optional: bool = False
    modifiers: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    closed: Closed | None = None
    sensitive: bool = False
    evidence: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    is_code: bool = False
    listed: Guess | None = None

    @property
    def name(self) -> str:
        return self.facts.name

    @property
    def void(self) -> int:
        """How many cells hold nothing."""
        spelled = sum(count for text, count in self.facts.voids if text in self.missing)
        return self.facts.missing + spelled

    @property
    def is_unique(self) -> bool:
        """Whether each row has a value, and one that no other row has."""
        return self.facts.is_unique and self.void == 0 and self.facts.rows > 0


@dataclass(frozen=True)
class TableGuess:
    """What is said of a table: how it spells numbers and what is missing, and its columns."""

    facts: TableFacts
    numbers: TextFormat
    missing: tuple[str, ...]
    columns: tuple[Guess, ...]


def guess_table(facts: TableFacts) -> TableGuess:
    """What may be said of all columns of a table."""
    numbers = number_format(facts.columns)
    known = missing_words(facts.columns, numbers)
    columns = [guess_column(column, numbers, known) for column in facts.columns]
    shared = tuple(text for text in sorted(known) if sum(text in column.missing for column in columns) > 1)
    stays = [text for text in shared if not _is_a_word_somewhere(text, columns)]
    columns = [replace(each, missing=tuple(text for text in each.missing if text not in stays)) for each in columns]
    return TableGuess(facts, numbers, tuple(stays), tuple(_with_void(each, stays) for each in columns))


def _is_a_word_somewhere(text: str, columns: Sequence[Guess]) -> bool:
    return any(text in dict(column.facts.voids) and text not in column.missing for column in columns)


def _with_void(guess: Guess, shared: Sequence[str]) -> Guess:
    """A guess that remembers how many cells are missing, whoever spells it: the column or the table."""
    spelled = [count for text, count in guess.facts.voids if text in shared]
    missing, distinct = guess.facts.missing + sum(spelled), guess.facts.distinct - len(spelled)
    return replace(guess, facts=replace(guess.facts, missing=missing, distinct=distinct))


def number_format(columns: Sequence[ColumnFacts]) -> TextFormat:
    """How a table spells numbers: the plain way, unless another one reads more columns and some number proves it."""

    def readable(format: TextFormat) -> list[Reading]:
        return [found for column in columns if (found := _number(column, format)) is not None]

    best, most = NUMBERS[0], len(readable(NUMBERS[0]))
    for format in NUMBERS[1:]:
        found = readable(format)
        if len(found) > most and any(reading.proves for reading in found):
            best, most = format, len(found)
    return best


def _number(column: ColumnFacts, format: TextFormat) -> Reading | None:
    for reading in column.readings:
        spelled = (reading.decimal, reading.thousands) == (format.decimal, format.thousands)
        if reading.type in NUMBER_TYPES and spelled and _is_whole(reading, column):
            return reading
    return None


def _is_whole(reading: Reading, column: ColumnFacts) -> bool:
    """Whether all that a reading leaves over may be missing."""
    left = {text for text, _ in reading.others}
    return left <= NOTHING_KNOWN or (left <= NO_NUMBER and 2 * reading.cells >= column.present)


def missing_words(columns: Sequence[ColumnFacts], numbers: TextFormat) -> frozenset[str]:
    """The texts that mean "missing" in a table, since they stand between numbers or dates."""
    found: set[str] = set()
    for column in columns:
        reading = pick_reading(column, numbers)
        if reading is not None:
            found |= {text for text, _ in reading.others}
    return frozenset(found)


def pick_reading(column: ColumnFacts, numbers: TextFormat) -> Reading | None:
    """How the texts of a column are to be read; None where they are just texts."""
    whole = [reading for reading in column.readings if _is_whole(reading, column)]
    for reading in whole:
        if reading.type == "bool":
            return reading
    time = pick_time([reading for reading in whole if reading.type in PARTED], column.name)
    if time is not None:
        return time
    number = _number(column, numbers)
    if number is not None:
        return None if number.led_by_zero or says(column.name, CODES) else number
    durations = [reading for reading in whole if reading.type == "duration"]
    return durations[0] if durations and column.distinct > 2 else None


def guess_column(column: ColumnFacts, numbers: TextFormat, known_missing: frozenset[str]) -> Guess:
    """What may be said of one column."""
    match column.kind:
        case "nothing":
            return Guess(column, "any", optional=True, evidence=("no value",))
        case "nested":
            return _nested(column, numbers, known_missing)
        case "other":
            return Guess(column, "any", optional=column.missing > 0, evidence=(coverage(column, column.missing),))
        case "text":
            return _text(column, numbers, known_missing)
    return _value(column, column.kind, Reading(column.kind, column.present, column.low, column.high), ())


def coverage(column: ColumnFacts, void: int) -> str:
    """`2,410 of 2,410 rows`."""
    return f"{column.rows - void:,} of {column.rows:,} rows"


def _value(column: ColumnFacts, type_: str, reading: Reading, missing: tuple[str, ...]) -> Guess:
    """A column of numbers, truth values or times."""
    void = column.missing + sum(count for text, count in column.voids if text in missing)
    modifiers: list[str] = []
    evidence = [coverage(column, void)]
    sensitive = is_personal(column.name)
    if reading.format is not None and reading.format != ISO:
        modifiers.append(f"format {spell.text(reading.format)}")
    if reading.unit is not None:
        modifiers.append(f"unit {spell.text(reading.unit)}")
    if type_ in NUMBER_TYPES:
        modifiers += bounds(column, type_, reading, void)
    seen = ends(type_, reading)
    if seen is not None and not sensitive and type_ != "bool":
        evidence.append(seen)
    return Guess(column, type_, void > 0, tuple(modifiers), missing, None, sensitive, tuple(evidence))


def _text(column: ColumnFacts, numbers: TextFormat, known_missing: frozenset[str]) -> Guess:
    reading = pick_reading(column, numbers)
    if reading is not None:
        return _value(column, reading.type, reading, tuple(text for text, _ in reading.others))
    missing = _missing_among_words(column, known_missing)
    if missing and sum(count for text, count in column.voids if text in missing) == column.present:
        return Guess(column, "any", True, missing=missing, evidence=("no value",))
    listed = _listed(column, numbers, missing)
    return listed if listed is not None else _words(column, missing)


def _missing_among_words(column: ColumnFacts, known: frozenset[str]) -> tuple[str, ...]:
    """The spellings of what is missing in a column of words. `NA` beside `DE` and `FR` is a country.

    Among the words of a text, `null` is a word, unless numbers of the same table are spelled so.
    """
    others = [text for text, _ in column.common if text not in NO_NUMBER]
    is_short = all(len(text) == 2 for text in others)
    always = frozenset() if says(column.name, PROSE) else NOTHING_KNOWN
    words = [text for text, _ in column.voids if text in known | always]
    return tuple(text for text in words if not (text == "NA" and is_short and others))


def _words(column: ColumnFacts, missing: tuple[str, ...]) -> Guess:
    """A column of texts that are texts."""
    void = column.missing + sum(count for text, count in column.voids if text in missing)
    sensitive = is_personal(column.name) or column.format == "email"
    found = text_words(column, missing)
    closed = None if sensitive or found.is_code else closed_set(column, missing)
    evidence = [coverage(column, void)]
    hints = () if sensitive else found.hints
    if closed is not None:
        evidence.append(closed.evidence)
        return Guess(column, "closed", void > 0, (), missing, closed, False, tuple(evidence), hints)
    if not sensitive:
        evidence.append(found.evidence)
    return Guess(
        column,
        "text",
        void > 0,
        found.modifiers,
        missing,
        None,
        sensitive,
        tuple(evidence),
        hints,
        is_code=found.is_code or is_id(column.name),
    )


def _listed(column: ColumnFacts, numbers: TextFormat, missing: tuple[str, ...]) -> Guess | None:
    """A column whose cells hold several values: where the elements are a closed set, codes or numbers."""
    if column.list is None or column.list.separator is None or is_personal(column.name) or missing:
        return None
    element = guess_column(column.list.element, numbers, frozenset())
    # A comma between numbers may as well be a sign of the numbers.
    is_number = element.type in NUMBER_TYPES and column.list.separator != ","
    if element.optional or not (element.closed or element.is_code or is_number):
        return None
    return _list_of(column, element)


def _list_of(column: ColumnFacts, element: Guess) -> Guess:
    facts = column.list
    assert facts is not None
    modifiers = []
    if facts.separator is not None:
        modifiers.append(f"separated by {spell.text(facts.separator)}")
    if facts.all_different and facts.most > 1:
        modifiers.append("unique")
    about = f"{facts.least:,} to {facts.most:,} elements"
    if facts.least == facts.most:
        about = f"{facts.most:,} element{'s' * (facts.most != 1)} each"
        if facts.most > 1 and column.present >= ENOUGH_BY_NAME:
            modifiers.append(f"length {facts.most}")
    evidence = (coverage(column, column.missing), about, *element.evidence[1:])
    optional = column.missing > 0 and facts.separator is None
    return Guess(column, "list", optional, (*modifiers, *element.modifiers), evidence=evidence, listed=element)


def _nested(column: ColumnFacts, numbers: TextFormat, known_missing: frozenset[str]) -> Guess:
    """Lists and records of JSON and of typed files."""
    evidence: tuple[str, ...] = (coverage(column, column.missing),)
    if column.list is None:
        if column.shape is not None and column.shape.type == "any":
            evidence = (*evidence, "values of several kinds")
        return Guess(column, "nested", column.missing > 0, evidence=evidence)
    element = guess_column(column.list.element, numbers, frozenset())
    return _list_of(column, element)
