"""The pages of the codes about patterns."""

from __future__ import annotations

from dcl.diagnostics.model import Code


class DCL160(Code):
    """A pattern is not spelled as patterns are.

    A bracket is left open, a range runs backwards, or `*`, `+`, `?` or `{2}` follow nothing that they could count.

        path : text  matches /(jpg|png/        # the bracket is never closed
        path : text  matches /(jpg|png)/       # right

    A sign that has a meaning in patterns stands for itself after a `\\`: `\\.` is a full stop, `\\/` a slash, `\\(` a
    bracket.
    """

    slug = "pattern-spelling"


class DCL161(Code):
    """A pattern uses something that patterns of other tools have and those of dcl leave out.

    A pattern means the same in every engine and never takes long. So it has no anchors, flags, look-around,
    back-references, names of groups, and no lazy or possessive signs. The message says what to write instead.

        id : text  matches /^ann_\\d+$/         # `matches` always speaks of the whole value
        id : text  matches /ann_\\d+/           # right

        name : text  matches /(?i)car/         # no flags
        name : text  matches /[Cc][Aa][Rr]/    # right

    What there is: signs, `.`, `[…]` with ranges and `^`, `\\d \\w \\s`, `\\p{L}` and the other general categories of
    Unicode, `\\t \\n \\u{…}`, `( )`, `|`, `* + ?`, `{2}` `{2,}` `{2,5}`.
    """

    slug = "pattern-feature"


class DCL162(Code):
    """A pattern is too large.

    A count goes up to 1000. Written out (`[ab]{3}` is three signs) a pattern has at most 10,000 signs, at most 100 of
    them `\\p`, and brackets nest at most 100 deep. So that no pattern can take all the memory, signs such as
    `[^é]`, which stand for many letters beyond ASCII in several pieces, weigh more than plain ones.

        note : text  matches /\\p{L}{500}/                       # 500 times `\\p`
        note : text  matches /\\p{L}+/   length 500             # right: let `length` count
    """

    slug = "pattern-size"
