"""Contracts as tests of pytest. The plugin is loaded as users have it: by its entry point."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

import dcl
from tests.cli.shop import BAD, CONTRACT, GOOD, write

pytest_plugins = ["pytester"]

SETTINGS = """\
[pytest]
filterwarnings = error
asyncio_default_fixture_loop_scope = function
"""
WANTED = SETTINGS + "dcl_contracts = contracts/*.dcl\n"
SHARED = 'dcl 1\n\nlabels state {\n  open "Not sent yet."\n}\n'

Run = Callable[..., pytest.RunResult]


@pytest.fixture(autouse=True, scope="module")
def everything_is_loaded(tmp_path_factory: pytest.TempPathFactory) -> None:
    """pytester forgets what a run in this process loads, and Polars does not bear to be loaded twice."""
    folder = tmp_path_factory.mktemp("shop")
    dcl.load(write(folder, BAD) / "shop.dcl").check().text()


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    """A project with a contract, its data, and a test in Python."""
    contracts = pytester.mkdir("contracts")
    (contracts / "shop.dcl").write_text(CONTRACT, encoding="utf-8")
    (contracts / "orders.csv").write_text(GOOD, encoding="utf-8")
    pytester.mkdir("tests").joinpath("test_other.py").write_text("def test_other():\n    pass\n", encoding="utf-8")
    pytester.makefile(".ini", pytest=WANTED)
    return pytester


@pytest.fixture
def run(project: pytest.Pytester) -> Run:
    return lambda *arguments: project.runpytest("-p", "no:cacheprovider", *arguments)


def change(project: pytest.Pytester, old: str, new: str) -> None:
    path = project.path / "contracts" / "shop.dcl"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_contract_is_one_test_for_itself_one_a_rule_with_examples_and_one_for_its_data(run: Run) -> None:
    result = run("-v")
    result.assert_outcomes(passed=6)
    result.stdout.fnmatch_lines(
        [
            "contracts/shop.dcl::lint PASSED*",
            "contracts/shop.dcl::examples of sent_is_paid PASSED*",
            "contracts/shop.dcl::examples of cheap_enough PASSED*",
            "contracts/shop.dcl::examples of orders.note.length PASSED*",
            "contracts/shop.dcl::data PASSED*",
            "tests/test_other.py::test_other PASSED*",
        ]
    )


def test_nothing_is_collected_that_nobody_asked_for(project: pytest.Pytester, run: Run) -> None:
    project.makefile(".ini", pytest=SETTINGS)
    run().assert_outcomes(passed=1)


def test_an_option_collects_every_contract(project: pytest.Pytester, run: Run) -> None:
    project.makefile(".ini", pytest=SETTINGS)
    run("--dcl").assert_outcomes(passed=6)


def test_a_contract_that_is_named_is_collected(project: pytest.Pytester, run: Run) -> None:
    project.makefile(".ini", pytest=SETTINGS)
    run("contracts/shop.dcl").assert_outcomes(passed=5)


def test_a_contract_outside_testpaths_is_collected(project: pytest.Pytester, run: Run) -> None:
    project.makefile(".ini", pytest=WANTED + "testpaths = tests\n")
    run().assert_outcomes(passed=6)


def test_a_contract_inside_testpaths_is_collected_once(project: pytest.Pytester, run: Run) -> None:
    project.makefile(".ini", pytest=WANTED + "testpaths = tests contracts\n")
    run().assert_outcomes(passed=6)


def test_whoever_names_tests_gets_these_alone(project: pytest.Pytester, run: Run) -> None:
    project.makefile(".ini", pytest=WANTED + "testpaths = tests\n")
    run("tests").assert_outcomes(passed=1)


def test_one_test_of_a_contract_can_be_named(run: Run) -> None:
    run("contracts/shop.dcl::data").assert_outcomes(passed=1)


def test_the_marker_picks_the_contracts(run: Run) -> None:
    run("-m", "dcl", "--strict-markers").assert_outcomes(passed=5, deselected=1)


def test_bad_data_fail_with_the_report_alone(project: pytest.Pytester, run: Run) -> None:
    (project.path / "contracts" / "orders.csv").write_text(BAD, encoding="utf-8")
    result = run()
    result.assert_outcomes(passed=5, failed=1)
    result.stdout.fnmatch_lines(["*contracts/shop.dcl: data*", "shop 1.0.0*orders 3 rows*", "*orders.key*2 of 3*"])
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*pytest_plugin.py*")


def test_a_wrong_example_fails_at_its_line(project: pytest.Pytester, run: Run) -> None:
    change(project, 'pass { state: "sent", price: 1 }', 'pass { state: "sent", price: 0 }')
    result = run("-k", "sent_is_paid")
    result.assert_outcomes(failed=1, deselected=5)
    result.stdout.fnmatch_lines(["contracts/shop.dcl:32: sent_is_paid: this should pass, and it fails"])


def test_a_lint_fails_with_its_place(project: pytest.Pytester, run: Run) -> None:
    change(project, 'sent "On its way."', "sent")
    result = run("-k", "lint")
    result.assert_outcomes(failed=1, deselected=5)
    result.stdout.fnmatch_lines(["warning?DCL710?: the label `sent` has no definition", "*contracts/shop.dcl:9:3"])


def test_a_broken_contract_is_one_failed_test(project: pytest.Pytester, run: Run) -> None:
    change(project, "price > 0", "prise > 0")
    result = run()
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["error?DCL20*prise*"])


def test_a_file_that_others_use_is_only_linted(project: pytest.Pytester, run: Run) -> None:
    (project.path / "contracts" / "shared.dcl").write_text(SHARED, encoding="utf-8")
    run("contracts/shared.dcl", "-v").assert_outcomes(passed=1)


def test_a_contract_without_sources_has_no_test_for_data(project: pytest.Pytester, run: Run) -> None:
    change(project, '  source "orders.csv"\n', "")
    run("-m", "dcl").assert_outcomes(passed=4, deselected=1)


def test_data_that_cannot_be_read_fail_with_one_sentence(project: pytest.Pytester, run: Run) -> None:
    (project.path / "contracts" / "orders.csv").unlink()
    result = run()
    result.assert_outcomes(passed=5, failed=1)
    result.stdout.fnmatch_lines(["error?DCL60*"])
    result.stdout.no_fnmatch_line("*Traceback*")


def test_a_pattern_that_leads_elsewhere_is_refused(project: pytest.Pytester, run: Run) -> None:
    project.makefile(".ini", pytest=SETTINGS + "dcl_contracts = /contracts/*.dcl\n")
    result = run()
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*dcl_contracts: '/contracts/[*].dcl' is no pattern below*"])


@pytest.mark.slow
def test_the_tests_can_be_spread_over_processes(run: Run) -> None:
    run("-n", "2").assert_outcomes(passed=6)


def test_the_fixture_gives_the_report(project: pytest.Pytester, run: Run) -> None:
    project.makepyfile(
        """
        def test_release(dcl_check):
            report = dcl_check("contracts/shop.dcl")
            assert report["sent_is_paid"].checked == 1
        """
    )
    run("test_the_fixture_gives_the_report.py").assert_outcomes(passed=1)


def test_the_fixture_fails_with_the_report_alone(project: pytest.Pytester, run: Run) -> None:
    project.makepyfile(
        """
        def test_release(dcl_check):
            dcl_check("contracts/shop.dcl", {"orders": [{"order": 1, "state": "lost", "price": 1.0}]})
        """
    )
    result = run("test_the_fixture_fails_with_the_report_alone.py")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*orders.state.domain*1 of 1*"])
    result.stdout.no_fnmatch_line("*dcl_check(*")


def test_the_plugin_alone_loads_nothing_of_dcl(project: pytest.Pytester) -> None:
    program = (
        "import sys, pytest\n"
        "pytest.main(['-q', '-p', 'no:cacheprovider', 'tests'])\n"
        "print(sorted(name for name in sys.modules if name.split('.')[0] in {'dcl', 'polars'}))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=project.path)
    assert done.stdout.splitlines()[-1] == "['dcl', 'dcl.pytest_plugin']"
