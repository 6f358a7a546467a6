"""Tables as public sources publish them: statistics, exchanges, search trends, weather services."""

from __future__ import annotations

import json
from typing import Any

import pytest

from playground.data.io.upload import guess, read
from tests.file_cases import Case, read_first


def _lines(*lines: str, end: str = "\n") -> str:
    return end.join(lines) + end


YEARS = range(1990, 2002)
WORLD_BANK = "\ufeff" + _lines(
    '"Data Source","World Development Indicators",',
    "",
    '"Last Updated Date","2024-02-21",',
    "",
    '"Country Name","Country Code","Indicator Name","Indicator Code",'
    + "".join(f'"{y}",' for y in YEARS),
    *(
        f'"{name}","{code}","GDP (current US$)","NY.GDP.MKTP.CD",'
        + "".join('"",' if y < first else f'"{base + y}.5",' for y in YEARS)
        for name, code, base, first in (
            ("Aruba", "ABW", 1000, 1990),
            ("Chad", "TCD", 2000, 1993),
            ("Viet Nam", "VNM", 9000, 1990),
        )
    ),
)
OWID = _lines(
    "Entity,Code,Year,Life expectancy",
    *(
        f"{e},{c},{y},{a + y / 100}"
        for e, c, a in (("Chile", "CHL", 40), ("Ghana", "GHA", 30))
        for y in range(1950, 1960)
    ),
)
EUROSTAT = _lines(
    "freq,unit,geo\\TIME_PERIOD\t2015 \t2016 \t2017 \t2018 \t2019 \t2020 ",
    "A,PC,AT\t1.0 \t1.1 \t1.2 p\t1.3 \t: \t1.5 b",
    "A,PC,DE\t2.0 \t2.1 \t: c\t2.3 e\t2.4 \t2.5 ",
    "A,PC,FR\t3.0 \t3.1 \t3.2 \t3.3 \t3.4 \t3.5 ",
)
FRED = _lines(
    "DATE,UNRATE", *(f"2020-{m:02d}-01,{'.' if m == 4 else m + 0.5}" for m in range(1, 11))
)
YAHOO = _lines(
    "Date,Open,High,Low,Close,Adj Close,Volume",
    *(
        f"2024-01-{d:02d},{d}.1,{d}.9,{d}.0,{d}.5,{d}.4,{d}00000"
        if d != 4
        else "2024-01-04,null,null,null,null,null,null"
        for d in (2, 3, 4, 5, 8, 9, 10)
    ),
)
TRENDS = _lines(
    "Category: All categories",
    "",
    "Week,neural network: (Worldwide)",
    "2023-01-01,45",
    "2023-01-08,<1",
    "2023-01-15,50",
    "2023-01-22,47",
    "2023-01-29,49",
)
JHU = _lines(
    "Province/State,Country/Region,Lat,Long,1/29/20,1/30/20,1/31/20,2/1/20",
    ",Norway,60.4,8.4,0,1,2,4",
    ",Peru,-9.1,-75.0,0,0,3,9",
    "Hubei,China,30.9,112.2,444,549,761,1058",
)
BUNDESBANK = _lines(
    '"";BBEX3.D.USD.EUR.BB.AC.000;BBEX3.D.USD.EUR.BB.AC.000_FLAGS',
    '"";Euro-Referenzkurs der EZB / 1 EUR = ... USD;',
    "Einheit;USD;",
    "Stand vom;01.02.2024 17:00:00;",
    *(
        f"2024-01-{d:02d};{'.' if d in (6, 7) else f'1,09{d}'};{'Kein Wert vorhanden' if d in (6, 7) else ''}"
        for d in range(2, 10)
    ),
)
ECB = _lines(
    "DATE,TIME PERIOD,US dollar/Euro (EXR.D.USD.EUR.SP00.A)",
    *(f"2024-01-{d:02d},{d:02d} Jan 2024,1.09{d}" for d in range(2, 6)),
)
OECD = _lines(
    '"LOCATION","INDICATOR","SUBJECT","MEASURE","FREQUENCY","TIME","Value","Flag Codes"',
    *(
        f'"{c}","CPI","TOT","AGRWTH","Q","{y}-Q{q}",{b + q + y / 1000:.3f},'
        for c, b in (("AUS", 1), ("CAN", 5))
        for y in (2021, 2022)
        for q in range(1, 5)
    ),
)
SILSO = _lines(*(f"1749;{m:02d};1749.{m * 8:03d};  {90 + m}.7; -1.0;   -1;1" for m in range(1, 11)))
KAGGLE = _lines(
    "Date,Location,MinTemp,MaxTemp,WindGustDir,RainToday,RainTomorrow",
    *(
        f"2008-12-{d:02d},Albury,{d}.4,{d + 9}.9,{'WNW' if d % 2 else 'W'},No,{'Yes' if d == 4 else 'No'}"
        for d in range(1, 10)
    ),
)
DWD = _lines(
    "STATIONS_ID;MESS_DATUM;QN_9;TT_TU;RF_TU;eor",
    *(
        f"         44;20240101{h:02d};    3;{'-999' if h == 3 else f'   {h}.5'};  8{h}.0;eor"
        for h in range(8)
    ),
)
ENTSOE = _lines(
    '"Time (CET/CEST)","Day-ahead Total Load Forecast [MW] - BZN|FR","Actual Total Load [MW] - BZN|FR"',
    *(
        f'"01.01.2024 {h:02d}:00 - 01.01.2024 {h + 1:02d}:00","{51000 + h}","{52000 + h * h}"'
        for h in range(8)
    ),
)
GHCN = _lines(
    '"STATION","NAME","DATE","PRCP","TMAX"',
    *(
        f'"USW00094728","NY CITY CENTRAL PARK, NY US","2024-01-{d:02d}","0.0{d}","{40 + d}"'
        for d in range(1, 9)
    ),
)
STATES = _lines(
    "timestamp,temp,occupied",
    *(f"2024-01-01T0{h}:00:00,{h}.5,{'on' if h % 2 else 'off'}" for h in range(8)),
)

