"""The target at each row: the value, a function of it, another column, or a class number."""

from __future__ import annotations

import numpy as np


def target_table(
    values: np.ndarray, target: int, labels: np.ndarray | None, answer: str
) -> tuple[np.ndarray, list[int], int]:
    """Return (table, read, target): inputs and target (N, C), input columns, target column.

    Parameters
    ----------
    values : ndarray of shape (N, F), float64
        The data in their own units.
    target : int
        Column of the target.
    labels : ndarray of shape (N,) or None
        Class number of each row, for "tag".
    answer : str
        "column" predicts the target column from the others, without its past; "tag" the class
        number; "square", "absolute" and "sine" a function of the target column. Anything else
        predicts the target column itself, and its past is an input.
    """
    columns = [*range(values.shape[1])]
    if answer == "column":
        return values, [c for c in columns if c != target], target
    if answer == "tag" and labels is not None:
        return np.column_stack([values, labels]), columns, len(columns)
    functions = {"square": np.square, "absolute": np.abs, "sine": np.sin}
    if answer in functions:
        return (
            np.column_stack([values, functions[answer](values[:, target])]),
            columns,
            len(columns),
        )
    return values, columns, target
