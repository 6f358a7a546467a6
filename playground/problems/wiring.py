"""The diagram of a problem type as plain data, for a figure to draw."""

from __future__ import annotations

from typing import Any

#: Label of the column that stands for the omitted middle of a long sequence.
GAP = "…"


def chain(
    steps: tuple[str, ...],
    outputs: tuple[str, ...],
    in_loss: tuple[bool, ...],
    *,
    decoder_from: int | None = None,
    feeds_back: bool = False,
) -> dict[str, Any]:
    """Return the diagram of one chain of cells, one column per drawn time step.

    Parameters
    ----------
    steps, outputs : tuple of str
        Label under and above each column; `GAP` for the omitted steps, "" where nothing enters or
        leaves.
    in_loss : tuple of bool
        Whether the output above a column is compared with a target.
    decoder_from : int or None
        First column of the decoder; from its second column on, the input is the output of the
        column before.
    feeds_back : bool
        Whether the same holds from the first column on, without a decoder.

    Returns
    -------
    dict
        ``steps``: the labels as given. ``inputs``, ``cells``, ``outputs``: lists of nodes with
        ``id``, ``label`` and ``column``; a cell has its ``part`` ("encoder" or "decoder"), an
        output its ``in_loss``. ``gaps``: columns of omitted steps. ``arrows``: ``from`` and ``to``
        (ids) and ``kind`` ("input", "state", "output", "feedback").
    """
    columns = range(len(steps))
    seen = [i for i in columns if steps[i] != GAP]
    first = len(steps) if decoder_from is None else decoder_from
    fed = 0 if feeds_back else first
    return {
        "steps": list(steps),
        "inputs": [{"id": f"x{i}", "label": steps[i], "column": i} for i in seen if steps[i]],
        "cells": [
            {
                "id": f"c{i}",
                "label": "",
                "column": i,
                "part": "decoder" if i >= first else "encoder",
            }
            for i in columns
        ],
        "outputs": [
            {"id": f"y{i}", "label": outputs[i], "column": i, "in_loss": in_loss[i]}
            for i in seen
            if outputs[i]
        ],
        "gaps": [i for i in columns if steps[i] == GAP],
        "arrows": [
            *({"from": f"x{i}", "to": f"c{i}", "kind": "input"} for i in seen if steps[i]),
            *({"from": f"c{i}", "to": f"c{i + 1}", "kind": "state"} for i in columns[:-1]),
            *({"from": f"c{i}", "to": f"y{i}", "kind": "output"} for i in seen if outputs[i]),
            *(
                {"from": f"y{i - 1}", "to": f"c{i}", "kind": "feedback"}
                for i in seen
                if i > fed and i - 1 in seen
            ),
        ],
    }


def columns_apart(steps: tuple[str, ...], outputs: tuple[str, ...]) -> dict[str, Any]:
    """Return the diagram of separate cells: `chain` without the arrows from state to state."""
    diagram = chain(steps, outputs, (True,) * len(steps))
    return {**diagram, "arrows": [arrow for arrow in diagram["arrows"] if arrow["kind"] != "state"]}
