"""What pictures say of themselves to people who do not see them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PictureWords:
    """Patterns for the titles of pictures, in one language."""

    box: str = "a box {width} wide and {height} high, {left} from the left and {top} from the top"
    inverted_box: str = "a box whose right edge is left of its left edge, or whose lower edge is above its upper edge"
    frame: str = "In a picture {width} wide and {height} high: {what}"
    box_outside: str = "{what}, which reaches out of the picture"
    interval: str = "from {start} to {end}"
    inverted_interval: str = "from {start} back to {end}, so it ends before it starts"
    span: str = "“{marked}”, from {start} to {end}"
    span_outside: str = "{what}, which reaches past the end of the text"
    spans: str = "In “{text}”: {what}"
    named: str = "{name}: {what}"
    failing: str = "{what} (wrong)"
    more: str = "{shown} of {all} are shown: {what}"
    separator: str = "; "


ENGLISH = PictureWords()
