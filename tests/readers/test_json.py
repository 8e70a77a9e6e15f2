from __future__ import annotations

import gzip
import math
from pathlib import Path

import pytest

from dcl.tables.table import CellKind
from tests.readers.help import read, refusal, rows


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_a_list_of_records_keeps_values_and_order(tmp_path: Path) -> None:
    table = read(
        write(tmp_path / "a.json", b'\xef\xbb\xbf[{"b": 1.0, "a": true}, {"c": {"x": [null]}}]\n'), format="json"
    )
    assert table.kind is CellKind.JSON
    assert table.columns == ("b", "a", "c")
    assert table.records == ({"b": 1.0, "a": True}, {"c": {"x": [None]}})
    assert [type(value) for value in table.records[0].values()] == [float, bool]


def test_ndjson_holds_a_record_a_line_and_skips_blank_lines(tmp_path: Path) -> None:
    data = b'{"a": 1}\r\n\r\n  \n{"b": "\xe2\x80\xa8"}'
    assert read(write(tmp_path / "a.ndjson", data), format="ndjson").records == ({"a": 1}, {"b": "\u2028"})


def test_files_of_one_table_follow_each_other_packed_or_not(tmp_path: Path) -> None:
    one = write(tmp_path / "1.ndjson", b'{"a": 1}\n')
    two = write(tmp_path / "2.ndjson.gz", gzip.compress(b'{"b": 2}\n'))
    table = read(one, two, format="ndjson")
    assert table.columns == ("a", "b")
    assert rows(table) == [(1, None), (None, 2)]


def test_numbers_are_exact_and_nan_is_missing(tmp_path: Path) -> None:
    data = b'[{"big": 123456789012345678901234567890, "none": NaN, "far": -Infinity, "huge": 1e999}]'
    assert rows(read(write(tmp_path / "a.json", data), format="json")) == [
        (123456789012345678901234567890, None, -math.inf, math.inf)
    ]


def test_an_emoji_may_be_spelled_in_two_halves(tmp_path: Path) -> None:
    data = b'[{"a": "\\ud83d\\ude00", "b": "\\\\ud800"}]'
    assert rows(read(write(tmp_path / "a.json", data), format="json")) == [("😀", "\\ud800")]


@pytest.mark.parametrize(("format", "data"), [("json", b"[]"), ("ndjson", b""), ("ndjson", b"\n")])
def test_without_records_no_declared_column_is_absent(tmp_path: Path, format: str, data: bytes) -> None:
    table = read(write(tmp_path / "a.json", data), format=format, columns=("a", "b"))
    assert table.columns == ("a", "b")
    assert table.records == ()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "DCL616 `a.json` is empty"),
        (
            b'{"images": [], "boxes": [], "info": {}}',
            "DCL619 `a.json` holds one object, not a list of records; it has lists under `images`, `boxes`",
        ),
        (b'{"a": 1}\n{"a": 2}', "DCL619 `a.json` holds one record after the other, not a list of them"),
        (b'"x"', "DCL619 `a.json` holds a text, not a list of records"),
        (b"id,label\n", "DCL619 line 1 of `a.json` cannot be read: it is not JSON there (expecting value)"),
        (b'[{"a": 1},\n 2]', "DCL620 line 2 of `a.json` holds a number where a record should be"),
        (b'[{"a": 1,\n "a": 2}]', "DCL620 line 1 of `a.json` cannot be read: a record has the key `a` twice"),
        (b'[{"a": {"b": 1, "b": 2}}]', "DCL620 line 1 of `a.json` cannot be read: a record has the key `b` twice"),
        (b'[{"a":\n\n tru}]', "DCL619 line 3 of `a.json` cannot be read: it is not JSON there (expecting value)"),
        (b'[{"a": 1}', "DCL619 line 1 of `a.json` cannot be read: it breaks off before its list is closed"),
        (b'[{"a": ', "DCL619 line 1 of `a.json` cannot be read: it breaks off in the middle of a record"),
        (b'[{"a": 1} {"b": 2}]', "DCL619 line 1 of `a.json` cannot be read: a comma is missing there"),
        (b'[{"a": 1}]\nx', "DCL619 line 2 of `a.json` cannot be read: something follows after its list"),
        (b"[" * 100_000, "DCL620 line 1 of `a.json` cannot be read: a record nests too deep"),
        (
            b'[{"a": ' + b"[" * 200 + b"]" * 200 + b"}]",
            "DCL620 line 1 of `a.json` cannot be read: a record nests more than 100 deep",
        ),
        (
            b'[{"a": ' + b"1" * 5000 + b"}]",
            "DCL620 line 1 of `a.json` cannot be read: a record holds a number of thousands of digits",
        ),
        (b'[{"a": "\\ud83d"}]', "DCL620 line 1 of `a.json` cannot be read: a text holds half a sign"),
        (b'[{"a": "\xff"}]', "DCL612 line 1 of `a.json` is not text in UTF-8"),
        (b"PAR1....", "DCL610 `a.json` holds Parquet data, not JSON"),
        (b"version https://git-lfs.github.com/spec/v1\n", "DCL611 `a.json` holds only a Git LFS pointer, not the data"),
    ],
)
def test_a_broken_json_file_is_refused_with_its_place(tmp_path: Path, data: bytes, message: str) -> None:
    assert refusal(write(tmp_path / "a.json", data), format="json") == message


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b'{"a": 1}\n[1]\n', "DCL620 line 2 of `a.ndjson` holds a list where a record should be"),
        (b'{"a": 1}\n\n{"a":\n', "DCL619 line 3 of `a.ndjson` cannot be read: it breaks off in the middle of a record"),
        (
            b'{\n"a": 1\n}\n',
            "DCL619 line 1 of `a.ndjson` cannot be read: it breaks off in the middle of a record",
        ),
        (b'{"a": 1} {"a": 2}', "DCL619 line 1 of `a.ndjson` cannot be read: something follows after its record"),
        (b'{"a": 1}\n{"b": 1, "b": 2}', "DCL620 line 2 of `a.ndjson` cannot be read: a record has the key `b` twice"),
    ],
)
def test_a_broken_ndjson_file_is_refused_with_its_line(tmp_path: Path, data: bytes, message: str) -> None:
    assert refusal(write(tmp_path / "a.ndjson", data), format="ndjson") == message


def test_a_key_cannot_play_tricks_with_the_terminal(tmp_path: Path) -> None:
    message = refusal(write(tmp_path / "a.json", b'[{"\\u001b[2J": 1, "\\u001b[2J": 2}]'), format="json")
    assert message == "DCL620 line 1 of `a.json` cannot be read: a record has the key `\\u{1b}[2J` twice"
