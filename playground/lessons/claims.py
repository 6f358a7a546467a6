"""Claims about a run: small expressions such as ``median(f, marks) < 0.5``.

An expression consists of numbers, of numbers of the run (`RUN`), of numbers of the example
(`EXAMPLE`), of functions of tracks (`FUNCTIONS`), of ``+ - * /``, of comparisons, and of ``and``,
``or`` and ``not``. A track is named by its letter or its name; ``h[2]`` is its second unit. Steps
are "all", "marks" (▲), "between" (all others) or "questions" (the second kind of mark).
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from playground.lessons.moment import Moment
from playground.lessons.prose import TRACKS

#: Numbers of a run, known from its recording alone.
RUN = ("step", "training_error", "validation_error", "gradient_length", "diverged")
#: Numbers of the example: its error, how far back it listens, and whether anything is held.
EXAMPLE = ("error", "reach", "held", "edited")
#: Functions of a track: of one value each, over the steps given as second argument.
FUNCTIONS: Mapping[str, Callable[[np.ndarray], Any]] = {
    "median": np.median,
    "mean": np.mean,
    "least": np.min,
    "most": np.max,
    "last": lambda values: values.reshape(-1)[-1],
    "first": lambda values: values.reshape(-1)[0],
}
_OF_TRACKS = ("at", "correlation", "previous", "distance", "share")
WHERE = ("all", "marks", "between", "questions")
_OPERATORS: Mapping[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}


@dataclass(frozen=True)
class Claim:
    """An expression that has been checked.

    Parameters
    ----------
    text : str
        As in the file.
    tree : ast.expr
    names : frozenset of str
        Every name in it.
    """

    text: str
    tree: ast.expr = field(repr=False, compare=False)
    names: frozenset[str] = field(repr=False, compare=False)

    @property
    def of_run(self) -> bool:
        """Whether it needs the recording alone, so that it can be checked while training."""
        return self.names <= set(RUN)

    def value(self, moment: Moment) -> float:
        """Return its value, 1 or 0 where it compares; NaN where a track or number is missing."""
        try:
            return float(_value(self.tree, moment))
        except Missing:
            return float("nan")

    def holds(self, moment: Moment) -> bool:
        """Return whether it is true; not so while something in it is missing."""
        value = self.value(moment)
        return bool(value) and not np.isnan(value)


class Missing(LookupError):
    """The network has no such track, or the run no such number yet."""


def claim(text: str) -> Claim:
    """Read an expression.

    Raises
    ------
    ValueError
        What is not an expression of this kind, and what is allowed.
    """
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except SyntaxError as error:
        raise ValueError(
            f"{text!r} is not an expression such as 'validation_error < 0.01'"
        ) from error
    names: set[str] = set()
    _check(tree, names)
    return Claim(" ".join(text.split()), tree, frozenset(names))


def _check(node: ast.expr, names: set[str]) -> None:
    """Refuse what is outside the vocabulary, and gather the names."""
    match node:
        case ast.Constant(value=int() | float()):
            return
        case ast.Name(id=name) if name in (*RUN, *EXAMPLE):
            names.add(name)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            _check(left, names)
            _check(right, names)
        case ast.Compare(left=left, ops=ops, comparators=others) if all(
            type(op) in _OPERATORS for op in ops
        ):
            for part in (left, *others):
                _check(part, names)
        case ast.BoolOp(values=values):
            for part in values:
                _check(part, names)
        case ast.UnaryOp(op=ast.USub() | ast.Not(), operand=operand):
            _check(operand, names)
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]):
            names.add(name)
            _check_call(name, args, names)
        case _:
            raise ValueError(f"{ast.unparse(node)!r} is unknown; {_allowed()}")


def _check_call(name: str, args: list[ast.expr], names: set[str]) -> None:
    if name == "abs" and len(args) == 1:
        _check(args[0], names)
    elif name == "share" and len(args) == 1:
        _check(args[0], names)
    elif name in FUNCTIONS and len(args) in (1, 2):
        _check_track(args[0], names)
        if len(args) == 2 and not (isinstance(args[1], ast.Name) and args[1].id in WHERE):
            raise ValueError(f"{ast.unparse(args[1])!r}: steps are {', '.join(WHERE)}")
    elif name == "at" and len(args) == 2:
        _check_track(args[0], names)
        _check(args[1], names)
    elif name in ("correlation", "distance") and len(args) == 2:
        for part in args:
            _check_track(part, names)
    else:
        raise ValueError(f"{name}() with {len(args)} arguments is unknown; {_allowed()}")


def _check_track(node: ast.expr, names: set[str]) -> None:
    match node:
        case ast.Name(id=name) if name in TRACKS or name in TRACKS.values():
            names.add(name)
        case ast.Subscript(value=ast.Name() as track, slice=ast.Constant(value=int(unit))) if unit:
            _check_track(track, names)
        case ast.Call(func=ast.Name(id="previous"), args=[track, *steps]) if len(steps) < 2:
            _check_track(track, names)
            for part in steps:
                _check(part, names)
        case _:
            raise ValueError(
                f"{ast.unparse(node)!r} is not a track; allowed: {', '.join(TRACKS)}, a unit such "
                "as h[2], previous(x) and previous(x, 3)"
            )


def _allowed() -> str:
    functions = (*FUNCTIONS, *_OF_TRACKS, "abs")
    return f"allowed: numbers, {', '.join((*RUN, *EXAMPLE))}, {'(), '.join(functions)}()"


def _value(node: ast.expr, moment: Moment) -> Any:
    match node:
        case ast.Constant(value=value):
            return value
        case ast.Name(id=name):
            number = moment.number(name)
            if number is None:
                raise Missing(name)
            return number
        case ast.BinOp(left=left, op=op, right=right):
            return _OPERATORS[type(op)](_value(left, moment), _value(right, moment))
        case ast.Compare(left=left, ops=ops, comparators=others):
            values = [_value(part, moment) for part in (left, *others)]
            pairs = zip(values, ops, values[1:], strict=False)
            return all(_OPERATORS[type(op)](a, b) for a, op, b in pairs)
        case ast.BoolOp(op=op, values=values):
            parts = [bool(_value(part, moment)) for part in values]
            return all(parts) if isinstance(op, ast.And) else any(parts)
        case ast.UnaryOp(op=op, operand=operand):
            value = _value(operand, moment)
            return not value if isinstance(op, ast.Not) else -value
        case ast.Call(func=ast.Name(id=name), args=args):
            return _called(name, args, moment)
    raise AssertionError(ast.dump(node))


def _called(name: str, args: list[ast.expr], moment: Moment) -> Any:
    if name == "abs":
        return abs(_value(args[0], moment))
    if name == "share":
        return moment.share(int(_value(args[0], moment)))
    first = _track(args[0], moment)
    if name == "at":
        return first[int(_value(args[1], moment)) - 1].mean()
    if name in ("correlation", "distance"):
        return _pair(name, first, _track(args[1], moment))
    where = args[1].id if len(args) == 2 and isinstance(args[1], ast.Name) else "all"
    chosen = first if where == "all" else first[moment.steps(where)]
    chosen = chosen[np.isfinite(chosen)]
    if not chosen.size:
        raise Missing(where)
    return FUNCTIONS[name](chosen)


def _pair(name: str, one: np.ndarray, other: np.ndarray) -> float:
    """Return the correlation of two tracks of one unit, or the mean absolute distance."""
    if one.shape != other.shape or one.shape[1] != 1:
        raise Missing(name)
    both = np.isfinite(one[:, 0]) & np.isfinite(other[:, 0])
    a, b = one[both, 0], other[both, 0]
    if name == "distance":
        return float(np.abs(a - b).mean())
    a, b = a - a.mean(), b - b.mean()
    size = float(np.sqrt((a @ a) * (b @ b)))
    return float(a @ b) / size if size > 0 else 0.0


def _track(node: ast.expr, moment: Moment) -> np.ndarray:
    """Return a track, (T, H) float64."""
    match node:
        case ast.Name(id=name):
            values = moment.track(TRACKS.get(name, name))
            if values is None:
                raise Missing(name)
            return values
        case ast.Subscript(value=track, slice=ast.Constant(value=int(unit))):
            values = _track(track, moment)
            if unit > values.shape[1]:
                raise Missing(unit)
            return values[:, unit - 1 : unit]
        case ast.Call(args=[track, *steps]):
            values, by = _track(track, moment), int(_value(steps[0], moment)) if steps else 1
            return np.concatenate([np.full_like(values[:by], np.nan), values[:-by]])
    raise AssertionError(ast.dump(node))
