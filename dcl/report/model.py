"""The report in JSON: what it holds, as a pydantic model that makes the JSON and its schema."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Verdict = Literal["pass", "fail", "unknown", "unjudged", "review"]


class Part(BaseModel):
    """Base of all parts. A field that does not apply is left out."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Contract(Part):
    """The contract that was checked."""

    name: str
    version: str
    path: str = Field(description="The file, as it was named.")
    fingerprint: str = Field(description="A hash of what the contract means; layout and comments never change it.")


class TableData(Part):
    """The data of one table."""

    rows: int = Field(ge=0)
    source: str = Field(description="A path, a glob, or a word for a frame.")


class Location(Part):
    """A place in a contract; line and column count from 1."""

    path: str
    line: int = Field(ge=1)
    column: int = Field(ge=1)


class Violation(Part):
    """One failing item. Sensitive values are `***`."""

    row: int | None = Field(default=None, ge=0, description="The row, from 0; for a pair, the earlier one.")
    other_row: int | None = Field(default=None, ge=0, description="The other row of a pair.")
    keys: dict[str, Any] | None = Field(default=None, description="The key of the row, or the values of the group.")
    other_keys: dict[str, Any] | None = Field(default=None, description="The key of the other row of a pair.")
    values: dict[str, Any] | None = Field(default=None, description="What the check read; a misfit by its raw text.")
    measured: dict[str, Any] | None = Field(default=None, description="What each aggregate of the check came to.")
    message: str | None = None
    column: str | None = Field(default=None, description="The column to blame, where the rule does not say it.")
    suggestion: Any = Field(default=None, description="What most likely should stand there.")
    by: Any = Field(default=None, description="The part it belongs to, with `--by`; a list for a pair of two parts.")


class ReviewReport(Part):
    """What people judge of a rule, and what they found, where they did."""

    size: int = Field(ge=0, description="How many rows people judge, in all lots together.")
    accept: int = Field(ge=0, description="How many bad rows are accepted; with lots, in a lot (in the largest).")
    lots: int | None = Field(default=None, ge=0, description="How many lots there are, each accepted for itself.")
    seed: int | None = Field(default=None, description="The seed that drew the rows which were judged.")
    judged: int | None = Field(default=None, ge=0, description="How many rows were judged.")
    bad: int | None = Field(default=None, ge=0, description="How many of them are bad.")
    decision: Literal["accepted", "refused", "incomplete"] | None = None


class RuleReport(Part):
    """What one rule came to. `checked`, `failed` and `allowed` count items of its scope."""

    id: str
    table: str
    scope: Literal["row", "pair", "group", "table"]
    severity: Literal["error", "warn", "info"]
    verdict: Verdict
    reason: str | None = Field(default=None, description="Why, where the verdict is not plain.")
    description: str | None = None
    location: Location | None = None
    checked: int = Field(ge=0, description="passed + failed + unknown")
    passed: int = Field(ge=0)
    failed: int = Field(ge=0)
    unknown: int = Field(ge=0)
    allowed: int = Field(ge=0, description="How many may fail.")
    known: int | None = Field(default=None, ge=0, description="Failing items that a baseline knew; not listed.")
    outside: int | None = Field(default=None, ge=0, description="Rows with a missing `per` or `pairs in` value.")
    measured: dict[str, Any] | None = Field(default=None, description="What each aggregate came to, for a whole table.")
    review: ReviewReport | None = Field(default=None, description="On rules that people judge.")
    violations: list[Violation]
    truncated: bool = Field(description="Whether more items failed than are listed.")


class PartReport(Part):
    """What belongs to one value of the column that the report goes by; None where it is missing."""

    value: Any
    rows: dict[str, int] = Field(description="Rows by table.")
    failed: dict[str, int] = Field(description="Failing items by the id of the rule; only where there are some.")


class ByReport(Part):
    """The whole report by the values of a column, the one with most failing items first."""

    column: str
    parts: list[PartReport]


class BaselineReport(Part):
    """What a baseline knew. Known items count as failed and break no rule."""

    known: int = Field(ge=0, description="Failing items that the baseline knew.")
    gone: int = Field(ge=0, description="Items of the baseline that fail no more.")


class Report(Part):
    """What a whole check came to."""

    model_config = ConfigDict(extra="forbid", frozen=True, title="dcl report")

    schema_version: Literal[1]
    dcl_version: str
    contract: Contract
    verdict: Literal["pass", "fail", "unjudged"] = Field(description="`unjudged` just when the exit status is 2.")
    tables: dict[str, TableData]
    by: ByReport | None = Field(default=None, description="With `--by`.")
    baseline: BaselineReport | None = Field(default=None, description="With `--baseline`.")
    rules: list[RuleReport]
