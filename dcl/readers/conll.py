"""CoNLL: one token a line with its tags, and a blank line after each sentence.

`format conll(columns: "token pos tag")` names the columns; without it there are `token tag`, in a `.conllu` file those
of CoNLL-U. The packages conllu and pyconll read the ten columns of CoNLL-U alone, into numbers and trees; here any
columns stay the texts that they are, and a line with another number of them is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from dcl.diagnostics.codes_data import DCL608, DCL613, DCL614, DCL616, DCL622
from dcl.diagnostics.model import Diagnostic
from dcl.ir.program import TableSpec
from dcl.readers.binding import Binding
from dcl.readers.captures import captured_twice
from dcl.readers.contents import Record, text_table
from dcl.readers.files import count_of, named
from dcl.readers.formats import is_url
from dcl.readers.text_dialect import encoding_of, unknown_encoding
from dcl.readers.text_lines import lines_of
from dcl.tables.show import visible
from dcl.tables.table import Table

USUAL = ("token", "tag")
CONLLU = ("id", "form", "lemma", "upos", "xpos", "feats", "head", "deprel", "deps", "misc")
PLACES = ("sentence", "position")


def read(binding: Binding, spec: TableSpec) -> tuple[Table | None, tuple[Diagnostic, ...]]:
    """Read tokens from files as one table; sentences are numbered through all files, tokens in each sentence."""
    columns, problem = _columns(binding, spec)
    encoding = encoding_of(spec.format.encoding)
    if encoding is None:
        problem = problem or unknown_encoding(spec.format.encoding)
    if problem or encoding is None:
        return None, (problem,) if problem else ()
    records: list[Record] = []
    problems: list[Diagnostic] = []
    for name, captures in binding.files:
        problem = captured_twice(name, (*columns, *PLACES), captures)
        found, wrong = ([], problem) if problem else _read_file(name, columns, encoding)
        before = int(records[-1]["sentence"]) if records else 0
        for sentence, position, cells in found:
            record: Record = dict(zip(columns, cells, strict=True))
            record |= {"sentence": str(before + sentence), "position": str(position), **captures}
            records.append(record)
        if wrong:
            problems.append(wrong)
    if problems:
        return None, tuple(problems)
    captured = binding.captures[0] if binding.captures else ()
    return text_table(records, (*columns, *PLACES, *captured), binding.shown), ()


def _columns(binding: Binding, spec: TableSpec) -> tuple[tuple[str, ...], Diagnostic | None]:
    if spec.format.columns is None:
        is_conllu = all(Path(path.removesuffix(".gz")).suffix.lower() == ".conllu" for path in binding.paths)
        return CONLLU if is_conllu else USUAL, None
    columns = tuple(spec.format.columns.split())
    twice = next((name for name in (*columns, *PLACES) if (*columns, *PLACES).count(name) > 1), None)
    if not columns:
        return (), Diagnostic(DCL622, "`columns` names no column", help='write them in order: `columns: "token tag"`')
    if twice:
        message = f"`columns` cannot name `{visible(twice)}`: there is a column of that name already"
        help = "`sentence` and `position` are counted; give the column of the file another name"
        return (), Diagnostic(DCL614, message, help=help)
    return columns, None


Row = tuple[int, int, list[str | None]]


def _read_file(name: str, columns: Sequence[str], encoding: str) -> tuple[list[Row], Diagnostic | None]:
    path = Path(name)
    if is_url(name):
        message = f"{named(name)} cannot be read: CoNLL is not read from a cloud yet"
        return [], Diagnostic(DCL608, message, help="copy the file here first")
    lines, problem = lines_of(path, "CoNLL", encoding)
    if problem:
        return [], problem
    rows: list[Row] = []
    sentence, position = 0, 0
    tabs = _has_tabs(lines)
    for number, line in enumerate(lines, 1):
        fields = line.split("\t") if tabs else line.split()
        if not line.strip() or line.startswith("-DOCSTART-"):
            position = 0
        elif position == 0 and _is_comment(line, fields, len(columns)):
            continue
        elif len(fields) != len(columns):
            return [], _ragged(path, number, fields, columns)
        else:
            position += 1
            sentence += position == 1
            rows.append((sentence, position, [field or None for field in fields]))
    if not rows:
        return [], Diagnostic(DCL616, f"{named(path)} holds no token", help="write the file again")
    return rows, None


def _has_tabs(lines: Sequence[str]) -> bool:
    """Whether tabs part the columns: a token may then hold blanks."""
    return any("\t" in line for line in _tokens(lines))


def _tokens(lines: Sequence[str]) -> Iterator[str]:
    return (line for line in lines if line.strip() and not line.startswith("-DOCSTART-"))


def _is_comment(line: str, fields: Sequence[str], width: int) -> bool:
    """Whether a line before a sentence is a comment: `#hashtag O` is a token, `# text = …` is none."""
    return line.startswith("#") and " " in line and len(fields) != width and "\t" not in line


def _ragged(path: Path, line: int, fields: Sequence[str], columns: Sequence[str]) -> Diagnostic:
    names = " ".join(columns)
    expected = f"the contract expects {len(columns):,} (`{visible(names)}`)"
    message = f"line {line:,} of {named(path)} has {count_of(len(fields), 'column')}, but {expected}"
    return Diagnostic(
        DCL613, message, help='mend the line, or name the columns of the file: `format conll(columns: "token pos tag")`'
    )
