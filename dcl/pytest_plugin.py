"""Contracts as tests of pytest: what `dcl lint`, `dcl test` and `dcl check` say, one test each.

Nothing is collected unless it is asked for: by the setting `dcl_contracts`, by `--dcl`, or by naming a contract.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from dcl.api import Report
    from dcl.compile import Compiled
    from dcl.diagnostics import Diagnostic
    from dcl.examples import ExampleResult

PATTERNS = "dcl_contracts"
SUFFIX = ".dcl"

_wanted = pytest.StashKey[frozenset[Path]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declares what asks for contracts to be collected."""
    parser.addini(
        PATTERNS,
        "contracts to collect as tests, as patterns from the folder of this file: contracts/*.dcl",
        type="args",
        default=[],
    )
    parser.getgroup("dcl", "data contracts").addoption(
        "--dcl", action="store_true", help="collect every .dcl file that is come upon as tests"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Makes sure that `pytest` alone comes upon the contracts of the setting, wherever `testpaths` leads."""
    config.addinivalue_line("markers", "dcl: tests that are made of a data contract")
    wanted = frozenset(_matches(config))
    config.stash[_wanted] = wanted
    if wanted and config.args_source is pytest.Config.ArgsSource.TESTPATHS:
        visited = [config.invocation_params.dir / argument for argument in config.args]
        config.args += [str(path) for path in sorted(wanted) if not any(map(path.is_relative_to, visited))]


def _matches(config: pytest.Config) -> Iterator[Path]:
    for pattern in config.getini(PATTERNS):
        try:
            yield from config.rootpath.glob(pattern)
        except (ValueError, NotImplementedError):
            message = (
                f"{PATTERNS}: {pattern!r} is no pattern below {config.rootpath}; write one such as contracts/*.dcl"
            )
            raise pytest.UsageError(message) from None


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> ContractFile | None:
    """Takes a contract that is asked for."""
    if file_path.suffix != SUFFIX:
        return None
    config = parent.config
    if config.getoption("dcl") or file_path in config.stash[_wanted] or parent.session.isinitpath(file_path):
        return ContractFile.from_parent(parent, path=file_path)
    return None


@pytest.fixture
def dcl_check() -> Callable[..., Report]:
    """Checks data against a contract, as `dcl.load(contract).check(data)` does, and fails with the report."""

    def check(contract: str | Path, data: Any = None, **options: Any) -> Report:
        from dcl.api import load

        report = load(contract).check(data, **options)
        if not report.ok:
            pytest.fail(report.text(), pytrace=False)
        return report

    return check


class ContractFile(pytest.File):
    """One contract. A file that others use, without a contract of its own, is only linted."""

    @cached_property
    def outcome(self) -> tuple[Compiled | None, tuple[Diagnostic, ...]]:
        """The contract, and all that is to be said of it."""
        from dcl.compile import compile_contract
        from dcl.lint import findings_of

        compiled, diagnostics = compile_contract(self.path, self._shown)
        return compiled, findings_of(compiled, diagnostics)

    @property
    def _shown(self) -> str:
        return self.nodeid or self.path.name

    @property
    def contract(self) -> Compiled:
        contract = self.outcome[0]
        assert contract is not None
        return contract

    @cached_property
    def examples(self) -> tuple[ExampleResult, ...]:
        """What all examples come to; each test tells those of its rule."""
        from dcl.examples import run_examples

        return run_examples(self.contract).examples

    def collect(self) -> Iterator[ContractTest]:
        """One test for the contract itself, one for the examples of each rule, one for the data of its sources."""
        yield LintTest.from_parent(self, name="lint")
        contract, _ = self.outcome
        if contract is None:
            return
        from dcl.analysis.examples import exemplified

        for written in exemplified(contract.checked):
            if written.settings.examples:
                line = written.decl.span.line
                yield ExamplesTest.from_parent(self, name=f"examples of {written.id}", rule=written.id, line=line)
        if any(table.sources for table in contract.program.tables):
            yield DataTest.from_parent(self, name="data")


class ContractError(Exception):
    """What a contract breaks, in the words of dcl; pytest prints these alone."""


class ContractTest(pytest.Item):
    """Base of the tests that are made of a contract."""

    def __init__(self, *, line: int = 1, **settings: Any) -> None:
        super().__init__(**settings)
        self.line = line
        # Plugins ask every test for these, since those of functions and doctests have them.
        self.funcargs: dict[str, Any] = {}
        self.add_marker("dcl")

    @property
    def file(self) -> ContractFile:
        assert isinstance(self.parent, ContractFile)
        return self.parent

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.line - 1, f"{self.file.nodeid}: {self.name}"

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *_: Any) -> Any:
        return str(excinfo.value) if isinstance(excinfo.value, ContractError) else super().repr_failure(excinfo)


class LintTest(ContractTest):
    """`dcl lint`."""

    def runtest(self) -> None:
        from dcl.report.diagnostics import render

        _, diagnostics = self.file.outcome
        if diagnostics:
            raise ContractError(render(diagnostics).rstrip())


class ExamplesTest(ContractTest):
    """`dcl test`, for one rule."""

    def __init__(self, *, rule: str, **settings: Any) -> None:
        super().__init__(**settings)
        self.rule = rule

    def runtest(self) -> None:
        wrong = [example for example in self.file.examples if example.rule == self.rule and not example.ok]
        if wrong:
            raise ContractError("\n".join(_sentence(example) for example in wrong))


def _sentence(example: ExampleResult) -> str:
    from dcl.tables.show import visible

    place = f"{visible(example.span.source.path, 200)}:{example.span.line}"
    return f"{place}: {visible(example.rule)}: {visible(example.message, 400)}"


class DataTest(ContractTest):
    """`dcl check`, with the data of the contract's sources."""

    def runtest(self) -> None:
        from dcl.api import Contract, DclError

        try:
            report = Contract(self.file.contract).check()
        except DclError as error:
            raise ContractError(str(error)) from None
        if not report.ok:
            raise ContractError(report.text().rstrip())
