"""Runs every case of the conformance suite; `README.md` describes the form of a case."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import dcl
from dcl.compile import compile_contract
from dcl.diagnostics import Diagnostic
from dcl.examples import run_examples
from dcl.lint import lint
from dcl.source import Span
from tests.language.markdown_cases import MAIN, Case, Data, ExpectedRule, Mark, read_page

PAGES = sorted(path for path in Path(__file__).parent.glob("*.md") if path.stem != "README")
CASES = [case for page in PAGES for case in read_page(page)]
ENGINES = ("reference", "polars")

QUESTIONS = {0: 6, 1: 16, 2: 8, 3: 11, 5: 9}
"""How many questions each part of the design's list of questions has; part 4 is about comparing two contracts."""


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_case(case: Case, tmp_path: Path) -> None:
    contract = _load(case, tmp_path)
    if contract is None:
        return
    problems: list[str] = []
    if case.data:
        for way, tables in _ways(case, tmp_path):
            for engine in ENGINES:
                report = contract.check(tables, engine=engine, limit=None)
                problems += [f"{engine}, {way}: {problem}" for problem in _differences(case, report)]
    elif case.expected:
        problems.append("expectations without data")
    assert not problems, "\n".join([f"{case.page}.md:{case.line}: {case.title}", *problems])


def test_titles_are_unique() -> None:
    ids = [case.id for case in CASES]
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize(
    "question", [f"{part}.{place + 1}" for part, last in QUESTIONS.items() for place in range(last)]
)
def test_every_question_has_a_case(question: str) -> None:
    assert any(case.title.split(" ")[0] == question for case in CASES)


def test_the_example_of_the_reference_page_loads(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "language.md").read_text(encoding="utf-8")
    path = tmp_path / MAIN
    path.write_text(page.split("```dcl\n")[1].split("```")[0], encoding="utf-8")
    compiled, diagnostics = compile_contract(path)
    assert compiled is not None, diagnostics
    assert run_examples(compiled).ok


def _load(case: Case, folder: Path) -> Any:
    """The contract, or None where it is not meant to load."""
    for name, text in case.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="")
    path = folder / MAIN
    path.write_text(case.prelude + (case.contract or ""), encoding="utf-8", newline="")
    try:
        contract = dcl.load(path)
    except dcl.ContractError as error:
        _match_marks(case, "error", [_finding(case, d) for d in error.diagnostics if d.is_error])
        return None
    _match_marks(case, "error", [])
    if any(mark.kind != "error" for mark in case.marks):
        _match_findings(case, path)
    return contract


def _match_findings(case: Case, path: Path) -> None:
    """What `dcl lint` and `dcl test` find, as far as the case speaks of them."""
    compiled, diagnostics = compile_contract(path)
    assert compiled is not None
    kinds = {mark.kind for mark in case.marks}
    if "lint" in kinds:
        _match_marks(case, "lint", [_finding(case, d) for d in (*diagnostics, *lint(compiled.checked))])
    if "wrong" in kinds:
        wrong = [example for example in run_examples(compiled).examples if not example.ok]
        _match_marks(case, "wrong", [Finding("", example.message, *_place(case, example.span)) for example in wrong])


@dataclass(frozen=True)
class Finding:
    """A finding as marks speak of it: `text` is its message and its help."""

    code: str
    text: str
    file: str
    line: int


def _finding(case: Case, found: Diagnostic) -> Finding:
    return Finding(found.id, f"{found.message} {found.help or ''}", *_place(case, found.span))


def _place(case: Case, span: Span | None) -> tuple[str, int]:
    """The file and the line, not counting what the runner put before the contract."""
    if span is None:
        return "", 0
    name = Path(span.source.path).name
    return name, span.line - (case.prelude.count("\n") if name == MAIN else 0)


def _match_marks(case: Case, kind: str, findings: list[Finding]) -> None:
    """Each finding has its mark and each mark its finding."""
    unmet: list[Mark] = [mark for mark in case.marks if mark.kind == kind]
    problems = []
    for finding in findings:
        mark = next((mark for mark in unmet if _meets(mark, finding)), None)
        if mark is None:
            problems.append(f"unexpected {kind}: {finding}")
        else:
            unmet.remove(mark)
    problems += [f"missing: {mark}" for mark in unmet]
    assert not problems, "\n".join([f"{case.page}.md:{case.line}: {case.title}", *problems])


def _meets(mark: Mark, finding: Finding) -> bool:
    same_place = (mark.file, mark.line) == (finding.file, finding.line)
    return same_place and mark.code == finding.code and mark.message in finding.text


