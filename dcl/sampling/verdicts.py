"""A sheet read back: what people say of each row, and what that makes of the lot."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from dcl.diagnostics import Diagnostic, did_you_mean
from dcl.diagnostics.codes_sampling import DCL674, DCL675, DCL676, DCL677, DCL678
from dcl.readers.files import check_path, named, unreadable
from dcl.run.review import Plan
from dcl.run.words import counted, listed
from dcl.sampling.cells import unprotect
from dcl.sampling.sheet import Sheet
from dcl.sampling.sheet_lines import Line, sheet_lines
from dcl.tables.show import visible

WORDS = ("pass", "fail", "unsure")
MANY_WORDS = 10


@dataclass(frozen=True)
class Judgement:
    """What a person says of a row, which is counted from 0; `line` is its line of the sheet, counted from 1."""

    row: int
    verdict: str
    note: str
    line: int


@dataclass(frozen=True)
class Verdicts:
    """What people say of a sample of `size` rows."""

    size: int
    judged: tuple[Judgement, ...]

    def _count(self, verdict: str) -> int:
        return sum(judgement.verdict == verdict for judgement in self.judged)

    @property
    def passed(self) -> int:
        return self._count("pass")

    @property
    def failed(self) -> int:
        return self._count("fail")

    @property
    def unsure(self) -> int:
        return self._count("unsure")

    @property
    def unfilled(self) -> int:
        """How many rows nobody has judged."""
        return self.size - len(self.judged)


@dataclass(frozen=True)
class Decision:
    """What becomes of the lot, and the counts that say so."""

    outcome: Literal["accepted", "refused", "incomplete"]
    accept_at: int
    passed: int
    failed: int
    unsure: int
    unfilled: int


def decide(plan: Plan, verdicts: Verdicts) -> Decision:
    """Accept or refuse as soon as no row left open could change it; a row that people are unsure of is open."""
    counts = (plan.accept_at, verdicts.passed, verdicts.failed, verdicts.unsure, verdicts.unfilled)
    if verdicts.failed > plan.accept_at:
        return Decision("refused", *counts)
    if verdicts.failed + verdicts.unsure + verdicts.unfilled <= plan.accept_at:
        return Decision("accepted", *counts)
    return Decision("incomplete", *counts)


def read_verdicts(path: Path, sheet: Sheet) -> tuple[Verdicts | None, tuple[Diagnostic, ...]]:
    """The verdicts in a file on the rows of a sheet; None where it is no sheet, or one of another sample.

    A line that cannot be used is told and counts as not filled in.
    """
    problem = check_path(path)
    if problem is not None:
        return None, (problem,)
    try:
        data = path.read_bytes()
    except OSError as error:
        return None, (unreadable(path, error),)
    return verdicts_in(data, named(path), sheet)


def sample_ids(path: Path) -> frozenset[str]:
    """The samples that the lines of a file are of; none where it is no sheet or cannot be read."""
    try:
        lines, _ = sheet_lines(path.read_bytes()) if check_path(path) is None else ((), None)
    except OSError:
        return frozenset()
    return frozenset(line.sample.partition("-")[0] for line in lines)


def merged(one: Verdicts, other: Verdicts, path: Path) -> tuple[Verdicts, tuple[Diagnostic, ...]]:
    """What two sheets of one sample say together; `path` is the second one."""
    known = {judgement.row: judgement for judgement in one.judged}
    contrary = [each.line for each in other.judged if each.row in known and known[each.row].verdict != each.verdict]
    all_ = known | {each.row: each for each in other.judged if each.row not in known}
    if not contrary:
        return Verdicts(one.size, tuple(all_.values())), ()
    message = f"{_place(named(path), contrary)}: another sheet has a different verdict"
    problem = Diagnostic(DCL678, message, help="agree on one verdict for each row, or give one sheet alone")
    return Verdicts(one.size, tuple(all_.values())), (problem,)


def verdicts_in(data: bytes, name: str, sheet: Sheet) -> tuple[Verdicts | None, tuple[Diagnostic, ...]]:
    """The same for the bytes of a file; `name` is what messages call it."""
    lines, reason = sheet_lines(data)
    if reason is not None:
        help_ = "save the sheet that `dcl sample` wrote as CSV, with its first line and all of its own columns"
        return None, (Diagnostic(DCL674, f"{name} is no sheet of verdicts: {reason}", help=help_),)
    strangers = [line.number for line in lines if line.sample and line.sample.partition("-")[0] != sheet.id]
    if strangers and len(strangers) == sum(bool(line.sample) for line in lines):
        return None, (_of_another_sample(name, sheet),)
    sorting = _Sorting(sheet)
    for line in lines:
        if line.verdict:
            sorting.take(line)
    return Verdicts(len(sheet.rows), tuple(sorting.judged.values())), sorting.problems(name)


@dataclass
class _Sorting:
    """Lines sorted into verdicts and what is wrong with the others."""

    sheet: Sheet
    judged: dict[int, Judgement] = field(default_factory=dict)
    unknown_words: dict[str, list[int]] = field(default_factory=dict)
    foreign: list[int] = field(default_factory=list)
    mixed_up: list[int] = field(default_factory=list)
    contrary: dict[int, list[int]] = field(default_factory=dict)

    def take(self, line: Line) -> None:
        row = self.sheet.by_id.get(line.sample)
        word = line.verdict.casefold()
        if line.sample and line.sample.partition("-")[0] != self.sheet.id:
            self.foreign.append(line.number)
        elif row is None or line.row != str(row.row + 1):
            self.mixed_up.append(line.number)
        elif word not in WORDS:
            self.unknown_words.setdefault(unprotect(line.verdict), []).append(line.number)
        else:
            self._judge(Judgement(row.row, word, unprotect(line.note), line.number))

    def _judge(self, judgement: Judgement) -> None:
        """Two equal verdicts on a row are one; of two different ones neither counts."""
        row = judgement.row
        if row in self.contrary:
            self.contrary[row].append(judgement.line)
        elif row not in self.judged:
            self.judged[row] = judgement
        elif self.judged[row].verdict != judgement.verdict:
            self.contrary[row] = [self.judged.pop(row).line, judgement.line]

    def problems(self, name: str) -> tuple[Diagnostic, ...]:
        found = [_unknown_word(name, *each) for each in list(self.unknown_words.items())[:MANY_WORDS]]
        rest = [line for lines in list(self.unknown_words.values())[MANY_WORDS:] for line in lines]
        if rest:
            found.append(_unknown_word(name, None, rest))
        if self.foreign:
            found.append(_of_another_sample(name, self.sheet, self.foreign))
        if self.mixed_up:
            message = f"{_place(name, self.mixed_up)}: `row` and `sample` do not name one row that was drawn"
            help_ = "draw the sheet again with the same seed, and copy the verdicts over"
            found.append(Diagnostic(DCL677, message, help=help_))
        if self.contrary:
            lines = sorted(line for lines in self.contrary.values() for line in lines)
            rows = counted(len(self.contrary), "row")
            message = f"{_place(name, lines)}: there are different verdicts on {'one row' if rows == '1 row' else rows}"
            found.append(Diagnostic(DCL678, message, help="delete the lines that are wrong"))
        return tuple(found)


def _unknown_word(name: str, word: str | None, lines: list[int]) -> Diagnostic:
    said = "what stands there" if word is None else f'"{visible(word)}"'
    guess = None if word is None else did_you_mean(word, WORDS)
    help_ = f"did you mean `{guess}`?" if guess else "write `pass`, `fail` or `unsure`, or leave the cell empty"
    return Diagnostic(DCL676, f"{_place(name, lines)}: {said} is no verdict", help=help_)


def _of_another_sample(name: str, sheet: Sheet, lines: list[int] | None = None) -> Diagnostic:
    place = name if lines is None else _place(name, lines)
    belongs = "belongs" if lines is None or len(lines) == 1 else "belong"
    message = f"{place} {belongs} to another contract version, rule or seed than `{visible(sheet.rule)}` with seed"
    drawn = f"{sheet.seed}" if sheet.by is None else f"{sheet.seed}, by `{visible(sheet.by)}`"
    help_ = "use the contract, the `--seed` and the `--by` that the sheet was drawn with, or draw a new sheet"
    return Diagnostic(DCL675, f"{message} {drawn}", help=help_)


def _place(name: str, lines: list[int]) -> str:
    word = "line" if len(lines) == 1 else "lines"
    return f"{name}, {word} {listed([f'{line:,}' for line in lines], 5)}"
