"""Contracts of a stranger whose every text wants to be more than text."""

from __future__ import annotations

from pathlib import Path

from dcl.compile import Compiled
from tests.contract_text import compiled

TEXTS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</style></title></textarea><b>",
    "<!-- --> <![CDATA[ ]]>",
    "{{ 7 * 7 }}{% raw %}",
    "[click](javascript:alert(1)) ![x](http://evil.example/x.png) <http://evil.example>",
    "www.evil.example https://evil.example",
    "| a | b |\n| --- | --- |\n# heading\n1. one\n- two",
    "**bold** _em_ ~~gone~~ &lt;b&gt; &#64;",
    "a \\| b | c \\\\| d",
    "@octocat fixes #123",
    "\x1b[2J\x1b]0;title\x07 \u202eleft\u2066 \u200bnothing",
)


def strange(folder: Path, text: str) -> Compiled:
    """A contract that holds a text in every place."""
    said = "".join(f"\\u{{{ord(char):x}}}" if char in '"\\' or not char.isprintable() else char for char in text)
    name = "".join(char for char in text if char not in "`\r\n" and char.isprintable()).strip() or "x"
    source = "".join(char for char in text if char.isalnum() or char in " <>/&'.") or "x"
    return compiled(
        folder,
        f"""\
dcl 1
contract `{name}` 1.0.0 {{
  "{said}"  translation ko "{said}"
  owner "{said}"
  `{name}` "{said}"
}}
labels `s {name}` {{
  "{said}"
  `{name}` "{said}" named "{said}" instead of "x{said}" image "{said}"
}}
labels `o {name}` ordered {{
  a "{said}"
  b "{said}"
}}
table `t {name}` {{
  "{said}"
  missing "{said}"
  source "{source}"
  `{name}` : text  named "{said}" "{said}"
  label    : `s {name}`?
  choice   : one of {{ "{said}", "b" }}
  box      : [ x: float, y: float, w: float, h: float ]
  listed   : list of text separated by "{said}" in {{ "{said}" }}
  let `d {name}` = before(`{name}`, "{said}")  "{said}"
}}
rule `r {name}` on `t {name}` {{
  "{said}"
  when choice != "{said}"
  check `{name}` != "{said}" and `d {name}` != ""
  tags "{said}"
  pass {{ `{name}`: "fine", choice: "b", label: "{said}", box: [0, 0, 9, 9] }}
  fail {{ `{name}`: "{said}", choice: "b", listed: ["{said}"] }}
}}
rule `p {name}` on `t {name}` {{
  "{said}"
  pairs in `{name}`
  check iou(xywh(a.box), xywh(b.box)) < 1
  fail [{{ box: [0, 0, 9, 9], label: "{said}" }}, {{ box: [0, 0, 9, 9] }}]
}}
rule `q {name}` on `t {name}` {{
  "{said}"
  review 5
}}
""",
        header="",
    )
