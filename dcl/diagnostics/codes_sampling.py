"""DCL67x: samples that people review. Each makes the exit status 2."""

from __future__ import annotations

from dcl.diagnostics.model import Code


class DCL671(Code):
    """A share or a number given to `dcl sample` is not spelled as one.

    A share is a number with a percent sign, or a number below 1. `5` alone could mean 5% or all of it.

    ```console
    dcl sample --accept 1% --refuse 5%
    dcl sample --accept 0.01 --refuse 0.05
    ```
    """

    slug = "bad-share"


class DCL672(Code):
    """No acceptance plan can promise what was asked for.

    Data at the share to accept must be better than data at the share to refuse, and no sample makes a risk zero. A
    risk says how often the sample may mislead: the producer's, that good data are refused; the consumer's, that bad
    data are accepted.

    ```console
    dcl sample --accept 1% --refuse 5% --producer-risk 5% --consumer-risk 10%
    ```
    """

    slug = "impossible-plan"


class DCL673(Code):
    """The two shares are so close that telling them apart takes more than 100,000 rows.

    A sample grows as the two shares come together. Move them apart, or allow larger risks.

    ```console
    dcl sample --accept 1% --refuse 1.01%
    dcl sample --accept 1% --refuse 2%
    ```

    The second asks for 1,235 rows.
    """

    slug = "plan-too-large"


class DCL674(Code):
    """A file is no sheet of verdicts.

    A sheet is the CSV file that `dcl sample` wrote, with its first line and its columns `row`, `verdict` and `sample`.
    Columns may change places and other columns may go; these three stay. An Excel workbook must be saved as CSV.
    """

    slug = "not-a-sheet"


class DCL675(Code):
    """A sheet belongs to another sample.

    The column `sample` ties a sheet to the meaning of the contract, to the rule and to the seed it was drawn with.
    After a change to one of them the rows to review are others: draw a new sheet, or use the contract and the seed that
    this sheet was drawn with.
    """

    slug = "sheet-of-another-sample"


class DCL676(Code):
    """A verdict in a sheet is none of `pass`, `fail` and `unsure`.

    Letter case does not matter. Leave the cell empty where nobody has judged yet; what is to be said of a row goes into
    the column `note`.
    """

    slug = "unknown-verdict"


class DCL677(Code):
    """A line of a sheet is not of a row that was drawn, or was mixed up with another.

    The columns `row` and `sample` say together which row a line is of. They come apart when only some columns of a
    sheet were sorted, or when cells were typed over. A row that has other values than when it was drawn is no longer
    the one that was judged. Draw the sheet again with the same seed, copy the verdicts over, and judge such rows anew.
    """

    slug = "line-of-no-sampled-row"


class DCL678(Code):
    """A sheet holds two different verdicts on one row.

    A row is judged once. Delete the line that is wrong. Two people may share the rows and fill in a sheet each
    (`--verdicts` twice); where they judge the same row, they must agree.
    """

    slug = "row-judged-twice"


class DCL679(Code):
    """There is nothing for people to review.

    `dcl sample` draws rows for rules with a `review` clause. The contract has none, or the rule that was named has
    none.

    ```dcl
    rule tight on boxes {
      "The edges of a box touch the object within two pixels."
      review 132
      allow 3
    }
    ```

    `dcl sample --accept 1% --refuse 5%` computes the two numbers.
    """

    slug = "nothing-to-review"


class DCL680(Code):
    """The column that `--by` names is not one of the table to draw from.

    With `--by COLUMN` each value of the column gets its share of the rows that are drawn, and so rare values are not
    left out. The column is one that the contract declares for the table, or one of its `let`s.

    ```console
    dcl sample street.dcl boxes.csv --rule tight --by annotator
    ```
    """

    slug = "unknown-column-to-draw-by"
