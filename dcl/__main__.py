"""`python -m dcl`."""

import sys

from dcl.cli import main

if __name__ == "__main__":
    sys.exit(main())
