"""The report as JUnit XML: a suite for each table, a test case for each rule.

JUnit knows no warnings. A broken rule that does not fail the check is a skipped case, since GitLab, Jenkins and the
usual actions of GitHub count skipped cases and show why, and hide whatever a case that passes has to say. A rule that
nobody could judge is an error, one that is unknown or waits for people is skipped.

GitLab and the actions of GitHub open the `file` of a case at its `line`. The schema of Jenkins' xUnit plugin has
neither, its `junit` step takes both.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from dcl.report.places import place_of, slashed
from dcl.report.style import bare
from dcl.report.text_cells import lists_rows, table_lines
from dcl.report.text_reviews import review_words
from dcl.report.text_words import one_line, remarks, told
from dcl.run.result import SEVERITIES, Result, RuleResult
from dcl.tables.show import visible

ROWS = 10
WIDTH = 100
MILD = {"warn": "warning", "info": "note"}

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit_report(result: Result, fail_on: str = "error") -> str:
    """The report as an XML file for build servers."""
    root = Element("testsuites", name=_text(result.program.name))
    if result.seconds is not None:
        root.set("time", f"{result.seconds:.3f}")
    for table in dict.fromkeys(rule.table for rule in result.rules):
        suite = SubElement(root, "testsuite", name=_text(table))
        for rule in result.rules:
            if rule.table == table:
                suite.append(_case(result, rule, fail_on))
        _count(suite)
    _count(root)
    # How many cases of all were skipped has no place in the schema.
    del root.attrib["skipped"]
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _count(element: Element) -> None:
    """Say how many cases there are below an element, and how they ended."""
    element.set("tests", str(sum(1 for _ in element.iter("testcase"))))
    for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        element.set(attribute, str(sum(1 for _ in element.iter(tag))))


def _case(result: Result, rule: RuleResult, fail_on: str) -> Element:
    place = place_of(result, rule)
    case = Element(
        "testcase",
        name=_text(rule.id),
        classname=_text(f"{result.program.name}.{rule.table}"),
        file=_text(slashed(place.path)),
        line=str(place.line),
    )
    tag, kind, message, body = _outcome(rule, fail_on)
    if tag is not None:
        where = f"{visible(place.path, 200)}:{place.line}"
        said = SubElement(case, tag, type=kind, message=_text(message, 1_000))
        # Some build servers show only the text, others only the message.
        said.text = _NO_XML.sub(_written_out, "\n".join([message, where, *body]))
    return case


def _outcome(rule: RuleResult, fail_on: str) -> tuple[str | None, str, str, list[str]]:
    """The element that says how a rule ended, its type, its message and more lines; no element where it holds."""
    if rule.cannot_be_judged:
        return "error", "unjudged", f"not judged: {one_line(rule.reason or '')}", []
    if rule.verdict == "fail":
        if SEVERITIES.index(rule.severity) >= SEVERITIES.index(fail_on):
            return "failure", rule.severity, told(rule), _rows(rule)
        return "skipped", rule.severity, f"{MILD[rule.severity]}: {told(rule)}", _rows(rule)
    if rule.verdict == "review":
        return "skipped", "review", review_words(rule), []
    if rule.verdict == "unknown":
        return "skipped", "unknown", one_line(rule.reason or "unknown"), []
    return None, "", "", []


def _rows(rule: RuleResult) -> list[str]:
    formula = [one_line(rule.rule.formula)] if rule.rule.formula else []
    rows = table_lines(rule.limited(ROWS), WIDTH, bare) if lists_rows(rule) else []
    return [*formula, *remarks(rule), *rows]


def _text(text: str, limit: int = 400) -> str:
    return _NO_XML.sub(_written_out, visible(text, limit))


def _written_out(found: re.Match[str]) -> str:
    return f"\\u{{{ord(found[0]):x}}}"
