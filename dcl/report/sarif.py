"""The report in SARIF 2.1.0, for code scanning and for viewers of findings.

Where a finding lies. GitHub shows a finding only at a line of a text file in the repository. Data are mostly neither
text nor in the repository, and the line of a row is not known without reading the file again. So the location of a
finding is the line of its rule in the contract, which people can read there; the file of the data and the table, row
and column in it are a related location.

What a finding is known by. `dclViolation/v1` is made of contract, rule and key, never of a row number. GitHub looks at
`primaryLocationLineHash` alone, and makes one of the line where there is none, so that all findings of a rule would be
one; the same value stands there, too. (Its upload step remarks in its log that it would have made another.)
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from dcl import __version__
from dcl.ir.program import DeterminesCheck, Location, Program, Rule
from dcl.report.markdown_text import code, prose
from dcl.report.places import data_file, place_of, uri_of
from dcl.report.rule_words import sentence_of
from dcl.report.text_cells import cell, measure
from dcl.report.text_reviews import review_words
from dcl.report.text_words import limit_words, one_line, told
from dcl.run.identity import identity_of
from dcl.run.messages import is_column_rule
from dcl.run.result import Result, RuleResult, Violation
from dcl.tables.show import visible

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"error": "error", "warn": "warning", "info": "note"}
PROBLEMS = {"error": "error", "warn": "warning", "info": "recommendation"}
"""What GitHub calls the severities."""

MOST_TAGS = 20
"""More tags of a rule make GitHub refuse the file."""

SOURCE_ROOT = {"%SRCROOT%": {"description": {"text": "The folder in which dcl ran, mostly that of the repository."}}}

Json = dict[str, Any]


def sarif_report(result: Result, fail_on: str = "error") -> str:
    """The report as a SARIF log of one run."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(result, fail_on)]}
    # Only ASCII: nothing in a cell can turn the direction of writing or be obeyed by a terminal.
    return json.dumps(log, ensure_ascii=True, indent=2, allow_nan=False) + "\n"


def _run(result: Result, fail_on: str) -> Json:
    shown = [rule for rule in result.rules if not rule.ok or rule.waits_for_people]
    places = {rule.id: place for place, rule in enumerate(shown)}
    return {
        "tool": {
            "driver": {
                "name": "dcl",
                "semanticVersion": __version__,
                "rules": [_descriptor(result.program, rule.rule) for rule in shown],
            }
        },
        # GitHub keeps the findings of contracts apart by it.
        "automationDetails": {"id": f"dcl/{result.program.name}/"},
        "originalUriBaseIds": SOURCE_ROOT,
        "invocations": [_invocation(result, fail_on, places)],
        "results": [found for rule in shown for found in _results(result, rule, places[rule.id])],
        "columnKind": "unicodeCodePoints",
    }


def _descriptor(program: Program, rule: Rule) -> Json:
    sentence = sentence_of(program, rule)
    lines = [sentence]
    marked = [prose(sentence)]
    if rule.formula and one_line(rule.formula) != sentence:
        lines.append(f"It checks: {one_line(rule.formula)}")
        marked.append(f"It checks: {code(' '.join(rule.formula.split()), 400)}")
    if limit := limit_words(rule.allow):
        lines.append(f"At most {limit} may fail.")
        marked.append(f"At most {limit} may fail.")
    return {
        "id": rule.id,
        "shortDescription": {"text": sentence},
        "fullDescription": {"text": sentence},
        "help": {"text": "\n".join(lines), "markdown": "\n\n".join(marked)},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {
            "problem.severity": PROBLEMS[rule.severity],
            "tags": list(dict.fromkeys(rule.tags))[:MOST_TAGS],
            "table": rule.table,
            "scope": rule.scope,
        },
    }


def _invocation(result: Result, fail_on: str, places: Mapping[str, int]) -> Json:
    """How the run went: what could not be judged, and of which rules more is broken than is listed."""
    notes = []
    for rule in result.rules:
        if rule.cannot_be_judged:
            notes.append(_notification("error", f"not judged: {one_line(rule.reason or '')}", rule, places))
        elif rule.verdict == "unknown":
            notes.append(_notification("note", one_line(rule.reason or "unknown"), rule, places))
        elif rule.verdict == "fail" and rule.truncated:
            more = f"{told(rule)}; the first {rule.listed:,} are listed here, with `--limit 0` all of them"
            notes.append(_notification("note", more, rule, places))
    judged = result.verdict(fail_on) != "unjudged"
    return {"executionSuccessful": judged, "toolExecutionNotifications": notes}


