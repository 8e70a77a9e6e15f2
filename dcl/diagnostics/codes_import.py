"""Codes of `dcl import`: files of other tools that cannot become a contract."""

from dcl.diagnostics.model import Code


class DCL830(Code):
    """`dcl import` cannot tell which format a file has.

    The format is recognised by what stands in the file: `fields` or `resources` of Frictionless, `kind: DataContract`
    of the Open Data Contract Standard, `<View>` of Label Studio, a list of labels of CVAT, `properties` of JSON Schema.
    Name the format where the file has none of these.

    ```console
    dcl import labels.json --from cvat
    ```
    """

    slug = "import-format-unknown"


class DCL831(Code):
    """A file is not what `dcl import` was told, or cannot be read at all.

    It may be broken off, in another encoding than UTF-8, or of another format than the one that `--from` names. The
    message says what was found and where.

    ```console
    dcl import schema.json --from json-schema
    ```
    """

    slug = "import-unreadable"


class DCL832(Code):
    """A file is larger, deeper or more entangled than any description of data would be.

    `dcl import` reads files of strangers, so it has limits: 5,000,000 signs, lists and records at most 100 deep, no
    names in YAML that stand for themselves or grow without bounds, no entities in XML. Take out what does not describe
    the data, or split the file.
    """

    slug = "import-too-large"


class DCL833(Code):
    """A file is of the right format and describes nothing that a contract could state.

    A JSON Schema needs `properties`, a Table Schema `fields`, an ODCS contract a `schema` with `properties`, a Label
    Studio configuration a control such as `<RectangleLabels>` or `<Choices>`, a list of CVAT a label.
    """

    slug = "import-nothing-found"


class DCL834(Code):
    """YAML is read with the package PyYAML, and that is not installed.

    ```console
    pip install 'dcl-lang[yaml]'
    ```

    The same file as JSON is read without it.
    """

    slug = "import-needs-yaml"
