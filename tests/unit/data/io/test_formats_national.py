"""Tables as banks, offices and spreadsheets of many countries write them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from playground.errors import DataError
from tests.file_cases import Case, read_first


def _days(count: int, form: str, start: int = 1) -> list[str]:
    return [form.format(d=d) for d in range(start, start + count)]


def _table(head: str, rows: list[str], end: str = "\r\n") -> str:
    return end.join([head, *rows]) + end


GERMAN_BANK = _table(
    '"Buchungstag";"Valuta";"Verwendungszweck";"Betrag";"Währung"',
    [
        '"01.03.2024";"01.03.2024";"Miete März";"-1.250,00";"EUR"',
        '"04.03.2024";"05.03.2024";"Gehalt";"3.412,87";"EUR"',
        '"07.03.2024";"07.03.2024";"Strom, Gas";"-98,40";"EUR"',
        '"09.03.2024";"11.03.2024";"Bäckerei";"-7,95";"EUR"',
    ],
).encode("cp1252")
FRENCH = _table(
    "Date;Consommation (kWh);Température (°C)",
    [f"{d:02d}/01/2024;1\u202f{200 + d},5;{d - 4},{d}" for d in range(11, 21)],
)
FRENCH_MONTHS = _table(
    "Mois;Ventes",
    [
        "janvier 2023;1 200",
        "février 2023;1 310",
        "mars 2023;1 405",
        "avril 2023;990",
        "août 2023;1 002",
    ],
)
SWISS = _table(
    "Datum;Umsatz CHF;Menge", [f"{d:02d}.06.2023;{d}'234.50;{d * 7}" for d in range(1, 11)]
)
SPANISH = _table(
    "Fecha;Precio (€/MWh)",
    ["01-ene-23;45,30", "02-ene-23;47,10", "03-ene-23;44,00", "04-ene-23;51,25", "05-ene-23;50,00"],
)
SPANISH_LONG = _table(
    "fecha;valor",
    [
        "3 de marzo de 2024;1,5",
        "4 de marzo de 2024;1,7",
        "5 de marzo de 2024;1,9",
        "6 de marzo de 2024;2,1",
    ],
)
BRAZIL = _table(
    'data;"valor (R$)"', [f'{d:02d}/02/2024;"R$ {d}.000,10"' for d in range(13, 20)]
).encode("latin-1")
INDIA = _table(
    "Date,Open Interest,Turnover (Rs)",
    [f'{d:02d}-Apr-2024,"1,2{d},345","12,34,5{d}.50"' for d in range(10, 18)],
)
US = _table(
    "Date,Close/Last,Volume",
    [
        '12/29/2023,$192.53,"42,672,100"',
        '12/28/2023,$193.58,"34,049,900"',
        '12/27/2023,$193.15,"48,087,680"',
    ],
)
AMERICAN_CLOCK = _table(
    "Timestamp,Load",
    [
        f"1/5/2024 {h}:00:00 {half},{n}"
        for n, (h, half) in enumerate([(11, "AM"), (12, "PM"), (1, "PM"), (2, "PM"), (3, "PM")])
    ],
)
SHORT_YEAR = _table("Datum;Wert", ["28/12/23;1", "29/12/23;2", "30/12/23;3", "31/12/23;4"])
ZONED = _table("time,value", [f"2024-03-0{d}T12:00:00+02:00,{d}.5" for d in range(1, 7)])
ZULU = _table("time,value", [f"2024-03-01T0{h}:30:00.000Z,{h}" for h in range(6)])
EPOCH = _table("timestamp,watts", [f"{1_700_000_000 + 60 * i},{100 + i}" for i in range(6)])
EPOCH_MS = _table("ts;temp", [f"{1_700_000_000_000 + 60_000 * i};{20 + i},5" for i in range(6)])
EPOCH_FRACTION = _table("time,ax", [f"{1_700_000_000 + 60 * i}.0,{i}.25" for i in range(6)])
DATE_AND_TIME = _table(
    "Date\tTime\tPM2.5", [f"2024-01-0{1 + i // 24}\t{i % 24:02d}:00\t{i}.5" for i in range(30)]
)
DATE_AND_CLOCK_DE = _table(
    "Datum;Uhrzeit;Leistung [kW]",
    [f"01.05.2024;{9 + i // 4:02d}:{15 * (i % 4):02d};0,{i}" for i in range(8)],
)
WEEKS = _table("week,cases", ["2023W51,10", "2023W52,12", "2024W01,9", "2024W02,15"])
WEEKS_DASH = _table("Week;Cases", ["2020-W52;10", "2020-W53;12", "2021-W01;9", "2021-W02;15"])
QUARTERS = _table(
    "TIME_PERIOD,OBS_VALUE", ["2023-Q1,1.5", "2023-Q2,1.7", "2023-Q3,1.6", "2023-Q4,1.9"]
)
QUARTERS_FRONT = _table(
    "Period,GDP", ["Q1 2023,100.5", "Q2 2023,101.7", "Q3 2023,102.6", "Q4 2023,103.9"]
)
QUARTERS_SPACE = _table(
    "Title,GDP growth", ["2022 Q4,0.1", "2023 Q1,0.5", "2023 Q2,0.7", "2023 Q3,0.6"]
)
MONTH_SHORT = _table("Month,Passengers", ["Jan-23,112", "Feb-23,118", "Mar-23,132", "Apr-23,129"])
GERMAN_MONTHS = _table(
    "Monat;Arbeitslose",
    [
        "Januar 2023;2.616.000",
        "Februar 2023;2.620.000",
        "März 2023;2.594.000",
        "April 2023;2.586.000",
    ],
)
ABS_MONTHS = _table("Month,Index", ["2023M01,1.5", "2023M02,1.7", "2023M03,1.6", "2023M04,1.9"])
THOUSANDS_ONLY = _table(
    "Datum;Stück",
    ["01.02.2024;1.234", "02.02.2024;2.345", "03.02.2024;12.345", "04.02.2024;1.002.003"],
)
INDEX_COLUMN = _table(
    ",date,value", [f"{i},2024-01-0{i + 1},{i * i}.5" for i in range(6)], end="\n"
)
PERCENT = _table("Date,Rate", [f"2024-01-0{i + 1},{4 + i / 4:.2f}%" for i in range(5)])
RUSSIAN = _table("Дата;Курс", [f"{d:02d}.02.2024;9{d % 10},1234" for d in range(1, 8)]).encode(
    "cp1251"
)
JAPAN = _table("日付,気温", [f"2024/4/{d},1{d}.5" for d in range(1, 8)]).encode("shift_jis")
TRAILING = _table("date;a;b;", [f"2024-05-0{d};{d},1;{d},2;" for d in range(1, 6)])
DST = _table(
    "Zeit;Verbrauch kWh",
    [
        f"2023-10-29T{h}+{z};0,{n}"
        for n, (h, z) in enumerate(
            [
                ("01:45:00", "02:00"),
                ("02:00:00", "02:00"),
                ("02:15:00", "02:00"),
                ("02:30:00", "02:00"),
                ("02:45:00", "02:00"),
                ("02:00:00", "01:00"),
                ("02:15:00", "01:00"),
                ("02:30:00", "01:00"),
                ("02:45:00", "01:00"),
            ]
        )
    ],
)
PLAIN = _table("Tag;Wert", [f"{d:02d}.01.2024;{d},25" for d in range(1, 8)])
PLAIN_ANSWER = dict(
    columns=["Wert"],
    first=[1.25],
    last=[7.25],
    rows=7,
    start="2024-01-01T00:00:00",
    end="2024-01-07T00:00:00",
)

HOURS = _table("Data;Ora;Prezzo", [f"{13 + i // 24}/02/2024;{i % 24};{i},25" for i in range(48)])
HOURS_ENDING = _table(
    "date,hour,load", [f"2024-01-{1 + i // 24:02d},{i % 24 + 1},{1000 + i}" for i in range(48)]
)
MILLIONS = _table(
    "Date,Vol.,Change %",
    [
        f"01/{d}/2024,{d}.25M,-0.{d}%" if d != 15 else "01/15/2024,900.50K,0.15%"
        for d in range(13, 20)
    ],
)
ONE_CLOCK = _table(
    "date,seen,temp", [f"2024-01-{d:02d},{'12:30' if d == 4 else ''},{d}.5" for d in range(1, 10)]
)
ACTIVITIES = _table(
    "Date,Duration,Distance", [f"{d} Jan 2024,0:{30 + d}:15,{5 + d % 3}.2" for d in range(1, 9)]
)
SAP = _table(
    "----------------------\r\n|Buch.dat. |     Betrag|\r\n----------------------",
    [
        *(f"|{d:02d}.01.2024|  1.{d:03d},50{'-' if d % 4 == 0 else ' '}|" for d in range(1, 21)),
        "----------------------",
    ],
)
PSQL = _table(
    "        time         | value\n---------------------+-------",
    [*(f" 2024-01-01 {h:02d}:00:00 |  {h}.5" for h in range(12)), "(12 rows)"],
    end="\n",
)
MARKDOWN = _table(
    "| date | temp |\n|:-----|-----:|",
    [f"| 2024-01-{d:02d} | {d}.5 |" for d in range(1, 10)],
    end="\n",
)
MERGED = _table(
    "Datum;Temperatur;;Feuchte;\r\n;innen;außen;innen;außen",
    [f"{d:02d}.01.2024;{d},5;{d},1;4{d % 10};8{d % 10}" for d in range(1, 20)],
)

CASES = {
    "SAP": Case(
        SAP,
        ["Betrag"],
        [1001.5],
        [-1020.5],
        20,
        "2024-01-01T00:00:00",
        "2024-01-20T00:00:00",
        ["Lines of dashes around the table skipped: 3"],
    ),
    "psql": Case(PSQL, ["value"], [0.5], [11.5], 12, "2024-01-01T00:00:00", "2024-01-01T11:00:00"),
    "Markdown": Case(
        MARKDOWN, ["temp"], [1.5], [9.5], 9, "2024-01-01T00:00:00", "2024-01-09T00:00:00"
    ),
    "two rows of names": Case(
        MERGED,
        ["Temperatur innen", "Temperatur außen", "Feuchte innen", "Feuchte außen"],
        [1.5, 1.1, 41, 81],
        [19.5, 19.1, 49, 89],
        19,
        "2024-01-01T00:00:00",
        "",
        ["Two header rows"],
    ),
    "hours as numbers": Case(
        HOURS, ["Prezzo"], [0.25], [47.25], 48, "2024-02-13T00:00:00", "2024-02-14T23:00:00"
    ),
    "hours counted to 24": Case(
        HOURS_ENDING, ["load"], [1000], [1047], 48, "2024-01-01T01:00:00", "2024-01-03T00:00:00"
    ),
    "millions and thousands": Case(
        MILLIONS,
        ["Vol.", "Change %"],
        [13.25e6, -0.13],
        [19.25e6, -0.19],
        7,
        "2024-01-13T00:00:00",
        "",
        ["M = ×1,000,000"],
    ),
    "one time of day beside dates": Case(
        ONE_CLOCK, ["temp"], [1.5], [9.5], 9, "2024-01-01T00:00:00", "2024-01-09T00:00:00"
    ),
    "a duration is no time of day": Case(
        ACTIVITIES, ["Distance"], [6.2], [7.2], 8, "2024-01-01T00:00:00", "2024-01-08T00:00:00"
    ),
    "german bank statement": Case(
        GERMAN_BANK, ["Betrag"], [-1250.0], [-7.95], 4, "2024-03-01T00:00:00", "2024-03-09T00:00:00"
    ),
    "french, narrow spaces": Case(
        FRENCH,
        ["Consommation (kWh)", "Température (°C)"],
        [1211.5, 7.11],
        [1220.5, 16.2],
        10,
        "2024-01-11T00:00:00",
        "2024-01-20T00:00:00",
    ),
    "french, no-break spaces": Case(
        FRENCH.replace("\u202f", "\u00a0").encode("cp1252"),
        ["Consommation (kWh)", "Température (°C)"],
        [1211.5, 7.11],
        [1220.5, 16.2],
        10,
        "2024-01-11T00:00:00",
    ),
    "french months": Case(
        FRENCH_MONTHS,
        ["Ventes"],
        [1200],
        [1002],
        8,
        "2023-01-01T00:00:00",
        "2023-08-01T00:00:00",
        ["Missing dates added: 3"],
    ),
    "swiss apostrophes": Case(
        SWISS,
        ["Umsatz CHF", "Menge"],
        [1234.5, 7],
        [10234.5, 70],
        10,
        "2023-06-01T00:00:00",
        "2023-06-10T00:00:00",
    ),
    "swiss typographic apostrophes": Case(
        SWISS.replace("'", "\u2019"),
        ["Umsatz CHF", "Menge"],
        [1234.5, 7],
        [10234.5, 70],
        10,
        "2023-06-01T00:00:00",
    ),
    "spanish short months": Case(
        SPANISH, ["Precio (€/MWh)"], [45.3], [50.0], 5, "2023-01-01T00:00:00", "2023-01-05T00:00:00"
    ),
    "spanish dates in words": Case(
        SPANISH_LONG, ["valor"], [1.5], [2.1], 4, "2024-03-03T00:00:00", "2024-03-06T00:00:00"
    ),
    "brazilian currency": Case(
        BRAZIL,
        ["valor (R$)"],
        [13000.1],
        [19000.1],
        7,
        "2024-02-13T00:00:00",
        "2024-02-19T00:00:00",
    ),
    "indian grouping": Case(
        INDIA,
        ["Open Interest", "Turnover (Rs)"],
        [1210345, 1234510.5],
        [1217345, 1234517.5],
        8,
        "2024-04-10T00:00:00",
        "2024-04-17T00:00:00",
    ),
    "american, newest first": Case(
        US,
        ["Close/Last", "Volume"],
        [193.15, 48087680],
        [192.53, 42672100],
        3,
        "2023-12-27T00:00:00",
        "2023-12-29T00:00:00",
        ["sorted by time"],
    ),
    "american clock": Case(
        AMERICAN_CLOCK, ["Load"], [0], [4], 5, "2024-01-05T11:00:00", "2024-01-05T15:00:00"
    ),
    "two-digit years": Case(
        SHORT_YEAR, ["Wert"], [1], [4], 4, "2023-12-28T00:00:00", "2023-12-31T00:00:00"
    ),
    "iso with an offset": Case(
        ZONED, ["value"], [1.5], [6.5], 6, "2024-03-01T10:00:00", "2024-03-06T10:00:00"
    ),
    "iso in utc": Case(ZULU, ["value"], [0], [5], 6, "2024-03-01T00:30:00", "2024-03-01T05:30:00"),
    "epoch seconds": Case(
        EPOCH, ["watts"], [100], [105], 6, "2023-11-14T22:13:20", "2023-11-14T22:18:20"
    ),
    "epoch milliseconds": Case(
        EPOCH_MS, ["temp"], [20.5], [25.5], 6, "2023-11-14T22:13:20", "2023-11-14T22:18:20"
    ),
    "epoch seconds with a point": Case(
        EPOCH_FRACTION, ["ax"], [0.25], [5.25], 6, "2023-11-14T22:13:20"
    ),
    "date and time apart, tabs": Case(
        DATE_AND_TIME, ["PM2.5"], [0.5], [29.5], 30, "2024-01-01T00:00:00", "2024-01-02T05:00:00"
    ),
    "date and time apart, german": Case(
        DATE_AND_CLOCK_DE,
        ["Leistung [kW]"],
        [0.0],
        [0.7],
        8,
        "2024-05-01T09:00:00",
        "2024-05-01T10:45:00",
    ),
    "iso weeks": Case(
        WEEKS, ["cases"], [10], [15], 4, "2023-12-18T00:00:00", "2024-01-08T00:00:00"
    ),
    "iso weeks with a dash": Case(
        WEEKS_DASH, ["Cases"], [10], [15], 4, "2020-12-21T00:00:00", "2021-01-11T00:00:00"
    ),
    "quarters": Case(
        QUARTERS, ["OBS_VALUE"], [1.5], [1.9], 4, "2023-01-01T00:00:00", "2023-10-01T00:00:00"
    ),
    "quarter before the year": Case(
        QUARTERS_FRONT, ["GDP"], [100.5], [103.9], 4, "2023-01-01T00:00:00", "2023-10-01T00:00:00"
    ),
    "quarter behind a space": Case(
        QUARTERS_SPACE,
        ["GDP growth"],
        [0.1],
        [0.6],
        4,
        "2022-10-01T00:00:00",
        "2023-07-01T00:00:00",
    ),
    "Jan-23": Case(
        MONTH_SHORT, ["Passengers"], [112], [129], 4, "2023-01-01T00:00:00", "2023-04-01T00:00:00"
    ),
    "german months": Case(
        GERMAN_MONTHS,
        ["Arbeitslose"],
        [2616000],
        [2586000],
        4,
        "2023-01-01T00:00:00",
        "2023-04-01T00:00:00",
    ),
    "2023M01": Case(
        ABS_MONTHS, ["Index"], [1.5], [1.9], 4, "2023-01-01T00:00:00", "2023-04-01T00:00:00"
    ),
    "thousands without decimals": Case(
        THOUSANDS_ONLY, ["Stück"], [1234], [1002003], 4, "2024-02-01T00:00:00"
    ),
    "pandas index": Case(
        INDEX_COLUMN, ["value"], [0.5], [25.5], 6, "2024-01-01T00:00:00", "2024-01-06T00:00:00"
    ),
    "percent": Case(PERCENT, ["Rate"], [4.0], [5.0], 5, "2024-01-01T00:00:00"),
    "cyrillic, encoding given": Case(
        RUSSIAN,
        ["Курс"],
        [91.1234],
        [97.1234],
        7,
        "2024-02-01T00:00:00",
        more={"overrides": {"encoding": "cp1251"}},
    ),
    "japanese, encoding given": Case(
        JAPAN,
        ["気温"],
        [11.5],
        [17.5],
        7,
        "2024-04-01T00:00:00",
        more={"overrides": {"encoding": "shift_jis"}},
    ),
    **{
        f"{head} in {encoding}": Case(
            f"{first};{head}\n".encode(encoding)
            + b"".join(b"2024-01-0%d;%d.5\n" % (d, d) for d in range(1, 8)),
            [head],
            [1.5],
            [7.5],
            7,
            "2024-01-01T00:00:00",
            told=[] if encoding == "cp1252" else [encoding],
        )
        for encoding, first, head in (
            ("cp1250", "Data", "Zużycie [kWh]"),
            ("cp1250", "Data", "Prędkość"),
            ("cp1250", "Datum", "Spotřeba"),
            ("cp1250", "Čas", "Výkon"),
            ("cp1250", "Idő", "Hőmérséklet"),
            ("cp1251", "Дата", "Температура"),
            ("koi8_r", "Дата", "Температура"),
            ("cp1253", "Ημερομηνία", "Θερμοκρασία"),
            ("cp1254", "Tarih", "Sıcaklık"),
            ("cp1254", "Gün", "Değer"),
            ("cp932", "日付", "気温(℃)"),
            ("cp932", "年月日", "降水量の合計(mm)"),
            ("gb18030", "日期", "收盘价"),
            ("gb18030", "时间", "温度"),
            ("big5", "日期", "氣溫"),
            ("cp949", "날짜", "기온"),
            ("cp1252", "Année", "Débit (m³/s)"),
            ("cp1252", "Tag", "Überschuß €"),
            ("cp1252", "Día", "Niño"),
            ("cp1252", "Dag", "Måling Ærø"),
            ("cp1252", "Data", "Opções não"),
            ("cp1252", "Città", "Età"),
            ("cp1252", "Tid", "T °C"),
        )
    },
    "separator at the end of rows": Case(
        TRAILING, ["a", "b"], [1.1, 1.2], [5.1, 5.2], 5, "2024-05-01T00:00:00"
    ),
    "the hour that comes twice": Case(
        DST, ["Verbrauch kWh"], [0.0], [0.8], 9, "2023-10-28T23:45:00", "2023-10-29T01:45:00"
    ),
    **{
        f"german in {e}": Case(PLAIN.encode(e), **PLAIN_ANSWER)
        for e in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252")
    },
}


@pytest.mark.parametrize("name", CASES)
def test_a_national_table_says_what_it_says_at_home(name: str) -> None:
    assert CASES[name].differences() == []


@pytest.mark.parametrize(
    ("cells", "separator", "told"),
    [
        (["1.100", "2.250", "3.045"], ";", True),
        (["1.100", "2.250", "3.045"], "\t", True),
        (["1.100", "2.250", "3.045"], ",", False),  # between commas a point is a decimal point
        (["1.100", "0.250", "3.045"], ";", False),  # no thousands begin with 0
        (["1.100", "2.25", "3.045"], ";", False),
        (["1.100.000", "2.250.000", "3.045.000"], ";", False),  # no decimal has two points
        (["1100", "2250", "3045"], ";", False),
    ],
)
def test_points_that_may_separate_thousands_are_told(
    cells: list[str], separator: str, told: bool
) -> None:
    rows = [separator.join((f"2024-05-{d:02d}", cell)) for d, cell in enumerate(cells * 3, 1)]
    series = read_first(_table(separator.join(("day", "sales")), rows).encode(), "a.csv")
    notes = [note for note in series.notes if "decimal points" in note]
    assert [("1.100" in note, "sales" in note) for note in notes] == [(True, True)] * told


@pytest.mark.parametrize("far", ["1e308", "inf"])
def test_points_beside_a_number_beyond_all_others_are_no_thousands(far: str) -> None:
    """It comes after the rows whose words are looked at."""
    days = (date(2023, 1, 1) + timedelta(days=n) for n in range(301))
    rows = [
        f"{day};{cell}"
        for day, cell in zip(days, ["1.100", "2.250", "3.045"] * 100 + [far], strict=True)
    ]
    try:
        notes = read_first(_table("day;sales", rows).encode(), "a.csv").notes
    except DataError as refused:
        assert refused.__cause__ is None, "met by chance, not by design"
    else:
        assert not [note for note in notes if "decimal points" in note]
