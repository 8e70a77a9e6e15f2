"""How long `dcl check` takes beside the same rules written by hand for Polars: `python bench.py --help`.

Every case runs in a fresh process, the cases in turn; the table shows medians of seconds, of processor seconds and of
the greatest memory held. Generated files are kept in a folder of their own outside of the repository until the end.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import median

import polars as pl
from boxes import make, planted

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
CONTRACT = HERE / "boxes.dcl"
PACKAGES = ("polars", "lark", "click", "pydantic", "pydantic_core", "rapidfuzz")


@dataclass(frozen=True)
class Run:
    """What one process took, and what it printed."""

    seconds: float
    processor_seconds: float
    mebibytes: float
    printed: str


def run(command: Sequence[str]) -> Run:
    """One fresh process, from its start to its end."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=said, stdin=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1):
            said.seek(0)
            raise SystemExit(f"{' '.join(command)} ended with {process.returncode}: {said.read().decode()}")
        out.seek(0)
        return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, out.read().decode())


def by_turns(commands: Mapping[str, Sequence[str]], times: int) -> dict[str, list[Run]]:
    """Each command so many times, one after the other, so that a busy minute slows all of them."""
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(times):
        for name, command in commands.items():
            runs[name].append(run(command))
    return runs


def show(title: str, runs: Mapping[str, Sequence[Run]], base: str) -> None:
    """A table of medians, with their ratios to the base."""
    print(f"\n{title}")
    print(f"  {'':<28}{'seconds':>9}{'processor':>11}{'MiB':>8}{'':>4}{'ratios to ' + base}")
    of_base = [median(getattr(each, what) for each in runs[base]) for what in _MEASURES]
    for name, of_name in runs.items():
        figures = [median(getattr(each, what) for each in of_name) for what in _MEASURES]
        ratios = "  ".join(f"{figure / other:.2f}" for figure, other in zip(figures, of_base, strict=True))
        print(f"  {name:<28}{figures[0]:>9.2f}{figures[1]:>11.2f}{figures[2]:>8.0f}    {ratios}")


_MEASURES = ("seconds", "processor_seconds", "mebibytes")


def compare(rows: int, folder: Path, times: int, broken: bool = False) -> None:
    """The same file checked by dcl and by hand, with equal counts and equal first failing rows."""
    path = folder / f"boxes_{rows}{'_broken' if broken else ''}.parquet"
    make_apart(rows, path, broken)
    commands = {
        "by hand": [sys.executable, str(HERE / "naive.py"), str(path)],
        "dcl check": [sys.executable, "-m", "dcl", "check", str(CONTRACT), str(path), "--format", "json"],
    }
    runs = by_turns(commands, times)
    verify(json.loads(runs["by hand"][0].printed), json.loads(runs["dcl check"][0].printed), planted(rows, broken))
    show(f"{rows:,} rows{', every row broken' if broken else ''}", runs, "by hand")
    path.unlink()


def make_apart(rows: int, path: Path, broken: bool = False) -> None:
    """Generates in a process of its own: a process starts with the greatest memory that its parent ever held."""
    worker = get_context("spawn").Process(target=make, args=(rows, str(path), broken))
    worker.start()
    worker.join()
    if worker.exitcode != 0:
        raise SystemExit("the file of boxes could not be made")


def verify(by_hand: Mapping[str, dict[str, object]], report: Mapping[str, object], expected: Mapping[str, int]) -> None:
    """Stops where the two disagree with each other or with what was planted."""
    rules = report["rules"]
    assert isinstance(rules, list), rules
    found = {rule["id"]: rule for rule in rules}
    for name, count in expected.items():
        first = [[violation["row"], violation["keys"]["box_id"]] for violation in found[name]["violations"]]
        if not by_hand[name]["failed"] == found[name]["failed"] == count:
            raise SystemExit(f"{name}: by hand {by_hand[name]['failed']}, dcl {found[name]['failed']}, planted {count}")
        if first != by_hand[name]["first"]:
            raise SystemExit(f"{name}: the first failing rows differ: {by_hand[name]['first']} and {first}")


def start_up(folder: Path, times: int) -> None:
    """What every use of the command costs before it does any work to speak of."""
    parquet, csv = folder / "small.parquet", folder / "small.csv"
    make_apart(1000, parquet)
    pl.read_parquet(parquet).write_csv(csv)
    command = [sys.executable, "-m", "dcl"]
    commands = {
        "import polars": [sys.executable, "-c", "import polars"],
        "dcl check, 1,000 rows": [*command, "check", str(CONTRACT), str(csv)],
        "dcl lint": [*command, "lint", str(CONTRACT)],
        "dcl fmt --check": [*command, "fmt", "--check", str(CONTRACT)],
    }
    show("start-up", by_turns(commands, times), "import polars")


def compile_bytecode() -> None:
    """Without bytecode every start would measure Python's compiler."""
    sites = [Path(entry) for entry in sys.path if entry.endswith("site-packages")]
    for folder in [ROOT / "dcl", *(site / package for site in sites for package in PACKAGES)]:
        if folder.is_dir():
            compileall.compile_dir(folder, quiet=2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="*", type=int, default=[1_000_000, 10_000_000])
    parser.add_argument("--times", type=int, default=3, help="how often each case runs (3)")
    parser.add_argument("--start-up", action="store_true", help="measure only the start-up")
    arguments = parser.parse_args()
    compile_bytecode()
    with tempfile.TemporaryDirectory(prefix="dcl-bench-") as folder:
        start_up(Path(folder), arguments.times)
        if not arguments.start_up:
            for rows in arguments.rows:
                compare(rows, Path(folder), arguments.times)
            compare(min(arguments.rows), Path(folder), arguments.times, broken=True)


if __name__ == "__main__":
    main()
