"""How messages speak of types."""

from dcl.types import (
    ANY,
    BOOL,
    DATE,
    DATETIME,
    DURATION,
    FLOAT,
    INT,
    TEXT,
    LabelType,
    ListOf,
    OneOf,
    Record,
    Type,
)

_WORDS = {
    str(INT): "a whole number",
    str(FLOAT): "a number",
    str(TEXT): "a text",
    str(BOOL): "true or false",
    str(DATE): "a date",
    str(DATETIME): "a datetime",
    str(DURATION): "a duration",
    str(ANY): "a value of any type",
}


def describe(type_: Type) -> str:
    """A type in words, with its article: "a whole number", "a label of `road_user`"."""
    match type_:
        case LabelType(name=name):
            return f"a label of `{name}`"
        case OneOf():
            return f"a text ({type_})"
        case ListOf(element=element):
            return f"a list ({element})"
        case Record():
            return "a record"
        case _:
            return _WORDS.get(str(type_), "a value")
