"""How text files are written."""

from __future__ import annotations

import gzip

import pytest

from dcl.infer.sniff import sniff
from dcl.ir.program import TextFormat


def sniffed(folder, text, encoding="utf-8", name="a.csv"):
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return sniff(str(path), "csv")


def test_a_usual_file_needs_no_format(tmp_path):
    assert sniffed(tmp_path, "a,b\n1,2\n3,4\n") == TextFormat()


@pytest.mark.parametrize("sign", [";", "\t", "|"])
def test_the_sign_between_cells(tmp_path, sign):
    assert sniffed(tmp_path, "a;b;c\n1,5;2;x\n3;4,5;y\n".replace(";", sign)).separator == sign


def test_commas_in_quoted_cells_part_nothing(tmp_path):
    assert sniffed(tmp_path, 'a;b\n1;"x, y"\n2;"z, w"\n').separator == ";"


def test_one_column_has_no_sign_between_cells(tmp_path):
    assert sniffed(tmp_path, "note\nhello; there\nbye\n") == TextFormat()


def test_single_quotation_marks(tmp_path):
    assert sniffed(tmp_path, "'id','text'\n'1','a, b'\n'2','c'\n").quote == "'"


def test_an_apostrophe_is_none(tmp_path):
    assert sniffed(tmp_path, "id,text\n1,it's\n2,don't\n").quote == '"'


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_encodings(tmp_path, encoding):
    assert sniffed(tmp_path, "id,größe\n1,schön – sehr\n2,x\n", encoding).encoding == encoding


def test_titles_above_the_header_are_skipped(tmp_path):
    assert sniffed(tmp_path, "Report\nof Monday\n\nid,label\n1,a\n2,b\n3,c\n").skip == 3


def test_a_file_without_a_header(tmp_path):
    assert not sniffed(tmp_path, "1,car,2.5\n2,dog,3.5\n").header


def test_years_are_a_header(tmp_path):
    assert sniffed(tmp_path, "name,2024,2025,2026\na,1,2,3\nb,4,5,6\n").header


def test_words_are_a_header(tmp_path):
    assert sniffed(tmp_path, "car,truck\ndog,cat\n").header


def test_packed_files(tmp_path):
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(b"a;b\n1;2\n3;4\n"))
    assert sniff(str(path), "csv").separator == ";"


@pytest.mark.parametrize("content", [b"", b"\n", b"\0\0\0", b"\x1f\x8bnot gzip", b'"open\n', b"\xff\xfe"])
def test_damaged_files_are_left_to_the_reader(tmp_path, content):
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    sniff(str(path), "csv")


def test_a_file_that_is_not_there_is_left_to_the_reader():
    assert sniff("nowhere.csv", "csv") == TextFormat()
