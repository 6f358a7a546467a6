"""What is understood of a file, in sentences, from the plain data of `upload.look`."""

from __future__ import annotations

from typing import Any

from playground.wording import _, counted


def about_file(found: dict[str, Any]) -> list[str]:
    """Return one line for each thing that is understood, noted or asked."""
    rows, columns = found["rows"], ", ".join(found["columns"])
    if found["shape"] == "sequences":
        sequences = counted(rows, "{n} labeled sequence", "{n} labeled sequences")
        classes = ", ".join(found["classes"])
        lines = [_("{sequences}; classes: {classes}.").format(sequences=sequences, classes=classes)]
    else:
        size = counted(rows, "{n} row", "{n} rows")
        lines = [_("One series of {rows}.").format(rows=size), _time(found["time"])]
        if found["series"]:
            sentence = _("{count} series by {columns}; used: {name}.")
            by = found["series"]
            lines.append(
                sentence.format(count=by["count"], columns=", ".join(by["by"]), name=by["used"])
            )
    lines.append(_("Columns read: {names}.").format(names=columns))
    asked = {question["field"] for question in found["questions"]}
    if found["target"] and "data.target" not in asked:
        lines.append(_("Predicted: {name}.").format(name=found["target"]))
    lines += [f"- {note}" for note in found["notes"]]
    for question in found["questions"]:
        choices = ", ".join(question["choices"])
        lines.append(f"? {question['field']}: {question['why']} ({choices})")
    return lines


def _time(time: dict[str, Any] | None) -> str:
    if time is None:
        return _("No column of times; the rows keep the order of the file.")
    columns = ", ".join(time["columns"])
    if time["first"] is None:
        return _("Times from {columns}, without dates.").format(columns=columns)
    sentence = _("Times from {columns}: {first}, {second} … {last}.")
    return sentence.format(
        columns=columns, first=time["first"], second=time["second"], last=time["last"]
    )
