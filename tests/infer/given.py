"""Judging drafts as a user does: check, lint, fmt and test."""

from __future__ import annotations

from pathlib import Path

from dcl.compile import compile_contract
from dcl.engines.named import engine_named
from dcl.examples.run import run_examples
from dcl.infer.infer import infer
from dcl.ir.program import Program
from dcl.lint import lint
from dcl.readers.bind import bind_arguments
from dcl.readers.read import read_table
from dcl.run.check import check
from dcl.run.result import ExitStatus, exit_status
from dcl.source import SourceFile
from dcl.syntax.format import format_source


def drafted(folder: Path, *arguments: str, **options) -> str:
    """The draft for some files."""
    text, problems = infer(arguments, folder, **options)
    assert text is not None, problems
    return text


def accepted(folder: Path, text: str) -> Program:
    """The compiled draft, after its own data, the lints, the formatter and its examples had nothing to say."""
    path = folder / "draft.dcl"
    path.write_text(text, encoding="utf-8")
    compiled, diagnostics = compile_contract(path)
    assert diagnostics == ()
    assert compiled is not None
    assert lint(compiled.checked) == ()
    assert format_source(SourceFile("draft.dcl", text)) == (text, ())
    assert run_examples(compiled).ok
    bindings, problems = bind_arguments(compiled.program, (), folder)
    assert problems == ()
    tables = {each.table: read_table(each, compiled.program.table[each.table])[0] for each in bindings}
    result = check(compiled.program, tables, engine_named("polars"))
    assert [rule.id for rule in result.rules if rule.verdict == "fail"] == []
    assert exit_status(result) is ExitStatus.OK
    return compiled.program


def lines(text: str) -> list[str]:
    """The lines of a draft without what is aligned and remarked."""
    return [" ".join(line.partition("  #")[0].split()) for line in text.splitlines()]
