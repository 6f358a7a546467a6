"""Tables drawn with bars and lines of dashes: Markdown, database clients, SAP lists."""

from __future__ import annotations

_BARS = str.maketrans("│┃║─━┼├┤┌┐└┘┬┴", "|||--+++++++++")


def without_rules(text: str) -> tuple[str, int]:
    """Return the text without rules and outer bars, and the number of lines removed.

    A text is ruled when a line of dashes is among its first forty, and most of the others contain a
    bar.
    """
    start = "\n".join(text[:20_000].split("\n", 40)[:40]).translate(_BARS)
    first = [line for line in start.split("\n") if line.strip()]
    rules = [line for line in first if _is_rule(line)]
    if not rules or sum("|" in line for line in first if line not in rules) < max(
        3, 0.5 * (len(first) - len(rules))
    ):
        return text, 0
    lines = [_unnumbered(line.translate(_BARS)) for line in text.split("\n")]
    kept = [line for line in lines if not _is_rule(line)]
    ends = all(
        line.strip().startswith("|") and line.strip().endswith("|")
        for line in kept[:40]
        if "|" in line
    )
    return "\n".join(line.strip()[1:-1] if ends and "|" in line else line for line in kept), len(
        lines
    ) - len(kept)


def _unnumbered(line: str) -> str:
    """Return a line without the number that Stata lists before its first bar: ``3. | 5.1 |``."""
    number, point, rest = line.partition(".")
    return rest if point and number.strip().isdigit() and rest.lstrip()[:1] == "|" else line


def _is_rule(line: str) -> bool:
    """Return whether a line is a rule: three dashes in a row, and only rule characters."""
    return "---" in line and set(line.strip(" \t")) <= set("-=+|: ")
