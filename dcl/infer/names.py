"""What the name of a column or a file says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[^\W\d_]+")
_PLAIN = re.compile(r"[^\W\d]\w*")

IDS = frozenset("id ids uuid guid key index idx row number nr no code".split())
GENERAL = IDS | {"name", "position"}
"""Words that say nothing of which thing is meant."""

LABELS = frozenset(
    "label labels class classes category categories species tag tags sentiment intent intents topic gold truth answer "
    "verdict sense emotion polarity kind type entity ner role split status diagnosis relation defect response "
    "annotation decision choice grade supercategory subcategory".split()
)
PROSE = frozenset(
    "text comment comments note notes description title name names address content prompt message body summary "
    "transcript transcription sentence question url path file filename hash token".split()
)
CODES = frozenset(
    "zip zipcode postcode postal plz phone telephone tel mobile fax isbn ean iban ssn vat barcode passport".split()
)
PERSONAL = frozenset(
    "email mail phone telephone tel mobile fax iban ssn passport birthday birthdate dob surname lastname firstname "
    "fullname".split()
)
PERSONAL_PAIRS = frozenset(
    {
        *(("first", "name"), ("last", "name"), ("full", "name"), ("given", "name"), ("family", "name")),
        *(("patient", "name"), ("customer", "name"), ("person", "name"), ("birth", "date"), ("date", "birth")),
        *(("worker", "name"), ("annotator", "name"), ("user", "name"), ("contact", "name")),
    }
)


def words_of(name: str) -> tuple[str, ...]:
    """The words in a name, in lower case: `imageId`, `image-id` and `IMAGE_ID` are all image and id."""
    return tuple(word.lower() for word in _WORDS.findall(name))


def says(name: str, words: Iterable[str]) -> bool:
    """Whether one of some words stands in a name."""
    return not set(words).isdisjoint(words_of(name))


def is_id(name: str) -> bool:
    """Whether a name says that the column tells rows apart or points at others."""
    words = words_of(name)
    return bool(words) and (words[-1] in IDS or words[0] in ("id", "uuid", "index"))


def is_personal(name: str) -> bool:
    """Whether a name says that the column speaks of a person."""
    words = words_of(name)
    pairs = {*pairwise(words), *zip(words, words[2:], strict=False)}
    return not PERSONAL.isdisjoint(words) or not PERSONAL_PAIRS.isdisjoint(pairs)


def singular(word: str) -> str:
    """A word without the ending of the plural: `images`, `boxes`, `categories`."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("xes", "ches", "shes", "sses")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and word != "species" else word


def plain_name(wanted: str, otherwise: str) -> str:
    """The plain word nearest to what a file calls something, so that nobody needs backticks for it."""
    if _PLAIN.fullmatch(wanted):
        return wanted
    kept = unicodedata.normalize("NFKC", wanted)
    joined = re.sub(r"_+", "_", re.sub(r"\W+", "_", kept)).strip("_").lower()
    if not joined:
        return otherwise
    return joined if _PLAIN.fullmatch(joined) else f"{otherwise}_{joined}"
