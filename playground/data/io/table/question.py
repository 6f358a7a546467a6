"""What a file leaves open, for the reader to decide."""

from __future__ import annotations

from dataclasses import dataclass

from playground.errors import DataError
from playground.wording import _


@dataclass(frozen=True)
class Question:
    """What a file leaves open, for the reader to decide.

    Parameters
    ----------
    field : str
        The field of the description that answers it.
    why : str
        The evidence, in one sentence.
    choices : tuple of str
        The values of the field that are possible.
    """

    field: str
    why: str
    choices: tuple[str, ...]

    def error(self) -> DataError:
        """Return the refusal of a program that cannot ask."""
        choices = ", ".join(c or "''" for c in self.choices)
        sentence = _("{why} Set this field to one of: {choices}.")
        return DataError(sentence.format(why=self.why, choices=choices[:300]), field=self.field)
