"""Files as people bring them, each with what a person who knows the format says is in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from playground.data.io.upload import look
from playground.errors import DataError

FOLDER = Path(__file__).parent / "brought"


@dataclass(frozen=True)
class Right:
    """The right answer about a file.

    Parameters
    ----------
    target : str
        The column to predict; several that are equally good are separated by a bar.
    first, second : str
        The first two times, as ISO text; empty where the rows have no dates.
    rows : int
        Rows of the series that is used.
    series : int
        How many series the file holds.
    notes : tuple of str
        Pieces of the notes.
    shape, classes
        Of labeled sequences.
    """

    target: str
    first: str
    second: str
    rows: int
    series: int = 1
    notes: tuple[str, ...] = ()
    shape: str = "series"
    classes: int = 0


def judged(found: dict[str, Any], right: Right) -> tuple[str, list[str]]:
    """Return "right", "asked" or "wrong", and what is wrong."""
    time = found["time"] or {}
    series = found["series"] or {"count": 1}
    questions = {q["field"]: q["choices"] for q in found["questions"]}
    targets = right.target.split("|")
    facts = {
        "shape": (found["shape"], right.shape),
        "first": ((time.get("first") or "")[: len(right.first)], right.first),
        "second": ((time.get("second") or "")[: len(right.second)], right.second),
        "rows": (found["rows"], right.rows),
        "series": (series["count"], right.series),
        "classes": (len(found["classes"]), right.classes),
    }
    wrong = [f"{what} {got!r}, not {want!r}" for what, (got, want) in facts.items() if got != want]
    wrong += [f"not told {n!r} in {found['notes']}" for n in right.notes if n not in str(found)]
    asked = [c for c in questions.get("data.target", ()) if c in targets]
    if right.target and found["target"] not in targets and not asked:
        wrong.append(f"target {found['target']!r}, not {right.target!r}")
    if not wrong:
        return "right", []
    return ("asked" if set(questions) - {"data.target"} else "wrong"), wrong


HOURS = ("2024-01-01T00:00:00", "2024-01-01T01:00:00")
DAYS = ("2024-01-01T00:00:00", "2024-01-02T00:00:00")
MONTHS = ("2004-01-01T00:00:00", "2004-02-01T00:00:00")
RIGHT = {
    "k1a_thingspeak_feeds.csv": Right("field1", "2024-01-01T00:01:13", "2024-01-01T00:01:33", 60),
    "k1b_ghcn_cdo.csv": Right("PRCP|TMAX", *DAYS, 60),
    "k1c_fingrid.csv": Right("Määrä", "2024-03-01T00:00:00", "2024-03-01T00:15:00", 96),
    "k1d_bike_hour.csv": Right("temp|cnt", *HOURS, 72),
    "k1e_silso.csv": Right("SSN", *MONTHS, 60),
    "k1g_strava_ids.csv": Right("distance", "2024-01-01T07:38", "2024-01-02T07:38", 60),
    "k1h_libreview.csv": Right(
        "Historic Glucose mmol/L", "2024-03-01T00:05", "2024-03-01T00:12", 334
    ),
    "k1l_timestamps_seconds.csv": Right("height", "", "", 60),
    "k1n_rossmann_weekday.csv": Right("Sales", *DAYS, 60, 3),
    "k2a_store_sales.csv": Right("sales", *DAYS, 60, 6),
    "k2b_bakery_group.csv": Right("Umsatz", *DAYS, 60, 5),
    "k2c_region_product.csv": Right("sales", *DAYS, 60, 4, ("N, a is used",)),
    "k2e_indicators.csv": Right("Val", "2000-01-01", "2001-01-01", 20, 12),
    "k3a_inmet.csv": Right("PRECIPITACAO TOTAL, HORARIO (mm)", *HOURS, 72),
    "k3b_airquality.csv": Right(
        "CO(GT)", "2004-03-10T18:00:00", "2004-03-10T19:00:00", 240, notes=("-200",)
    ),
    "k3c_date_hhmm.csv": Right("Temp", *HOURS, 72),
    "k3e_midc_doy_hhmm.csv": Right(
        "Global Horiz [W/m^2]|Air Temperature [deg C]",
        "2018-10-18T00:00:00",
        "2018-10-18T00:01:00",
        180,
    ),
    "k3f_crn_nameless.txt": Right(
        "column 9|column 11", "2019-01-01T00:00:00", "2019-01-01T00:05:00", 600
    ),
    "k3h_ercot_2400.csv": Right("COAST", "2024-01-01T01:00:00", "2024-01-01T02:00:00", 120),
    "k3i_seconds_column.txt": Right(
        "Temperatures (C)", "2018-08-19T18:06:03", "2018-08-19T18:08:04", 80
    ),
    "k3k_eccc_hourly.csv": Right("Temp (°C)", *HOURS, 72),
    "k4a_newest_first_ampm.csv": Right("Open|Close", *HOURS, 72),
    "k4b_yyyymm.csv": Right("Value", *MONTHS, 60),
    "k4d_r_yearmonth.csv": Right("Scripts", *MONTHS, 60),
    "k4e_iso_basic.csv": Right("v", *HOURS, 72),
    "k4f_pvgis.csv": Right("G(i)|T2m", "2024-01-01T00:10:00", "2024-01-01T01:10:00", 72),
    "k4i_shiller.csv": Right("P", *MONTHS, 60),
    "k4j_year_monthname.csv": Right("Sales", *MONTHS, 60),
    "k4l_chinese_date.csv": Right("AQI", *DAYS, 60),
    "k4n_oni.txt": Right("ANOM|TOTAL", *MONTHS, 60),
    "k4o_ons.csv": Right(
        "CPI INDEX", "1988-01-01T00:00:00", "1988-02-01T00:00:00", 192, notes=("16", "64")
    ),
    "k4p_month_day_hour.csv": Right("AC System Output (W)", "", "", 240),
    "k4q_nino_blank_name.csv": Right("value", "1990-01-01T00:00:00", "1990-02-01T00:00:00", 360),
    "k4r_epw_like.epw": Right("column 7|column 8", "", "", 216),
    "k5a_monthly_day_first.csv": Right("UNRATE", *MONTHS, 60),
    "k5b_hourly_month_first_gap.csv": Right("load", "2024-01-01T01:00", "2024-01-01T02:00", 119),
    "k6a_pandas_series.csv": Right("value|column 2|0", "", "", 60),
    "k6c_prose_as_names.txt": Right("column 4|column 5", *MONTHS, 60),
    "k7a_ndbc_99.txt": Right(
        "WSPD|WVHT|DPD|ATMP", "2024-01-01T00:50", "2024-01-01T01:50", 72, notes=("99", "DEWP")
    ),
    "k8a_provisional.txt": Right("tmax", "1990-01-01", "1990-02-01", 360, notes=("extra cell",)),
    "k8b_one_long_row.csv": Right("a|b", *HOURS, 420, notes=("extra cell",)),
    "k9a_covid_wide.csv": Right("value", "2020-01-22", "2020-01-23", 230, 3),
    "k10_tmy.csv": Right("GHI (W/m^2)", "1997-01-14T01:00:00", "1997-01-14T02:00:00", 864),
    "k11a_prometheus.json": Right("value", "2024-01-01T00:00:00", "2024-01-01T00:01:00", 60, 2),
    "k11b_yahoo_chart.json": Right("open|close", *DAYS, 60),
    "k11c_worldbank.json": Right("value", "1984-01-01", "1985-01-01", 40),
    "k12a_eeg.arff": Right("AF3", "", "", 160, classes=2),
    "k12b_cmapss.txt": Right("column 3", "", "", 42, 5),
    "k12c_ucr.tsv": Right("", "", "", 30, shape="sequences", classes=3),
    "k13a_only_ends_missing.csv": Right("gdp", "1960-01-01", "1961-01-01", 60, notes=("34",)),
    "k13b_clocks_alone.csv": Right("value", "", "", 72, notes=("date",)),
}


@pytest.mark.parametrize("name", RIGHT)
def test_a_brought_file_is_read_right_or_asked_about(name: str) -> None:
    verdict, wrong = judged(look((FOLDER / name).read_bytes(), name), RIGHT[name])
    assert verdict != "wrong", wrong


def test_a_file_of_forecasting_archives_is_read_or_named() -> None:
    """Not as the ARFF file that it resembles."""
    try:
        found = look((FOLDER / "k13d_monash.tsf").read_bytes(), "k13d_monash.tsf")
    except DataError as error:
        assert ".tsf" in error.message
    else:
        assert found["series"]["count"] == 2
