"""The form of a time in words: its numbers, the signs between them, and where the clock begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

#: Microseconds of a day, an hour, a minute and a second.
DAY, _HOUR, _MINUTE, _SECOND = 86_400_000_000, 3_600_000_000, 60_000_000, 1_000_000
NAT = np.datetime64("NaT", "us")
_NUMBER, _MARKED = re.compile(r"\d+"), re.compile(r"[%@]?0")
_SPAN = re.compile(r" ?[-–/] ?")
_OFFSET = re.compile(r"([+-])0(?::0)?$")
_MOST_DIGITS = 14


def forms_of(words: Sequence[str]) -> tuple[np.ndarray, list[str]]:
    """Return the number of the form of each plain time, and the forms: a number is 0 in them."""
    if _grid(words) is not None:
        return np.zeros(len(words), np.int64), [_NUMBER.sub("0", words[0])]
    return pd.factorize(np.array(_NUMBER.sub("0", "\n".join(words)).split("\n"), dtype=object))


def _grid(words: Sequence[str]) -> np.ndarray | None:
    """Return the characters of words with digits in the same places, shape (N, length), or None."""
    text = "\n".join(words)
    width = len(words[0]) + 1
    if len(text) + 1 != len(words) * width or not text.isascii():
        return None
    grid = np.frombuffer(f"{text}\n".encode(), np.uint8).reshape(len(words), width)
    digit = (grid >= 48) & (grid <= 57)
    return grid if (grid[:, -1] == 10).all() and (digit == digit[0]).all() else None


def _numbers(words: Sequence[str], count: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the numbers in words of one form, and how many digits each has."""
    grid = _grid(words)
    if grid is None:
        found = _NUMBER.findall("\n".join(words))
        digits = np.array(list(map(len, found))).reshape(len(words), count)
        whole = [int(f) if len(f) <= _MOST_DIGITS else 0 for f in found]
        return np.array(whole).reshape(digits.shape), digits
    columns = []
    spans = [match.span() for match in _NUMBER.finditer(words[0])]
    for start, end in spans:
        powers = 10 ** np.arange(min(end - start, 18))[::-1]
        columns.append((grid[:, start : start + len(powers)] - 48).astype(np.int64) @ powers)
    digits = np.broadcast_to([end - start for start, end in spans], (len(words), count))
    return np.stack(columns, axis=1), digits


@dataclass(frozen=True)
class Times:
    """Times of one form, as numbers.

    Parameters
    ----------
    date : ndarray of int64, shape (N, D)
        The numbers of the date.
    digits : ndarray of int64, shape (N, D)
        The number of digits of each.
    signs : tuple of str
        The text before each number of the date, and behind the last.
    named : tuple of int
        The places of names of months among them.
    clock : ndarray of int64, shape (N,), or None
        Microseconds since midnight, -1 where there is no such time of day.
    shift : ndarray of int64, shape (N,), or None
        The offset from UTC in microseconds.
    """

    date: np.ndarray
    digits: np.ndarray
    signs: tuple[str, ...]
    named: tuple[int, ...]
    clock: np.ndarray | None
    shift: np.ndarray | None

    def width(self, place: int) -> int:
        """Return the digits of a number of the date, 0 where they vary."""
        low, high = self.digits[:, place].min(), self.digits[:, place].max()
        return int(high) if low == high else 0


def times_of_form(form: str, words: Sequence[str]) -> Times | None:
    """Return times of one form as numbers, or None where they cannot be times."""
    kinds = _MARKED.findall(form)
    signs = [s.strip() or s[:1] for s in _MARKED.split(form)]
    if not 1 <= len(kinds) <= 14:
        return None
    numbers, digits = _numbers(words, len(kinds))
    if digits.max() > _MOST_DIGITS:
        return None
    count, shift = len(kinds), None
    if (offset := _offset(form, numbers)) is not None:
        count, shift = offset
    elif (end := _without_end(form)) != form:
        count = len(_MARKED.findall(end))
    half = next((i for i in range(count) if kinds[i][0] == "@"), None)
    keep = [i for i in range(count) if i != half]
    noon = None if half is None else numbers[:, half]
    signs = [signs[i] for i in keep] + ([signs[count]] if count == len(kinds) else [""])
    numbers, digits = numbers[:, keep], digits[:, keep]
    kinds = [kinds[i] for i in keep]
    after = None if half is None else sum(i < half for i in keep)
    start = clock_starts(kinds, signs, digits.max(axis=0), after)
    clock = None
    if not keep:
        return None
    if start < len(keep):
        clock = _clock(numbers[:, start:], digits[:, start:], signs[start + 1 :], noon)
        if clock is None:
            return None
    elif noon is not None:
        return None
    named = tuple(i for i in range(start) if kinds[i] == "%0")
    return Times(
        numbers[:, :start], digits[:, :start], tuple(signs[: start + 1]), named, clock, shift
    )


