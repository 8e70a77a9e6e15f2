"""DCL6xx: data that cannot be found or read. Each makes the exit status 2."""

from __future__ import annotations

from dcl.diagnostics.model import Code


class DCL601(Code):
    """An argument names a table that the contract does not have.

    `dcl check street.dcl boxs=boxes.csv` binds a file to `boxs`, but the contract declares `boxes`. Write the name as
    the contract spells it.
    """

    slug = "unknown-table"


class DCL602(Code):
    """A table gets its data from two arguments.

    A table is one file, one folder or one glob. Where the shell has spread a glob into many arguments, put it in
    quotes, so that dcl sees it whole: `boxes='data/*.csv'`.
    """

    slug = "table-bound-twice"


class DCL603(Code):
    """A path does not say which table it is for, and the contract has several.

    A path alone is enough only where a single table needs data. Otherwise write the table before it:
    `boxes=boxes.csv`.
    """

    slug = "which-table"


class DCL604(Code):
    """A table has no data.

    Every table needs data, from an argument such as `boxes=boxes.csv` or from a `source` in the contract, unless the
    contract says that it `may be absent`.
    """

    slug = "no-data"


class DCL605(Code):
    """A glob or a folder matches no file that dcl can read.

    Hidden files, and files of other formats in a folder, do not count. A folder is read without the folders in it;
    `data/**/*.csv` reads them all.
    """

    slug = "no-file-matches"


class DCL606(Code):
    """A path leads to nothing that can be opened: it does not exist, is no ordinary file, or may not be read.

    Check the spelling and the folder that dcl was started in; paths in a contract's `source` start at the contract's
    folder.
    """

    slug = "cannot-open"


class DCL607(Code):
    """The name of a file does not say which format it has.

    dcl goes by the end of the name (`.csv`, `.tsv`, `.parquet`, `.json`, `.ndjson`, `.jsonl`, `.arrow`, `.feather`,
    `.conll`). Another file needs its format in front: `boxes=csv:boxes.txt`, `coco:labels.json`, `voc:Annotations`.
    """

    slug = "unknown-format"


class DCL608(Code):
    """dcl does not read this format yet.

    Save the data as CSV, Parquet or NDJSON and bind that file.
    """

    slug = "format-not-supported"


class DCL609(Code):
    """A `source` leads out of the contract's folder.

    A contract may come from a stranger, so it reads only files in its own folder and below. Data that lie elsewhere are
    named on the command line: `boxes=/data/boxes.csv`.
    """

    slug = "source-outside"


class DCL610(Code):
    """A file holds something else than its name or prefix says, such as an Excel workbook named `.csv`.

    Save it in the format that the name promises, or write the right format in front of the path.
    """

    slug = "wrong-content"


class DCL611(Code):
    """A file holds only a Git LFS pointer: the data themselves have not been downloaded.

    Run `git lfs pull` in the repository that the file is from.
    """

    slug = "lfs-pointer"


class DCL612(Code):
    """A text file holds bytes that are no text in its encoding.

    dcl reads UTF-8. Save the file as UTF-8, or declare what it is: `format csv(encoding: "latin-1")`.
    """

    slug = "not-text"


class DCL613(Code):
    """A line of a text file has more or fewer fields than the others.

    Often a separator stands inside a cell that has no quotation marks, or the end of the file is cut off. In CoNLL each
    token has as many columns as `format conll(columns: "token tag")` names; in YOLO a box has five values.
    """

    slug = "ragged-row"


class DCL614(Code):
    """Two columns of a file have one name, so that no rule could say which it means.

    Rename one of them in the file. A column that the braces of a `source` make, as in `source "data/{batch}.csv"`, must
    not be in the file itself.

    ```text
    box_id,label,label
    1,car,truck
    ```

    Call the second one something else, `label_2` say. Where a program writes the file, two joined tables are the usual
    cause: name the columns of each before they are joined.
    """

    slug = "column-twice"


class DCL615(Code):
    """A quotation mark in a text file does not do what a quotation mark does.

    A quoted cell begins and ends with one; a quotation mark that belongs to the cell is doubled: `"5"" screen"`. In a
    file that quotes nothing, say so: `format csv(quote: "")`.
    """

    slug = "stray-quote"


class DCL616(Code):
    """A file is empty; a text file has at least its header.

    Most often the program that wrote it stopped early. Write the file again.
    """

    slug = "empty-file"


class DCL617(Code):
    """A file is damaged or cut off.

    Most often a download or a copy stopped early. Get the file again.
    """

    slug = "damaged-file"


class DCL618(Code):
    """The files of one table have different columns.

    A glob or a folder is one table, so its files share their columns (in any order). Choose only the files that belong
    together, or give them the same columns. The class lists of a YOLO folder must agree, too.
    """

    slug = "files-differ"


class DCL619(Code):
    """A file is not the JSON that dcl reads: a list of records in `.json`, one record a line in `.ndjson` or `.jsonl`.

    Where the records lie deeper in the file, take them out into a file of their own.
    """

    slug = "bad-json"


class DCL620(Code):
    """A record cannot be used: it is no object, names a key twice, or nests too deep.

    In annotation files a record is also what the format says it is: the messages of a chat are a list of objects, an
    element of XML has each of its values once.

    ```json
    [{"box_id": 1, "label": "car"}, "truck", {"box_id": 3, "box_id": 4}]
    ```

    The second record is a bare text, and the third names `box_id` twice, so that nobody could say which is meant. The
    message gives the place. Mend the file, or the program that writes it; dcl passes over no record, for then its
    counts would be of other data than yours.
    """

    slug = "bad-record"


class DCL621(Code):
    """A value given from Python is no table.

    dcl takes frames of Polars and pandas, Arrow tables, whatever has the Arrow PyCapsule interface, and lists of
    dictionaries.
    """

    slug = "no-frame"


class DCL622(Code):
    """What the table's `format` statement says cannot be followed, such as a separator of two signs.

    A separator and a quote are one plain sign each, an encoding is one that Python knows, and the `columns` of CoNLL
    are names parted by blanks.

    ```dcl
    table beers {
      format csv(separator: "||", encoding: "utf8")
    }
    ```

    Write `separator: "|"` where one sign parts the cells. Where it is really two, the file must be written anew with
    one of them.
    """

    slug = "bad-format"


class DCL623(Code):
    """A file of several tables has none that the contract has.

    `dcl check street.dcl coco:annotations.json` fills the tables of the contract that are named like one of the file's:
    `images`, `annotations`, `categories`. Where the contract has other names, say what goes where:
    `boxes=coco:annotations.json#annotations`.
    """

    slug = "fills-no-table"


class DCL624(Code):
    """A file has no table of the name that is asked for.

    `docs/formats.md` lists the tables of each format. Name one after `#`: `boxes=coco:annotations.json#annotations`.
    """

    slug = "unknown-part"


class DCL625(Code):
    """A file is not XML that can be read: it is cut off, not well formed, or declares entities.

    Entities are refused because a few lines of them can grow to more than a computer's memory; no annotation tool
    writes them.
    """

    slug = "bad-xml"


class DCL626(Code):
    """An argument gives data to a table that is made from another one.

    A table declared with `from` has its rows from that other table. Give that one its data.
    """

    slug = "table-is-made"


class DCL627(Code):
    """A file needs a Python package that is not installed.

    Packages that only one format needs come with an extra of dcl, or are installed by themselves.
    """

    slug = "package-missing"
