"""The statements of a table: where its files are, how they are spelled, what is unique together."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, replace

from dcl.analysis.columns import spellings
from dcl.analysis.context import Context, TableInfo
from dcl.diagnostics import Label, did_you_mean
from dcl.diagnostics.codes_names import DCL203, DCL208
from dcl.diagnostics.codes_types import DCL306, DCL309, DCL316
from dcl.source import Span
from dcl.syntax import ast
from dcl.time_format import any_time_format
from dcl.types import ListOf, Record

FORMATS = (
    "csv", "tsv", "json", "ndjson", "parquet", "arrow", "coco", "voc", "yolo", "conll", "labelstudio", "cvat", "chat",
)  # fmt: skip
LATER_FORMATS = ("excel",)
CSV_OPTIONS = ("separator", "header", "quote", "encoding", "decimal", "thousands", "dates", "skip")
OPTIONS = {"csv": CSV_OPTIONS, "tsv": CSV_OPTIONS, "conll": ("columns", "encoding")}


@dataclass(frozen=True)
class Statements:
    """What the statements of a table come to."""

    uniques: tuple[tuple[tuple[str, ...], Span], ...] = ()
    open: bool = False
    may_be_empty: bool = False
    may_be_absent: bool = False
    missing: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    format: ast.FormatStatement | None = None


def check_statements(context: Context, table: TableInfo) -> Statements:
    """Check the statements of a table and put them together."""
    found = Statements()
    for item in table.items:
        match item:
            case ast.UniqueStatement():
                columns = _unique(context, table, item)
                if columns:
                    found = replace(found, uniques=(*found.uniques, (columns, item.span)))
            case ast.OpenStatement():
                found = replace(found, open=True)
            case ast.MayBeStatement(what="empty"):
                found = replace(found, may_be_empty=True)
            case ast.MayBeStatement(what="absent"):
                found = replace(found, may_be_absent=True)
            case ast.MayBeStatement(what=what):
                context.report(DCL208, f"a table may be `empty` or `absent`, not `{what}`", item.span)
            case ast.MissingStatement():
                found = replace(found, missing=found.missing + spellings(item.spellings))
            case ast.SourceStatement():
                found = replace(found, sources=found.sources + _sources(context, item))
            case ast.FormatStatement():
                _format(context, item, found.format)
                found = replace(found, format=item)
    return found


def _unique(context: Context, table: TableInfo, statement: ast.UniqueStatement) -> tuple[str, ...]:
    declared = Label(table.decl.name.span, "the table is declared here")
    names = []
    for name in statement.columns:
        column = table.columns.get(name.text)
        if column is None and name.text in table.made:
            names.append(name.text)
        elif column is None:
            guess = did_you_mean(name.text, table.columns)
            help = f"did you mean `{guess}`?" if guess else None
            context.report(DCL203, f"`{name.text}` is not a column of `{table.name}`", name.span, help, (declared,))
        elif isinstance(column.type, ListOf | Record):
            context.report(DCL306, "a list or a record is not compared for `unique`", name.span)
        elif name.text in names:
            context.report(DCL309, f"`{name.text}` stands twice", name.span)
        else:
            names.append(name.text)
    return tuple(names) if len(names) == len(statement.columns) else ()


def _sources(context: Context, statement: ast.SourceStatement) -> tuple[str, ...]:
    paths = []
    for path in statement.paths:
        if not path.value or "\0" in path.value:
            context.report(DCL316, "the path is empty", path.span)
        else:
            paths.append(path.value)
    return tuple(paths)


def _format(context: Context, statement: ast.FormatStatement, before: ast.FormatStatement | None) -> None:
    name = statement.format.text
    if before is not None:
        context.report(DCL309, "the format stands twice", statement.span, None, (Label(before.span, "first here"),))
    if name in LATER_FORMATS:
        context.unsupported(f"the format `{name}` is", statement.span)
        return
    if name not in FORMATS:
        similar = did_you_mean(name, FORMATS)
        words = f"did you mean `{similar}`?" if similar else "formats are " + ", ".join(FORMATS)
        context.report(DCL208, f"there is no format `{name}`", statement.format.span, words)
        return
    for option in statement.options:
        options = OPTIONS.get(name, ())
        if option.name.text not in options:
            guess = did_you_mean(option.name.text, options)
            help = f"did you mean `{guess}`?" if guess else None
            context.report(DCL208, f"`{name}` has no option `{option.name.text}`", option.name.span, help)
        else:
            _option(context, option)


def _option(context: Context, option: ast.FormatOption) -> None:
    name, value = option.name.text, option.value
    problem: str | None = None
    if name == "header":
        if not (isinstance(value, ast.Name) and value.text in ("yes", "no")):
            problem = "`header` is `yes` or `no`"
    elif name == "skip":
        if not isinstance(value, ast.IntLit):
            problem = "`skip` is a number of lines"
    elif not isinstance(value, ast.Text):
        problem = f'`{name}` is a quoted text, as in `{name}: ";"`'
    elif name == "quote" and not value.value:
        return
    elif name in ("separator", "quote", "decimal", "thousands") and (
        len(value.value) != 1 or not value.value.isascii()
    ):
        problem = f"`{name}` is one sign of ASCII"
    elif name == "decimal" and value.value not in (".", ","):
        problem = '`decimal` is "." or ","'
    elif name == "encoding":
        problem = _encoding_problem(value.value)
    elif name == "dates":
        problem = _dates_problem(value.value)
    if problem is not None:
        context.report(DCL316, problem, value.span)


def _dates_problem(text: str) -> str | None:
    try:
        any_time_format(text)
    except ValueError as error:
        return str(error)
    return None


def _encoding_problem(name: str) -> str | None:
    try:
        codecs.lookup(name)
    except LookupError:
        return f'there is no encoding "{name}"'
    return None