def _ways(case: Case, folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The ways to hand over the data of a case: as files, and as typed frames where all of them can be frames."""
    paths: dict[str, Any] = {}
    for data in case.data:
        path = folder / f"{data.table}.{data.format}"
        path.write_text(data.text, encoding="utf-8", newline="")
        paths[data.table] = path
    yield "files", paths
    frames = {data.table: _frame(data) for data in case.data}
    if all(frame is not None for frame in frames.values()):
        yield "frames", frames


def _frame(data: Data) -> pl.DataFrame | None:
    if data.format in ("csv", "tsv"):
        separator = "," if data.format == "csv" else "\t"
        typed = "typed" in data.flags
        return pl.read_csv(data.text.encode(), separator=separator, try_parse_dates=True) if typed else None
    if "untyped" in data.flags:
        return None
    lines = data.text.splitlines()
    records = json.loads(data.text) if data.format == "json" else [json.loads(line) for line in lines if line.strip()]
    try:
        frame = pl.DataFrame(records, infer_schema_length=None, strict=True) if records else None
        return frame.cast({pl.Int64: getattr(pl, data.ints)}) if _holds(frame, records) else None
    except (TypeError, ValueError, pl.exceptions.PolarsError):
        return None


def _holds(frame: pl.DataFrame | None, records: list[dict[str, Any]]) -> bool:
    """Whether a frame holds the records as they are; Polars turns numbers among texts into texts."""
    if frame is None:
        return False
    pairs = zip(frame.to_dicts(), records, strict=True)
    return all(_alike(cell, record.get(name)) for row, record in pairs for name, cell in row.items())


def _alike(cell: Any, value: Any) -> bool:
    numbers = all(isinstance(side, int | float) and not isinstance(side, bool) for side in (cell, value))
    return cell == value and (numbers or type(cell) is type(value))


def _differences(case: Case, report: Any) -> Iterator[str]:
    results = {result.id: result for result in report}
    spoken = {expected.id for expected in case.expected}
    for expected in case.expected:
        if expected.id not in results:
            yield f"{case.page}.md:{expected.line}: no rule `{expected.id}` among {', '.join(results)}"
        else:
            found = _compare(expected, results[expected.id])
            yield from (f"{case.page}.md:{expected.line}: {expected.id}: {problem}" for problem in found)
    for id_, result in results.items():
        if id_ not in spoken and result.verdict != "pass":
            yield f"{id_} is not spoken of, and is {_summary(result)}"


def _summary(result: Any) -> str:
    rows = [violation.row + 1 for violation in result.violations if violation.row is not None]
    counts = f"checked {result.checked}, failed {result.failed}, unknown {result.unknown}"
    return f"{result.verdict} ({counts}, rows {rows}, reason {result.reason})"


def _compare(expected: ExpectedRule, result: Any) -> Iterator[str]:
    violations = result.violations
    if expected.verdict is not None and expected.verdict != result.verdict:
        yield f"expected {expected.verdict}, came out {_summary(result)}"
    for name, count in expected.counts.items():
        if count != getattr(result, name):
            yield f"{name} {getattr(result, name)}, expected {count}"
    if expected.reason is not None and expected.reason not in (result.reason or ""):
        yield f"reason {result.reason!r}, expected {expected.reason!r}"
    yield from _same("rows", expected.rows, [v.row + 1 if v.row is not None else None for v in violations])
    yield from _same("column", expected.columns, [v.column for v in violations])
    yield from _same("suggestion", expected.suggestions, [_plain(v.suggestion) for v in violations])
    yield from _parts("message", expected.messages, [v.message or "" for v in violations])
    yield from _inside("keys", expected.keys, [v.keys for v in violations])
    yield from _inside("values", expected.values, [v.values for v in violations])
    of_table = result.scope == "table"
    yield from _inside(
        "measured", expected.measured, [result.measured] if of_table else [v.measured for v in violations]
    )


def _same(name: str, expected: list[Any] | None, found: list[Any]) -> Iterator[str]:
    if expected is not None and [str(item) for item in expected] != [str(item) for item in found]:
        yield f"{name} {found}, expected {expected}"


def _parts(name: str, expected: list[str] | None, found: list[str]) -> Iterator[str]:
    if expected is None:
        return
    if len(expected) != len(found) or any(part not in whole for part, whole in zip(expected, found, strict=True)):
        yield f"{name} {found}, expected {expected}"


def _inside(name: str, expected: list[dict[str, Any]] | None, found: list[Any]) -> Iterator[str]:
    """Each expected object says of one found object what it must hold, in order."""
    if expected is None:
        return
    plain = [{key: _plain(value) for key, value in (item or {}).items()} for item in found]
    holds = len(expected) == len(plain) and all(
        key in actual and actual[key] == value
        for wanted, actual in zip(expected, plain, strict=True)
        for key, value in wanted.items()
    )
    if not holds:
        yield f"{name} {plain}, expected {expected}"


def _plain(value: Any) -> Any:
    """A value as JSON would hold it."""
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value
