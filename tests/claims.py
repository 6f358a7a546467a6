"""Read a sentence back: its numbers, its names, and whether exactly one claim fits and holds."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

#: A number as it is written on screen.
N = r"((?:−?[\d.,]*\d·)?10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+|−?[\d,.]*\d|infinite|minus infinite|not a number)"
#: A share: "3.4 %", "5.5 times", "3·10⁻²²".
SHARE = rf"((?:{N[1:-1]})(?:\s%| times)?(?: as (?:much|large))?|not finite)"
_DIGITS = str.maketrans("−⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "--0123456789")
_COUNTED = "steps rows units seeds weights inputs sequences windows runs networks layers evaluations values rates lanes"

Claims = Mapping[str, Callable[[Any, "re.Match[str]"], bool]]


def value(written: str) -> float:
    """Return a written number."""
    if written in ("infinite", "minus infinite", "not a number"):
        return {"infinite": math.inf, "minus infinite": -math.inf}.get(written, math.nan)
    power = re.fullmatch(r"(?:(−?[\d.,]+)·)?10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", written)
    if power:
        return float((power[1] or "1").translate(_DIGITS).replace(",", "")) * 10.0 ** int(
            power[2].translate(_DIGITS)
        )
    return float(written.translate(_DIGITS).replace(",", ""))


def same(written: str, own: float, digits: int = 2) -> bool:
    """Return whether a written number is this one, rounded to at least so many digits."""
    told = value(written)
    if not math.isfinite(own) or own == 0:
        return told == own or (told != told and own != own)
    unit = 10.0 ** (math.floor(math.log10(abs(own))) - digits + 1)
    return abs(told - own) <= 0.500001 * unit


def share(written: str, own: float) -> bool:
    """Return whether a written share is this one."""
    if not math.isfinite(own):
        return written == "not finite"
    bare = re.sub(r"(?:\s%| times)?(?: as (?:much|large))?$", "", written)
    fits = (
        same(bare, 100 * own, 2) if " %" in written else same(bare, own, 2 if 2 <= own < 1e5 else 1)
    )
    return fits and ("times" in written) == (own >= 2)


def names(listed: str) -> list[str]:
    """Return the names in a list within a sentence."""
    return [name for name in re.split(r", | and ", listed) if name]


def faults(sentences: Iterable[str], claims: Claims, facts: Any) -> list[str]:
    """Return every sentence that no claim knows, or more than one, whose claim does not hold, or
    that is written badly.
    """
    found = []
    for sentence in sentences:
        if bad := manner(sentence):
            found.append(f"{bad}: {sentence}")
        known = [
            (m, claim)
            for pattern, claim in claims.items()
            if (m := re.fullmatch(pattern, sentence))
        ]
        if len(known) != 1:
            found.append(f"{len(known)} claims: {sentence}")
        elif not known[0][1](facts, known[0][0]):
            found.append(f"false: {sentence} [{facts}]")
    return found


def manner(sentence: str) -> str | None:
    """Return the fault in how a sentence is written, if there is one."""
    wrong = {
        "one of many": rf"(?<![\d.,–])1 (?:\w+ )?(?:{_COUNTED.replace(' ', '|')})\b",
        "minus nothing": r"[-−]0(?:\.0*)?(?![\d.])",
        "a program's number": r"\d[eE][-+]?\d|\bnan\b|\binf\b|None|True|False",
        "a blank left open": r"[{}]",
        "two blanks, or none": r"  |^ | $|^$| [.,;:]",
        "thousands without a comma, not the name of a step": r"(?<!step )(?<![\d.,])\d{4,}",
        "an ordinal that is none": r"\d\. [a-z]",
    }
    return next((name for name, pattern in wrong.items() if re.search(pattern, sentence)), None)
