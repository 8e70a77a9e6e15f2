"""The same pattern in the spelling of Rust's regular expressions, which Polars runs."""

from __future__ import annotations

from dcl.patterns.nodes import Choice, Node, Repeat, Sequence, Signs


def spelled(node: Node) -> str:
    """A part of a pattern. `\\d`, `\\w` and `\\s` are spelled out, as Rust's take all of Unicode."""
    match node:
        case Signs():
            return signs(node)
        case Sequence(parts):
            return "".join(map(in_sequence, parts))
        case Choice(options):
            return "|".join(map(spelled, options))
        case Repeat(part, least, most):
            inner = spelled(part)
            return (inner if isinstance(part, Signs) else f"(?:{inner})") + times(least, most)
    raise TypeError(f"{node!r} is no part of a pattern")


def in_sequence(part: Node) -> str:
    return f"(?:{spelled(part)})" if isinstance(part, Choice) else spelled(part)


def times(least: int, most: int | None) -> str:
    match least, most:
        case 0, None:
            return "*"
        case 1, None:
            return "+"
        case 0, 1:
            return "?"
    return f"{{{least}}}" if least == most else f"{{{least},{'' if most is None else most}}}"


def signs(node: Signs) -> str:
    single = len(node.ranges) == 1 and node.ranges[0][0] == node.ranges[0][1]
    if single and not node.categories and not node.negated:
        return sign(node.ranges[0][0])
    if not node.ranges and len(node.categories) == 1 and not node.negated:
        return f"\\p{{{node.categories[0]}}}"
    ranges = [sign(low) if low == high else f"{sign(low)}-{sign(high)}" for low, high in node.ranges]
    names = [f"\\p{{{name}}}" for name in node.categories]
    return f"[{'^' if node.negated else ''}{''.join(ranges)}{''.join(names)}]"


def sign(code: int) -> str:
    """One character, so that it stands for nothing but itself, inside `[ ]` and outside."""
    char = chr(code)
    if char in "<>" or char.isalnum():
        return char
    if char in "\n\t\r":
        return {"\n": "\\n", "\t": "\\t", "\r": "\\r"}[char]
    if char.isascii() and char.isprintable() and char != " ":
        return "\\" + char
    return char if char == " " else f"\\x{{{code:X}}}"