GISTEMP = _lines(
    "Land-Ocean: Global Means",
    "Year,Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec",
    *(
        f"{y},{','.join('***' if y == 2024 and m > 5 else f'{y - 2000}.{m}' for m in range(1, 13))}"
        for y in range(2020, 2025)
    ),
)
NASA_POWER = _lines(
    "-BEGIN HEADER-",
    "NASA/POWER Daily",
    "T2M     Temperature at 2 Meters (C) ",
    "-END HEADER-",
    "YEAR,DOY,T2M,PREC",
    *(f"2024,{d},{d % 7}.5,{-999.0 if d == 33 else d * 0.5}" for d in range(30, 62)),
)
OPEN_METEO = _lines(
    "latitude,longitude,elevation,utc_offset_seconds,timezone,timezone_abbreviation",
    "52.52,13.41,38.0,0,GMT,GMT",
    "",
    "time,temperature_2m (°C),rain (mm)",
    *(f"2024-01-01T{h:02d}:00,{h}.5,0.{h}" for h in range(9)),
)
STORES = _lines(
    "id,date,store_nbr,family,sales",
    *(
        f"{i * 2 + s},2013-01-{i + 1:02d},{s + 1},AUTO,{i % 5 + s}.0"
        for i in range(20)
        for s in range(2)
    ),
)
INFLUX = _lines(
    "#group,false,false,true,true,false,false,true",
    "#datatype,string,long,dateTime:RFC3339,dateTime:RFC3339,dateTime:RFC3339,double,string",
    "#default,_result,,,,,,",
    ",result,table,_start,_stop,_time,_value,_field",
    *(
        f",,0,2024-01-01T00:00:00Z,2024-01-02T00:00:00Z,2024-01-01T{h:02d}:00:00Z,{h * 1.5},temp"
        for h in range(20)
    ),
    end="\r\n",
)
MET_OFFICE = _lines(
    "Oxford",
    "Location 450900E 207200N, Lat 51.761 Lon -1.262, 63 metres amsl",
    "Estimated data is marked with a * after the value.",
    "   yyyy  mm   tmax    tmin      af    rain     sun",
    "              degC    degC    days      mm   hours",
    *(
        f"   {y}  {m:2d}   {10 + m}.{y % 10}*   {m}.1     {m % 5}    {'---' if (y, m) == (2001, 3) else f'{40 + m}.2'}    {m}.5{'#' if m % 2 else ''}"
        for y in (2000, 2001, 2002)
        for m in range(1, 13)
    ),
)
SETTLEMENT = _lines(
    "SETTLEMENT_DATE,SETTLEMENT_PERIOD,ND",
    *(f"{d:02d}-JAN-2024,{p},{d * 100 + p}" for d in (1, 2) for p in range(1, 49)),
)
METER = _lines(
    "NMI,Date," + ",".join(f"{h:02d}:{m:02d}" for h in range(24) for m in (0, 30)),
    *(
        f"6001,{d:02d}/01/2024," + ",".join(str(d * 100 + h) for h in range(48))
        for d in range(15, 25)
    ),
)
HOURS_ACROSS = {
    head: _lines(
        "Date," + ",".join(f"{head}{h + start}" for h in range(24)),
        *(f"2024-01-{d:02d}," + ",".join(str(d * 100 + h) for h in range(24)) for d in range(1, 8)),
    )
    for head, start in (("H", 1), ("HE", 1), ("Hour ", 1), ("", 1), ("", 0))
}
SITES_ACROSS = _lines(
    "Site;Datum;"
    + ";".join(f"{(h + 1) // 4:02d}:{(h + 1) % 4 * 15:02d}" for h in range(95))
    + ";00:00",
    *(
        f"{s};{d:02d}.02.2024;" + ";".join(f"{d},{h:02d}" for h in range(96))
        for d in range(1, 4)
        for s in ("Nord", "Süd")
    ),
)
YEARS_ACROSS = _lines(
    "Month,2020,2021,2022",
    *(
        f"{m},{i},{i + 12},{i + 24 if i < 9 else ''}"
        for i, m in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split())
    ),
    "Total,66,210,252",
)

