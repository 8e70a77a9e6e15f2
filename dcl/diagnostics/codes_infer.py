"""Codes of `dcl infer`: why no contract can be drafted."""

from dcl.diagnostics.model import Code


class DCL841(Code):
    """A table has too many columns for a contract that people read.

    `dcl infer` drafts a line for each column, which somebody then reads and corrects. With thousands of columns the
    data are rather a matrix. Give it the columns that matter, or turn the columns into rows.

    ```console
    dcl infer wide.csv
    dcl infer chosen.csv
    ```
    """

    slug = "too-many-columns"


class DCL842(Code):
    """Two files were given for one table.

    Each table of the draft is one path: a file, a folder, or a pattern in quotation marks. Two paths cannot have the
    same name in front.

    ```console
    dcl infer boxes=monday.csv boxes=tuesday.csv
    dcl infer boxes='*day.csv'
    ```
    """

    slug = "table-drafted-twice"


class DCL843(Code):
    """The file for the draft is there already.

    `dcl infer` writes a draft once and never over a contract, which somebody may have worked on. Give the draft another
    name and compare the two.

    ```console
    dcl infer boxes.csv --output boxes.dcl
    dcl infer boxes.csv --output boxes_new.dcl
    ```
    """

    slug = "draft-exists"


class DCL844(Code):
    """A table has no columns.

    There is nothing to say of it. The file may be the wrong one, or hold empty records alone.

    ```console
    dcl infer empty.ndjson
    ```
    """

    slug = "no-columns"
