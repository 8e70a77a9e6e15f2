from __future__ import annotations

import csv
import gzip
import io
import os
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcl.tables.table import CellKind
from tests.readers.help import read, refusal, rows
from tests.shared_data import shared


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "a.csv"


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("data", "columns", "expected"),
    [
        (b"a,b\n1,2\n", ("a", "b"), [("1", "2")]),
        (b"a,b\n1,2", ("a", "b"), [("1", "2")]),
        (b"a,b\r\n1,2\r\n", ("a", "b"), [("1", "2")]),
        (b"\xef\xbb\xbfa,b\n1,2\n", ("a", "b"), [("1", "2")]),
        (b'\xef\xbb\xbf"a","b"\r\n"1\r\n",2\r\n', ("a", "b"), [("1\r\n", "2")]),
        (b'"a,""x""","b\nc"\n1,2\n', ('a,"x"', "b\nc"), [("1", "2")]),
        (b"a,\n1,2\n", ("a", ""), [("1", "2")]),
        (b'a,b\n"3""","""4"\n', ("a", "b"), [('3"', '"4')]),
        (b"a,b\n,\n", ("a", "b"), [(None, None)]),
        (b"a,b\n", ("a", "b"), []),
        (b"a,b", ("a", "b"), []),
        ("näme\nж\n".encode(), ("näme",), [("ж",)]),
    ],
)
def test_a_sound_file_is_read_as_text(
    file: Path, data: bytes, columns: tuple[str, ...], expected: list[tuple[str | None, ...]]
) -> None:
    table = read(write(file, data))
    assert table.kind is CellKind.TEXT
    assert table.columns == columns
    assert table.frame is not None
    assert table.frame.collect_schema() == pl.Schema(dict.fromkeys(columns, pl.String()))
    assert rows(table) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"a,b\n\n1,2\n\n\n3,4\n\n", [("1", "2"), ("3", "4")]),
        (b"\n\na,b\n1,2\n", [("1", "2")]),
        (b'a\n1\n\n""\n2\n', [("1",), ("",), ("2",)]),
        (b'a\r\n1\r\n\r\n""\r\n', [("1",), ("",)]),
        (b'a,b\n"1\n\n",2\n', [("1\n\n", "2")]),
    ],
)
def test_a_blank_line_is_no_row(file: Path, data: bytes, expected: list[tuple[str, ...]]) -> None:
    assert rows(read(write(file, data))) == expected


def test_a_header_of_any_length_is_read(file: Path) -> None:
    name = "a" * 200_000
    assert read(write(file, f'{name},"x, ""y"""\n1,2\n'.encode())).columns == (name, 'x, "y"')


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"a,b\n1,2,3\n", "DCL613 line 2 of `a.csv` has 3 fields, but the header has 2"),
        (b"a,b\n1,2\n1\n", "DCL613 line 3 of `a.csv` has 1 field, but the header has 2"),
        (b"a,b\n1\n1,2,3\n", "DCL613 line 2 of `a.csv` has 1 field, but the header has 2"),
        (b'a,b\n"1\n2",3\n4\n', "DCL613 line 4 of `a.csv` has 1 field, but the header has 2"),
        (b"a\n1\n2,3\n", "DCL613 line 3 of `a.csv` has 2 fields, but the header has 1"),
        (b"a,b\n1,2\n  \n", "DCL613 line 3 of `a.csv` has 1 field, but the header has 2"),
        (b"a,b,a\n1,2,3\n", "DCL614 line 1 of `a.csv` names two columns `a`: the 1st and the 3rd"),
        (b"a,,\n1,2,3\n", "DCL614 line 1 of `a.csv` names two columns without a name: the 2nd and the 3rd"),
        (b"a,b\n1,2\n1,\xff\n", "DCL612 line 3 of `a.csv` is not text in UTF-8"),
        (b"\xff,b\n1,2\n", "DCL612 line 1 of `a.csv` is not text in UTF-8"),
        (b"a,b\n1,\x00\n", "DCL612 line 2 of `a.csv` holds a NUL byte, which no text does"),
        (b"a,\x00\n1,2\n", "DCL612 line 1 of `a.csv` holds a NUL byte, which no text does"),
        (b'a,b\n1,"x\n1,2\n', "DCL615 a quotation mark opens on line 2 of `a.csv` and never closes"),
        (b'"a,b\n1,2\n', "DCL615 a quotation mark opens on line 1 of `a.csv` and never closes"),
        (b'a,b\n5" x,2\n', "DCL615 line 2 of `a.csv` has a quotation mark inside a cell"),
        (b'a,b\n5" x 6",2\n', "DCL615 line 2 of `a.csv` has a quotation mark inside a cell"),
        (b'a,b\n "x,y",2\n', "DCL615 line 2 of `a.csv` has a quotation mark inside a cell"),
        (b'a,b\n"x"y"z",2\n', "DCL615 line 2 of `a.csv` has a quotation mark inside a cell"),
        (b'a,b\n"x"\rq,2\n', "DCL615 line 2 of `a.csv` has a quotation mark inside a cell"),
        (
            b'a,b\n"x,2\n3,4\n5,"6\n',
            "DCL615 the quote that opens on line 2 of `a.csv` ends inside a cell on line 4",
        ),
        (b"", "DCL616 `a.csv` is empty"),
        (b"\n\n", "DCL616 `a.csv` has no header: it holds no text"),
        (b"a,b\r1,2\r", "DCL612 `a.csv` ends its lines with a carriage return alone, as very old programs do"),
        (b"\r", "DCL612 `a.csv` ends its lines with a carriage return alone, as very old programs do"),
        (b"\xff\xfea\x00\n\x00", "DCL612 `a.csv` is text in UTF-16, not in UTF-8"),
        (b"version https://git-lfs.github.com/spec/v1\n", "DCL611 `a.csv` holds only a Git LFS pointer, not the data"),
        (b"PAR1....", "DCL610 `a.csv` holds Parquet data, not CSV"),
        (b"PK\x03\x04....", "DCL610 `a.csv` holds a zip archive or an Excel workbook, not CSV"),
        (b"%PDF-1.7", "DCL610 `a.csv` holds a PDF, not CSV"),
        (b"\n<!DOCTYPE html>", "DCL610 `a.csv` holds a web page, not CSV"),
        (gzip.compress(b"PK\x03\x04....", mtime=0), "DCL610 `a.csv` holds a zip archive or an Excel workbook, not CSV"),
        (
            gzip.compress(b"a,b\n1,2\n", mtime=0)[:-6],
            "DCL617 `a.csv` is damaged or cut off: what is packed in it does not come to an end",
        ),
    ],
)
def test_a_broken_file_is_refused_with_its_place(file: Path, data: bytes, message: str) -> None:
    assert refusal(write(file, data)) == message


