"""What holds of every text: it parses to something, and a right one keeps its meaning in the canonical layout."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dcl.source import SourceFile
from dcl.syntax.findings import Findings
from dcl.syntax.format import format_source
from dcl.syntax.parse import parse
from dcl.syntax.scan import scan
from tests.syntax.generate import files
from tests.syntax.helpers import SHOWCASE

_source = SourceFile("test.dcl", SHOWCASE)
_tokens = [SHOWCASE[token.start : token.end] for token in scan(_source, Findings(_source))]
_snippets = st.sampled_from(
    [*sorted(set(_tokens)), "“", "==", "\u00a0", "\u202e", '"', '"""', "/", "..", "\\", "\r", ";"]
)


@settings(max_examples=60)
@given(files)
def test_the_layout_keeps_the_meaning_and_is_stable(text: str) -> None:
    file, diagnostics = parse(SourceFile("test.dcl", text))
    assume(not diagnostics)
    laid_out, _ = format_source(SourceFile("test.dcl", text))
    assert laid_out is not None
    assert parse(SourceFile("test.dcl", laid_out)) == (file, ())
    assert format_source(SourceFile("test.dcl", laid_out))[0] == laid_out
    assert laid_out.count("#") == text.count("#")


@settings(max_examples=60)
@given(st.text())
def test_any_text_parses(text: str) -> None:
    parse(SourceFile("test.dcl", text))


@settings(max_examples=60)
@given(st.lists(_snippets, max_size=40), st.sampled_from(["", " ", "\n"]))
def test_any_heap_of_tokens_parses(snippets: list[str], between: str) -> None:
    parse(SourceFile("test.dcl", between.join(snippets)))


@settings(max_examples=60)
@given(st.data())
def test_a_slip_in_the_showcase_never_raises(data: st.DataObject) -> None:
    tokens = list(_tokens)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(tokens) - 1))
        slip = data.draw(st.sampled_from(["drop", "double", "replace"]))
        tokens[at : at + 1] = {
            "drop": [],
            "double": [tokens[at], tokens[at]],
            "replace": [data.draw(_snippets)],
        }[slip]
    _, diagnostics = parse(SourceFile("test.dcl", " ".join(tokens)))
    assert all(d.span is not None and 0 <= d.span.start <= d.span.end for d in diagnostics)
