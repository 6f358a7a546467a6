"""Text of a lesson: paragraphs with **strong** words and names of tracks, without any markup."""

from __future__ import annotations

from dataclasses import dataclass

#: Tracks that a text or a claim may name, by their letters; ▲ is a mark, not a track.
TRACKS = {
    "x": "x",
    "y": "y",
    "ŷ": "prediction",
    "f": "forget_gate",
    "i": "input_gate",
    "o": "output_gate",
    "g": "candidate",
    "C": "cell_state",
    "h": "hidden_state",
    "r": "reset_gate",
    "z": "update_gate",
    "n": "candidate_state",
}
#: The error curve, which a text may name and a step light, but which is no track.
CURVE = "curve"


@dataclass(frozen=True)
class Span:
    """A piece of text.

    Parameters
    ----------
    text : str
    strong : bool
        Whether it is emphasized.
    track : str
        Name of the track that it names, by which it is coloured; "" for none.
    """

    text: str
    strong: bool = False
    track: str = ""


@dataclass(frozen=True)
class Prose:
    """Paragraphs, each a tuple of spans."""

    paragraphs: tuple[tuple[Span, ...], ...] = ()

    @property
    def words(self) -> int:
        """Number of words; a sign between spaces counts as none."""
        return sum(any(c.isalnum() for c in word) for word in self.plain.split())

    @property
    def plain(self) -> str:
        """The text alone, paragraphs separated by a space."""
        return " ".join("".join(span.text for span in spans) for spans in self.paragraphs)

    @property
    def tracks(self) -> tuple[str, ...]:
        """The tracks that it names, each once."""
        named = (span.track for spans in self.paragraphs for span in spans if span.track)
        return tuple(dict.fromkeys(named))


def prose(text: str) -> Prose:
    """Read a text.

    ``{f}`` is the letter of a track in its colour, ``{f:forget gate}`` are words in its colour, and
    ``{curve:error curve}`` are words that light the error curve.

    Raises
    ------
    ValueError
        When there is no track with such a letter.
    """
    paragraphs: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.strip():
            paragraphs[-1].append(line.strip())
        elif paragraphs[-1]:
            paragraphs.append([])
    return Prose(tuple(tuple(_spans(" ".join(lines))) for lines in paragraphs if lines))


def _spans(text: str) -> list[Span]:
    spans = []
    for n, part in enumerate(text.split("**")):
        before, *named = part.split("{")
        spans.append(Span(before, strong=n % 2 == 1))
        for piece in named:
            name, closed, after = piece.partition("}")
            letter, _colon, words = name.partition(":")
            track = CURVE if letter == CURVE else TRACKS.get(letter)
            if not closed or track is None:
                allowed = ", ".join((*TRACKS, CURVE))
                raise ValueError(f"{{{name}}} names no track; allowed: {allowed}")
            spans += [Span(words or letter, track=track), Span(after, strong=n % 2 == 1)]
    return [span for span in spans if span.text]
