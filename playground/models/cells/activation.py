"""The sigmoid and the derivatives of sigmoid and tanh, accurate even in saturation."""

from __future__ import annotations

import numpy as np


def sigmoid(a: np.ndarray, out: np.ndarray | None = None) -> np.ndarray:
    """Return 1 / (1 + exp(-a)), with full relative accuracy near 0.

    Where exp(-a) overflows, the value is 0, as it should be; NumPy warns of it unless the caller
    has it ignored, as a whole scan does (`Layer.scan`): for each step that would take as long as
    the values.

    Parameters
    ----------
    a : array
    out : array of the same shape, optional
        Where the values are written.

    Examples
    --------
    >>> with np.errstate(over="ignore"):
    ...     sigmoid(np.array([-800.0, 0.0, 800.0])).round(6).tolist()
    [0.0, 0.5, 1.0]
    """
    e = np.exp(-a)
    e += 1.0
    return np.divide(1.0, e, out=out)


def sigmoid_slope(a: np.ndarray) -> np.ndarray:
    """Return the derivative of `sigmoid` at ``a``.

    The textbook form s (1 - s) loses all digits where s rounds to 1 (a > 37), so that a very small
    gradient would become 0.
    """
    e = np.exp(-np.abs(a))
    return e / (1.0 + e) ** 2


def tanh_slope(a: np.ndarray) -> np.ndarray:
    """Return the derivative of tanh at ``a``.

    The form 1 - tanh(a)² would cancel: tanh(a) rounds to 1 from a = 19 on.
    """
    e = np.exp(-2.0 * np.abs(a))
    return 4.0 * e / (1.0 + e) ** 2
