"""The command line: thin shells around the stages, one module a verb."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

NOT_JUDGED = 2
GARBAGE_LOOKED_FOR_AFTER = 50_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `dcl` and give its exit status, which is 1 only where the data or the contract are to blame."""
    # Start-up makes many objects and no garbage; looking for some at the usual pace costs a tenth of it.
    gc.set_threshold(GARBAGE_LOOKED_FOR_AFTER)
    try:
        from dcl.cli.guard import guarded
    except ImportError as error:
        sys.stderr.write(f"dcl is not installed as a whole: {error}\n")
        return NOT_JUDGED
    return guarded(arguments)
