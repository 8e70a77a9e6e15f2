"""A note on the terminal while long work goes on."""

from __future__ import annotations

import sys
import threading
import time
from types import TracebackType

PATIENCE = 1.0
"""Seconds of silence before the first note."""


class Progress:
    """Says on standard error what is being done and for how long, on a terminal only; leaves no trace."""

    def __init__(self, wanted: bool = True) -> None:
        self._wanted = wanted and sys.stderr.isatty()
        self._what = ""
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def now(self, what: str) -> None:
        """Name the work that begins."""
        self._what = what

    def __enter__(self) -> Progress:
        if self._wanted:
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        if self._wanted:
            self._thread.join()

    def _run(self) -> None:
        began = time.monotonic()
        said = False
        while not self._done.wait(PATIENCE):
            sys.stderr.write(f"\r\033[K{self._what} … {time.monotonic() - began:.0f} s")
            sys.stderr.flush()
            said = True
        if said:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()
