"""No pattern of the package can be made slow by a stranger's text: each is read by Python's own
parser, and none is ever run here.

What is asked of every regular expression: where a repeat may stop or go on, the next character
decides (so there is nothing to try again), or the repeat is short; and a repeat without an end has
nothing behind it that could fail, so no work is done twice.
"""

from __future__ import annotations

import ast
import importlib
import re
import re._constants as sre
import re._parser as parser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
#: Ways in which a text of any length may be divided among the repeats of one pattern, at most, and
#: repeats that count as short.
MOST_WAYS, SHORT = 3000, 100
ALPHABET = [
    chr(i) for i in (*range(0x480), *range(0x2000, 0x2040), 0x20AC, 0x20B9, 0x2212, 0x2264, 0x2265)
]
EVERYTHING = frozenset(ALPHABET)
KINDS = {
    kind: frozenset(c for c in ALPHABET if re.match(letter, c))
    for kind, letter in {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w"}.items()
}
#: Functions that take a pattern: of the module re, and of a column of words in pandas, where it
#: must be compiled too.
OF_RE = {"compile", "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer"}
OF_PANDAS = {
    "contains",
    "match",
    "fullmatch",
    "extract",
    "extractall",
    "replace",
    "split",
    "findall",
    "count",
}


def sources() -> list[Path]:
    """Return the modules of the package."""
    return sorted((ROOT / "playground").rglob("*.py"))


def patterns() -> Iterator[tuple[str, str, int]]:
    """Yield where each pattern stands, its text and its flags: those written in calls, and those
    that modules keep.
    """
    for path in sources():
        tree, name = ast.parse(path.read_text(encoding="utf-8")), str(path.relative_to(ROOT))
        for call in (
            n
            for n in ast.walk(tree)
            if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)
        ):
            if _of_re(call) and call.args and isinstance(call.args[0], ast.Constant):
                yield f"{name}:{call.lineno}", call.args[0].value, 0
        if "re." in path.read_text(encoding="utf-8"):
            module = importlib.import_module(
                ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            )
            for key, value in vars(module).items():
                for found in _compiled(value):
                    yield (
                        f"{name}:{key}",
                        found.pattern,
                        found.flags & (re.IGNORECASE | re.MULTILINE | re.DOTALL | re.VERBOSE),
                    )


def _of_re(call: ast.Call) -> bool:
    assert isinstance(call.func, ast.Attribute)
    return (
        call.func.attr in OF_RE
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "re"
    )


