"""What can be wrong with the spelling of a contract: codes DCL101 and up."""

from dcl.diagnostics.model import Code


class DCL101(Code):
    """Something stands where it does not fit.

    The message says what was found and what fits in that place. The statement is left out and reading goes on with
    the next one, so each message is a mistake of its own.

    Wrong:

    ```dcl
    table images {
      width int in 64..8192
    }
    ```

    Mended:

    ```dcl
    table images {
      width : int in 64..8192
    }
    ```
    """

    slug = "unexpected"


class DCL102(Code):
    """A sign of another language.

    dcl writes `=` and `!=` for equal and different, the words `and`, `or`, `not`, and `mod(a, b)` for a remainder.
    A statement ends with its line, without a semicolon.

    Wrong:

    ```dcl
    rule wide on images {
      check width == 640 && height <> 480
    }
    ```

    Mended:

    ```dcl
    rule wide on images {
      check width = 640 and height != 480
    }
    ```
    """

    slug = "foreign-sign"


class DCL103(Code):
    """A character that dcl does not know.

    Text pasted from a word processor or a chat brings curly quotes and non-breaking blanks along. A text stands
    between straight double quotes; a blank is a space or a tab; a line ends in LF or CRLF.

    Wrong:

    ```dcl
    table images {
      “One row per photograph.”
    }
    ```

    Mended:

    ```dcl
    table images {
      "One row per photograph."
    }
    ```
    """

    slug = "odd-character"


class DCL104(Code):
    r"""A hidden mark that changes the direction of the text.

    Such a mark is not shown, but makes a line read differently from what the machine reads. It is refused
    everywhere. Where a text must hold one, its number is written out.

    Instead:

    ```dcl
    let mark = "a\u{202e}b"
    ```
    """

    slug = "hidden-direction-mark"


class DCL105(Code):
    '''A bracket, text or name that is never closed, or a closing bracket too many.

    The message points at the place where it was opened. A text in `"` ends on its line; one in `"""` may span
    lines.

    Wrong:

    ```dcl
    rule wide on images {
      check (width + height > 640
    }
    ```

    Mended:

    ```dcl
    rule wide on images {
      check (width + height) > 640
    }
    ```
    '''

    slug = "unclosed"


class DCL106(Code):
    r"""A backslash that means nothing in a text.

    A text knows `\"`, `\\`, `\n`, `\t` and `\u{…}` with the number of a character. A plain backslash is written
    twice.

    Wrong:

    ```dcl
    let folder = "scans\dogs"
    ```

    Mended:

    ```dcl
    let folder = "scans\\dogs"
    ```
    """

    slug = "unknown-escape"


class DCL107(Code):
    """A word of the language used as a name.

    Only these words are reserved: `and or not in is matches implies determines if then else true false missing
    where it`. In backticks they are names like any other.

    Wrong:

    ```dcl
    table answers {
      in : int
    }
    ```

    Mended:

    ```dcl
    table answers {
      `in` : int
    }
    ```
    """

    slug = "reserved-word"


class DCL108(Code):
    """`and` and `or` are mixed without parentheses.

    People read `a and b or c` in two ways. Parentheses say which one is meant.

    Wrong:

    ```dcl
    rule r on t {
      check a and b or c
    }
    ```

    Mended:

    ```dcl
    rule r on t {
      check a and (b or c)
    }
    ```
    """

    slug = "mixed-and-or"


class DCL109(Code):
    """Two comparisons in a row.

    A comparison is true or false, and that cannot be compared with a number again.

    Wrong:

    ```dcl
    rule r on t {
      check 0 < w < 640
    }
    ```

    Mended:

    ```dcl
    rule r on t {
      check 0 < w and w < 640
    }
    ```
    """

    slug = "chained-comparison"


class DCL110(Code):
    """`missing` is used as a value.

    Nothing equals what is missing, not even another missing value. `is missing` asks for it; in examples `missing`
    stands for an empty cell.

    Wrong:

    ```dcl
    rule r on t {
      check note = missing
    }
    ```

    Mended:

    ```dcl
    rule r on t {
      check note is missing
    }
    ```
    """

    slug = "missing-as-value"


class DCL111(Code):
    """A number that cannot be read.

    A number starts and ends with a digit and has no leading zeros, and whole numbers fit 64 bits. Codes with
    leading zeros are texts.

    Wrong:

    ```dcl
    let share = .5
    ```

    Mended:

    ```dcl
    let share = 0.5
    ```
    """

    slug = "bad-number"


