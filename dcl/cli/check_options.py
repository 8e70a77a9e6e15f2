"""The options of `dcl check`, and what is wrong with a choice of them before anything is read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dcl.cli.later import not_yet
from dcl.diagnostics import Diagnostic
from dcl.diagnostics.codes_usage import DCL655, DCL656, DCL660
from dcl.tables.show import visible

SUFFIXES = (".parquet", ".csv", ".ndjson")


@dataclass(frozen=True)
class Options:
    """How to check and what to do with the result."""

    form: str
    output: str | None
    limit: int | None
    violations: str | None
    names: tuple[str, ...]
    tags: tuple[str, ...]
    by: str | None
    baseline: str | None
    write_baseline: str | None
    prune_baseline: bool
    fail_on: str
    engine: str
    quiet: bool
    color: str

    @property
    def uses_baseline(self) -> bool:
        return self.baseline is not None or self.write_baseline is not None

    @property
    def makes_folder(self) -> bool:
        """Whether the report is a folder of pages."""
        return self.form == "html" and self.by is not None


def option_problems(options: Options) -> tuple[Diagnostic, ...]:
    """What cannot be done with these options."""
    return (*not_yet(options.engine), *_output_problems(options), *_baseline_problems(options))


def _output_problems(options: Options) -> tuple[Diagnostic, ...]:
    found = []
    if options.makes_folder and options.output is None:
        message = "an HTML report with `--by` is a folder of pages, and nothing says where to put it"
        found.append(Diagnostic(DCL660, message, help="name the folder: --output report"))
    name = options.violations
    if name is not None and Path(name).suffix.lower() not in SUFFIXES:
        message = f'"{visible(name, 200)}" does not say in which format to write the violations'
        found.append(Diagnostic(DCL656, message, help="end the name in `.parquet`, `.csv` or `.ndjson`"))
    written = {
        "--output": options.output,
        "--violations": options.violations,
        "--write-baseline": options.write_baseline,
    }
    seen: dict[Path, str] = {}
    for option, file in written.items():
        if file is None:
            continue
        path = Path(file).resolve()
        if path in seen:
            found.append(Diagnostic(DCL655, f"`{seen[path]}` and `{option}` name the same file"))
        seen.setdefault(path, option)
    return tuple(found)


def _baseline_problems(options: Options) -> tuple[Diagnostic, ...]:
    if options.baseline is not None and options.write_baseline is not None:
        message = "`--baseline` and `--write-baseline` do not go together: one reads what is known, one writes it"
        return (
            Diagnostic(DCL660, message, help="to take out what fails no more, use --baseline with --prune-baseline"),
        )
    if options.prune_baseline and options.baseline is None:
        message = "`--prune-baseline` needs a baseline to take something out of"
        return (Diagnostic(DCL660, message, help="name it: --baseline FILE"),)
    return ()
