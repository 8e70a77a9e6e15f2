"""Codes of what only an editor says."""

from dcl.diagnostics.model import Code, Level


class DCL851(Code):
    """A contract uses a file that the editor does not read.

    While you type, only files that end in `.dcl` are read, so that opening a strange folder reads nothing else. What
    such a file declares is unknown to the editor, and so the contract is checked for its spelling only.

    ```dcl
    use "labels.txt"
    ```

    Rename the file to `labels.dcl`, or check the contract with `dcl lint`.
    """

    slug = "not-read-in-the-editor"
    level = Level.WARNING
