"""Text to tokens. Total: whatever the text holds, tokens come out, and mistakes of spelling are mended on the way.

A sign of another language (`==`), a curly quote or an odd blank is reported once, with its repair, and read as what was
meant, so that one slip does not hide the next mistake.
"""

from __future__ import annotations

import re
from functools import cache
from re import Match

from dcl.diagnostics.codes_syntax import DCL102, DCL103, DCL104, DCL105, DCL111, DCL112, DCL113, DCL114
from dcl.diagnostics.model import Code, Edit
from dcl.source import SourceFile, Span
from dcl.syntax.expectations import shortened
from dcl.syntax.findings import Findings
from dcl.syntax.grammar import load_tables
from dcl.syntax.tokens import BROKEN, CLOSERS, NEWLINE, RESERVED, Token

TRIVIA = frozenset({"BLANK", "COMMENT"})

# What is written elsewhere, what dcl writes, and how the scanner reads it on.
FOREIGN = {
    "==": ("=", "EQUAL"),
    "<>": ("!=", "NOT_EQUAL"),
    "≠": ("!=", "NOT_EQUAL"),
    "≤": ("<=", "AT_MOST"),
    "=<": ("<=", "AT_MOST"),
    "≥": (">=", "AT_LEAST"),
    "=>": (">=", "AT_LEAST"),
    "&&": ("and", "AND"),
    "||": ("or", "OR"),
    "!": ("not", "NOT"),
    "−": ("-", "MINUS"),
    "–": ("-", "MINUS"),
    "×": ("*", "STAR"),
    "÷": ("/", "SLASH"),
    "…": ("...", "OPEN"),
}

_HIDDEN = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_CONTROL = "\x00-\x08\x0e-\x1f\x7f"
_unseen = re.compile(f"(?P<direction>[{_HIDDEN}]+)|(?P<control>[{_CONTROL}]+)")

_rest_of_line = re.compile(r"[ \t;]*(#[^\n]*)?(\r?\n|$)")

# Tried before the signs of the grammar.
_MISTAKES = {
    "foreign": r"==|<>|=<|=>|&&|\|\||!(?!=)|[≠≤≥−–×÷…]",
    "remainder": r"%",
    "semicolon": r";+",
    "odd_quotes": r"[“”„‟«»][^“”„‟«»\"\r\n]*[“”„‟«»\"]|'[^'\r\n]*'|[‘’‚‛][^‘’‚‛'\r\n]*[‘’‚‛']",
    "odd_blank": rf"[\u00a0\u00ad\u1680\u2000-\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff\x85\x0b\x0c{_HIDDEN}"
    rf"{_CONTROL}]+|\r(?!\n)",
    "leading_dot": r"(?<![\w)\]}.`\"])\.\d+%?",
}
# Tried before STRING, which would take the first two of three quotes, and before DOT.
_BEFORE_LATE_SIGNS = {
    "open_long": r'"""[\s\S]*',
    "lone_range": r"\.\.<?",
}
# Tried after them.
_LEFTOVERS = {
    "open_text": r'"[^\r\n]*',
    "open_name": r"`[^\s`]*`?",
    "bad_date": r"@[\w:.+-]*",
    "bad_number": r"\d+[\w.%]*",
    "unknown": r"[\s\S]",
}


