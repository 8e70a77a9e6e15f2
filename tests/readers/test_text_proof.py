"""The fast proof never calls a file sound that the exact reading of rows faults, and knows sound ones."""

from __future__ import annotations

import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dcl.readers import text_proof
from dcl.readers.text_dialect import Dialect
from dcl.readers.text_proof import every_row_fits
from dcl.readers.text_rows import rows_of

CSV = Dialect(",", '"', "utf-8", True, 0)
TEXTS = st.text(alphabet='ab,"\n\r\0é', max_size=40)
CELLS = st.lists(st.lists(st.text(alphabet='ab,"\n\ré', max_size=4), min_size=2, max_size=2), min_size=1, max_size=6)


@pytest.fixture(autouse=True, params=[1, 7, 1 << 20])
def piece(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces so small that rows and quotes reach over their ends, and the usual ones."""
    monkeypatch.setattr(text_proof, "PIECE", request.param)


def proves(data: bytes, width: int) -> bool:
    return every_row_fits(io.BytesIO(data), CSV, width)


def is_sound(data: bytes, width: int) -> bool:
    rows = list(rows_of(io.BytesIO(data), CSV))
    return b"\0" not in data and all(row.fault is None and row.fields == width and not row.is_blank for row in rows)


@given(TEXTS, st.integers(1, 3))
@example('a,"b""c"\n"a","b"\r\n', 2)
@example('ab"",c\n', 2)
@example('"a"b,c\n', 2)
@example('x"a,"\n', 1)
@example('"a,b"\n', 2)
@example('"a","b"\n\n', 2)
def test_what_is_proven_is_sound(text: str, width: int) -> None:
    data = text.encode()
    assert not proves(data, width) or is_sound(data, width)


@given(CELLS, st.sampled_from(["\n", "\r\n"]))
def test_quoted_rows_are_proven(rows: list[list[str]], end: str) -> None:
    lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) + end for row in rows]
    data = "".join(lines).encode()
    assert is_sound(data, 2)
    assert proves(data, 2)
