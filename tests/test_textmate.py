"""The TextMate grammars, run by the engine of VS Code; and the extension, packed by its own tool."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.editor_words import keywords_of, sources

ROOT = Path(__file__).parent.parent
GRAMMAR = ROOT / "grammar"
ENGINE = Path(__file__).with_name("textmate.mjs")
PACKAGES = ("vscode-textmate@9", "vscode-oniguruma@2")
MARKDOWN = {"scopeName": "text.html.markdown", "patterns": [{"match": "never", "name": "never"}]}

Line = list[tuple[str, list[str]]]
Tokenise = Callable[[str, list[str]], list[list[Line]]]

pytestmark = [
    pytest.mark.tools,
    pytest.mark.skipif(shutil.which("npm") is None, reason="npm is not installed"),
]


def npm(folder: Path, *arguments: str) -> None:
    done = subprocess.run(["npm", *arguments], cwd=folder, capture_output=True, text=True, timeout=170)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def tokenise(tmp_path_factory: pytest.TempPathFactory) -> Tokenise:
    """Tokenises texts of one scope."""
    folder = tmp_path_factory.mktemp("engine")
    (folder / "package.json").write_text('{"private": true}', encoding="utf-8")
    npm(folder, "install", "--no-audit", "--no-fund", *PACKAGES)
    markdown = folder / "markdown.tmLanguage.json"
    markdown.write_text(json.dumps(MARKDOWN), encoding="utf-8")
    grammars = {
        "source.dcl": str(GRAMMAR / "dcl.tmLanguage.json"),
        "markdown.dcl.codeblock": str(GRAMMAR / "dcl.markdown.tmLanguage.json"),
        "text.html.markdown": str(markdown),
    }

    def run(scope: str, texts: list[str]) -> list[list[Line]]:
        asked = {
            "grammars": grammars,
            "injections": {"text.html.markdown": ["markdown.dcl.codeblock"]},
            "texts": [{"scope": scope, "text": text} for text in texts],
        }
        done = subprocess.run(
            ["node", ENGINE], cwd=folder, input=json.dumps(asked), capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, done.stderr
        found: list[list[Line]] = json.loads(done.stdout)
        return found

    return run


@pytest.fixture(scope="module")
def coloured(tokenise: Tokenise) -> dict[str, list[Line]]:
    """All contracts at hand, by name."""
    return dict(zip(sources(), tokenise("source.dcl", list(sources().values())), strict=True))


def scope_of(line: Line, word: str) -> str:
    """The innermost scope of the first token that is a word."""
    return next(scopes[-1] for text, scopes in line if text.strip() == word)


def line_with(lines: list[Line], words: str) -> Line:
    return next(line for line in lines if words in "".join(text for text, _ in line))


def test_no_contract_has_an_invalid_token(coloured: dict[str, list[Line]]) -> None:
    invalid = [
        (name, text)
        for name, lines in coloured.items()
        for line in lines
        for text, scopes in line
        if any(scope.startswith("invalid") for scope in scopes)
    ]
    assert invalid == []


def test_a_brace_alone_closes_a_block(coloured: dict[str, list[Line]]) -> None:
    closing = [line for lines in coloured.values() for line in lines if line[0][0] == "}"]
    assert closing
    assert all(line[0][1][-1].startswith("punctuation.section.block") for line in closing)


def test_words_of_the_language_are_those_of_the_parser(coloured: dict[str, list[Line]]) -> None:
    keyword = re.compile(r"keyword\.(declaration|control|operator\.word)|storage|constant\.language|variable\.language")
    wrong = []
    for name, text in sources().items():
        scopes, start = {}, 0
        for line in coloured[name]:
            for part, around in line:
                scopes.update(dict.fromkeys(range(start, start + len(part)), around[-1] if around else ""))
                start += len(part)
            start += 1
        wrong += [
            (name, word, scopes[place])
            for place, (word, expected) in keywords_of(text).items()
            if (keyword.match(scopes[place]) is not None) != expected
        ]
    assert wrong == []


@pytest.mark.parametrize(
    ("line", "word", "scope"),
    [
        ("contract street_boxes 2.1.0", "2.1.0", "constant.numeric.version.dcl"),
        ("owner", "owner", "entity.other.attribute-name.dcl"),
        ("cyclist", "cyclist", "variable.other.enummember.dcl"),
        ('"auto"', "instead of", "storage.modifier.dcl"),
        ("box_id    :", "int", "support.type.dcl"),
        ("box_id    :", "key", "storage.modifier.dcl"),
        ("label     : road_user", "road_user", "entity.name.type.labels.dcl"),
        ("references images", "images", "entity.name.type.table.dcl"),
        ("in 64..8192", "..", "keyword.operator.range.dcl"),
        (r"\d{3}", r"\d", "constant.character.escape.regexp.dcl"),
        ("let box =", "xywh", "support.function.dcl"),
        ("rule inside_image", "inside_image", "entity.name.function.rule.dcl"),
        ("pairs in image_id", "pairs in", "keyword.control.clause.dcl"),
        ("allow 0.1%", "0.1%", "constant.numeric.percent.dcl"),
        ("severity warn", "warn", "support.constant.dcl"),
        ("each kind in", "kind", "variable.parameter.dcl"),
        ("translation ko", "ko", "constant.other.language.dcl"),
        ("# the language edition", "# the language edition", "comment.line.number-sign.dcl"),
    ],
)
def test_scopes_of_the_showcase(coloured: dict[str, list[Line]], line: str, word: str, scope: str) -> None:
    found = line_with(coloured["showcase"], line)
    if word.startswith("#"):
        assert scope in found[-1][1]
    else:
        assert scope_of(found, word) == scope


def test_what_dcl_does_not_have_is_invalid(tokenise: Tokenise) -> None:
    (lines,) = tokenise("source.dcl", ['  check a == b && c = "\\q"\n'])
    assert [text for line in lines for text, scopes in line if scopes and scopes[-1].startswith("invalid")] == [
        "==",
        "&&",
        "\\q",
    ]


def test_a_slash_divides_after_a_value_and_begins_a_pattern_elsewhere(tokenise: Tokenise) -> None:
    (lines,) = tokenise("source.dcl", ["  check a / b / 2 < find(t, /x/) / (c) / `d e` / 1"])
    arithmetic = [text.strip() for text, scopes in lines[0] if "keyword.operator.arithmetic.dcl" in scopes]
    assert arithmetic == ["/"] * 5
    assert [text for text, scopes in lines[0] if scopes[-1:] == ["string.regexp.dcl"]] == ["x"]


def test_a_contract_in_markdown_is_coloured_and_what_follows_is_not(tokenise: Tokenise) -> None:
    text = "a rule\n\n```dcl\nrule tight on boxes {\n  check w > 0\n}\n```\n\nrule of thumb\n\n~~~python\ncheck\n~~~\n"
    (lines,) = tokenise("text.html.markdown", [text])
    assert scope_of(lines[3], "rule") == "keyword.declaration.dcl"
    assert scope_of(lines[4], "check") == "keyword.control.clause.dcl"
    assert all("dcl" not in scope for line in lines[8:] for _, scopes in line for scope in scopes)


def test_the_extension_packs(tmp_path: Path) -> None:
    copy = tmp_path / "grammar"
    shutil.copytree(GRAMMAR, copy, ignore=shutil.ignore_patterns("node_modules", "syntaxes", "*.vsix"))
    npm(copy / "vscode", "install", "--no-audit", "--no-fund", "--omit=dev")
    npm(copy / "vscode", "exec", "--yes", "--package=@vscode/vsce", "--", "vsce", "package", "--out", "dcl.vsix")
    with zipfile.ZipFile(copy / "vscode" / "dcl.vsix") as packed:
        names = set(packed.namelist())
        assert packed.read("extension/syntaxes/dcl.tmLanguage.json") == (GRAMMAR / "dcl.tmLanguage.json").read_bytes()
    assert {
        "extension/extension.js",
        "extension/language-configuration.json",
        "extension/snippets/dcl.json",
        "extension/syntaxes/dcl.markdown.tmLanguage.json",
        "extension/node_modules/vscode-languageclient/lib/node/main.js",
    } <= names
