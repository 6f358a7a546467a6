"""Train the exhibits and write their recordings: ``python -m tools.record_exhibits [NAME ...]``."""

from __future__ import annotations

import sys

from benchmarks.exhibits import before_and_after, claim_holds
from playground.gallery.exhibits import EXHIBITS, Exhibit
from playground.runs.recording import Recording

#: Most bytes of weights in the recording of an exhibit, and of one of its variations.
ROOM, ROOM_OF_VARIATION = 220_000, 60_000


def record(exhibit: Exhibit, label: str = "") -> Recording:
    """Return the run of an exhibit or of one of its variations, as it is shipped.

    Raises
    ------
    SystemExit
        If the claim of the exhibit itself does not hold at the end, or holds before training, or
        if its states are the negative of what they hold.
    """
    before, after, recording = before_and_after(exhibit.named[label], exhibit.probe)
    if label:
        return recording.within(ROOM_OF_VARIATION)
    untrained = Recording(recording.parameters)
    if claim_holds(exhibit, before, untrained) or not claim_holds(exhibit, after, recording):
        raise SystemExit(
            f"{exhibit.name}: the claim must be false before training and true after it; choose another seed or probe"
        )
    if exhibit.upright is not None and not exhibit.upright(after):
        raise SystemExit(
            f"{exhibit.name}: this seed stores the negative; see python -m tools.choose_seeds"
        )
    return recording.within(ROOM)


def main(names: list[str]) -> None:
    """Write every recording, or those of some exhibits."""
    for exhibit in (e for e in EXHIBITS.values() if not names or e.name in names):
        for label in exhibit.named:
            file = exhibit.recording_file(label)
            file.write_bytes(record(exhibit, label).to_bytes())
            print(file.name, file.stat().st_size, "bytes", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
