"""Whatever a stranger sends as a contract or as data, dcl ends with a sentence and a status, never with a traceback."""

from __future__ import annotations

import gzip
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dcl
from dcl.compile import compile_contract
from dcl.diagnostics import has_errors
from dcl.readers.formats import FORMATS
from tests.properties import data
from tests.properties.agreement import folder
from tests.properties.command import run
from tests.properties.contracts import Contract, contracts
from tests.properties.effort import examples
from tests.properties.worlds import Draw

SUFFIXES = [suffix for format_ in FORMATS.values() for suffix in format_.suffixes]
TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|`[^`\n]*`|@?[\w:.-]+|\s+|.', re.DOTALL)
STRANGE = [
    *"{ } ( ) [ ] ` / .. ... ..< @ % # \x00 \ufeff \u202e “ == && \U0001f600 e\u0301 99999999999999999999 1e999".split(
        " "
    ),
    *"@2024-02-30 5..1 implies if not is where per check table rule determines matches /(a*)*/ missing ' it 30s".split(
        " "
    ),
    *('"', "\\", "2%", "99999999999999999999", "\n", "\r", "\u00a0", '"""', 'use "made.dcl"'),
]
SMALL = """contract made 1.0.0 {}
table items {
  n : int? >= 0
  t : text? length 1..3
  d : date?
  may be empty
}
"""


def mutated(draw: Draw, text: str) -> str:
    """The text with a few tokens cut, doubled, swapped, replaced or put in."""
    tokens = TOKEN.findall(text)
    for _ in range(draw(st.integers(1, 4))):
        place, other = (draw(st.integers(0, max(0, len(tokens) - 1))) for _ in range(2))
        change = draw(st.sampled_from(("cut", "double", "swap", "replace", "put in", "end", "move")))
        if not tokens:
            return text
        match change:
            case "cut":
                del tokens[place]
            case "double":
                tokens.insert(place, tokens[place])
            case "swap":
                tokens[place], tokens[other] = tokens[other], tokens[place]
            case "replace":
                tokens[place] = draw(st.sampled_from(STRANGE))
            case "put in":
                tokens.insert(place, draw(st.sampled_from(STRANGE)))
            case "move":
                tokens.insert(min(other, len(tokens) - 1), tokens.pop(place))
            case _:
                del tokens[place:]
    return "".join(tokens)


@examples(50)
@given(contract=contracts(2), drawn=st.data())
def test_mutated_contracts(contract: Contract, drawn: st.DataObject) -> None:
    text = mutated(drawn.draw, contract.text)
    with folder() as place:
        path = place / "made.dcl"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        compiled, found = compile_contract(path)
        assert compiled is not None or has_errors(found)
        for diagnostic in found:
            assert diagnostic.message[0] == diagnostic.message[0].lower()
        if compiled is not None:
            made = dcl.load(path)
            assert made.check({name: [] for name in made.program.table}, engine="reference").text()
        linted, laid_out = run("lint", path), run("fmt", "--check", path)
        assert linted.status == 2 or laid_out.status != 2
        run("test", path)
        run("plan", path)


@examples(20)
@given(noise=st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_bytes_as_a_contract(noise: bytes) -> None:
    with folder() as place:
        path = place / "made.dcl"
        path.write_bytes(noise)
        for verb in ("lint", "fmt", "test", "plan", "check"):
            run(verb, path)


def seeds(suffix: str) -> bytes:
    """A well formed file of a format, to cut and twist."""
    frame = pl.DataFrame({"n": [1, None, 3], "t": ["a", "ß", None], "d": ["2024-02-29", None, "x"]})
    rows = frame.to_dicts()
    match suffix:
        case ".csv":
            return b'n,t,d\n1,"a,""b",2024-02-29\n,\xc3\x9f,\n3,,x\n'
        case ".tsv" | ".tab":
            return b"n\tt\td\n1\ta\t2024-02-29\n"
        case ".json":
            return json.dumps(rows).encode()
        case ".ndjson" | ".jsonl":
            return "".join(json.dumps(row) + "\n" for row in rows).encode()
        case ".parquet":
            out = io.BytesIO()
            frame.write_parquet(out)
            return out.getvalue()
        case _:
            out = io.BytesIO()
            frame.write_ipc(out)
            return out.getvalue()


@pytest.mark.parametrize("suffix", [*SUFFIXES, ".csv.gz", ".json.gz", ".txt"])
def test_bytes_as_data(suffix: str) -> None:
    seed = seeds(suffix.removesuffix(".gz"))

    @examples(12)
    @given(drawn=st.data())
    def end_well(drawn: st.DataObject) -> None:
        noise = drawn.draw(st.binary(max_size=60))
        start, end = (drawn.draw(st.integers(0, len(seed))) for _ in range(2))
        sent = drawn.draw(
            st.sampled_from((noise, seed[:start], seed[:start] + noise + seed[end:], seed + noise, noise + seed))
        )
        if suffix.endswith(".gz") and drawn.draw(st.booleans()):
            sent = gzip.compress(sent)
        with folder() as place:
            (place / "made.dcl").write_text(SMALL, encoding="utf-8")
            path = place / f"items{suffix}"
            path.write_bytes(sent)
            ran = [
                run("check", place / "made.dcl", path, "--engine", engine, "--color", "never")
                for engine in ("polars", "reference")
            ]
            assert ran[0].status == ran[1].status
            if ran[0].status != 2:
                assert _untimed(ran[0].out) == _untimed(ran[1].out)

    end_well()


def _untimed(text: str) -> str:
    return re.sub(r"[\d.,]+ m?s\b", "", text, count=1)


@examples(10)
@given(contract=contracts(2), drawn=st.data())
def test_a_whole_run(contract: Contract, drawn: st.DataObject) -> None:
    """The command line on a good contract and wild files: the report in JSON is JSON whatever the status."""
    with folder() as place:
        path = place / "made.dcl"
        path.write_bytes(contract.text.encode())
        files = data.write_texts(place, drawn.draw(data.wild_texts(contract.world)))
        ran = run("check", path, *(f"{name}={file}" for name, file in files.items()), "--format", "json")
        if ran.out:
            assert json.loads(ran.out)["verdict"] in ("pass", "fail", "unjudged")
        else:
            assert ran.status == 2


@pytest.mark.parametrize("contract", [b"\xff\xfe", b"table", b"contract a 1.0.0 {}\ntable t { a : int }\n"])
@pytest.mark.parametrize("rows", [b"\x00\xff", b"", b"a\nx\n"])
def test_a_process_of_its_own(tmp_path: Path, contract: bytes, rows: bytes) -> None:
    (tmp_path / "made.dcl").write_bytes(contract)
    (tmp_path / "t.csv").write_bytes(rows)
    ran = subprocess.run([sys.executable, "-m", "dcl", "check", "made.dcl", "t.csv"], cwd=tmp_path, capture_output=True)
    assert ran.returncode in (1, 2)
    assert b"Traceback" not in ran.stderr
