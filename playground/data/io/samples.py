"""Small files to try an upload with, made from the bundled series on request."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from playground.data.sources.bundled import read
from playground.wording import N_

_LONGEST = 730


@dataclass(frozen=True)
class Sample:
    """One sample file: name, media type, label and description (message ids), and its bytes."""

    name: str
    mime: str
    label: str
    help: str
    make: Callable[[], bytes]


def weather_csv() -> bytes:
    """Return two years of weather as a German spreadsheet writes them.

    With semicolons, decimal commas, a row of units and two missing values.
    """
    series = read("seattle_weather")
    lines = [
        "Wetterstation Seattle",
        "",
        "Datum;" + ";".join(series.columns),
        ";" + ";".join("°C" if "temp" in c else "" for c in series.columns),
    ]
    for row, (day, values) in enumerate(zip(series.index[:_LONGEST], series.values, strict=False)):
        cells = [
            "" if (row, i) in ((40, 0), (41, 0)) else f"{v:.1f}".replace(".", ",")
            for i, v in enumerate(values)
        ]
        lines.append(f"{day.astype('datetime64[D]').item():%d.%m.%Y};" + ";".join(cells))
    return "\r\n".join(lines).encode("cp1252", "replace")


def carbon_parquet() -> bytes:
    """Return the carbon dioxide of Mauna Loa as a Parquet file."""
    series = read("mauna_loa_co2")
    frame = pd.DataFrame(series.values, columns=list(series.columns))
    frame.insert(0, "date", series.index)
    file = io.BytesIO()
    frame.to_parquet(file, index=False)
    return file.getvalue()


def seasons_tsv() -> bytes:
    """Return labeled sequences in the text format of the UCR archive.

    Each is two weeks of weather; winter is class 1, summer class 2.
    """
    series = read("seattle_weather")
    months = series.index.astype("datetime64[M]").astype(np.int64) % 12 + 1
    column = series.columns.index(
        next((c for c in series.columns if "max" in c), series.columns[0])
    )
    lines = []
    for start in range(0, len(series.values) - 14, 7):
        label = {12: 1, 1: 1, 2: 1, 6: 2, 7: 2, 8: 2}.get(int(months[start]))
        if label is not None and months[start] == months[start + 13]:
            lines.append(
                "\t".join(
                    [str(label), *(f"{v:.1f}" for v in series.values[start : start + 14, column])]
                )
            )
    return ("\n".join(lines) + "\n").encode()


SAMPLES = (
    Sample(
        "wetter.csv",
        "text/csv",
        N_("Weather (German CSV)"),
        N_(
            "Semicolons, decimal commas, a line before the table, a row of units and two missing values."
        ),
        weather_csv,
    ),
    Sample(
        "co2.parquet",
        "application/octet-stream",
        N_("Carbon dioxide (Parquet)"),
        N_("Dates and one value per month."),
        carbon_parquet,
    ),
    Sample(
        "seasons.tsv",
        "text/tab-separated-values",
        N_("Winter or summer (labeled)"),
        N_("Two weeks of temperatures in each row, the class first."),
        seasons_tsv,
    ),
)
