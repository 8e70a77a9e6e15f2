from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from dcl.ir.program import TextFormat
from dcl.readers.binding import Binding
from dcl.readers.read import read_table
from dcl.tables.table import CellKind, Table
from tests.readers.help import read, refusal, rows, spec, write
from tests.shared_data import shared

SENTENCES = "# id = 1\nAda\tB-person\nLovelace\tI-person\n\n\t\n#tag\tO\n#\tO\n"


def tokens(columns: str, *paths: Path) -> Table | str:
    """The table of files whose columns are named, or why there is none."""
    binding = Binding("t", "conll", tuple(map(str, paths)), "shown")
    table, problems = read_table(binding, spec(format=TextFormat(columns=columns)))
    return table or f"{problems[0].id} {problems[0].message}".replace(f"{paths[0].parent}/", "")


def test_tokens_are_rows_that_know_their_sentence_and_place(tmp_path: Path) -> None:
    table = read(write(tmp_path / "a.conll", SENTENCES), format="conll")
    assert table.kind is CellKind.TEXT
    assert table.columns == ("token", "tag", "sentence", "position")
    assert rows(table) == [
        ("Ada", "B-person", "1", "1"),
        ("Lovelace", "I-person", "1", "2"),
        ("#tag", "O", "2", "1"),
        ("#", "O", "2", "2"),
    ]


def test_the_contract_names_the_columns(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "-DOCSTART- -X- O\n\nAda NNP B-PER\r\nsleeps  VBZ O\n\n-DOCSTART- -X- O\n. . O")
    table = tokens("token pos tag", path)
    assert isinstance(table, Table)
    assert table.columns == ("token", "pos", "tag", "sentence", "position")
    assert rows(table) == [
        ("Ada", "NNP", "B-PER", "1", "1"),
        ("sleeps", "VBZ", "O", "1", "2"),
        (".", ".", "O", "2", "1"),
    ]


def test_a_token_may_hold_blanks_where_tabs_part_the_columns(tmp_path: Path) -> None:
    table = read(write(tmp_path / "a.conll", "New York\tB-place\nx\t\n"), format="conll")
    assert rows(table) == [("New York", "B-place", "1", "1"), ("x", None, "1", "2")]


def test_sentences_are_numbered_through_all_files(tmp_path: Path) -> None:
    one = write(tmp_path / "1.conll", "a O\n\nb O\n")
    two = write(tmp_path / "2.conll.gz", gzip.compress(b"c O\n"))
    assert rows(read(one, two, format="conll")) == [("a", "O", "1", "1"), ("b", "O", "2", "1"), ("c", "O", "3", "1")]


def test_conllu_has_its_ten_columns(tmp_path: Path) -> None:
    text = "# text = Ada sleeps\n1\tAda\tAda\tPROPN\t_\t_\t2\tnsubj\t_\t_\n1-2\tx\t_\t_\t_\t_\t_\t_\t_\t_\n"
    table = read(write(tmp_path / "a.conllu", text), format="conll")
    assert table.columns[:4] == ("id", "form", "lemma", "upos")
    assert [row["id"] for row in table.rows()] == ["1", "1-2"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "a O\n\nb\n",
            "DCL613 line 3 of `a.conll` has 1 column, but the contract expects 2 (`token tag`)",
        ),
        (
            "a\tO\nb\tO\tx\n",
            "DCL613 line 2 of `a.conll` has 3 columns, but the contract expects 2 (`token tag`)",
        ),
        ("#a\n", "DCL613 line 1 of `a.conll` has 1 column, but the contract expects 2 (`token tag`)"),
        ("a O\n# not a comment here\n", "DCL613 line 2 of `a.conll` has 5 columns, but the contract expects 2"),
        ("", "DCL616 `a.conll` holds no token"),
        ("# only a comment\n", "DCL616 `a.conll` holds no token"),
        (b"a O\n\xff O\n", "DCL612 line 2 of `a.conll` is not text in UTF-8"),
        (b"\xff\xfea\0", "DCL612 `a.conll` is text in UTF-16, not in UTF-8"),
        ("a O\n\0 O\n", "DCL612 line 2 of `a.conll` holds a NUL byte, which no text does"),
        ("version https://git-lfs.github.com/spec/v1\n", "DCL611 `a.conll` holds only a Git LFS pointer, not the data"),
        ("PAR1", "DCL610 `a.conll` holds Parquet data, not CoNLL"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(tmp_path: Path, text: str | bytes, message: str) -> None:
    assert refusal(write(tmp_path / "a.conll", text), format="conll").startswith(message)


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ("token tag tag", "DCL614 `columns` cannot name `tag`: there is a column of that name already"),
        ("token position", "DCL614 `columns` cannot name `position`: there is a column of that name already"),
        (" ", "DCL622 `columns` names no column"),
    ],
)
def test_columns_have_names_of_their_own(tmp_path: Path, columns: str, message: str) -> None:
    assert tokens(columns, write(tmp_path / "a.conll", "a O\n")) == message


def test_other_encodings_are_declared(tmp_path: Path) -> None:
    path = write(tmp_path / "a.conll", "é O\n".encode("latin-1"))
    assert rows(read(path, format="conll", encoding="latin-1")) == [("é", "O", "1", "1")]
    assert refusal(path, format="conll", encoding="klingon") == 'DCL622 "klingon" is not an encoding that dcl knows'


@pytest.mark.parametrize(
    ("name", "sentences", "size"),
    [("wnut17train", 3394, 62730), ("emerging.dev", 1009, 15733), ("emerging.test", 1287, 23394)],
)
def test_wnut17_is_read_whole(name: str, sentences: int, size: int) -> None:
    found = rows(read(shared(f"wnut17/{name}.conll"), format="conll"))
    assert (found[-1][2], len(found)) == (str(sentences), size)
