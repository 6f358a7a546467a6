"""What an uploaded series does to learning: trends, too few rows, no change, many gaps."""

from __future__ import annotations

import numpy as np

from playground.data.series import Series
from playground.wording import _, number

#: Share of later values beyond all training values from which a trend is told.
_OUTSIDE = 0.2
#: Rows below which a test set says little.
_FEWEST = 60


def outside_share(values: np.ndarray, train_share: float) -> float:
    """Return the share of the values after the training set that lie outside its range."""
    end = max(1, int(len(values) * train_share))
    train, later = values[:end], values[end:]
    return float(np.mean((later < train.min()) | (later > train.max()))) if len(later) else 0.0


def about_outlook(data: Series, train_share: float) -> list[str]:
    """Return sentences about what makes a series hard to learn; none where nothing does."""
    values = data.values[:, data.target]
    sentences = []
    share = outside_share(values, train_share)
    if data.transform in ("none", "log") and share >= _OUTSIDE:
        sentence = _(
            "{share} % of the values after the training set are outside its range, which a network cannot reach: there is a trend. Predict the change instead: choose the difference as the transformation."
        )
        if (values > 0).all() and np.ptp(np.log(values)) > 1:
            sentence += " " + _("The values also grow by a factor, so try the log difference.")
        sentences.append(sentence.format(share=number(100 * share, 2)))
    if len(values) < _FEWEST:
        sentence = _("The series has only {rows} rows, so the test set says little.")
        sentences.append(sentence.format(rows=len(values)))
    if np.ptp(values) == 0:
        sentences.append(_("The predicted column never changes, so there is nothing to learn."))
    inserted = data.filled[:, data.target].mean() if data.filled is not None else 0.0
    if data.rows is not None:
        inserted = max(inserted, float((data.rows < 0).mean()))
    if inserted > 0.3:
        sentence = _("{share} % of the rows were missing and had to be filled in.")
        sentences.append(sentence.format(share=number(100 * inserted, 2)))
    return sentences
