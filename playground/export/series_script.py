"""The code that generates a series: its wave, the waves combined with it, and its events."""

from __future__ import annotations

from typing import Any

from playground.config import registry
from playground.config.experiment import Data
from playground.data.series import Series
from playground.data.sources import compose

_COMPOSED = """    first = len(values)
    for k, piece in enumerate(data.compose):
        count = (piece.rows or first) if piece.how == "concatenate" else len(values)
        other = WAVES[piece.source](count, np.random.default_rng([data.seed, 5, k]), **vars(piece.params))
        values = combined(values, other.reshape(count, -1)[:, 0], piece.how)
"""

_REGIMES = """    for k, event in enumerate(data.events):
        if event.kind == "regime_change":
            other = WAVES[event.source](len(values), np.random.default_rng([data.seed, 6, k]), **vars(event.params))
            inside = affected(len(values), event.at, event.rows, event.every)
            values[inside, 0] = other.reshape(len(values), -1)[inside, 0]
"""

_NOISE = """    if data.noise:
        values = values + data.noise * np.random.default_rng([data.seed, 1]).standard_normal(values.shape)
"""

_MARKED = """    values, missing = values.copy(), np.zeros(len(values), bool)
    for event in data.events:
        if event.kind == "gap":
            missing |= affected(len(values), event.at, event.rows, event.every)
        elif event.kind != "regime_change":
            inside = affected(len(values), event.at, event.rows if event.kind == "level_shift" else 1, event.every)
            values[inside, TARGET] += event.size
"""


def wave_functions(data: Data) -> list[Any]:
    """Return the functions that generate and combine the waves of a series, each once."""
    names = dict.fromkeys(
        [
            data.source,
            *(piece["source"] for piece in (*data.compose, *data.events) if "source" in piece),
        ]
    )
    functions: list[Any] = []
    for name in names:
        entry = registry.source(name)
        needed = (*entry.facts.get("needs", ()), entry.make)
        functions += [function for function in needed if function not in functions]
    kinds = {event["kind"] for event in data.events}
    functions += [compose.combined] if data.compose else []
    functions += [compose.affected] if kinds else []
    functions += [compose.filled] if "gap" in kinds else []
    return functions


def load_values(data: Data, series: Series, entry: registry.Entry) -> str:
    """Return the code of ``TARGET`` and of ``load_values``, which generates the series (N, F)."""
    names = entry.facts.get("columns", ("value",))
    chosen = [names.index(column) for column in series.columns]
    choice = "" if chosen == list(range(len(names))) else f"    values = values[:, {chosen}]\n"
    kinds = {event["kind"] for event in data.events}
    waves = dict.fromkeys(
        piece["source"] for piece in (*data.compose, *data.events) if "source" in piece
    )
    table = ", ".join(f'"{name}": {registry.source(name).make.__name__}' for name in waves)
    return "".join(
        [
            f"TARGET = {series.target}  # column that is predicted\n",
            f"WAVES = {{{table}}}\n" if waves else "",
            '\n\ndef load_values():\n    """Return the series (N, F): the clean wave, and noise from a separate random stream."""\n',
            "    data = OPTIONS.data\n",
            f"    values = {entry.make.__name__}(data.length, np.random.default_rng([data.seed, 0]), **vars(data.params))"
            ".reshape(data.length, -1)\n",
            _COMPOSED if data.compose else "",
            _REGIMES if "regime_change" in kinds else "",
            _NOISE,
            choice,
            _MARKED if kinds - {"regime_change"} else "",
            "    return filled(values, missing, data.missing)[0]\n"
            if "gap" in kinds
            else "    return values\n",
        ]
    )