M4 = _lines(
    "".join(f'"V{i}",' for i in range(1, 21)) + '"V21"',
    *(
        f'"Y{k}",' + ",".join(f'"{1000 + k * 10 + i}"' if i < 20 - k else "" for i in range(20))
        for k in range(1, 6)
    ),
)
PANDAS_TWO = _lines(
    "date,temp,temp,humidity,humidity",
    ",min,max,min,max",
    *(f"2024-01-{d:02d},{d}.5,{d + 9}.5,4{d % 10},8{d % 10}" for d in range(1, 20)),
)


CASES = {
    "M4, a series in each row": Case(
        M4,
        ["value"],
        [1020],
        [1037],
        18,
        told=["each of 5 series", "Y2 is used (18 rows)"],
        more={"overrides": {"series": "Y2"}},
    ),
    "two rows of names from pandas": Case(
        PANDAS_TWO,
        ["temp min", "temp max", "humidity min", "humidity max"],
        [1.5, 10.5, 41, 81],
        [19.5, 28.5, 49, 89],
        19,
        "2024-01-01T00:00:00",
        "2024-01-19T00:00:00",
        ["Two header rows"],
    ),
    "Influx, annotated": Case(
        INFLUX, ["_value"], [0], [28.5], 20, "2024-01-01T00:00:00", "2024-01-01T19:00:00"
    ),
    "Met Office": Case(
        MET_OFFICE,
        ["tmax", "tmin", "af", "rain", "sun"],
        [11.0, 1.1, 1, 41.2, 1.5],
        [22.2, 12.1, 2, 52.2, 12.5],
        36,
        "2000-01-01T00:00:00",
        "2002-12-01T00:00:00",
        ["unit, flag or factor: #", "Missing values in rain"],
    ),
    "half hours counted over a change of clocks": Case(
        _lines(
            "date,sp,v",
            *(
                f"2024-10-{d},{p},{d * 100 + p}"
                for d in range(25, 30)
                for p in range(1, 51 if d == 27 else 49)
            ),
        ),
        ["v"],
        [2501],
        [2948],
        240,
        "2024-10-25T00:00:00",
        "2024-10-29T23:30:00",
        ["48 intervals", "duplicate date removed, the last of each kept: 2"],
    ),
    "ids that never change": Case(
        _lines(
            "IdSensore,Data,Valore,Stato,idOperatore",
            *(f"2001,{13 + i // 24}/02/2024 {i % 24:02d}:00:00,{i}.5,VA,1" for i in range(48)),
        ),
        ["Valore"],
        [0.5],
        [47.5],
        48,
        "2024-02-13T00:00:00",
        "2024-02-14T23:00:00",
        ["not used: IdSensore, idOperatore"],
    ),
    "settlement periods": Case(
        SETTLEMENT,
        ["ND"],
        [101],
        [248],
        96,
        "2024-01-01T00:00:00",
        "2024-01-02T23:30:00",
        ["48 intervals of each day"],
    ),
    "a meter's half hours beside each other": Case(
        METER, ["value"], [1500], [2447], 480, "2024-01-15T00:00:00", "2024-01-24T23:30:00", ["NMI"]
    ),
    **{
        f"hours beside each other as {head!r}": Case(
            text,
            ["value"],
            [100],
            [723],
            168,
            "2024-01-01T00:00:00",
            "2024-01-07T23:00:00",
            ["24 times of day"],
        )
        for head, text in HOURS_ACROSS.items()
    },
    "two sites, quarters of an hour to midnight": Case(
        SITES_ACROSS,
        ["value"],
        [1],
        [3.95],
        288,
        "2024-02-01T00:15:00",
        "2024-02-04T00:00:00",
        ["2 series, named by series; Süd"],
        more={"overrides": {"series": "Süd"}},
    ),
    "years beside each other": Case(
        YEARS_ACROSS,
        ["value"],
        [0],
        [32],
        33,
        "2020-01-01T00:00:00",
        "2022-09-01T00:00:00",
        ["columns of 3 years", "Total"],
    ),
    "GISTEMP": Case(
        GISTEMP,
        ["value"],
        [20.1],
        [24.5],
        53,
        "2020-01-01T00:00:00",
        "2024-05-01T00:00:00",
        ["twelve months"],
    ),
    "NASA POWER": Case(
        NASA_POWER,
        ["T2M", "PREC"],
        [2.5, 15.0],
        [5.5, 30.5],
        32,
        "2024-01-30T00:00:00",
        "2024-03-01T00:00:00",
        ["-999 in PREC"],
    ),
    "open-meteo": Case(
        OPEN_METEO,
        ["temperature_2m (°C)", "rain (mm)"],
        [0.5, 0.0],
        [8.5, 0.8],
        9,
        "2024-01-01T00:00:00",
        "2024-01-01T08:00:00",
    ),
    "stores": Case(
        STORES,
        ["sales"],
        [1],
        [5],
        20,
        "2013-01-01T00:00:00",
        "2013-01-20T00:00:00",
        more={"overrides": {"series": "2"}},
    ),
    "World Bank": Case(
        WORLD_BANK,
        ["GDP (current US$)"],
        [2990.5],
        [3001.5],
        12,
        "1990-01-01T00:00:00",
        "2001-01-01T00:00:00",
        ["Aruba is used", "column names"],
    ),
    "World Bank, another country": Case(
        WORLD_BANK,
        ["GDP (current US$)"],
        [3993.5],
        [4001.5],
        9,
        "1993-01-01T00:00:00",
        "",
        ["Chad is used"],
        more={"overrides": {"series": "Chad"}},
    ),
    "Our World in Data": Case(
        OWID,
        ["Life expectancy"],
        [59.5],
        [59.59],
        10,
        "1950-01-01T00:00:00",
        "1959-01-01T00:00:00",
        ["Chile is used"],
    ),
    "Eurostat": Case(
        EUROSTAT,
        ["value"],
        [1.0],
        [1.5],
        6,
        "2015-01-01T00:00:00",
        "2020-01-01T00:00:00",
        ["A,PC,AT is used", "p"],
    ),
    "FRED": Case(
        FRED,
        ["UNRATE"],
        [1.5],
        [10.5],
        10,
        "2020-01-01T00:00:00",
        "2020-10-01T00:00:00",
        ["Missing values in UNRATE"],
    ),
    "Yahoo": Case(
        YAHOO,
        ["Open", "High", "Low", "Close", "Adj Close", "Volume"],
        [2.1, 2.9, 2, 2.5, 2.4, 200000],
        [10.1, 10.9, 10, 10.5, 10.4, 1000000],
        7,
        "2024-01-02T00:00:00",
    ),
    "Google Trends": Case(
        TRENDS,
        ["neural network: (Worldwide)"],
        [45],
        [49],
        5,
        "2023-01-01T00:00:00",
        "2023-01-29T00:00:00",
        ["<"],
    ),
    "Johns Hopkins": Case(
        JHU,
        ["value"],
        [0],
        [9],
        4,
        "2020-01-29T00:00:00",
        "2020-02-01T00:00:00",
        more={"overrides": {"series": "Peru"}},
    ),
    "Bundesbank": Case(
        BUNDESBANK,
        ["BBEX3.D.USD.EUR.BB.AC.000"],
        [1.092],
        [1.099],
        8,
        "2024-01-02T00:00:00",
        "2024-01-09T00:00:00",
    ),
    "ECB": Case(
        ECB, ["US dollar/Euro (EXR.D.USD.EUR.SP00.A)"], [1.092], [1.095], 4, "2024-01-02T00:00:00"
    ),
    "OECD": Case(
        OECD,
        ["Value"],
        [4.021],
        [7.022],
        8,
        "2021-01-01T00:00:00",
        "2022-10-01T00:00:00",
        ["AUS is used"],
    ),
    "sunspots": Case(
        SILSO,
        ["column 4"],
        [91.7],
        [100.7],
        10,
        "1749-01-01T00:00:00",
        "1749-10-01T00:00:00",
    ),
    "a weather table with words": Case(
        KAGGLE,
        ["MinTemp", "MaxTemp"],
        [1.4, 10.9],
        [9.4, 18.9],
        9,
        "2008-12-01T00:00:00",
    ),
    "German weather service": Case(
        DWD,
        ["TT_TU", "RF_TU"],
        [0.5, 80],
        [7.5, 87],
        8,
        "2024-01-01T00:00:00",
        "2024-01-01T07:00:00",
        ["-999"],
    ),
    "ENTSO-E": Case(
        ENTSOE,
        ["Day-ahead Total Load Forecast [MW] - BZN|FR", "Actual Total Load [MW] - BZN|FR"],
        [51000, 52000],
        [51007, 52049],
        8,
        "2024-01-01T00:00:00",
        "2024-01-01T07:00:00",
    ),
    "GHCN": Case(GHCN, ["PRCP", "TMAX"], [0.01, 41], [0.08, 48], 8, "2024-01-01T00:00:00"),
    "a state switched on and off": Case(
        STATES, ["temp"], [0.5], [7.5], 8, "2024-01-01T00:00:00", told=["flags", "occupied"]
    ),
}