@pytest.mark.parametrize("bad", [b"1,2,3\n", b"1\n", b"\xff,2\n", b'5" x,2\n', b"\x00,2\n"])
def test_a_fault_far_into_a_large_file_is_found(file: Path, bad: bytes) -> None:
    sound = b'"quoted, cell\nwith a line end",2\n' * 100_000
    message = refusal(write(file, b"a,b\n" + sound + bad + sound))
    assert "line 200,002 of `a.csv`" in message


def test_a_quoted_cell_longer_than_a_piece_of_the_file_is_read(file: Path) -> None:
    long = "x\n,\n" * 1_000_000
    assert rows(read(write(file, b'a,b\n1,"%b"\n' % long.encode()))) == [("1", long)]


def test_a_file_of_many_pieces_is_read_whole(file: Path) -> None:
    table = read(write(file, b"a,b\n" + b'1,"\xc3\xa4,"\r\n' * 400_000))
    assert table.frame is not None
    assert table.frame.select(pl.len(), pl.col("b").n_unique().alias("n")).collect().row(0) == (400_000, 1)


def test_a_gzip_file_is_read_under_any_name(tmp_path: Path) -> None:
    packed = gzip.compress(b"\xef\xbb\xbfa,b\n1,2\n")
    assert rows(read(write(tmp_path / "a.csv.gz", packed))) == [("1", "2")]
    assert rows(read(write(tmp_path / "a.csv", packed))) == [("1", "2")]


def test_tsv_parts_cells_at_tabs(file: Path) -> None:
    assert rows(read(write(file, b"a\tb\n1,2\t3\n"), format="tsv")) == [("1,2", "3")]


def test_the_format_statement_is_followed(file: Path) -> None:
    data = "junk\n\nä;b\n'1;''2';3\n".encode("latin-1")
    table = read(write(file, data), separator=";", quote="'", encoding="latin-1", skip=2)
    assert table.columns == ("ä", "b")
    assert rows(table) == [("1;'2", "3")]


def test_a_declared_utf_16_is_decoded(file: Path) -> None:
    assert rows(read(write(file, "a,b\nä,2\n".encode("utf-16")), encoding="utf-16")) == [("ä", "2")]


def test_bytes_outside_the_declared_encoding_are_refused_with_their_line(file: Path) -> None:
    message = refusal(write(file, b"a\nb\n\x81\n"), encoding="cp1252")
    assert message == "DCL612 line 3 of `a.csv` is not text in `cp1252`"


def test_a_file_that_quotes_nothing_may_hold_any_quote(file: Path) -> None:
    assert rows(read(write(file, b'a,b\n5" x,"\n'), quote="")) == [('5" x', '"')]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"separator": "||"}, 'DCL622 the separator "||" cannot be used: it is one plain sign, such as `;` or `|`'),
        ({"separator": "§"}, 'DCL622 the separator "§" cannot be used: it is one plain sign, such as `;` or `|`'),
        ({"quote": "``"}, 'DCL622 the quote "``" cannot be used: it is one plain sign, such as `;` or `|`'),
        ({"separator": '"'}, 'DCL622 """ cannot be both the separator and the quote'),
        ({"encoding": "klingon"}, 'DCL622 "klingon" is not an encoding that dcl knows'),
        ({"encoding": "rot13"}, 'DCL622 "rot13" is not an encoding that dcl knows'),
    ],
)
def test_a_format_that_cannot_be_followed_is_refused(file: Path, options: dict[str, str], message: str) -> None:
    assert refusal(write(file, b"a,b\n1,2\n"), **options) == message


