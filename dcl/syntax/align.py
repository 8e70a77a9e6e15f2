"""What stands below what: the columns of tables, what is said of labels, and translations."""

from __future__ import annotations

from dcl.syntax.blocks import Item
from dcl.syntax.languages import WORDS as LANGUAGES
from dcl.syntax.layout import INFIX_RANGES, PREFIX_RANGES, STEP, WIDTH, Word, flat, padded
from dcl.syntax.tokens import CLOSERS, COMPARISONS, OPENERS, TEXTS

# Longer names and types stand out of the columns of a table rather than widen them for all.
_WIDEST_NAME = 30
_WIDEST_TYPE = 16
_WIDEST_PART = 60

# After one of these a text belongs to the word, and is no description.
_TAKES_TEXT = COMPARISONS | INFIX_RANGES | PREFIX_RANGES | {"NAMED", "UNIT", "MISSING", "BY", "FORMAT", "_TEXT_COMMA"}


def align(items: list[Item], keyword: str, indent: str) -> None:
    """Lays out the statements of a block, which begins with `keyword`, beside and below each other."""
    if keyword in {"CONTRACT", "RULE"}:
        return
    for item in items:
        _set_translations_apart(item)
    if keyword == "TABLE":
        _place_translations(items, indent, _align_columns(items))
    else:
        _place_translations(items, indent, _align_labels(items), below_each_other=True)


def align_alone(item: Item) -> None:
    """Lays out a statement outside blocks."""
    _set_translations_apart(item)
    _place_translations([item], "", 2 * len(STEP))


def _set_translations_apart(item: Item) -> None:
    """Takes the translations from among the words; a statement with comments inside stays as its author wrote it."""
    words = item.words
    if any(word.comments for word in words):
        return
    kept: list[Word] = []
    at = depth = 0
    while at < len(words):
        if depth == 0 and kept and _begins_translation(words, at):
            item.translations.append(words[at : at + 3])
            at += 3
            continue
        depth += (words[at].kind in OPENERS) - (words[at].kind in CLOSERS)
        kept.append(words[at])
        at += 1
    item.words = kept


def _begins_translation(words: list[Word], at: int) -> bool:
    if words[at].kind != "TRANSLATION" or words[at - 1].kind not in TEXTS:
        return False
    return at + 2 < len(words) and words[at + 1].kind in LANGUAGES and words[at + 2].kind in TEXTS


def _place_translations(items: list[Item], indent: str, column: int, below_each_other: bool = False) -> None:
    """Translations stand on the lines that they translate; where one does not fit there, all stand below."""
    told = [item for item in items if item.translations]
    width = max((len(flat(item.words)) for item in told), default=0) if below_each_other else 0
    joined = [_joined(item, width) for item in told]
    fits = all(_fits(indent + flat(words) + " {" * bool(item.block)) for item, words in zip(told, joined, strict=True))
    for item, words in zip(told, joined, strict=True):
        item.depth = column
        if fits:
            item.words, item.translations = words, []


def _joined(item: Item, width: int) -> list[Word]:
    """The translations on the line of what they translate, the first of them at this width or behind it."""
    words = list(item.words)
    gap = max(width - len(flat(words)), 0) + 2
    for first, *others in item.translations:
        words += [padded(first, gap), *others]
        gap = 2
    return words


def _fits(line: str) -> bool:
    return len(line) <= WIDTH and "\n" not in line


def _align_columns(items: list[Item]) -> int:
    """Names below names, types below types, and what follows them: in the column that is returned."""
    columns = [item for item in items if len(item.words) > 1 and item.words[1].kind == "COLON"]
    names = [len(item.words[0].text) for item in columns if len(item.words[0].text) <= _WIDEST_NAME]
    types = [
        length
        for item in columns
        if _type_end(item.words) < len(item.words)
        and (length := len(flat(item.words[2 : _type_end(item.words)]))) <= _WIDEST_TYPE
    ]
    widest_name, widest_type = max(names, default=0), max(types, default=0)
    for item in columns:
        words = item.words
        after = _type_end(words)
        if after < len(words):
            type_length = len(flat(words[2:after]))
            words[after] = padded(words[after], max(widest_type - type_length, 0) + 2)
        if _ends_in_description(words) and after < len(words) - 1:
            words[-1] = padded(words[-1], 2)
        words[1] = padded(words[1], max(widest_name - len(words[0].text), 0) + 1)
    return widest_name + len(" : ") + widest_type + 2


def _ends_in_description(words: list[Word]) -> bool:
    if words[-1].kind not in TEXTS or words[-2].kind in _TAKES_TEXT:
        return False
    return words[-3].kind != "TRANSLATION"


def _type_end(words: list[Word]) -> int:
    """Where the type of a column ends that starts at its third word."""
    at = 2
    while at + 1 < len(words) and words[at].kind == "LIST" and words[at + 1].kind == "OF":
        at += 2
    if at + 1 < len(words) and words[at].kind == "ONE" and words[at + 1].kind == "OF":
        at += 2
    depth = 0
    while at < len(words):
        depth += (words[at].kind in OPENERS) - (words[at].kind in CLOSERS)
        at += 1
        if depth == 0:
            break
    return at + 1 if at < len(words) and words[at].kind == "OPTIONAL" else at


def _align_labels(items: list[Item]) -> int:
    """What is said of a label stands below what is said of the others: from the column that is returned."""
    told = [item.words for item in items if len(item.words) > 1 and not _is_of_the_block(item.words)]
    names = [len(words[0].text) for words in told if len(words[0].text) <= _WIDEST_NAME]
    first_parts = [len(flat(words[1 : _part_end(words)])) for words in told if _part_end(words) < len(words)]
    widest = max(names, default=0)
    aligns = max(first_parts, default=0) <= _WIDEST_PART
    for words in told:
        end = _part_end(words)
        for index in range(end, len(words)):
            if _starts_part(words, index):
                words[index] = padded(words[index], 2)
        if end < len(words) and aligns:
            words[end] = padded(words[end], max(first_parts) - len(flat(words[1:end])) + 2)
        words[1] = padded(words[1], max(widest - len(words[0].text), 0) + 2)
    return widest + 2


def _is_of_the_block(words: list[Word]) -> bool:
    """Whether this is the description of the label set, or a translation of that."""
    return words[0].kind in TEXTS or (words[0].kind == "TRANSLATION" and words[1].kind in LANGUAGES)


def _starts_part(words: list[Word], index: int) -> bool:
    """Whether a description, `named`, `instead of` or `image` begins here."""
    if words[index].kind in TEXTS:
        return words[index - 1].kind in TEXTS
    return words[index].kind in {"INSTEAD", "IMAGE", "NAMED"}


def _part_end(words: list[Word]) -> int:
    """Where the first thing that is said of a label ends."""
    return next((index for index in range(2, len(words)) if _starts_part(words, index)), len(words))
