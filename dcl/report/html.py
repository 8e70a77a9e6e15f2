"""The report that a person opens: one page, or a folder with a page for each part."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Any

from dcl.figures.model import Figures
from dcl.pages.charts import NEEDED, PairedBars, can_draw
from dcl.pages.charts import figures as drawn
from dcl.pages.embedded import Prose
from dcl.pages.render import STYLES, render
from dcl.report.grouped import broken_rules, open_rules
from dcl.report.html_charts import charts_of, most_broken, value_words
from dcl.report.html_rules import STATES, RuleView, anchors_of, rule_views, state_of
from dcl.report.text_words import baseline_words, footer
from dcl.run.by import Part, parts_of, result_of
from dcl.run.result import Result
from dcl.run.words import text_of
from dcl.tables.show import visible

WORDS = {"skip": "Skip to the report", "language": "Language", "light": "Light", "dark": "Dark", "to_top": "Top"}

VERDICTS = {
    "pass": "The data keep the contract.",
    "fail": "The data do not keep the contract.",
    "unjudged": "There is no verdict: something could not be judged.",
}
OPEN_UP_TO = 1
"""Broken rules are shown open where they are no more than this."""

PLAIN_NAME = re.compile(r"[a-z0-9_][a-z0-9_-]{0,59}")
HASHED = re.compile(r"-[0-9a-f]{12}\Z")
RESERVED = re.compile(r"index|con|prn|aux|nul|(com|lpt)\d")
"""Names that a file of a part must not have: that of the first page, and those that Windows keeps for itself."""


@dataclass(frozen=True)
class PartRow:
    """A part in the table of parts; `page` is its file, where it has one."""

    name: str
    rows: int
    failures: int
    most: str
    page: str | None


@dataclass(frozen=True)
class _Page:
    """What a page speaks of besides its result: the part it is of, or the parts it shows."""

    part: str | None = None
    parts: tuple[PartRow, ...] = ()
    in_folder: bool = False


def html_report(result: Result, figures: Figures, fail_on: str = "error") -> str:
    """The report as one file of HTML that needs nothing besides."""
    return _rendered(result, figures, fail_on, _Page(parts=_part_rows(result, {})))


def html_pages(result: Result, figures: Figures, fail_on: str = "error") -> dict[str, str]:
    """The report as a folder: `index.html` for its owner, and a page for each part that its supplier may have.

    A page is made from what belongs to the part alone. It holds nothing of others, nor of the whole.
    """
    assert result.by is not None
    parts = parts_of(result, result.by)
    names = page_names(parts)
    rows = _part_rows(result, dict(enumerate(names)))
    pages = {"index.html": _rendered(result, figures, fail_on, _Page(parts=rows, in_folder=True))}
    for part, name in zip(parts, names, strict=True):
        page = _Page(part=value_words(part.value))
        pages[name] = _rendered(result_of(result, part), Figures(), fail_on, page)
    return pages


def page_names(parts: tuple[Part, ...]) -> list[str]:
    """The file of each part: its value where that is a plain name, else what is plain in it and a hash of it."""
    found: list[str] = []
    for part in parts:
        text = text_of(part.value)
        plain = text is not None and PLAIN_NAME.fullmatch(text) and not HASHED.search(text)
        if text is None or not plain or RESERVED.fullmatch(text) or f"{text}.html" in found:
            kept = "without-a-value" if text is None else re.sub(r"[^a-z0-9]+", "-", text[:200].lower()).strip("-")[:40]
            spelled = repr((type(part.value).__name__, text)).encode("utf-8", "backslashreplace")
            text = "-".join(filter(None, (kept, hashlib.sha256(spelled).hexdigest()[:12])))
            text = text if "-" in text else f"part-{text}"
        found.append(f"{text}.html")
    return found


def _part_rows(result: Result, names: dict[int, str]) -> tuple[PartRow, ...]:
    if result.by is None:
        return ()
    return tuple(
        PartRow(
            value_words(part.value),
            sum(part.rows.values()),
            part.failures,
            most_broken(result.rule, part),
            names.get(place),
        )
        for place, part in enumerate(parts_of(result, result.by))
    )


def _rendered(result: Result, figures: Figures, fail_on: str, page: _Page) -> str:
    program = result.program
    name = f"{visible(program.name)} {visible(program.version)}"
    charts = charts_of(result, figures)
    sections = _sections(result)
    shown = [view for _, views in sections for view in views]
    of = f" – {visible(result.by or '')} {page.part}" if page.part is not None else ""
    verdict = result.verdict(fail_on)
    return render(
        "report.html",
        styles=(*STYLES, "report.css"),
        scripts=("page.js", "report.js"),
        language="en",
        languages=("en",),
        words=WORDS,
        page_title=f"{name}{of} – report",
        contract=name,
        description=Prose(program.description) if program.description else None,
        verdict=verdict,
        verdict_words=VERDICTS[verdict],
        headline=headline(result),
        facts=_facts(result),
        tables=tuple(
            (visible(key), info.rows, Prose(visible(info.source, 120))) for key, info in result.tables.items()
        ),
        baseline=baseline_words(result),
        by=visible(result.by) if result.by is not None else None,
        page=page,
        sections=sections,
        shown=shown,
        states=[(state, words) for state, words in STATES.items() if any(view.state == state for view in shown)],
        tags=tuple(dict.fromkeys(tag for view in shown for tag in view.tags)),
        open_up_to=OPEN_UP_TO,
        figures=drawn(charts),
        legend=lambda chart: chart.sides if isinstance(chart, PairedBars) else (),
        needed=None if can_draw() or not charts else NEEDED,
        cell=_cell,
        is_number=lambda value: isinstance(value, int | float),
    )


def headline(result: Result) -> str:
    """The whole check in a sentence."""
    said = footer(result)
    return said[0].upper() + said[1:]


def _facts(result: Result) -> list[tuple[str, str]]:
    program = result.program
    found = [("Contract", visible(program.path, 200))]
    if result.seconds is not None:
        found.append(("Took", f"{result.seconds:.1f} s"))
    found.append(("Fingerprint", program.fingerprint.removeprefix("sha256:")[:16]))
    return found


def _sections(result: Result) -> list[tuple[str, tuple[RuleView, ...]]]:
    """The rules by what people do about them; those that hold come last."""
    anchors = anchors_of(result)
    unjudged = [rule for rules in open_rules(result) for rule in rules]
    chosen = {
        "broken": broken_rules(result),
        "open": sorted(unjudged, key=lambda rule: rule.verdict != "unjudged"),
        "review": [rule for rule in result.rules if state_of(rule) == "review"],
        "holds": [rule for rule in result.rules if state_of(rule) == "holds"],
    }
    return [(kind, rule_views(result, rules, anchors)) for kind, rules in chosen.items() if rules]


def _cell(value: Any) -> str:
    """A number in the table of a chart."""
    if isinstance(value, float):
        return f"{value:.1%}"
    return f"{value:,}" if isinstance(value, int) else str(value if value is not None else "")