@pytest.mark.parametrize("data", [b"1,2\n3,4\n", b"\xef\xbb\xbf1,2\r\n3,4", b"\n1,2\n\n3,4\n"])
def test_without_a_header_columns_are_taken_in_order(file: Path, data: bytes) -> None:
    table = read(write(file, data), columns=("a", "b"), header=False)
    assert table.columns == ("a", "b")
    assert rows(table) == [("1", "2"), ("3", "4")]


def test_without_a_header_an_empty_file_has_no_rows(file: Path) -> None:
    assert rows(read(write(file, b""), columns=("a",), header=False)) == []


def test_without_a_header_the_width_is_that_of_the_contract(file: Path) -> None:
    message = refusal(write(file, b"1,2\n"), columns=("a", "b", "c"), header=False)
    assert message == "DCL613 line 1 of `a.csv` has 2 fields, but the contract declares 3 columns"


def test_without_a_header_the_contract_must_name_the_columns(file: Path) -> None:
    message = refusal(write(file, b"1,2\n"), header=False)
    assert message == "DCL622 `t` has files without a header, but declares no columns to name theirs"


def test_files_of_one_table_are_joined_by_name(tmp_path: Path) -> None:
    one, two = write(tmp_path / "1.csv", b"a,b\n1,2\n\n"), write(tmp_path / "2.csv", b"b,a\r\n4,3\r\n")
    table = read(one, two)
    assert table.columns == ("a", "b")
    assert rows(table) == [("1", "2"), ("3", "4")]


def test_files_with_other_columns_are_refused(tmp_path: Path) -> None:
    one, two = write(tmp_path / "1.csv", b"a,b\n1,2\n"), write(tmp_path / "2.csv", b"a\n1\n")
    assert refusal(one, two) == "DCL618 `2.csv` lacks the column `b`, which `1.csv` has"
    assert refusal(two, one) == "DCL618 `2.csv` lacks the column `b`, which `1.csv` has"


def test_a_pipe_is_refused_and_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.csv")
    message = refusal(tmp_path / "a.csv")
    assert message == "DCL606 `a.csv` is not an ordinary file (a pipe or a device has no end that can be checked)"


def test_a_file_that_may_not_be_read_is_refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    write(file, b"a\n1\n")
    monkeypatch.setattr(Path, "open", forbidden)
    assert refusal(file) == "DCL606 `a.csv` cannot be read: permission denied"


def test_a_file_that_is_gone_is_refused(file: Path) -> None:
    assert refusal(file) == "DCL606 there is no file `a.csv`"


def test_a_file_name_cannot_play_tricks_with_the_terminal(tmp_path: Path) -> None:
    assert refusal(write(tmp_path / "\x1b[31ma.csv", b"")) == "DCL616 `\\u{1b}[31ma.csv` is empty"


# A byte-order mark counts as such at the head of a file, and a NUL is never text.
CELLS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0\ufeff"), max_size=8)
TRICKY = st.text(alphabet='",;\n\r\tä x', max_size=6)


@given(
    st.integers(1, 4).flatmap(lambda width: st.lists(st.tuples(*[CELLS | TRICKY] * width), min_size=0, max_size=8)),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_what_python_writes_is_read_back(
    tmp_path_factory: pytest.TempPathFactory,
    written: list[tuple[str, ...]],
    line_end: str,
    has_bom: bool,
    quoting: int,
) -> None:
    if line_end == "\n" and any("\r" in cell for row in written for cell in row):
        # Before LF Python leaves a bare carriage return unquoted, so that a last cell becomes part of CRLF.
        quoting = csv.QUOTE_ALL
    columns = [f"c{place}" for place in range(len(written[0]) if written else 2)]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator=line_end, quoting=quoting)
    writer.writerows([columns, *written])
    path = tmp_path_factory.getbasetemp() / "written.csv"
    path.write_bytes(b"\xef\xbb\xbf" * has_bom + out.getvalue().encode())
    table = read(path)
    assert table.columns == tuple(columns)
    assert [tuple(cell or "" for cell in row) for row in rows(table)] == written


def test_crowdspeech_is_read_whole() -> None:
    table = read(shared("crowdspeech/crowdspeech-dev-clean-crowd.tsv"), format="tsv")
    assert len(rows(table)) == 18_921


@pytest.mark.parametrize("name", ["hospital/dirty.csv", "beers/dirty.csv", "penguins/penguins-raw.csv"])
def test_real_files_read_as_python_reads_them(name: str) -> None:
    path = shared(name)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        header, *expected = csv.reader(stream)
    table = read(path)
    assert list(table.columns) == header
    assert [[cell or "" for cell in row] for row in rows(table)] == expected
