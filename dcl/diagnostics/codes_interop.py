"""Codes of `dcl export`: contracts, or tables of them, that cannot be written in another format."""

from dcl.diagnostics.model import Code


class DCL821(Code):
    """A format is written with a library that is not installed.

    The library comes with an extra of the same name.

    ```console
    pip install 'dcl-lang[yaml]'
    dcl export street.dcl --to odcs
    ```
    """

    slug = "export-needs-library"


class DCL822(Code):
    """The contract has several tables, and the format holds one.

    ```console
    dcl export street.dcl --to json-schema --table boxes
    ```

    A contract with one table needs no `--table`.
    """

    slug = "export-needs-table"


class DCL823(Code):
    """`--table` names a table that the contract does not have.

    Tables are named as the contract spells them.

    ```console
    dcl export street.dcl --to json-schema --table Boxes
    dcl export street.dcl --to json-schema --table boxes
    ```
    """

    slug = "export-unknown-table"


class DCL824(Code):
    """The table is made from another one, so no file holds it.

    A table with `from` has no files of its own, and a schema of a file cannot describe it. Export the table that it is
    made from. The rules of the made table stay with `dcl check`.
    """

    slug = "export-made-table"


class DCL825(Code):
    """The table holds nothing that the format could state.

    A labelling configuration needs a column that an annotator fills in, such as a label. The message says what is not
    there. Name another table.
    """

    slug = "export-nothing-to-say"
