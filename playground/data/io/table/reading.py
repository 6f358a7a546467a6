"""What is understood of a file: one object, completed step by step, with notes and questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from playground.data.io.limits import MOST_CLASSES
from playground.data.io.table.groups import (
    REPEATED,
    filled_share,
    groups_of,
    names_of,
    repeated_share,
    restarting,
    rows_of_one,
    side_by_side,
    within,
)
from playground.data.io.table.labels import is_numbered, is_whole, label_of, label_of_rows
from playground.data.io.table.not_understood import dates_again, not_understood
from playground.data.io.table.quantities import quantities_of, target_question
from playground.data.io.table.question import Question
from playground.data.io.table.table import Table
from playground.data.io.table.timeline import Timeline, timeline_of
from playground.errors import DataError, nearest
from playground.wording import _

#: The share of the times that each series should have, or it is asked whether they are series.
_SPARSE = 0.4


@dataclass
class Reading:
    """A table and what its columns are for.

    Parameters
    ----------
    table : Table
        The typed columns.
    known : mapping
        The user's corrections, by the names of the parameters of the source ``file``.
    line : Timeline or None
        The times of the rows; None keeps their order.
    groups : tuple of str
        The columns whose words together name the series of a row.
    label : str or None
        The column with the classes.
    quantities : tuple of str
        The columns of numbers that are read by default.
    reasons : mapping of str to str
        Why each other column of numbers is no quantity.
    shape : {"series", "rows", "long"}
        One series; a labeled sequence per row; or labeled sequences below each other.
    questions : list of Question
        What has to be decided before the file can be used.
    """

    table: Table
    known: Mapping[str, Any]
    line: Timeline | None = None
    groups: tuple[str, ...] = ()
    label: str | None = None
    quantities: tuple[str, ...] = ()
    reasons: dict[str, str] = field(default_factory=dict)
    shape: str = "series"
    questions: list[Question] = field(default_factory=list)

    # -- steps ---------------------------------------------------------------------------------

    def find_labels(self) -> None:
        """Find the class column, and whether every row is a labeled sequence."""
        layout, table = self.known.get("layout"), self.table
        given = self.known.get("label")
        self.label = given if given is not None else table.label
        others = [self.known.get(role) for role in ("time", "id", "label")]
        if layout == "rows" or (layout is None and not any(others) and is_numbered(table)):
            self.shape, self.label = "rows", given or label_of_rows(table)

    def find_tables(self) -> None:
        """Ask which of several tables of similar size is meant."""
        layout = self.table.layout
        if layout.rivals and "sheet" not in self.known:
            why = _("The file has {count} tables of similar length.").format(
                count=len(layout.sheets)
            )
            self.questions.append(Question("data.params.sheet", why, layout.sheets))

    def find_times(self) -> None:
        """Find the time line, and ask where it is not clear."""
        if self.shape == "rows":
            return
        given, table = self.known.get("time"), self.table
        self.line = timeline_of(table, given, (self.known.get("id"), self.label))
        if self.line is None and given is None and (column := not_understood(table)):
            why = _("Column {name!r} looks like times, but {cell!r} is not understood.").format(
                name=column[0], cell=column[1]
            )
            self.questions.append(Question("data.params.time", why, ("none", column[0])))
        if given is None and (again := dates_again(table, self.line)) is not None:
            first = self.line.columns[0] if self.line is not None else ""
            why = _("{first} and {again} have different dates, as of two tables side by side.")
            why = why.format(first=first, again=again)
            self.questions.append(Question("data.params.time", why, (first, again)))
        if self.line is not None and self.line.other is not None:
            one, two = self.line.times, self.line.other
            apart = int(np.argmax((one != two) & ~np.isnat(one) & ~np.isnat(two)))
            first, other = (str(t[apart])[:10] for t in (one, two))
            why = _(
                "Day and month in {column} could be swapped, and both orders are equally even: one date is {first} or {other}."
            ).format(column=self.line.columns[0], first=first, other=other)
            self.questions.append(
                Question("data.params.date_order", why, ("day_first", "month_first"))
            )

    def find_groups(self) -> None:
        """Find the columns that tell several series apart, and ask where times repeat anyway."""
        given, table = self.known.get("id"), self.table
        if self.shape == "rows":
            return
        if given is not None:
            names = [given] if any(c.name == given for c in table.columns) else given.split(", ")
            self.groups = tuple(name for name in names if name)
        else:
            self.groups = groups_of(table, self.line)
        if self.line is None or self.line.kind == "axis":
            if (
                (pair := restarting(table))
                and self.groups == (pair[0],)
                and not self.known.get("time")
            ):
                self.line = timeline_of(table, pair[1], ())
        if self.line is None and self.groups:
            self.line = within(table, self.groups)
        share = repeated_share(self.line)
        if given is None and filled_share(table, self.line, self.groups) < _SPARSE:
            why = _(
                "Times repeat, and {columns} tells the rows of a time apart, but each of its series has few of the times."
            ).format(columns=", ".join(self.groups))
            choices = (", ".join(self.groups), "none")
            self.questions.append(Question("data.params.id", why, choices))
        if given is None and not self.groups and (other := side_by_side(table, self.line)):
            why = _(
                "{column} has {count} values whose rows cover the same time, and each may be a series."
            ).format(count=other[1], column=other[0])
            self.questions.append(Question("data.params.id", why, (other[0], "none")))
        if (
            given is None
            and not self.groups
            and share >= REPEATED
            and "duplicates" not in self.known
        ):
            why = _(
                "{share:.0%} of the rows repeat a time, and no column tells several series apart."
            ).format(share=share)
            self.questions.append(
                Question("data.params.duplicates", why, ("mean", "first", "last"))
            )

    def find_quantities(self) -> None:
        """Find the columns of quantities, and ask for the target unless there is one only."""
        table, groups = self.table, self.groups
        layout = self.known.get("layout")
        if self.shape != "rows":
            if self.label is None and self.known.get("label") is None and layout in (None, "long"):
                self.label = label_of(table, groups)
            self.label = self.label or None
            whole = self.label and groups and is_whole(table, groups, self.label)
            self.shape = "long" if layout == "long" or (layout is None and whole) else "series"
        if self.shape == "rows":
            self.quantities = tuple(
                c.name for c in table.columns if c.kind == "number" and c.name != self.label
            )
            return
        series = pd.factorize(self.names_of_rows())[0] if groups else None
        self.quantities, self.reasons = quantities_of(
            table, self.line, (*groups, self.label), series
        )
        roles = (*groups, self.label, *(self.line.columns if self.line is not None else ()))
        question = target_question(table, self.quantities, self.reasons, roles)
        if self.shape == "series" and question is not None:
            self.questions.append(question)

    # -- what is used --------------------------------------------------------------------------

    @cached_property
    def used(self) -> tuple[np.ndarray, str, int]:
        """Rows of the series that is used, its name, and how many series there are."""
        return rows_of_one(self.table, self.groups, self.known.get("series"))

    def rows_used(self) -> np.ndarray:
        """Return the rows of the table that belong to the series that is used."""
        return self.used[0]

    def names_of_rows(self) -> np.ndarray:
        """Return the name of the series of every row of the table."""
        return names_of(self.table, self.groups)

    def names_of_series(self) -> tuple[str, ...]:
        """Return the names of at most a hundred series, in the order of the file."""
        if not self.groups:
            return ()
        return tuple(dict.fromkeys(self.names_of_rows()))[:100]

    def classes(self) -> tuple[tuple[str, int], ...]:
        """Return the classes, the most frequent first, and the number of rows of each."""
        if not self.label:
            return ()
        words = map(str, self.table.words(self.label))
        return tuple(Counter(words).most_common(MOST_CLASSES + 1))


@np.errstate(over="ignore", invalid="ignore")  # of numbers near the largest there are
def reading_of(table: Table, known: Mapping[str, Any]) -> Reading:
    """Return the reading of a table, all steps done.

    Raises
    ------
    DataError
        A column that the user chose does not exist.
    """
    names = [c.name for c in table.columns]
    for role in ("time", "id", "label"):
        given = known.get(role)
        parts = given.split(", ") if given and given not in names and role == "id" else [given]
        for name in parts:
            if name and name not in names:
                sentence = _("There is no column {name!r}; {hint}")
                hint = nearest(name, names)
                raise DataError(
                    sentence.format(name=name[:80], hint=hint), field=f"data.params.{role}"
                )
    reading = Reading(table, known)
    reading.find_tables()
    reading.find_labels()
    reading.find_times()
    reading.find_groups()
    reading.find_quantities()
    return reading
