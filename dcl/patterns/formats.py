"""The named formats of columns (`format email`), as patterns of the language, so that every engine agrees on them.

A format says how a value is spelled, not whether what it names is there: `format email` writes no letters.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from dcl.patterns.pattern import Pattern, compiled


@dataclass(frozen=True)
class Format:
    """`summary` completes "the value is …" in messages and docs; `good` and `bad` are examples."""

    name: str
    summary: str
    pattern: str
    good: tuple[str, ...]
    bad: tuple[str, ...]

    @cached_property
    def compiled(self) -> Pattern:
        return compiled(self.pattern)


LABEL = r"[A-Za-z0-9]([A-Za-z0-9\-]{0,61}[A-Za-z0-9])?"
"""One part of a host name, between two full stops (RFC 1123)."""

HOST = rf"({LABEL}\.)*{LABEL}"
BYTE = r"(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
IPV4 = rf"{BYTE}(\.{BYTE}){{3}}"

MAILBOX = r"[A-Za-z0-9!#$%&'*+\/=?\^_`{|}~\-]+(\.[A-Za-z0-9!#$%&'*+\/=?\^_`{|}~\-]+)*"
"""What stands before the `@` (RFC 5322, without quotes and comments)."""

COUNTRIES = (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ "
    "CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO "
    "FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE "
    "JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO "
    "MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW "
    "PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM "
    "TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW"
).split()
"""The two-letter codes of ISO 3166-1."""


def by_first_letter(codes: Iterable[str]) -> str:
    """A pattern for two-letter codes: for each first letter, the letters that may follow."""
    following: dict[str, str] = {}
    for code in codes:
        following[code[0]] = following.get(code[0], "") + code[1]
    return "|".join(f"{first}[{seconds}]" for first, seconds in following.items())


def ipv6() -> str:
    """The spellings of RFC 4291: eight groups, or fewer with one `::`; the last two groups may be an IPv4 address."""
    group = r"[0-9A-Fa-f]{1,4}"
    end = rf"({group}:{group}|{IPV4})"
    options = [rf"({group}:){{6}}{end}", rf"::({group}:){{0,5}}{end}"]
    for before in range(1, 6):
        head = rf"{group}(:{group}){{{before - 1}}}::"
        room = 5 - before
        options.append(rf"{head}({group}:){{0,{room}}}{end}" if room else f"{head}{end}")
    options += [rf"({group}(:{group}){{0,5}})?::{group}", rf"({group}(:{group}){{0,6}})?::"]
    return "|".join(options)


NAMED_FORMATS: dict[str, Format] = {
    entry.name: entry
    for entry in (
        Format(
            "email",
            "an e-mail address",
            rf"{MAILBOX}@({LABEL}\.)+[A-Za-z]([A-Za-z0-9\-]{{0,61}}[A-Za-z0-9])",
            ("ann@acme.example", "a.b+c@mail.acme.example"),
            ("ann", "ann@acme", "a@@acme.example", "ann @acme.example"),
        ),
        Format(
            "url",
            "a web address with `http://` or `https://`",
            rf"[Hh][Tt][Tt][Pp][Ss]?:\/\/({HOST}|\[({ipv6()})\])(:\d{{1,5}})?([\/?#][^\p{{Z}}\p{{Cc}}<>\"]*)?",
            ("https://acme.example", "http://localhost:8080/a?b=c#d", "http://[::1]/"),
            ("acme.example", "ftp://acme.example", "https://", "https://acme.example/a b"),
        ),
        Format(
            "hostname",
            "the name of a host",
            HOST,
            ("acme.example", "localhost", "a-b.acme.example"),
            ("-a.example", "a..example", "a_b.example", ""),
        ),
        Format(
            "ipv4",
            "an IPv4 address",
            IPV4,
            ("192.168.0.1", "0.0.0.1", "255.255.255.255"),
            ("256.0.0.1", "1.2.3", "01.2.3.4"),
        ),
        Format(
            "ipv6",
            "an IPv6 address",
            ipv6(),
            ("::", "::1", "2001:db8::8a2e:370:7334", "1:2:3:4:5:6:7:8", "::ffff:192.0.2.1"),
            (":::", "1:2:3:4:5:6:7", "1::2::3", "12345::", "1:2:3:4:5:6:7:8:9"),
        ),
        Format(
            "uuid",
            "a UUID such as `123e4567-e89b-12d3-a456-426614174000`",
            r"[0-9A-Fa-f]{8}(\-[0-9A-Fa-f]{4}){3}\-[0-9A-Fa-f]{12}",
            ("123e4567-e89b-12d3-a456-426614174000", "123E4567-E89B-12D3-A456-426614174000"),
            ("123e4567e89b12d3a456426614174000", "{123e4567-e89b-12d3-a456-426614174000}"),
        ),
        Format(
            "language",
            "a language tag such as `en`, `pt-BR` or `zh-Hant`",
            r"[A-Za-z]{2,3}(\-[A-Za-z]{4})?(\-([A-Za-z]{2}|\d{3}))?(\-([A-Za-z0-9]{5,8}|\d[A-Za-z0-9]{3}))*",
            ("en", "pt-BR", "zh-Hant", "zh-Hant-TW", "es-419", "de-1996", "nds"),
            ("english", "en_US", "e", "en-"),
        ),
        Format(
            "country",
            "a two-letter country code of ISO 3166, in capitals",
            by_first_letter(COUNTRIES),
            ("DE", "US", "GB"),
            ("de", "UK", "XX", "DEU"),
        ),
        Format(
            "color",
            "a colour such as `#ff8800`",
            r"#([0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})",
            ("#ff8800", "#F80"),
            ("ff8800", "#ff88", "red"),
        ),
        Format(
            "sha256",
            "a SHA-256 checksum of 64 hexadecimal digits",
            r"[0-9A-Fa-f]{64}",
            ("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",),
            ("e3b0c442", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85g"),
        ),
    )
}

FORMATS: dict[str, str] = {name: entry.pattern for name, entry in NAMED_FORMATS.items()}
"""The pattern of each format, by its name."""
