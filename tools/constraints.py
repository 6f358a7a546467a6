"""Write the pinned versions and file hashes of all packages: ``make constraints``.

The newest releases that `requirements.txt` and `requirements-dev.txt` allow are resolved for every
system and every Python from 3.11 on. ``constraints.txt`` has what the playground needs,
``constraints-dev.txt`` what the tests need in addition.

torch is excluded, with what only its GPU builds need: the right build depends on the machine, each
has different hashes, and they come from different places. `requirements.txt` pins its version.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = "3.11"
FILES = {"constraints.txt": "requirements.txt", "constraints-dev.txt": "requirements-dev.txt"}
HEADER = "# Made by `make constraints` from {name}: each package with the fingerprints of its files, for every system. Not edited by hand."
#: torch and what only its GPU builds need.
TORCH = re.compile(r"(torch|triton|nvidia-[\w-]+|cuda-[\w-]+)==")


def locked(requirements: str, known: list[str]) -> list[str]:
    """Return each package with its version, marker and hashes, in pip's format.

    Packages in the ``known`` files keep their versions.
    """
    asked = [
        "--universal",
        "--python-version",
        OLDEST_PYTHON,
        "--generate-hashes",
        "--no-header",
        "--no-annotate",
        "--no-config",
        "--quiet",
    ]
    asked += [f"--constraints={name}" for name in known]
    command = [sys.executable, "-m", "uv", "pip", "compile", *asked, requirements]
    found = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
    entries = re.split(r"\n(?=\S)", found.strip("\n"))
    return [entry for entry in entries if not TORCH.match(entry)]


def main() -> None:
    """Write both files."""
    written: dict[str, list[str]] = {}
    for name, requirements in FILES.items():
        there = {entry for entries in written.values() for entry in entries}
        own = [entry for entry in locked(requirements, list(written)) if entry not in there]
        lines = [HEADER.format(name=requirements), *(f"-r {other}" for other in written), *own]
        (ROOT / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        written[name] = own


if __name__ == "__main__":
    main()
