"""The code of what the language has and this version does not run yet."""

from dcl.diagnostics.model import Code


class DCL501(Code):
    """This part of the language is not supported yet.

    The contract is well formed: it parses, and `dcl fmt` lays it out. This version of dcl cannot check the marked
    statement, and it never skips a rule in silence. Take the statement out, or wait for the version that runs it.
    """

    slug = "not-supported-yet"
