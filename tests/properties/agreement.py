"""Both engines side by side on a contract and its data."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import jsonschema

import dcl
from dcl.report.schema import SCHEMA

VALIDATOR = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
ENGINES = ("reference", "polars")


@contextmanager
def folder() -> Iterator[Path]:
    """An empty folder of one example."""
    with tempfile.TemporaryDirectory() as made:
        yield Path(made)


def written(text: str, place: Path) -> Path:
    path = place / "made.dcl"
    path.write_bytes(text.encode())
    return path


def load(text: str, place: Path) -> dcl.Contract:
    return dcl.load(written(text, place))


def both(contract: dcl.Contract, data: Mapping[str, Any], whole: bool = True) -> dcl.Report:
    """The report of the reference engine, after that of Polars came out the same and both kept to the schema."""
    reports = [contract.check(data, engine=engine, limit=None) for engine in ENGINES]
    expected, found = ({rule.id: outcome(rule) for rule in report} for report in reports)
    assert list(found) == list(expected)
    for id_, of_reference in expected.items():
        assert found[id_] == of_reference, f"{id_}: polars says {found[id_]},\n    the reference {of_reference}"
    if whole:
        for report in reports:
            VALIDATOR.validate(json.loads(report.json()))
            assert report.text()
        assert reports[0].text() == reports[1].text()
    return reports[0]


def outcome(rule: Any) -> dict[str, Any]:
    """All that a report says of a rule, with the types of the values, since 1, 1.0 and True are equal."""
    said = ("verdict", "checked", "failed", "unknown", "outside", "allowed", "reason", "measured", "violations")
    return {name: _exact(getattr(rule, name)) for name in said}


def _exact(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _exact(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [type(value).__name__, *map(_exact, value)]
    if is_dataclass(value):
        return {field.name: _exact(getattr(value, field.name)) for field in fields(value)}
    return value if value is None or isinstance(value, str) else f"{type(value).__name__} {value!r}"


def counts(report: dcl.Report) -> dict[str, Any]:
    """What does not depend on the form of the data: counts and the rows that fail. No records have no columns."""
    return {
        rule.id: [
            *(rule.verdict, rule.checked, rule.failed, rule.unknown, rule.outside, rule.allowed),
            *((violation.row, violation.column) for violation in rule.violations),
        ]
        for rule in report
        if not rule.id.endswith(".columns")
    }
