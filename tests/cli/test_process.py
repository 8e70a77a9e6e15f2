"""What only a process of its own shows: exit statuses, start-up, pipes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.shop import BAD, CONTRACT, run, write

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("data", "arguments", "status"),
    [
        (None, ["check", "shop.dcl"], 0),
        (BAD, ["check", "shop.dcl"], 1),
        (None, ["check", "gone.dcl"], 2),
        (None, ["chekc"], 2),
        (None, ["--help"], 0),
        (None, ["lint", "shop.dcl"], 0),
    ],
)
def test_exit_status(tmp_path, data, arguments, status):
    write(tmp_path, *([data] if data else []))
    assert run(tmp_path, *arguments).status == status


def test_fmt_reads_standard_input_and_writes_standard_output(tmp_path):
    call = run(tmp_path, "fmt", "-", stdin=CONTRACT.replace("  order : int    key", "  order: int key"))
    assert (call.status, call.err) == (0, "")
    assert "order : int" in call.out


def test_fmt_refuses_input_that_is_no_text(tmp_path):
    call = run(tmp_path, "fmt", "-", stdin=b"\xff\xfe\x00d")
    assert (call.status, call.out) == (2, "")
    assert "Traceback" not in call.err
    assert "bug" not in call.err


def test_a_terminal_without_the_signs_is_no_reason_to_stop(tmp_path):
    write(tmp_path, BAD)
    call = run(tmp_path, "check", "shop.dcl", PYTHONIOENCODING="ascii")
    assert call.status == 1
    assert "\\u2717 orders.key" in call.out


def test_a_reader_that_goes_away_never_makes_1(tmp_path):
    write(tmp_path)
    process = subprocess.Popen(
        [sys.executable, "-m", "dcl", "check", "shop.dcl"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    process.stdout.close()
    error = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait(timeout=60) == 2
    assert "Traceback" not in error
    assert "Exception ignored" not in error


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_disk_is_2_with_one_sentence(tmp_path):
    write(tmp_path)
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "dcl", "check", "shop.dcl"],
            cwd=tmp_path,
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
    assert done.returncode == 2
    assert done.stderr.decode() == "dcl: the system refused to go on: No space left on device\n"


PROBE = """
import sys
from dcl.cli import main
status = main(sys.argv[1:])
heavy = {"polars", "pandas", "pyarrow", "pydantic", "jsonschema"} & set(sys.modules)
sys.stderr.write(f"status {status} loaded {sorted(heavy)}")
"""


@pytest.mark.parametrize(
    ("arguments", "loaded"),
    [
        (["--help"], []),
        (["lint", "shop.dcl"], []),
        (["fmt", "--check", "shop.dcl"], []),
        (["explain", "DCL651"], []),
        (["check", "shop.dcl"], ["polars"]),
    ],
)
def test_start_up_loads_only_what_is_needed(tmp_path, arguments, loaded):
    write(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments],
        cwd=tmp_path,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.stderr.decode().partition("loaded ")[2] == str(loaded)
