"""What a browser needs to find the terms of the glossary in any text, and to explain them.

``player/assets/term_marks.mjs`` marks them, the first time that each occurs in a text.
"""

from __future__ import annotations

import re
from typing import Any

from playground.glossary.entries import entries
from playground.glossary.terms import explanation_html

#: Letters of the languages, between which no term begins or ends.
_LETTER = "[0-9A-Za-z_\u00c0-\u024f]"


def marking() -> dict[str, Any]:
    """Return the pattern of all forms, the key of each form, and the explanations by key.

    The pattern is a regular expression of Python and of JavaScript, for any case; the forms are in
    small letters.
    """
    keys = {form.lower(): entry.key for entry in entries().values() for form in entry.forms}
    longest_first = sorted(keys, key=lambda form: (-len(form), form))
    forms = "|".join(map(re.escape, longest_first))
    return {
        "pattern": f"(?<!{_LETTER})(?:{forms})(?!{_LETTER})",
        "keys": keys,
        "says": {entry.key: explanation_html(entry) for entry in entries().values()},
    }