_HOURS = [f"2024-01-01T0{h}:00" for h in range(8)]
_RECORDS = [
    {"time": t, "value": i * 1.5, "place": {"lat": 47.1, "name": "Bern"}, "tags": ["a"]}
    for i, t in enumerate(_HOURS)
]
_METEO = {
    "latitude": 52.5,
    "longitude": 13.4,
    "hourly_units": {"time": "iso8601", "temperature_2m": "°C"},
    "hourly": {
        "time": _HOURS,
        "temperature_2m": [i * 1.5 for i in range(8)],
        "rain": [0, 1, None, 0, 0, 2, 0, 3],
    },
}
_FULL = {"columns": ["value"], "start": "2024-01-01T00:00:00", "end": "2024-01-01T07:00:00"}


def _json(
    data: Any, columns: list[str], first: list[float], last: list[float], rows: int = 8, **more: Any
) -> Case:
    text = data if isinstance(data, str) else json.dumps(data)
    return Case(text, columns, first, last, rows, name="file.json", **more)


_T = {"start": _FULL["start"], "end": _FULL["end"]}
JSON = {
    "records": _json(
        _RECORDS,
        ["value"],
        [0],
        [10.5],
        told=["lists or objects skipped: tags"],
        **_T,
    ),
    "records in an answer": _json(
        {
            "status": "ok",
            "count": 8,
            "data": [{"ts": 1_700_000_000 + 60 * i, "v": str(i)} for i in range(8)],
        },
        ["v"],
        [0],
        [7],
        start="2023-11-14T22:13:20",
    ),
    "records deep in an answer": _json(
        {
            "response": {
                "meta": {"page": 1},
                "data": [{"period": f"2024-0{i + 1}", "value": str(i)} for i in range(8)],
            }
        },
        ["value"],
        [0],
        [7],
        start="2024-01-01T00:00:00",
        end="2024-08-01T00:00:00",
    ),
    "lines of records": _json(
        "\n".join(
            json.dumps({"@timestamp": t + ":00.000Z", "m": {"cpu": i / 10}})
            for i, t in enumerate(_HOURS)
        ),
        ["m.cpu"],
        [0],
        [0.7],
        **_T,
    ),
    "open-meteo": _json(_METEO, ["temperature_2m", "rain"], [0, 0], [10.5, 3], **_T),
    "pandas split": _json(
        {
            "columns": ["time", "value"],
            "index": list(range(8)),
            "data": [[t, i * 1.5] for i, t in enumerate(_HOURS)],
        },
        ["value"],
        [0],
        [10.5],
        **_T,
    ),
    "pandas split, dates in its index": _json(
        {"columns": ["value"], "index": _HOURS, "data": [[i * 1.5] for i in range(8)]},
        ["value"],
        [0],
        [10.5],
        **_T,
    ),
    "pandas columns": _json(
        {
            "time": {str(i): t for i, t in enumerate(_HOURS)},
            "value": {str(i): i * 1.5 for i in range(8)},
        },
        ["value"],
        [0],
        [10.5],
        **_T,
    ),
    "pandas columns, dates as keys": _json(
        {"value": {t: i * 1.5 for i, t in enumerate(_HOURS)}}, ["value"], [0], [10.5], **_T
    ),
    "pandas index": _json(
        {t: {"a": i, "b": i * i} for i, t in enumerate(_HOURS)}, ["a", "b"], [0, 0], [7, 49], **_T
    ),
    "times as keys": _json(
        {
            "base": "EUR",
            "rates": {
                f"2024-01-0{d}": {"USD": 1 + d / 100, "CHF": 0.9 + d / 100} for d in range(1, 9)
            },
        },
        ["USD", "CHF"],
        [1.01, 0.91],
        [1.08, 0.98],
        start="2024-01-01T00:00:00",
        end="2024-01-08T00:00:00",
    ),
    "times and values": _json(
        {f"2024-01-0{d}": d * 2 for d in range(1, 9)},
        ["value"],
        [2],
        [16],
        start="2024-01-01T00:00:00",
        end="2024-01-08T00:00:00",
    ),
    "pandas table": _json(
        {
            "schema": {
                "fields": [
                    {"name": "time", "type": "datetime"},
                    {"name": "value", "type": "number"},
                ]
            },
            "data": [{"time": t, "value": i} for i, t in enumerate(_HOURS)],
        },
        ["value"],
        [0],
        [7],
        **_T,
    ),
    "pairs": _json(
        {
            "prices": [[1_700_000_000_000 + 3_600_000 * i, i * 2.5] for i in range(8)],
            "caps": [[1_700_000_000_000, 1]],
        },
        ["column 2"],
        [0],
        [17.5],
        start="2023-11-14T22:13:20",
    ),
    "a list of numbers": _json(
        [1, 2.5, None, 4, 5, 3, 2, 1], ["value"], [1], [1], told=["Missing values"]
    ),
    "rows with names first": _json(
        [["time", "v"], *[[t, i] for i, t in enumerate(_HOURS)]], ["v"], [0], [7], **_T
    ),
    "Home Assistant": _json(
        [
            [
                {
                    "entity_id": "sensor.t",
                    "state": "unavailable" if i == 3 else str(i),
                    "last_changed": t + ":00.123456+00:00",
                }
                for i, t in enumerate(_HOURS)
            ]
        ],
        ["state"],
        [0],
        [7],
        **_T,
    ),
    "Socrata": _json(
        {
            "meta": {"view": {"id": "a"}},
            "data": [[f"row-{i}", t + ":00.000", f"{i}.5"] for i, t in enumerate(_HOURS)],
        },
        ["column 3"],
        [0.5],
        [7.5],
        **_T,
    ),
    "Prometheus": _json(
        {
            "status": "success",
            "data": {
                "resultType": "matrix",
                "result": [
                    {
                        "metric": {"job": "a"},
                        "values": [[1_700_000_000 + 15 * i, str(i * 0.5)] for i in range(8)],
                    }
                ],
            },
        },
        ["value"],
        [0],
        [3.5],
        start="2023-11-14T22:13:20",
    ),
}