def _notification(level: str, text: str, rule: RuleResult, places: Mapping[str, int]) -> Json:
    return {
        "level": level,
        "message": {"text": _unlinked(f"{visible(rule.id)}: {text}")},
        "associatedRule": {"id": rule.id, "index": places[rule.id]},
    }


def _results(result: Result, rule: RuleResult, index: int) -> Iterator[Json]:
    base = {"ruleId": rule.id, "ruleIndex": index}
    at = [{"physicalLocation": _contract(place_of(result, rule))}]
    if rule.verdict == "fail":
        listed = rule.violations or (Violation(told(rule)),)
        for violation in listed:
            yield {
                **base,
                "kind": "fail",
                "level": LEVELS[rule.severity],
                "message": {"text": _unlinked(_message(rule, violation))},
                "locations": at,
                "relatedLocations": [_data(result, rule, violation)],
                **_fingerprints(result, rule, violation),
            }
    if rule.waits_for_people:
        text = {"text": _unlinked(review_words(rule))}
        yield {**base, "kind": "review", "level": "none", "message": text, "locations": at}


def _fingerprints(result: Result, rule: RuleResult, violation: Violation) -> Json:
    who = identity_of(result.program, rule.rule, violation)
    return {} if who is None else {"partialFingerprints": {"dclViolation/v1": who, "primaryLocationLineHash": who}}


def _message(rule: RuleResult, violation: Violation) -> str:
    """Which item it is, what is wrong with it, and what may be meant; what a named rule read, in brackets."""
    says_all = is_column_rule(rule.rule) or isinstance(rule.rule.body, DeterminesCheck)
    guessed = violation.suggestion is not None and not isinstance(rule.rule.body, DeterminesCheck)
    guess = f"; did you mean {cell(violation.suggestion)}?" if guessed else ""
    read = [] if says_all else [(name, cell(value)) for name, value in violation.values.items()]
    read += [(name, measure(value)) for name, value in (violation.measured or {}).items()]
    shown = f" ({', '.join(f'{visible(name)} {value}' for name, value in read)})" if read else ""
    return f"{_item(rule, violation)}: {one_line(violation.message)}{guess}{shown}"


def _item(rule: RuleResult, violation: Violation) -> str:
    """The item in words: `boxes, box_id 17`."""
    return ", ".join(filter(None, [visible(rule.table), _which(rule, violation)]))


def _which(rule: RuleResult, violation: Violation) -> str:
    sides = [_row(violation.keys, violation.row)]
    if rule.scope == "pair":
        sides.append(_row(violation.other_keys or {}, violation.other_row))
    return " and ".join(filter(None, sides))


def _row(keys: Mapping[str, Any], row: int | None) -> str:
    if keys:
        return ", ".join(f"{visible(name)} {cell(value)}" for name, value in keys.items())
    return "" if row is None else f"row {row + 1:,}"


def _contract(place: Location) -> Json:
    region = {"startLine": place.line, "startColumn": place.column}
    return {"artifactLocation": _artifact(place.path), "region": region}


def _data(result: Result, rule: RuleResult, violation: Violation) -> Json:
    """The data: the file, where there is one, and the table, row and column."""
    names = [(visible(rule.table), "table")]
    if which := _which(rule, violation):
        names.append((which, "row"))
    column = violation.column or (rule.rule.column if rule.scope in ("row", "table") else None)
    if column is not None:
        names.append((visible(column), "column"))
    found: Json = {"id": 1, "message": {"text": _unlinked(_item(rule, violation))}}
    file = data_file(result, rule.table)
    if file is not None:
        found["physicalLocation"] = {"artifactLocation": _artifact(file)}
    full = "/".join(name for name, _ in names)
    found["logicalLocations"] = [{"name": names[-1][0], "fullyQualifiedName": full, "kind": names[-1][1]}]
    return found


def _artifact(path: str) -> Json:
    uri = uri_of(path)
    return {"uri": uri} if ":" in uri.split("/")[0] else {"uri": uri, "uriBaseId": "%SRCROOT%"}


def _unlinked(text: str) -> str:
    """A text in which nothing is a link: `[shown](address)` would be one."""
    return text.replace("](", "] (")
