"""Texts of strangers that want to be more than text, in every place of a result where a text can stand."""

from __future__ import annotations

from dataclasses import replace

from dcl.engines.base import Failure, Tally
from dcl.run import Result, check
from dcl.run.extras import Extras
from tests.run.street import BOXES, DOMAIN, IMAGES, INSIDE, LAST, ToldEngine, program, table, tables

TEXTS = (
    "<script>alert(1)</script>",
    "</code></summary></details><img src=x onerror=alert(1)>",
    "<!-- comment -->",
    "&lt;b&gt; &#64;octocat",
    "a | b || c",
    "back\\|slash",
    "`code` ``more``",
    "**bold** _em_ __strong__ ~~gone~~ ==mark==",
    "@octocat",
    "@acme/everybody look",
    "fixes #123 and acme/street#7 and GH-12",
    "see deadbeef0123 and 0123456789abcdef0123456789abcdef01234567",
    "https://evil.example/?a=b",
    "www.evil.example",
    "mail a@b.example now",
    "[click](https://evil.example)",
    "![pixel](https://evil.example/x.png)",
    "[click](javascript:alert(1))",
    ":tada: and $x^2$",
    "# heading",
    "::set-output name=x::y",
    "\n::error::mine",
    "%0A::add-mask::secret",
    "##[add-mask]secret",
    "line\r\nbreak\u2028and\u2029more",
    "\x1b[2J\x1b]0;title\x07",
    "\u202eright to left\u200b",
    "\ud800half a sign",
    "\x00\x01\x08\x0b\ufffe\uffff",
    "]]> and <![CDATA[",
    "{0} {{1}} %s",
)


def everywhere(text: str) -> Result:
    """A result that holds the text in its names, sentences, formulas, keys and cells, and why nobody could judge."""
    cell = Failure(0, {"box_id": text}, {"label": text})
    name = text.replace("\0", "")
    named = Failure(1, {name: text}, {name: text, "list": [text, {text: text}]})
    spec = replace(BOXES, name=text)
    rules = [
        replace(DOMAIN, tags=(text,)),
        replace(INSIDE, id=text, description=text, formula=text, tags=(text,) * 30),
        replace(INSIDE, id=f"elsewhere {text}", table=text, tables=(), description=None, formula=text),
        replace(INSIDE, id=f"unjudged {text}", description=text),
        replace(INSIDE, id=f"late {text}", severity="warn", location=None, description=None, formula=None),
    ]
    made = replace(program(*rules, tables=(BOXES, IMAGES, LAST, spec)), name=text, version=text)
    failures = (cell, named)
    tallies = {rule.id: Tally(9, 3, 0, failures=failures) for rule in rules}
    engine = ToldEngine(tallies, raises={rules[3].id: ValueError(text)})
    return check(made, {**tables(), text: table(spec)}, engine, extras=Extras(identify=True))
