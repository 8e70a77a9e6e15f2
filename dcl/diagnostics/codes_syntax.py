"""What can be wrong with the spelling of a contract: codes DCL101 and up."""

from dcl.diagnostics.model import Code


class DCL101(Code):
    slug = "unexpected"


class DCL102(Code):
    slug = "foreign-sign"


class DCL103(Code):
    slug = "odd-character"


class DCL104(Code):
    slug = "hidden-direction-mark"


class DCL105(Code):
    slug = "unclosed"


class DCL106(Code):
    slug = "unknown-escape"


class DCL107(Code):
    slug = "reserved-word"


class DCL108(Code):
    slug = "mixed-and-or"


class DCL109(Code):
    slug = "chained-comparison"


class DCL110(Code):
    slug = "missing-as-value"


class DCL111(Code):
    slug = "bad-number"


class DCL112(Code):
    slug = "bad-range"


class DCL113(Code):
    slug = "bad-date"


class DCL114(Code):
    slug = "misplaced-pattern"


class DCL115(Code):
    slug = "bad-clause-value"


class DCL116(Code):
    slug = "said-twice"


class DCL117(Code):
    slug = "too-deep"


class DCL118(Code):
    slug = "too-large"


class DCL119(Code):
    slug = "newer-edition"


class DCL120(Code):
    slug = "unreadable-contract"
