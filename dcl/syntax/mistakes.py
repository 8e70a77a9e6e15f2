"""Says what is wrong where a token does not fit. The frequent slips are named with their repair; the rest is told by
what was found and what was expected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dcl.diagnostics.codes_syntax import (
    DCL101,
    DCL107,
    DCL108,
    DCL109,
    DCL110,
    DCL112,
    DCL114,
    DCL115,
    DCL117,
    DCL121,
    DCL122,
)
from dcl.diagnostics.model import Code, Edit, Label, did_you_mean
from dcl.source import Span
from dcl.syntax.automaton import DEEPEST, Mistake
from dcl.syntax.expectations import LONGEST_SHOWN, OPERANDS, expected, found, words
from dcl.syntax.findings import Findings
from dcl.syntax.languages import AFTER_THE_DESCRIPTION, WRITTEN, meant_language
from dcl.syntax.languages import WORDS as LANGUAGES
from dcl.syntax.tokens import (
    CLOSERS,
    COMPARISONS,
    CONTINUATIONS,
    DECLARATIONS,
    END,
    NEWLINE,
    OPENERS,
    RESERVED,
    STATEMENT_WORDS,
    TEXTS,
    Token,
)

_COMPARING = COMPARISONS | {"IN", "MATCHES", "IS"}
# Between two of these lies one chain of comparisons, or of `and` and `or`.
_BOUNDARIES = frozenset("IMPLIES THEN ELSE IF COMMA _TEXT_COMMA WHERE COLON CHECK WHEN".split())
_NAMING = frozenset("DOT LET TABLE LABELS RULE ON EACH FROM USE LIKE CONTRACT REFERENCES FIX".split())
_MODIFIERS = frozenset(
    "KEY UNIQUE SENSITIVE MAY REFERENCES IN MATCHES LENGTH SEPARATED NAMED MISSING UNIT FORMAT".split()
)


@dataclass(frozen=True)
class _Place:
    """The token that does not fit, with what stands around it."""

    findings: Findings
    tokens: list[Token]
    mistake: Mistake

    @property
    def token(self) -> Token:
        return self.tokens[self.mistake.index]

    @property
    def before(self) -> Token | None:
        """The token before, within the statement."""
        index = self.mistake.index
        return self.tokens[index - 1] if index > self.mistake.statement else None

    @property
    def after(self) -> Token:
        return self.tokens[min(self.mistake.index + 1, len(self.tokens) - 1)]

    @property
    def first(self) -> Token:
        return self.tokens[self.mistake.statement]

    @property
    def expected(self) -> frozenset[str]:
        return self.mistake.expected

    def written(self, token: Token) -> str:
        return self.findings.source.text[token.start : token.end]

    def span(self, start: int, end: int) -> Span:
        return Span(self.findings.source, start, end)

    def earlier(self) -> Iterator[Token]:
        """The tokens before in the same brackets, backwards, up to where the expression starts."""
        depth = 0
        for index in range(self.mistake.index - 1, self.mistake.statement - 1, -1):
            token = self.tokens[index]
            if token.kind in CLOSERS:
                depth += 1
            elif token.kind in OPENERS:
                if depth == 0:
                    return
                depth -= 1
            elif depth == 0:
                if token.kind in _BOUNDARIES:
                    return
                yield token

    def report(
        self,
        code: type[Code],
        message: str,
        help: str | None = None,
        replace: str | None = None,
        at: Token | None = None,
        edits: tuple[Edit, ...] = (),
        labels: tuple[Label, ...] = (),
    ) -> bool:
        at = at or self.token
        self.findings.add(code, message, at.start, at.end, help=help, replace=replace, edits=edits, labels=labels)
        return True


def explain(mistake: Mistake, tokens: list[Token], findings: Findings) -> None:
    """Adds the one diagnostic that this mistake deserves."""
    place = _Place(findings, tokens, mistake)
    if mistake.too_deep:
        help = "give the inner parts names with `let`, or write `in { … }` instead of a long chain of `or`"
        place.report(DCL117, f"this nests deeper than {DEEPEST}", help, at=place.first)
        return
    if not any(slip(place) for slip in _SLIPS):
        _plain(place)


def _plain(place: _Place) -> None:
    token, before = place.token, place.before
    message = f"expected {expected(place.expected, before)}, found {found(token, place.findings.source.text)}"
    start, end = token.start, token.end
    if token.kind in {NEWLINE, END} and place.mistake.index:
        start = end = place.tokens[place.mistake.index - 1].end
    help, replace = _advice(place)
    place.findings.add(DCL101, message, start, end, help=help, replace=replace)


def _advice(place: _Place) -> tuple[str | None, str | None]:
    """What to write instead, where the words that fit suggest it."""
    token, before = place.token, place.before
    written = place.written(token)
    if token.kind == "NAME" and len(written) <= LONGEST_SHOWN:
        meant = did_you_mean(written, sorted(kind.lower() for kind in place.expected & words()))
        if meant:
            return f"did you mean `{meant}`?", meant
    if token.kind == "IF":
        return "put the `if` into parentheses", None
    if token.kind == "DETERMINES":
        return "`determines` stands between columns and is the whole check", None
    if "VERSION" in place.expected and token.kind in {"INT", "FLOAT"}:
        mended = written + (".0" if token.kind == "FLOAT" else ".0.0")
        return f"write `{mended}`", mended
    if before is not None and before.kind == "PERCENT":
        return "the remainder is `mod(a, b)`; a `%` right after a number makes it a share", None
    if token.kind == "OPEN" and before is not None and before.kind in OPERANDS:
        return "a range is written with two dots", ".."
    if written == "asc":
        return "leave it out: the order is ascending unless it says `desc`", ""
    if token.kind in {"COMMA", "_TEXT_COMMA"} and place.expected & {NEWLINE, END}:
        return "one statement a line", None
    if token.kind in {NEWLINE, END} and "LBRACE" in place.expected and place.first.kind in DECLARATIONS:
        return "add a block; where there is nothing to say, write `{}`", None
    if token.kind == "EQUAL" and "COLON" in place.expected and place.mistake.index == place.mistake.statement + 1:
        return "a column is written `name : type`", ":"
    if token.kind == "LBRACE" and place.first.kind == "RULE" and "ON" in place.expected:
        return f"say of which table: `rule {place.written(before) if before else 'NAME'} on TABLE {{`", None
    if token.kind == "RBRACE" and before is not None and before.kind == "LBRACE":
        return "a set holds at least one value", None
    return None, None


# The slips. Each looks whether it is the one, and reports it.


def _reserved_name(place: _Place) -> bool:
    token, before = place.token, place.before
    if token.kind == "COLON" and before is not None and before.kind in RESERVED:
        token = before
    elif token.kind not in RESERVED:
        return False
    elif not (token.kind in CONTINUATIONS and place.after.kind == "COLON"):
        names = before is None or before.kind in _NAMING or place.after.kind == "COLON"
        if "NAME" not in place.expected or not names:
            return False
    word = place.written(token)
    return place.report(
        DCL107,
        f"`{word}` is a word of the language and no name",
        f"put the name into backticks: `` `{word}` ``",
        f"`{word}`",
        at=token,
    )


def _mixed(place: _Place) -> bool:
    other = {"AND": "OR", "OR": "AND"}.get(place.token.kind)
    if other is None or place.before is None or "NAME" in place.expected:
        return False
    for token in place.earlier():
        if token.kind == other:
            first = Label(place.span(token.start, token.end), f"the `{other.lower()}` here")
            help = "put parentheses around the part that belongs together"
            return place.report(DCL108, "`and` and `or` are mixed without parentheses", help, labels=(first,))
    return False


def _chained(place: _Place) -> bool:
    if place.token.kind not in _COMPARING | {"NOT"} or "NAME" in place.expected:
        return False
    for token in place.earlier():
        if token.kind in {"AND", "OR"}:
            return False
        if token.kind in _COMPARING:
            first = Label(place.span(token.start, token.end), "the first comparison")
            help = "write `a < b and b < c`, or `b in a..c`"
            return place.report(DCL109, "comparisons are not chained", help, labels=(first,))
    return False


def _missing_value(place: _Place) -> bool:
    token, before = place.token, place.before
    if token.kind != "MISSING" or before is None or before.kind in {"COLON", "DOT"}:
        return False
    if before.kind in {"EQUAL", "NOT_EQUAL"}:
        mended = "is missing" if before.kind == "EQUAL" else "is not missing"
        edit = Edit(place.span(before.start, token.end), mended)
        message = f"`{place.written(before)} missing` is never true"
        return place.report(DCL110, message, f"write `{mended}`", edits=(edit,))
    if not place.expected & {"INT", "STRING"}:
        return False
    message = "`missing` is no value: it stands after `is` and in examples"
    return place.report(DCL110, message, "write `… is missing or …`")


def _pattern(place: _Place) -> bool:
    token, before = place.token, place.before
    if token.kind != "PATTERN":
        return False
    help = "a pattern stands after `matches`, inside `contains` and `find`, or as the value of a `let`"
    edits: tuple[Edit, ...] = ()
    if before is not None and before.kind in {"EQUAL", "IN", "IS"}:
        help = "write `matches`"
        edits = (Edit(place.span(before.start, before.end), "matches"),)
    elif before is not None and before.kind == "NOT_EQUAL":
        help = "write `not matches`"
        edits = (Edit(place.span(before.start, before.end), "not matches"),)
    return place.report(DCL114, "a pattern cannot stand here", help, edits=edits)


def _amount(place: _Place) -> bool:
    token, before = place.token, place.before
    if before is None or before.kind not in {"ALLOW", "REVIEW"} or "PERCENT" not in place.expected:
        return False
    word = place.written(before)
    shown = found(token, place.findings.source.text)
    message = f"`{word}` takes a whole number or a share, not {shown}"
    share = place.written(token) if token.kind == "FLOAT" else "0.5"
    help = f"write `{word} {share}%` or a whole number"
    return place.report(DCL115, message, help)


def _blank_in_range(place: _Place) -> bool:
    token, before = place.token, place.before
    if before is None:
        return False
    late = before.kind == "RANGE_FROM" and token.kind in OPERANDS | {"MINUS"} and token.kind not in CLOSERS
    early = token.kind in {"RANGE_UP_TO", "RANGE_UP_BELOW"} and before.kind in OPERANDS
    if not (late and not token.kind.endswith("STRING")) and not early:
        return False
    edit = Edit(place.span(before.end, token.start), "")
    return place.report(
        DCL112, "a range is written without blanks", "delete the blank", edits=(edit,), at=before if late else token
    )


def _after_description(place: _Place) -> bool:
    token, before = place.token, place.before
    if before is None or not before.kind.endswith("STRING") or NEWLINE not in place.expected | {token.kind}:
        return False
    if token.kind in _MODIFIERS | COMPARISONS and "COLON" in {t.kind for t in place.earlier()} | {"COLON"}:
        message = f"{found(token, place.findings.source.text)} stands behind the description"
        return place.report(DCL101, message, "a description is the last thing on its line: move it to the end")
    if token.kind.endswith("STRING"):
        help = "texts of one list are joined by commas; a description is one text"
        return place.report(DCL101, "a second text where the line should end", help)
    return False


def _two_statements(place: _Place) -> bool:
    """A statement is whole and another one begins on its line."""
    token = place.token
    if not place.expected & {NEWLINE, END} or token.kind in {NEWLINE, END} | RESERVED or place.before is None:
        return False
    if token.kind not in STATEMENT_WORDS:
        return False
    edit = Edit(place.span(token.start, token.start), "\n")
    message = f"`{place.written(token)}` begins a second statement on the same line"
    return place.report(DCL101, message, "one statement a line: begin a new line here", edits=(edit,))


def _nothing_to_translate(place: _Place) -> bool:
    """`translation ko "…"` that follows no description."""
    index = place.mistake.index - (place.token.kind != "TRANSLATION")
    kinds = [token.kind for token in place.tokens[max(index, 0) : index + 3]]
    if len(kinds) < 3 or kinds[0] != "TRANSLATION" or kinds[1] not in LANGUAGES or kinds[2] not in TEXTS:
        return False
    at = place.tokens[index]
    return place.report(DCL122, "there is no description before this translation", AFTER_THE_DESCRIPTION, at=at)


def _language(place: _Place) -> bool:
    """A translation that does not say its language, or spells it with a hyphen."""
    token, before, after = place.token, place.before, place.after
    if token.kind == "TRANSLATION" and after.kind in TEXTS:
        before, token = token, after
    if before is None:
        return False
    if before.kind == "TRANSLATION" and (place.expected >= LANGUAGES or token is after):
        shown = found(token, place.findings.source.text)
        message = f"a translation begins with its language, not with {shown}"
        return place.report(DCL121, message, 'write `translation ko "…"`', at=token)
    spelled = place.findings.source.text[before.start : after.end]
    meant = meant_language(spelled)
    if token.kind != "MINUS" or meant is None or place.tokens[place.mistake.index - 2].kind != "TRANSLATION":
        return False
    edit = Edit(place.span(before.start, after.end), meant)
    message = f"`{spelled}` is not how a language is written"
    return place.report(DCL121, message, WRITTEN, at=before, edits=(edit,))


_SLIPS = (
    _nothing_to_translate,
    _language,
    _reserved_name,
    _mixed,
    _chained,
    _missing_value,
    _pattern,
    _amount,
    _blank_in_range,
    _after_description,
    _two_statements,
)