def clock_starts(
    kinds: Sequence[str], signs: Sequence[str], digits: np.ndarray, half: int | None
) -> int:
    """Return how many numbers come before the clock."""
    count = len(kinds)
    if not count:
        return 0
    colons = [i for i in range(1, count) if signs[i] == ":"]
    if colons:
        first = colons[0] - 1
        return first if digits[first] <= 2 and kinds[first] != "%0" else first + 1
    if half is not None and count:
        return max(0, half - 1)
    whole = 1 if digits[0] in (7, 8) else 3
    for i in range(1, count + 1):
        if signs[i] == "h" and (i - 1 in (0, whole)) and digits[i - 1] <= 2 and count - i <= 2:
            if i == 1 and count > 1 and digits[1] == 4:
                break  # 1H 2004 is a half-year
            return i - 1
    if count == 1 and signs[0] == "h":
        return 0
    return min(count, whole) if count > whole else count


def _clock(
    numbers: np.ndarray, digits: np.ndarray, signs: Sequence[str], noon: np.ndarray | None
) -> np.ndarray | None:
    """Return microseconds since midnight, -1 where the numbers are no time of day."""
    if set("".join(signs)) - set(":. hms,_-") or any("," in sign for sign in signs[:2]):
        return None
    wide, parts = digits[:, 0], [numbers[:, i] for i in range(numbers.shape[1])]
    if numbers.shape[1] == 1 and (wide == 9).all():  # 093000123, with milliseconds
        total = _clock(numbers // 1000, digits - 3, signs[:1], noon)
        return (
            None if total is None else np.where(total < 0, -1, total + numbers[:, 0] % 1000 * 1000)
        )
    if wide.max() > 2:  # 0930 or 093000
        if wide.max() not in (3, 4, 5, 6) or numbers.shape[1] > 2:
            return None
        first = parts[0]
        long = [first // 10_000, first // 100 % 100, first % 100]
        parts = [*(long if wide.max() > 4 else [first // 100, first % 100]), *parts[1:]]
    if len(parts) > 4:
        return None
    parts += [np.zeros(len(wide), np.int64)] * (4 - len(parts))
    hours, minutes, seconds, rest = parts
    wrong = (minutes > 59) | (seconds > 60) | (hours > 24)
    if noon is not None:
        wrong = wrong | (hours > 12)
        hours = hours % 12 + np.where(noon == 2, 12, 0)
    total = hours * _HOUR + minutes * _MINUTE + seconds * _SECOND
    if digits.shape[1] == 4 or (wide.max() > 4 and digits.shape[1] == 2):
        scale = 10.0 ** (6 - digits[:, -1])
        total = total + np.floor(rest * scale + 1e-9).astype(np.int64)
    return np.where(wrong | (total > DAY), -1, total)


def _offset(form: str, numbers: np.ndarray) -> tuple[int, np.ndarray] | None:
    """Return the count of numbers before an offset from UTC, and the offset; None without one."""
    match = _OFFSET.search(form)
    before = form[: match.start()] if match else ""
    if match is None or not (":" in before or "t" in before) or before.count("0") < 2:
        return None
    count = len(_MARKED.findall(before))
    last = numbers[:, count:]
    hours, minutes = last[:, 0], last[:, 1] if last.shape[1] > 1 else 0 * last[:, 0]
    if last.shape[1] == 1:
        compact = hours >= 15
        hours, minutes = np.where(compact, hours // 100, hours), np.where(compact, hours % 100, 0)
    if hours.max() > 14 or minutes.max() > 59 or (match[1] == "-" and len(np.unique(hours)) > 2):
        return None
    sign = 1 if match[1] == "+" else -1
    return count, sign * (hours * _HOUR + minutes * _MINUTE)


def _without_end(form: str) -> str:
    """Return the form of the beginning of a span; the same form when it is no span."""
    for match in _SPAN.finditer(form):
        first, second = form[: match.start()], form[match.end() :]
        clear = ":" in second or match[0] != "-"
        if second.count("0") >= 2 and clear and first.endswith(second):
            return first
    return form
