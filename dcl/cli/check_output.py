"""Where the results of `dcl check` go: the report, the violations, the baseline."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from dcl.cli.check_options import Options
from dcl.cli.common import complain, is_coloured, put, room
from dcl.cli.files import WholeFile, open_folder, write_whole
from dcl.figures.model import Figures
from dcl.report.formats import writer
from dcl.run.result import Result
from dcl.tables.show import visible


@dataclass(frozen=True)
class Outputs:
    """The files to write; None where there is none to write. `folder` is that of a report of many pages."""

    report: WholeFile | None
    violations: WholeFile | None
    baseline: WholeFile | None
    folder: Path | None


def open_outputs(contract: str, data: tuple[str, ...], options: Options, stack: ExitStack) -> Outputs | None:
    """The files, tried before any data is read; None after one was told to be impossible."""
    never = (Path(contract), *(Path(argument.rpartition(part)[2]) for argument in data for part in ("=", ":", "\0")))
    folder = None
    if options.makes_folder and options.output is not None:
        folder, problems = open_folder(options.output)
        if folder is None:
            complain(problems, options.color)
            return None
    report = None if options.makes_folder else options.output
    baseline = options.baseline if options.prune_baseline else options.write_baseline
    opened: list[WholeFile | None] = []
    for name in (report, options.violations, baseline):
        file = None
        if name is not None:
            file, problems = WholeFile.open(name, never)
            if file is None:
                complain(problems, options.color)
                return None
            stack.callback(file.discard)
        opened.append(file)
    return Outputs(opened[0], opened[1], opened[2], folder)


def publish(result: Result, figures: Figures, outputs: Outputs, options: Options) -> None:
    """Write the report and the violations where they were asked for."""
    if outputs.violations is not None:
        from dcl.report.violations import NUMBERS, violation_rows
        from dcl.tables.write import write_columns

        suffix = outputs.violations.path.suffix.lower()
        write_columns(outputs.violations.draft, suffix, violation_rows(result.rules), NUMBERS)
        outputs.violations.finish()
    result = result.limited(options.limit, options.by if options.makes_folder else None)
    if outputs.folder is not None:
        from dcl.report.html import html_pages

        _write_pages(outputs.folder, html_pages(result, figures, options.fail_on))
        return
    text = _text(result, figures, options, outputs.report is None)
    if outputs.report is None:
        put(text)
    else:
        outputs.report.draft.write_text(text, encoding="utf-8", errors="backslashreplace", newline="")
        outputs.report.finish()


def _write_pages(folder: Path, pages: Mapping[str, str]) -> None:
    for name, text in pages.items():
        write_whole(folder / name, text)
    first = visible(os.path.relpath(folder / "index.html"), 200)
    sys.stderr.write(f"wrote {len(pages):,} pages; begin with {first}\n")


def _text(result: Result, figures: Figures, options: Options, on_stdout: bool) -> str:
    if options.form == "html":
        from dcl.report.html import html_report

        return html_report(result, figures, options.fail_on)
    if options.form != "text":
        return writer(options.form)(result, options.fail_on)
    if options.quiet and on_stdout and all(rule.ok or rule.absent_table for rule in result.rules):
        return ""
    from dcl.report.text import text_report

    if not on_stdout:
        return text_report(result)
    return text_report(result, is_coloured(options.color, sys.stdout), room())
