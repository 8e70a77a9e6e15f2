"""Codes of the command line: what was asked for is not there, or not possible."""

from dcl.diagnostics.model import Code


class DCL651(Code):
    """`--rule` names a rule that the contract does not have.

    A rule is named as the report names it. A name without `[…]` stands for all rules made from it.

    ```console
    dcl check street.dcl boxes=boxes.csv --rule inside_imgae
    dcl check street.dcl boxes=boxes.csv --rule inside_image
    ```

    `dcl plan CONTRACT` lists the rules of a contract.
    """

    slug = "unknown-rule"


class DCL652(Code):
    """`--tag` names a tag that no rule of the contract has.

    ```dcl
    rule inside_image on boxes {
      check x >= 0
      tags "geometry"
    }
    ```

    Here `--tag geometry` picks the rule. Tags are compared letter by letter.
    """

    slug = "unknown-tag"


class DCL653(Code):
    """`dcl explain` was asked for a code that does not exist.

    A code is `DCL` and three digits, as it stands in square brackets in every message of dcl. Its short name does, too.

    ```console
    dcl explain DCL651
    dcl explain unknown-rule
    ```
    """

    slug = "unknown-code"


class DCL654(Code):
    """What was asked for is planned, but this version of dcl cannot do it yet.

    The message names what is possible today.
    """

    slug = "option-not-supported-yet"


class DCL655(Code):
    """A file for results cannot be written.

    dcl looks before it reads any data, so that a long check is not lost at its end. The folder must exist and be
    writable. A file of results never takes the place of the contract or of the data.

    ```console
    dcl check street.dcl --output reports/today.json --format json
    ```

    Here the folder `reports` must be there.
    """

    slug = "output-not-writable"


class DCL656(Code):
    """The name of the file for violations does not say its format.

    `--violations` writes Parquet, CSV or NDJSON, by the end of the file's name.

    ```console
    dcl check street.dcl --violations bad.parquet
    dcl check street.dcl --violations bad.csv
    dcl check street.dcl --violations bad.ndjson
    ```
    """

    slug = "violations-format"


class DCL657(Code):
    """What was given on standard input is no text in UTF-8.

    Contracts are written in UTF-8. A file that an old editor saved in the code page of the machine, or PowerShell wrote
    in UTF-16, must be saved as UTF-8 first.

    ```console
    dcl fmt - < street.dcl
    iconv -f latin1 -t utf-8 street.dcl | dcl fmt -
    ```

    The second line is for a contract in Latin-1.
    """

    slug = "input-not-utf-8"


class DCL658(Code):
    """`--by` names a column that no table of the contract has, or one that holds more than one value in a row.

    The report is parted by the values of this column: by vendor, by batch, by annotator. A column that a `source`
    captures, or a `let` of the table, serves as well.

    ```console
    dcl check street.dcl boxes=boxes.csv --by anotator
    dcl check street.dcl boxes=boxes.csv --by annotator
    ```
    """

    slug = "unknown-by"


class DCL659(Code):
    """`--by` names a column that is `sensitive`.

    Its values are masked in every report, so no part of a report and no page could bear them as its name. Give each
    supplier or annotator a name that everybody may see, in a column of its own.
    """

    slug = "sensitive-by"


class DCL660(Code):
    """Options of `dcl check` do not go together, or one lacks another that it needs.

    ```console
    dcl check street.dcl --format html --by vendor --output report
    dcl check street.dcl --write-baseline known.json
    dcl check street.dcl --baseline known.json --prune-baseline
    ```

    An HTML report by vendor is a folder with a page for each of them. A baseline is written once, then read; pruning
    takes out of it what fails no more.
    """

    slug = "options-do-not-fit"


class DCL661(Code):
    """`dcl check` was given a folder, and no contract in it says where its data are.

    In the place of a contract a folder stands for every contract in it and in the folders below that has a `source`.
    The others can only be checked by name, with the paths of their data.

    ```dcl
    table boxes {
      source "data/boxes/*.csv"
    }
    ```

    With this line `dcl check contracts` checks the table; without it write `dcl check contracts/street.dcl
    boxes=boxes.csv`.
    """

    slug = "nothing-to-check"
