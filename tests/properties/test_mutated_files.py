"""Two thousand damaged files: each a reading, a question or one sentence, and none is slow."""

from __future__ import annotations

import json
import time
import warnings

from playground.data.io.upload import look
from playground.errors import DataError
from tests.mutated_files import mutated_files

#: Processor seconds for one small file, with room for a busy machine.
MOST_SECONDS = 1.0


def test_two_thousand_damaged_files_are_read_or_asked_about_or_refused_in_one_sentence() -> None:
    """Nothing is raised that was not meant."""
    read = asked = refused = 0
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for number, (name, raw) in enumerate(mutated_files(2000)):
            started = time.process_time()
            try:
                found = look(raw, name)
            except DataError as error:
                assert error.__cause__ is None, f"file {number}, {name}: {error.__cause__!r}"
                assert "\n" not in error.message
                assert error.message.endswith((".", "?"))
                refused += 1
            except Exception as error:
                raise AssertionError(f"file {number}, {name}: {raw[:200]!r}") from error
            else:
                json.dumps(found, allow_nan=False)
                asked += bool(found["questions"])
                read += not found["questions"]
            assert time.process_time() - started < MOST_SECONDS, f"file {number}, {name}"
    assert min(read, asked, refused) > 200, (read, asked, refused)
