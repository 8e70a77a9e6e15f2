"""Colours for labels: the same for the same list, far apart, and dark enough for white letters."""

from __future__ import annotations

import colorsys

_GOLDEN = 0.618033988749895
"""Steps of the golden ratio never come back to a hue, and neighbours are far apart."""
_FIRST = 0.58
_LIGHTNESS = (0.40, 0.28, 0.50)
_SATURATION = 0.72
_LEAST_CONTRAST = 4.5
"""What the Web Content Accessibility Guidelines ask of letters on a ground."""


def colours(count: int) -> list[str]:
    """As many different colours as asked for, as in `#1f6fb4`."""
    found: dict[str, None] = {}
    step = 0
    while len(found) < count:
        lightness = _LIGHTNESS[step // 12 % len(_LIGHTNESS)]
        found[_dark_enough((_FIRST + step * _GOLDEN) % 1.0, lightness)] = None
        step += 1
    return list(found)


def _dark_enough(hue: float, lightness: float) -> str:
    red, green, blue = colorsys.hls_to_rgb(hue, lightness, _SATURATION)
    while contrast_with_white(red, green, blue) < _LEAST_CONTRAST:
        lightness -= 0.01
        red, green, blue = colorsys.hls_to_rgb(hue, lightness, _SATURATION)
    return f"#{round(red * 255):02x}{round(green * 255):02x}{round(blue * 255):02x}"


def contrast_with_white(red: float, green: float, blue: float) -> float:
    """The contrast of white letters on a colour, from 1 to 21."""
    return 1.05 / (0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue) + 0.05)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
