"""Imports point one way, and heavy libraries stay in their rooms (see docs/how-a-contract-becomes-a-report.md)."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "dcl"
CONTRACT = ROOT / "contracts" / "penguins.dcl"

ROOMS = (
    "source",
    "diagnostics",
    "patterns",
    "types",
    "syntax",
    "modules",
    "metrics",
    "functions",
    "time_format",
    "analysis",
    "ir",
    "compile",
    "tables",
    "readers",
    "engines",
    "pictures",
    "run",
    "sampling",
    "baseline",
    "figures",
    "pages",
    "report",
    "lint",
    "examples",
    "explain",
    "guide",
    "interop",
    "infer",
    "api",
    "pytest_plugin",
    "pygments_lexer",
    "lsp",
    "cli",
)
"""The rooms in their order; a module is in the room with the longest name that it starts with."""

HOMES = {
    "lark": ("dcl.syntax",),
    "polars": ("dcl.engines.polars", "dcl.readers", "dcl.tables", "dcl.infer", "dcl.api"),
    "rapidfuzz": ("dcl.functions",),
    "scipy": ("dcl.metrics",),
    "cleanlab": ("dcl.metrics",),
    "click": ("dcl.cli",),
    "pydantic": ("dcl.report",),
    "jinja2": ("dcl.pages",),
    "vl_convert": ("dcl.pages",),
    "pygls": ("dcl.lsp",),
    "lsprotocol": ("dcl.lsp",),
    "pytest": ("dcl.pytest_plugin",),
    "pygments": ("dcl.pygments_lexer",),
}
"""Where each library may be imported; any other module may name Polars for its types alone."""

MODULES = sorted(PACKAGE.rglob("*.py"))


def dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[tuple[str, int, bool]]:
    """Each module that a file imports: its dotted name, the line, whether it is for types only."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield name.name, node.lineno, id(node) in for_types
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: write imports in full"
            for name in node.names:
                yield f"{node.module}.{name.name}", node.lineno, id(node) in for_types


def room(module: str) -> int | None:
    """The place of a module's room; None for the doors `dcl` and `dcl.__main__`, which are of no room."""
    fitting = [name for name in ROOMS if f"{module}.".startswith(f"dcl.{name}.")]
    return ROOMS.index(max(fitting, key=len)) if fitting else None


def within(module: str, homes: tuple[str, ...]) -> bool:
    return any(module == home or module.startswith((f"{home}.", f"{home}_")) for home in homes)


def test_every_module_is_in_a_room() -> None:
    strangers = {
        dotted(path)
        for path in MODULES
        if path.parent != PACKAGE or not path.stem.startswith("__")
        if room(dotted(path)) is None
    }
    assert strangers == set()


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_imports_point_to_the_left(path: Path) -> None:
    here = room(dotted(path))
    if here is None:
        return
    wrong = [
        f"{path.name}:{line} imports {target}, which stands to the right of {ROOMS[here]}"
        for target, line, _ in imports(path)
        if (there := room(target)) is not None and there > here
    ]
    assert wrong == []


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_libraries_stay_in_their_rooms(path: Path) -> None:
    wrong = [
        f"{path.name}:{line} imports {library}, which belongs to {', '.join(HOMES[library])}"
        for target, line, for_types in imports(path)
        if (library := target.split(".")[0]) in HOMES
        and not within(dotted(path), HOMES[library])
        and not (library == "polars" and for_types)
    ]
    assert wrong == []


def loaded_by(statements: str) -> set[str]:
    """The top-level modules that are loaded after running some statements in a fresh interpreter."""
    report = "; import json, sys; print('loaded', json.dumps(sorted({name.split('.')[0] for name in sys.modules})))"
    done = subprocess.run(
        [sys.executable, "-c", statements + report], capture_output=True, text=True, cwd=ROOT, check=True
    )
    line = next(line for line in done.stdout.splitlines() if line.startswith("loaded "))
    return set(json.loads(line.removeprefix("loaded ")))


def loaded_by_command(*arguments: str) -> set[str]:
    """The same after a run of `dcl`, whatever its exit status."""
    return loaded_by(
        "import contextlib, io\n"
        "from dcl.cli import main\n"
        f"import sys; sys.argv = {['dcl', *arguments]!r}\n"
        "with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):\n"
        "    main()\n"
        "pass"
    )


def test_import_dcl_is_light() -> None:
    heavy = {"polars", "pandas", "pyarrow", "pydantic", "lark", "click", "jsonschema"}
    assert loaded_by("import dcl") & heavy == set()


@pytest.mark.parametrize("verb", [("lint",), ("fmt", "--check")], ids=" ".join)
def test_verbs_without_data_load_no_data_library(verb: tuple[str, ...]) -> None:
    heavy = {"polars", "pandas", "pyarrow", "pydantic", "jsonschema"}
    assert loaded_by_command(*verb, str(CONTRACT)) & heavy == set()


def test_a_text_report_loads_neither_pydantic_nor_pandas() -> None:
    heavy = {"pandas", "pyarrow", "pydantic", "jsonschema"}
    assert loaded_by_command("check", str(CONTRACT)) & heavy == set()