class DCL112(Code):
    """A range that is written with blanks or runs backwards.

    A range is written without blanks, lower end first: `1..5` with both ends, `1..<5` without the upper one, `1..`
    without a limit. A blank after `..` ends the range.

    Wrong:

    ```dcl
    table images {
      width : int in 8192 .. 64
    }
    ```

    Mended:

    ```dcl
    table images {
      width : int in 64..8192
    }
    ```
    """

    slug = "bad-range"


class DCL113(Code):
    """A date that does not exist or cannot be read.

    A date is `@` and year, month, day. An instant adds the time and ends in `Z` or the offset of its zone.

    Wrong:

    ```dcl
    let start = @2026-2-30
    ```

    Mended:

    ```dcl
    let start = @2026-02-28
    ```
    """

    slug = "bad-date"


class DCL114(Code):
    r"""A pattern that is empty, unclosed or in the wrong place.

    A pattern stands between slashes on one line: after `matches`, inside `contains` and `find`, or as the value of
    a `let`.

    Wrong:

    ```dcl
    rule r on t {
      check path = /.*\.jpg/
    }
    ```

    Mended:

    ```dcl
    rule r on t {
      check path matches /.*\.jpg/
    }
    ```
    """

    slug = "misplaced-pattern"


class DCL115(Code):
    """A clause with a value it does not take.

    `allow` and `review` take a whole number or a share from 0% to 100%; `severity` takes `error`, `warn` or `info`.

    Wrong:

    ```dcl
    rule r on t {
      check w > 0
      allow 1.5
    }
    ```

    Mended:

    ```dcl
    rule r on t {
      check w > 0
      allow 1.5%
    }
    ```
    """

    slug = "bad-clause-value"


class DCL116(Code):
    """The same thing is said twice.

    In a rule each clause stands once, except `when`, `pass`, `fail` and `fix`; the same goes for modifiers of a
    column and settings. Two checks are two rules, or one check with `and`.

    Wrong:

    ```dcl
    rule r on t {
      check w > 0
      check h > 0
    }
    ```

    Mended:

    ```dcl
    rule r on t {
      check w > 0 and h > 0
    }
    ```
    """

    slug = "said-twice"


class DCL117(Code):
    """Parts nest deeper than 100.

    No one can read an expression that deep. Parts of it can have names; a long chain of `or` over one column is a
    set.

    Instead:

    ```dcl
    let vowels = { "a", "e", "i", "o", "u" }
    ```
    """

    slug = "too-deep"


class DCL118(Code):
    """A file that is too large for a contract, or has too many mistakes.

    A file of more than two million signs, or with a line of more than one million, is most likely a data file named
    by mistake. After a hundred mistakes the rest of a file is not read.
    """

    slug = "too-large"


class DCL119(Code):
    """The file asks for a newer edition of the language.

    Each file says at its top which edition of dcl it is written in. This program is older than the file.

    Wrong:

    ```dcl
    dcl 99
    ```

    Mended:

    ```dcl
    dcl 1
    ```
    """

    slug = "newer-edition"


class DCL120(Code):
    """The contract file cannot be read.

    It does not exist, is a folder, may not be read, or is not text in UTF-8. The message says which, and the line
    where the bytes are no text.
    """

    slug = "unreadable-contract"


class DCL121(Code):
    """A language that is not written as its tag.

    A language is two or three small letters: `en`, `ko`, `de`. Where it matters, the script follows (`zh_Hant`), then
    the country (`pt_BR`), each after `_`.

    Wrong:

    ```dcl
    labels road_user {
      car "Passenger cars." translation Korean "승용차."
    }
    ```

    Mended:

    ```dcl
    labels road_user {
      car "Passenger cars." translation ko "승용차."
    }
    ```
    """

    slug = "bad-language"


class DCL122(Code):
    """A translation with nothing before it to translate.

    A translation follows the description that it translates: on the same line, or on lines of its own right below.

    Wrong:

    ```dcl
    labels road_user {
      car translation ko "승용차."
    }
    ```

    Mended:

    ```dcl
    labels road_user {
      car "Passenger cars." translation ko "승용차."
    }
    ```
    """

    slug = "nothing-to-translate"
