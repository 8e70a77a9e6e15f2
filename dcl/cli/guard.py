"""What stands between an exception and the shell: one sentence, and never the status 1, which means bad data."""

from __future__ import annotations

import contextlib
import os
import sys
import traceback
from collections.abc import Sequence

import click

from dcl.run.result import ExitStatus
from dcl.tables.show import visible

STOPPED = int(ExitStatus.NOT_JUDGED)


def guarded(arguments: Sequence[str] | None) -> int:
    """The exit status of a call, whatever happens in it."""
    _make_writable()
    try:
        from dcl.cli.group import dcl

        status = dcl.main(args=None if arguments is None else list(arguments), prog_name="dcl", standalone_mode=False)
        sys.stdout.flush()
        return int(status or 0)
    except click.ClickException as error:
        error.show()
    except (click.Abort, KeyboardInterrupt):
        _say("stopped")
    except BrokenPipeError:
        _let_go_of_stdout()
    except SystemExit as error:
        _let_go_of_stdout()
        return 0 if error.code in (0, None) else STOPPED
    except MemoryError:
        _say("there is not enough memory for this; give fewer files at a time")
    except OSError as error:
        _show_traceback()
        where = f": {visible(str(error.filename), 200)}" if error.filename else ""
        _say(f"the system refused to go on: {error.strerror or error}{where}")
    except BaseException as error:  # noqa: BLE001 - a panic of a native library is no Exception
        _show_traceback()
        _say(f"this is a bug in dcl, please report it: {type(error).__name__}: {visible(str(error), 300)}")
    return STOPPED


def _make_writable() -> None:
    """A terminal that cannot show a sign shows its number; that is no reason to stop."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


def _say(sentence: str) -> None:
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write(f"dcl: {sentence}\n")
        sys.stderr.flush()


def _show_traceback() -> None:
    if os.environ.get("DCL_DEBUG") == "1":
        with contextlib.suppress(OSError, ValueError):
            traceback.print_exc()


def _let_go_of_stdout() -> None:
    """Whoever read the output is gone; nothing may be flushed there when Python ends."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