@cache
def _master() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Everything but patterns in one expression, and patterns, which only stand where a value is due."""
    signs = dict(load_tables().signs)
    pattern = signs.pop("PATTERN")
    # What starts with a letter, a blank or a line end can be nothing else, and is most of a text.
    early = {name: signs.pop(name) for name in ("NAME", "BLANK", NEWLINE)}
    late = {name: signs.pop(name) for name in ("STRING", "DOT")}
    parts = {**early, **_MISTAKES, **signs, **_BEFORE_LATE_SIGNS, **late, **_LEFTOVERS}
    return re.compile("|".join(f"(?P<{name}>{regex})" for name, regex in parts.items())), re.compile(pattern)


def scan(source: SourceFile, findings: Findings) -> list[Token]:
    """All tokens of a text, comments and line ends included, blanks left out."""
    _report_unseen(source, findings)
    return _Scanner(source, findings).tokens()


def _report_unseen(source: SourceFile, findings: Findings) -> None:
    """Direction marks and control characters are mistakes wherever they stand; one report a line is enough."""
    lines: set[tuple[int, str | None]] = set()
    for match in _unseen.finditer(source.text):
        place = (source.position(match.start())[0], match.lastgroup)
        if place in lines:
            continue
        lines.add(place)
        if findings.full:
            return
        sign = f"U+{ord(match.group()[0]):04X}"
        if match.lastgroup == "direction":
            message = f"a hidden mark that changes the direction of the text ({sign})"
            help = f"delete it; inside a text write `\\u{{{ord(match.group()[0]):x}}}`"
            findings.add(DCL104, message, match.start(), match.end(), help=help, replace="")
        else:
            message = f"a control character ({sign}) that no editor shows"
            help = "delete it; is this file a contract?"
            findings.add(DCL103, message, match.start(), match.end(), help=help, replace="")


class _Scanner:
    def __init__(self, source: SourceFile, findings: Findings) -> None:
        self.source = source
        self.text = source.text
        self.findings = findings
        self.words = load_tables().words
        self.value_due = True
        self._reported_lines: set[tuple[int, str]] = set()

    def tokens(self) -> list[Token]:
        master, pattern = _master()
        tokens: list[Token] = []
        position, end = 0, len(self.text)
        while position < end and not self.findings.full:
            if self.value_due and self.text[position] == "/":
                token = self._pattern(pattern.match(self.text, position), position)
            else:
                match = master.match(self.text, position)
                assert match is not None, "the last alternative matches anything"
                token = self._token(match)
            position = token.end
            if token.kind in TRIVIA:
                if token.kind == "COMMENT":
                    tokens.append(token)
                continue
            self.value_due = self._is_value_due_after(token.kind)
            tokens.append(token)
        return tokens

    def _is_value_due_after(self, kind: str) -> bool:
        if kind in CLOSERS or kind in {"NAME", "QUOTED_NAME", "TRUE", "FALSE", "MISSING", "IT", "RANGE_FROM"}:
            return False
        if kind in RESERVED:
            return True
        return kind in _VALUE_FOLLOWS

    def _token(self, match: Match[str]) -> Token:
        kind = match.lastgroup or ""
        start, end = match.span()
        if kind == "NAME":
            return Token(self.words.get(match.group(), kind), start, end)
        mend = _MENDERS.get(kind)
        return Token(kind, start, end) if mend is None else mend(self, match)

    def _pattern(self, match: Match[str] | None, start: int) -> Token:
        if match is not None:
            return Token("PATTERN", start, match.end())
        line_end = self._line_end(start)
        if self.text.startswith("//", start):
            self.findings.add(
                DCL114,
                "an empty pattern matches only the empty text",
                start,
                start + 2,
                help='write `= ""` for the empty text; a comment starts with `#`',
            )
        else:
            self.findings.add(
                DCL114,
                "this pattern is not closed on its line",
                start,
                start + 1,
                help="end it with `/`; a `/` inside a pattern is written `\\/`",
            )
        return Token(BROKEN, start, line_end)

    def _line_end(self, start: int) -> int:
        end = self.text.find("\n", start)
        if end == -1:
            return len(self.text)
        return end - 1 if self.text[end - 1] == "\r" and end - 1 > start else end

    # Each mender reports what its match got wrong, and gives the token that was meant.

    def _foreign(self, match: Match[str]) -> Token:
        ours, kind = FOREIGN[match.group()]
        start, end = match.span()
        message = f"`{match.group()}` is not a sign of dcl; write `{ours}`"
        spaced = ours
        if ours.isalpha():
            before = "" if start == 0 or self.text[start - 1].isspace() or self.text[start - 1] in "([{" else " "
            after = "" if self.text[end : end + 1].isspace() else " "
            spaced = before + ours + after
        self.findings.add(DCL102, message, start, end, help=f"write `{ours}`", replace=spaced)
        return Token(kind, start, end)

    def _remainder(self, match: Match[str]) -> Token:
        start, end = match.span()
        self.findings.add(
            DCL102,
            "`%` is not an operator of dcl; the remainder is `mod(a, b)`",
            start,
            end,
            help="write `mod(a, b)`; a `%` right after a number makes it a share, as in `2%`",
        )
        return Token("STAR", start, end)

    def _semicolon(self, match: Match[str]) -> Token:
        start, end = match.span()
        closes_line = _rest_of_line.match(self.text, end) is not None
        self.findings.add(
            DCL102,
            "no semicolons: a statement ends with its line",
            start,
            end,
            help="delete it" if closes_line else "begin a new line here",
            replace="" if closes_line else "\n",
        )
        return Token("BLANK" if closes_line else NEWLINE, start, end)

    def _odd_quotes(self, match: Match[str]) -> Token:
        start, end = match.span()
        inner = match.group()[1:-1]
        single = match.group()[0] in "'‘’‚‛"
        kind = "single" if single else "curly"
        mended = '"' + inner.replace('"', '\\"') + '"'
        message = f"{kind} quotes: a text stands between straight double quotes"
        self.findings.add(DCL103, message, start, end, help=f"write `{mended}`", replace=mended)
        return Token("STRING", start, end)

    def _odd_blank(self, match: Match[str]) -> Token:
        start, end = match.span()
        first = match.group()[0]
        if not _unseen.match(first):
            name = "a non-breaking blank" if first == "\u00a0" else f"an odd blank (U+{ord(first):04X})"
            ours = "a line ends in LF or CRLF" if first in "\r\u2028\u2029\x85" else "a blank is a space or a tab"
            repair = "\n" if first in "\r\u2028\u2029\x85" else " "
            self._once_a_line(DCL103, f"{name}: {ours}", match, repair)
        return Token(NEWLINE if first in "\r\u2028\u2029\x85" else "BLANK", start, end)

    def _once_a_line(self, code: type[Code], message: str, match: Match[str], repair: str) -> None:
        """Pasted text holds such signs by the dozen: the first of a line speaks for all of them."""
        line = (self.source.position(match.start())[0], match.group()[0])
        if line not in self._reported_lines:
            self._reported_lines.add(line)
            self.findings.add(code, message, *match.span(), help="type it again", replace=repair)

    def _number(self, match: Match[str]) -> Token:
        start, end = match.span()
        written = match.group()
        message, mended = _describe_number(written)
        self.findings.add(DCL111, message, start, end, help=f"write `{mended}`" if mended else None, replace=mended)
        return Token("INT" if mended else BROKEN, start, end)

    def _lone_range(self, match: Match[str]) -> Token:
        start, end = match.span()
        around = re.compile(r"[ \t]*").match(self.text, end)
        after = around.end() if around else end
        before = len(self.text[:start].rstrip(" \t")) if start else 0
        edits = (Edit(Span(self.source, before, after), match.group()),) if after > end and before < start else ()
        self.findings.add(
            DCL112,
            "a range is written without blanks",
            start,
            end,
            help="write `1..5`, `1..<5`, `1..` or `..5`",
            edits=edits,
        )
        return Token(BROKEN, start, end)

    def _open_long(self, match: Match[str]) -> Token:
        start = match.start()
        message = 'this `"""` is never closed'
        self.findings.add(DCL105, message, start, start + 3, help='end the text with `"""`')
        return Token(BROKEN, start, match.end())

    def _open_text(self, match: Match[str]) -> Token:
        start = match.start()
        curly = re.search("[“”„‟]", match.group())
        if curly:
            at = start + curly.start()
            message = "curly quotes: a text ends with a straight double quote"
            self.findings.add(DCL103, message, at, at + 1, help='write `"`', replace='"')
            return Token("STRING", start, at + 1)
        self.findings.add(
            DCL105,
            "this text is not closed on its line",
            start,
            start + 1,
            help='end it with `"`; a text over several lines stands between `"""`',
        )
        return Token(BROKEN, start, match.end())

    def _open_name(self, match: Match[str]) -> Token:
        start, end = match.span()
        if match.group() == "``":
            self.findings.add(DCL105, "a name needs at least one sign between its backticks", start, end)
        else:
            message = "this name is not closed on its line"
            self.findings.add(DCL105, message, start, start + 1, help="end it with a backtick")
        return Token(BROKEN, start, end)

    def _date(self, match: Match[str]) -> Token:
        self.findings.add(
            DCL113,
            f"`{shortened(match.group())}` is not a date",
            *match.span(),
            help="write `@2026-11-24`, or `@2026-11-24T10:00:00Z` for an instant (`+01:00` for another zone)",
        )
        return Token("DATE" if len(match.group()) > 1 else BROKEN, *match.span())

    def _unknown(self, match: Match[str]) -> Token:
        sign = match.group()
        shown = f"`{sign}`" if sign.isprintable() else f"U+{ord(sign):04X}"
        help = "a text stands between straight double quotes" if sign in "“”„‟«»‘’'" else None
        self.findings.add(DCL103, f"{shown} means nothing in dcl", *match.span(), help=help)
        return Token(BROKEN, *match.span())


def _describe_number(written: str) -> tuple[str, str | None]:
    """What is wrong with a number, and what it would be instead."""
    if re.fullmatch(r"\.\d+%?", written):
        return "a number starts with a digit", "0" + written
    if re.fullmatch(r"\d+\.%?", written):
        return "a number ends with a digit", written.replace(".", "")
    if re.fullmatch(r"\d+(_\d+)+", written):
        return "a number holds digits only", written.replace("_", "")
    if re.match(r"\d+[^\W\d]", written):
        help = "a duration ends in `ms`, `s`, `min`, `h` or `d`, and a name does not start with a digit"
        return f"`{shortened(written)}` is neither a number nor a name; {help}", None
    return f"`{shortened(written)}` is not a number", None


_VALUE_FOLLOWS = frozenset(
    "LPAR LSQB LBRACE COMMA _TEXT_COMMA COLON EQUAL NOT_EQUAL LESS AT_MOST GREATER AT_LEAST PLUS MINUS STAR SLASH "
    "_NEWLINE RANGE RANGE_BELOW RANGE_UP_TO RANGE_UP_BELOW".split()
)

_MENDERS = {
    "foreign": _Scanner._foreign,
    "remainder": _Scanner._remainder,
    "semicolon": _Scanner._semicolon,
    "odd_quotes": _Scanner._odd_quotes,
    "odd_blank": _Scanner._odd_blank,
    "leading_dot": _Scanner._number,
    "bad_number": _Scanner._number,
    "lone_range": _Scanner._lone_range,
    "open_long": _Scanner._open_long,
    "open_text": _Scanner._open_text,
    "open_name": _Scanner._open_name,
    "bad_date": _Scanner._date,
    "unknown": _Scanner._unknown,
}
