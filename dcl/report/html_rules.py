"""What a page says of each rule."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dcl.pages.embedded import Prose
from dcl.report.html_pictures import Gallery, gallery_of
from dcl.report.html_rows import Rows, rows_of
from dcl.report.rule_words import sentence_of
from dcl.report.text_cells import measure
from dcl.report.text_reviews import decided_words, review_words
from dcl.report.text_words import count_parts, headline, limit_words, measured_words, one_line, remarks
from dcl.run.messages import is_column_rule
from dcl.run.result import Result, RuleResult
from dcl.run.review import is_for_people_alone
from dcl.run.scope import scope_words
from dcl.tables.show import visible

STATES = {
    "error": "Broken",
    "warn": "Warning",
    "info": "Note",
    "unjudged": "Not judged",
    "unknown": "Unknown",
    "review": "To review",
    "holds": "Holds",
}
"""What a rule came to, in a word; the order is that of the page."""

MARKS = {"error": "✗", "warn": "!", "info": "i", "unjudged": "?", "unknown": "?", "review": "◔", "holds": "✓"}


@dataclass(frozen=True)
class RuleView:
    """A rule as a page shows it.

    `count` is how many failed, `of` how many were checked. `share` is the failed share in per cent, and `share_words`
    the same for people. `sentence` is what the rule wants; `wrong` what most of its failing items have in common.
    """

    anchor: str
    name: str
    state: str
    sentence: Prose
    wrong: Prose | None
    count: str
    of: str
    share: float | None
    share_words: str
    facts: tuple[Prose, ...]
    measured: tuple[tuple[str, str], ...]
    measured_words: str
    formula: str | None
    place: str | None
    tags: tuple[str, ...]
    rows: Rows | None
    gallery: Gallery | None

    @property
    def state_words(self) -> str:
        return STATES[self.state]

    @property
    def mark(self) -> str:
        return MARKS[self.state]


def rule_views(result: Result, rules: Iterable[RuleResult], anchors: dict[str, str]) -> tuple[RuleView, ...]:
    """The rules in their order; `anchors` are the addresses of all rules inside the page."""
    return tuple(_view(result, rule, anchors[rule.id]) for rule in rules)


def anchors_of(result: Result) -> dict[str, str]:
    """An address inside the page for each rule."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for rule in result.rules:
        plain = f"rule-{re.sub(r'[^A-Za-z0-9_.-]+', '-', rule.id).strip('-')}"
        anchor, number = plain, 1
        while anchor in taken:
            number += 1
            anchor = f"{plain}-{number}"
        taken.add(anchor)
        found[rule.id] = anchor
    return found


def state_of(result: RuleResult) -> str:
    """What a rule came to, as one of `STATES`."""
    if result.verdict == "fail":
        return result.severity
    if result.verdict in ("unjudged", "unknown"):
        return result.verdict
    return "review" if result.waits_for_people else "holds"


def _view(result: Result, rule: RuleResult, anchor: str) -> RuleView:
    state = state_of(rule)
    broken = rule.verdict == "fail"
    number, total = count_parts(rule) if broken or rule.failed else ("", "")
    share = _share(rule)
    source = rule.rule
    wrong = Prose(headline(rule)) if broken and not source.description and rule.violations else None
    named = not is_column_rule(source) and source.location is not None
    return RuleView(
        anchor,
        visible(rule.id),
        state,
        Prose(sentence_of(result.program, source)),
        wrong,
        number,
        total or _checked(rule),
        share,
        "" if share is None else _percent(share),
        tuple(map(Prose, _facts(rule))),
        tuple((one_line(text), measure(value)) for text, value in (rule.measured or {}).items()),
        measured_words(rule)[0] if rule.scope == "table" and rule.measured else "",
        one_line(source.formula) if source.formula else None,
        f"{visible(source.location.path, 200)}:{source.location.line}" if named and source.location else None,
        tuple(visible(tag) for tag in source.tags),
        rows_of(rule) if rule.failed else None,
        gallery_of(result.program, rule) if broken else None,
    )


def _checked(rule: RuleResult) -> str:
    """What was checked, of a rule that nothing breaks."""
    if rule.scope == "table" or not rule.checked or is_for_people_alone(rule.rule) or rule.verdict == "unjudged":
        return ""
    unit = {"row": "", "pair": " pairs", "group": " groups"}[rule.scope]
    return f"{rule.checked:,}{unit} checked"


def _share(rule: RuleResult) -> float | None:
    if rule.scope == "table" or not rule.failed or not rule.checked or is_for_people_alone(rule.rule):
        return None
    return min(100.0 * rule.failed / rule.checked, 100.0)


def _percent(share: float) -> str:
    if share < 0.1:
        return "<0.1%"
    return f"{share:.1f}%" if share < 99.95 else "100%"


def _facts(rule: RuleResult) -> list[str]:
    """What else there is to know of a rule: why it was not judged, what may fail, how often it is decided."""
    found = [one_line(rule.reason)] if rule.reason else []
    if rule.waits_for_people:
        found.append(review_words(rule))
    said = remarks(rule) if rule.scope != "table" else _decided(rule)
    limit = limit_words(rule.rule.allow)
    if rule.ok and rule.failed and limit is not None and rule.failed <= rule.allowed:
        found.append(f"{' '.join(count_parts(rule))}, within its {limit}")
        said = [text for text in said if not text.startswith("at most ")]
    plain = is_column_rule(rule.rule) or (rule.scope == "row" and not is_for_people_alone(rule.rule))
    return [*found, *said, *([] if plain else [f"decided {scope_words(rule.rule)}"])]


def _decided(rule: RuleResult) -> list[str]:
    """Of a rule over a whole table the numbers stand in a list of their own."""
    decided = decided_words(rule.review)
    known = ["known from the baseline"] if rule.known else []
    return [*([decided] if decided else []), *known]