@pytest.mark.parametrize("name", [*CASES, *JSON])
def test_a_public_table_is_read_as_its_source_means_it(name: str) -> None:
    assert {**CASES, **JSON}[name].differences() == []


def test_a_number_taken_for_no_reading_can_be_taken_as_it_is() -> None:
    text = "t,level\n" + "\n".join(f"{i},{-9999 if i == 3 else i + 0.5}" for i in range(9))
    as_guessed, as_told = (
        read(text.encode(), "a.csv", missing="previous"),
        read(text.encode(), "a.csv", overrides={"marks": "none"}),
    )
    other = read(text.encode(), "a.csv", overrides={"marks": "0.5;1.5"}, missing="drop")
    assert [
        as_guessed.values[3, 0],
        as_told.values[3, 0],
        other.values.min(),
        len(other.values),
    ] == [2.5, -9999, -9999, 7]
    assert guess(text.encode(), "a.csv").columns[1].missing == 1


@pytest.mark.parametrize(
    ("text", "rows", "columns"),
    [
        (
            "Date,"
            + ",".join(f"H{h}" for h in range(1, 25))
            + "\n"
            + "".join(f"2024-01-{d:02d}" + f",{d}.5" * 24 + "\n" for d in range(1, 15)),
            14,
            24,
        ),
        (
            "id,"
            + ",".join(f"V{i}" for i in range(2, 14))
            + "\n"
            + "".join(f"Y{k}" + f",{k}.5" * 12 + "\n" for k in range(1, 9)),
            8,
            12,
        ),
    ],
)
def test_a_table_taken_apart_by_mistake_can_be_read_as_it_stands(
    text: str, rows: int, columns: int
) -> None:
    """Twenty-four sensors, say, that are no hours."""
    assert read(text.encode(), "a.csv").values.shape[1] == 1
    found = read_first(text.encode(), "a.csv", overrides={"layout": "series"})
    assert found.values.shape == (rows, columns)