def _compiled(value: Any) -> Iterator[re.Pattern]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _compiled(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _compiled(inner)


class Judge:
    """What is wrong with a pattern, told from its parts."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        tree = parser.parse(pattern, flags)
        self.fold = bool((tree.state.flags | flags) & re.IGNORECASE)
        self.faults: list[str] = []
        self.ways = self._sequence(list(tree), frozenset(), can_end=True, inside=False)
        if self.ways > MOST_WAYS:
            self.faults.append(f"{self.ways} ways to divide a text among its repeats")

    def _characters(self, op: Any, value: Any) -> frozenset[str]:
        """Return the characters that one item takes."""
        if op is sre.LITERAL:
            return self._folded({chr(value)})
        if op is sre.NOT_LITERAL:
            return EVERYTHING - self._folded({chr(value)})
        if op is sre.ANY:
            return EVERYTHING - {"\n"}
        if op is sre.CATEGORY:
            held = KINDS[str(value).removeprefix("CATEGORY_").removeprefix("NOT_")]
            return EVERYTHING - held if "NOT_" in str(value) else held
        if op is sre.RANGE:
            return self._folded({c for c in ALPHABET if value[0] <= ord(c) <= value[1]})
        assert op is sre.IN, op
        held = frozenset[str]().union(
            *(self._characters(o, v) for o, v in value if o is not sre.NEGATE)
        )
        return EVERYTHING - held if value[0][0] is sre.NEGATE else held

    def _folded(self, letters: set[str]) -> frozenset[str]:
        return frozenset(
            letters | {c.lower() for c in letters} | {c.upper() for c in letters}
            if self.fold
            else letters
        )

    def first(self, items: list[Any]) -> tuple[frozenset[str], bool]:
        """Return the characters some items may begin with, and whether they may take none at
        all.
        """
        found: frozenset[str] = frozenset()
        for op, value in items:
            begins, nothing = self._begins(op, value)
            found |= begins
            if not nothing:
                return found, False
        return found, True

    def _begins(self, op: Any, value: Any) -> tuple[frozenset[str], bool]:
        if op in (sre.AT, sre.ASSERT, sre.ASSERT_NOT):
            return frozenset(), True
        if op is sre.SUBPATTERN:
            return self.first(list(value[3]))
        if op is sre.BRANCH:
            parts = [self.first(list(branch)) for branch in value[1]]
            return frozenset[str]().union(*(p for p, _ in parts)), any(n for _, n in parts)
        if op in (sre.MAX_REPEAT, sre.MIN_REPEAT):
            begins, nothing = self.first(list(value[2]))
            return begins, nothing or value[0] == 0
        if op is sre.GROUPREF:
            return EVERYTHING, True
        return self._characters(op, value), False

    def _sequence(
        self, items: list[Any], after: frozenset[str], *, can_end: bool, inside: bool
    ) -> int:
        """Return in how many ways items can divide a text; ``after`` may follow them, or nothing
        must when it ``can_end``.
        """
        ways = 1
        for place, (op, value) in enumerate(items):
            follows, nothing = self.first(items[place + 1 :])
            follows, ends = follows | after if nothing else follows, nothing and can_end
            if op is sre.SUBPATTERN:
                ways *= self._sequence(list(value[3]), follows, can_end=ends, inside=inside)
            elif op is sre.BRANCH:
                ways *= max(
                    self._sequence(list(b), follows, can_end=ends, inside=inside) for b in value[1]
                )
                if inside:
                    self._told_apart([self.first(list(b))[0] for b in value[1]])
            elif op in (sre.ASSERT, sre.ASSERT_NOT):
                ways *= self._sequence(list(value[1]), frozenset(), can_end=True, inside=inside)
            elif op in (sre.MAX_REPEAT, sre.MIN_REPEAT):
                ways *= self._repeat(*value, follows, ends, inside)
            elif op is sre.GROUPREF:
                self.faults.append("a reference to what was found before")
        return ways

    def _repeat(
        self, low: int, high: int, body: Any, follows: frozenset[str], ends: bool, inside: bool
    ) -> int:
        begins, nothing = self.first(list(body))
        endless = high > SHORT
        if nothing:
            self.faults.append("a repeat of what may be nothing")
        if endless and not ends:
            self.faults.append("a repeat without an end, before something that can fail")
        again = begins if high > 1 else frozenset()
        inner = self._sequence(list(body), follows | again, can_end=ends, inside=inside or endless)
        if endless and inner > 1:
            self.faults.append("a repeat without an end around one that is unclear")
        unclear = high > low and bool(begins & follows)
        if unclear and (endless or (inside and high > 1)):
            self.faults.append("a repeat that can give away what follows it")
        return (high - low + 1 if unclear and not endless else 1) * min(
            inner ** min(high, SHORT), 10**9
        )

    def _told_apart(self, parts: list[frozenset[str]]) -> None:
        for place, part in enumerate(parts):
            if any(part & other for other in parts[:place]):
                self.faults.append("alternatives within a repeat that begin alike")


def test_pattern_takes_time_in_proportion_to_the_text() -> None:
    """Whatever a stranger writes: bound the repeat, or write plain code about the text."""
    found = sorted(set(patterns()), key=str)
    assert len(found) > 50
    faults = {where: Judge(pattern, flags).faults for where, pattern, flags in found}
    assert not {where: wrong for where, wrong in faults.items() if wrong}


@pytest.mark.parametrize(
    "pattern",
    [
        r"^[ \t]*[|+]?[-=+|: ]*-{3,}[-=+|: ]*$",
        r'<row [^>]*?\br="(\d+)"',
        r"\d+\.?\d*",
        r"[<>]?\s*(\d.*?)\s*([a-z]?)",
        r"^(.*\d.*?)(?: - | to )\s*\d.*$",
        r"(a+)+",
        r"(?:ab|[a-z]b)*",
        r"(?:\d{1,3})+",
        r"(?:a{0,50}){0,50}b",
        r"(['\"])(.*)\1",
        r"\s+$ x",
    ],
)
def test_slow_pattern_is_found(pattern: str) -> None:
    """The patterns that once took minutes, and the best known of their kind."""
    assert Judge(pattern, 0).faults


@pytest.mark.parametrize(
    "pattern", [r"\d+(?:\.\d*)?", r"(?:,\d{3})+", r"[^\W\d_]{2,}\.?", r"\d{1,2}:\d\d", r"a{0,9}b"]
)
def test_quick_pattern_passes(pattern: str) -> None:
    """The next character decides."""
    assert not Judge(pattern, 0).faults


def test_every_pattern_can_be_found() -> None:
    """A pattern is written in the call, or compiled once in the module; one put together on the way
    would escape this test.
    """
    escaped = []
    for path in sources():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        top = {
            id(n)
            for statement in tree.body
            if isinstance(statement, (ast.Assign, ast.AnnAssign))
            for n in ast.walk(statement)
        }
        for call in (
            n
            for n in ast.walk(tree)
            if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute) and n.args
        ):
            assert isinstance(call.func, ast.Attribute)
            literal, place = (
                isinstance(call.args[0], ast.Constant),
                f"{path.relative_to(ROOT)}:{call.lineno}",
            )
            if _of_re(call) and not literal and id(call) not in top:
                escaped.append(place)
            of_column = (
                isinstance(call.func.value, ast.Attribute)
                and call.func.value.attr == "str"
                and call.func.attr in OF_PANDAS
            )
            named = (
                isinstance(call.args[0], (ast.Name, ast.Subscript))
                and ast.unparse(call.args[0]).partition("[")[0].isupper()
            )
            plain = any(
                k.arg == "regex" and isinstance(k.value, ast.Constant) and k.value.value is False
                for k in call.keywords
            )
            if of_column and not plain and not named:
                escaped.append(place)
    assert not escaped, f"compile these once in their module: {escaped}"
