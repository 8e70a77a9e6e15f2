from __future__ import annotations

from pathlib import Path

import pytest

from tests.readers.help import part, part_refusal, rows, write

CHATS = """\
{"id": "x", "position": 7, "messages": [{"role": "user", "content": "Hello"}, {"role": "assistant", "content": null}]}

{"id": "y", "messages": []}
{"id": "z"}
"""


@pytest.fixture
def chats(tmp_path: Path) -> Path:
    return write(tmp_path / "a.jsonl", CHATS)


def test_a_chat_is_a_row_with_its_place_and_its_other_keys(chats: Path) -> None:
    table = part("chats", chats, format="chat")
    assert table.columns == ("position", "id", "_position")
    assert rows(table) == [(1, "x", 7), (2, "y", None), (3, "z", None)]


def test_a_message_is_a_row_that_names_its_chat(chats: Path) -> None:
    table = part("messages", chats, format="chat")
    assert table.columns == ("chat", "position", "role", "content")
    assert rows(table) == [(1, 1, "user", "Hello"), (1, 2, "assistant", None)]


def test_chats_are_numbered_through_all_files(chats: Path, tmp_path: Path) -> None:
    other = write(tmp_path / "b.json", '[{"messages": [{"role": "user"}]}]')
    assert [row["position"] for row in part("chats", chats, other, format="chat").rows()] == [1, 2, 3, 4]
    assert [row["chat"] for row in part("messages", chats, other, format="chat").rows()] == [1, 1, 4]


def test_an_empty_file_holds_no_chat(tmp_path: Path) -> None:
    assert rows(part("chats", write(tmp_path / "a.jsonl", ""), format="chat")) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"prompt": "x"}', "DCL610 `a.jsonl` holds no chats: none of its records has `messages`"),
        ('{"messages": "x"}', "DCL620 the record on line 1 of `a.jsonl` has a text as `messages`"),
        (
            '{"messages": []}\n{"messages": [{}, 7]}',
            "DCL620 the record on line 2 of `a.jsonl` has a number as message 2",
        ),
        (
            '{"messages": []}\n{"messages": [',
            "DCL619 line 2 of `a.jsonl` cannot be read: it breaks off in the middle of a record",
        ),
    ],
)
def test_a_broken_file_is_refused_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    assert part_refusal("chats", write(tmp_path / "a.jsonl", text), format="chat") == message
