"""`dcl lsp`: the language server that an editor starts."""

from __future__ import annotations

import gc
import logging
import os
import sys
from importlib.util import find_spec

import click

from dcl.cli.common import verb
from dcl.run.result import ExitStatus

GARBAGE_LOOKED_FOR_AFTER = 500_000


@verb("dcl lsp")
@click.option("--stdio", is_flag=True, hidden=True, help="What editors say of the only way there is.")
def command(stdio: bool) -> int:
    """Serve an editor over standard input and output: errors while typing, hover, completion, rename and more.

    An editor starts it; docs/editor.md says how to set up yours.
    """
    if find_spec("pygls") is None:
        raise click.ClickException("the language server needs the package `pygls`: pip install 'dcl-lang[lsp]'")
    from dcl.lsp.server import make_server

    # The protocol has standard output for itself, and closes it at the end; all else goes to standard error.
    protocol = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    sys.stdout = sys.stderr
    logging.basicConfig(level=logging.WARNING, format="dcl: %(message)s", stream=sys.stderr)
    # An analysis makes many objects at a time and lets go of them whole: looking for garbage would double its time.
    gc.freeze()
    gc.set_threshold(GARBAGE_LOOKED_FOR_AFTER)
    make_server().start_io(stdout=protocol)
    return ExitStatus.OK
