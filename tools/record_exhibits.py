"""Train the exhibits that ship a recording, and write it: ``python -m tools.record_exhibits``."""

from __future__ import annotations

import sys

from benchmarks.exhibits import before_and_after
from playground.gallery.exhibits import EXHIBITS, Exhibit
from playground.runs.recording import Recording


def record(exhibit: Exhibit) -> Recording:
    """Return the exhibit's whole run; its claim has to hold at the end and not before."""
    before, after, recording = before_and_after(exhibit.experiment, exhibit.probe)
    if exhibit.claim(before) or not exhibit.claim(after):
        raise SystemExit(
            f"{exhibit.name}: the claim must be false before training and true after it; choose another seed or probe"
        )
    return recording


def main(names: list[str]) -> None:
    """Write every recording, or those of some exhibits."""
    for exhibit in (e for e in EXHIBITS.values() if e.ships and (not names or e.name in names)):
        exhibit.recording_file.write_bytes(record(exhibit).to_bytes())
        print(exhibit.recording_file.name, exhibit.recording_file.stat().st_size, "bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
