"""Logs as instruments, loggers and devices write them."""

from __future__ import annotations

import pytest

from tests.file_cases import Case


def _lines(*lines: str, end: str = "\r\n") -> str:
    return end.join(lines) + end


HASH_PREAMBLE = _lines(
    "# Station: Davos 1594 m",
    "# Logger: CR6, serial 4411",
    "# Interval: 10 min",
    "time,temp,rh",
    *(
        f"2024-01-05 {h:02d}:{m:02d},-{h}.{m // 10},8{m // 10}"
        for h in range(2)
        for m in range(0, 60, 10)
    ),
)
KEY_VALUE = _lines(
    "Device: TESTO 175 H1",
    "Serial number: 40331122",
    "Start: 12.04.2024 08:00",
    "Rate: 15 min",
    "",
    "Datum / Uhrzeit;Temperatur [°C];Feuchte [%rF]",
    *(f"12.04.2024 {8 + i // 4:02d}:{15 * (i % 4):02d}:00;21,{i};4{i},5" for i in range(8)),
).encode("cp1252")
KEY_CELLS = _lines(
    "Instrument,DL-200",
    "Operator,M. Lopez",
    "Sample rate,1 Hz",
    "",
    "Time (s),Force (N),Position (mm)",
    *(f"{i},{10 + i * 0.5},{i * 0.1:.2f}" for i in range(8)),
)
UNITS = _lines(
    "Timestamp;Flow;Pressure",
    "[yyyy-mm-dd hh:mm];[m³/h];[bar]",
    *(f"2024-02-01 {h:02d}:00;{h}.5;{h}.25" for h in range(6)),
)
FOOTER = _lines(
    "date,level",
    *(f"2024-03-{d:02d},{d}.5" for d in range(1, 9)),
    "",
    "Total records: 8",
    "End of report",
)
FOOTER_TOTAL = _lines("Datum;Menge", *(f"{d:02d}.03.2024;{d},0" for d in range(1, 9)), "Summe;36,0")
REPEATED_HEADER = _lines(
    "time,volt,amp",
    *(f"2024-01-01 00:0{i}:00,{i}.1,{i}.2" for i in range(4)),
    "time,volt,amp",
    *(f"2024-01-01 00:0{i}:00,{i}.1,{i}.2" for i in range(4, 8)),
)
TOA5 = _lines(
    '"TOA5","Meadow","CR1000","12345","CR1000.Std.31","CPU:met.CR1","5512","Hourly"',
    '"TIMESTAMP","RECORD","BattV_Min","AirTC_Avg","RH"',
    '"TS","RN","Volts","Deg C","%"',
    '"","","Min","Avg","Smp"',
    *(
        f'"2024-01-01 {h:02d}:00:00",{400 + h},12.{h},{"NAN" if h == 2 else -h * 0.5},8{h}'
        for h in range(8)
    ),
)
LVM = "\n".join(
    [
        "LabVIEW Measurement\t",
        "Writer_Version\t2",
        "Reader_Version\t2",
        "Separator\tTab",
        "Decimal_Separator\t,",
        "Multi_Headings\tNo",
        "X_Columns\tOne",
        "Time_Pref\tRelative",
        "Date\t2024/01/05",
        "Time\t10:11:12,345",
        "***End_of_Header***\t",
        "\t",
        "Channels\t2\t\t",
        "Samples\t8\t8\t",
        "Date\t2024/01/05\t2024/01/05\t",
        "Time\t10:11:12,345\t10:11:12,345\t",
        "X_Dimension\tTime\tTime\t",
        "X0\t0,0000E+0\t0,0000E+0\t",
        "Delta_X\t0,100000\t0,100000\t",
        "***End_of_Header***\t\t\t",
        "X_Value\tVoltage\tCurrent\tComment",
        *(f"0,{i}00000\t{i},500000\t-{i},250000" for i in range(8)),
        "",
    ]
)
NOAA = "\n".join(
    [
        "#YY  MM DD hh mm WDIR WSPD GST  WVHT   DPD   APD MWD   PRES  ATMP",
        "#yr  mo dy hr mn degT m/s  m/s     m   sec   sec degT   hPa  degC",
        *(
            f"2024 01 01 {h:02d} 50  {200 + h}  {h}.0 MM    1.{h}  99.0   4.{h}  MM 10{h:02d}.5  {h}.3"
            for h in range(8)
        ),
        "",
    ]
)
NOAA_CO2 = "\n".join(
    [
        "# --------------------------------------------------------------------",
        "# USE OF NOAA GML DATA",
        "#",
        "# Data from March 1958.",
        "#",
        "#            decimal   average   interpolated    trend    #days",
        "#             date                             (season corr)",
        *(
            f"1958  {m:2d}    {1958 + (m - 0.5) / 12:.4f}   {310 + m}.71      {310 + m}.71      31{m % 10}.62     -1"
            for m in range(3, 11)
        ),
        "",
    ]
)
KEYSIGHT = _lines(
    "x-axis,1,2",
    "second,Volt,Volt",
    *(f"{-4e-6 + i * 1e-6:+.5E},{i * 0.1:+.5E},{-i * 0.2:+.5E}" for i in range(8)),
)
TEKTRONIX_SETTINGS = [
    "Record Length,40",
    "Sample Interval,4e-06",
    "Trigger Point,5.0e+03",
    ",",
    "Source,CH1",
    "Vertical Units,V",
    "Horizontal Units,s",
    *[","] * 33,
]
TEKTRONIX = _lines(
    *(f"{s},,,{i * 4e-6:+.6e},{i % 5 / 4:+.5f}" for i, s in enumerate(TEKTRONIX_SETTINGS))
)
TEKTRONIX_NEW = _lines(
    "Model,MSO44",
    "Label,CH1",
    "Waveform Type,ANALOG",
    "Horizontal Units,s",
    "Sample Interval,1e-09",
    "Record Length,8",
    "Vertical Units,V",
    "",
    "",
    "TIME,CH1,CH2",
    *(f"{i}.0000e-09,{i * 0.5},{-i * 0.25}" for i in range(8)),
)
RIGOL = _lines(
    "X,CH1,Start,Increment,",
    "Sequence,VOLT,-6.000000e-03,1.000000e-05",
    *(f"{i},{i * i * 0.25:.2e},," for i in range(8)),
)
WEATHER = _lines(
    "Date,Time,Temp Out,Hum,Wind,Rain",
    *(
        f"{d}/01/24,{h:02d}:30,{'---' if h == 1 and d == 21 else f'{h}.5'},{80 + h},{'--' if h == 2 else h},0.0"
        for d in range(20, 24)
        for h in range(4)
    ),
)
SENTINEL = _lines(
    "date,tmax,tmin",
    *(
        f"202401{d:02d},{-9999 if d == 5 else d}.0,{-9999 if d in (5, 6) else -d}.0"
        for d in range(1, 13)
    ),
)
STARS = _lines(
    "time;no2", *(f"2024-01-01 0{h}:00;{'***' if h in (2, 3) else h * 10}" for h in range(8))
)
SCADA = _lines(
    "Tag;Timestamp;Value;Quality",
    *(
        f"{tag};2024-05-01 00:0{i}:00.000;{i},{k};Good"
        for i in range(6)
        for k, tag in enumerate(("PT101.PV", "TT204.PV"), 1)
    ),
)
SCADA_WIDE = _lines(
    "Time,\\\\PLC1\\FIC100.PV,\\\\PLC1\\FIC100.SP,\\\\PLC1\\PUMP.RUN",
    *(
        f"01-May-24 00:0{i}:00,{i}.5,{'Bad' if i == 3 else '5.0'},{'TRUE' if i % 2 else 'FALSE'}"
        for i in range(8)
    ),
)
FITBIT = _lines(
    "Id,Time,Value",
    *(
        f"2022484408,4/12/2016 7:{21 + i // 12:02d}:{5 * (i % 12):02d} AM,{90 + i}"
        for i in range(14)
    ),
)
GARMIN = _lines(
    "Activity Type,Date,Favorite,Title,Distance,Calories,Time,Avg HR",
    *(
        f'Running,2024-01-{20 - i:02d} 07:30:00,false,"Zürich Running","{5 + i}.25","1,{100 + i}",00:3{i}:15,14{i}'
        for i in range(8)
    ),
)
SMART_METER = _lines(
    "Zeitstempel;Bezug (kWh);Einspeisung (kWh)",
    *(
        f"26.03.2023 {h:02d}:{m:02d};0,{m:02d}{h};0,000"
        for h in (0, 1, 3, 4)
        for m in (0, 15, 30, 45)
    ),
)
SMART_METER_AUTUMN = _lines(
    "Zeitstempel;Bezug",
    *(
        f"29.10.2023 {h:02d}:{m:02d};{n},{m:02d}"
        for n, h in enumerate((1, 2, 2, 3))
        for m in (0, 15, 30, 45)
    ),
)
FROM_TO = _lines(
    "Datum von;Datum bis;Preis (€/MWh)",
    *(f"01.01.2024 {h:02d}:00;01.01.2024 {h + 1:02d}:00;{50 + h},{h}0" for h in range(8)),
)
UNITS_IN_CELLS = _lines(
    "Time,Temperature,Humidity,Speed",
    *(f"2024-01-01 0{h}:00,{50 + h} °F,{80 + h} %,{h}.5 mph" for h in range(6)),
)
ARDUINO = "\n".join(
    [
        "Booting...",
        "WiFi connected",
        *(f"{i * 500},{300 + i * i},{20 + i / 10}" for i in range(10)),
        "",
    ]
)
NAMES_IN_CELLS = "\n".join(
    [f"2024-01-01T00:0{i}:00Z temp={20 + i}.5 hum={40 + i}" for i in range(6)] + [""]
)
PICOLOG = _lines(
    "Time,Channel A,Channel B",
    "(ms),(mV),(V)",
    "",
    *(f"{i}.00000000,{i * 10}.5,{i}.25" for i in range(8)),
)
HOBO = "\ufeff" + _lines(
    '"Plot Title: Creek 3"',
    '"#","Date Time, GMT-05:00","Temp, °C (LGR S/N: 10101, SEN S/N: 10101)","Coupler Detached (LGR S/N: 10101)"',
    *(
        f"{i},07/0{1 + i // 24}/23 {12 if i % 12 == 0 else i % 12:02d}:00:00 {'AM' if i % 24 < 12 else 'PM'},1{i % 10}.5,"
        for i in range(30)
    ),
)

_DAY = "2024-01-01T0{}:00:00"
PHYSIONET = "'Elapsed time','MLII','V5'\n'hh:mm:ss.mmm','mV','mV'\n" + "".join(
    f"'0:00:{i:02d}.000',{i}.5,{i}.25\n" for i in range(20)
)
POLAR = (
    "Name,Sport,Date,Start time,Duration\nA,RUN,01-03-2024,10:00:00,00:30:00\nSample rate,Time,HR (bpm),Speed (km/h)\n"
    + "".join(f"{'' if i else 1},00:00:{i:02d},{100 + i},{i}.5\n" for i in range(30))
)

CASES = {
    "PhysioNet, single quotes": Case(
        PHYSIONET, ["MLII", "V5"], [0.5, 0.25], [19.5, 19.25], 20, told=["(units) skipped: 1"]
    ),
    "a watch's facts above the names": Case(
        POLAR, ["HR (bpm)", "Speed (km/h)"], [100, 0.5], [129, 29.5], 30
    ),
    "comments before the header": Case(
        HASH_PREAMBLE,
        ["temp", "rh"],
        [-0.0, 80],
        [-1.5, 85],
        12,
        "2024-01-05T00:00:00",
        "2024-01-05T01:50:00",
        ["Comment lines skipped: 3"],
    ),
    "key: value before the header": Case(
        KEY_VALUE,
        ["Temperatur [°C]", "Feuchte [%rF]"],
        [21.0, 40.5],
        [21.7, 47.5],
        8,
        "2024-04-12T08:00:00",
        "2024-04-12T09:45:00",
    ),
    "key, value before the header": Case(
        KEY_CELLS, ["Force (N)", "Position (mm)"], [10, 0], [13.5, 0.7], 8
    ),
    "units under the header": Case(
        UNITS,
        ["Flow", "Pressure"],
        [0.5, 0.25],
        [5.5, 5.25],
        6,
        "2024-02-01T00:00:00",
        "2024-02-01T05:00:00",
        ["units"],
    ),
    "a footer": Case(
        FOOTER, ["level"], [1.5], [8.5], 8, "2024-03-01T00:00:00", "2024-03-08T00:00:00"
    ),
    "a total at the end": Case(
        FOOTER_TOTAL, ["Menge"], [1], [8], 8, "2024-03-01T00:00:00", "2024-03-08T00:00:00"
    ),
    "the header again": Case(
        REPEATED_HEADER,
        ["volt", "amp"],
        [0.1, 0.2],
        [7.1, 7.2],
        8,
        "2024-01-01T00:00:00",
        "2024-01-01T00:07:00",
    ),
    "Campbell TOA5": Case(
        TOA5,
        ["BattV_Min", "AirTC_Avg", "RH"],
        [12.0, 0, 80],
        [12.7, -3.5, 87],
        8,
        "2024-01-01T00:00:00",
        "2024-01-01T07:00:00",
    ),
    "LabVIEW": Case(LVM, ["Voltage", "Current"], [0.5, -0.25], [7.5, -7.25], 8),
    "NOAA buoy": Case(
        NOAA,
        ["WDIR", "WSPD", "WVHT", "APD", "PRES", "ATMP"],
        [200, 0, 1.0, 4.0, 1000.5, 0.3],
        [207, 7, 1.7, 4.7, 1007.5, 7.3],
        8,
        "2024-01-01T00:50:00",
        "2024-01-01T07:50:00",
    ),
    "NOAA CO2": Case(
        NOAA_CO2,
        ["column 4", "column 5", "column 6"],
        [313.71, 313.71, 313.62],
        [320.71, 320.71, 310.62],
        8,
        "1958-03-01T00:00:00",
        "1958-10-01T00:00:00",
    ),
    "Keysight": Case(KEYSIGHT, ["1", "2"], [0, 0], [0.7, -1.4], 8),
    "Tektronix TDS": Case(TEKTRONIX, ["column 6"], [0.0], [1.0], 40),
    "Tektronix MSO": Case(TEKTRONIX_NEW, ["CH1", "CH2"], [0, 0], [3.5, -1.75], 8),
    "Rigol": Case(RIGOL, ["CH1"], [0], [12.2], 8),
    "weather station": Case(
        WEATHER,
        ["Temp Out", "Hum", "Wind"],
        [0.5, 80, 0],
        [3.5, 83, 3],
        16,
        "2024-01-20T00:30:00",
        "2024-01-23T03:30:00",
    ),
    "-9999": Case(
        SENTINEL,
        ["tmax", "tmin"],
        [1, -1],
        [12, -12],
        12,
        "2024-01-01T00:00:00",
        "2024-01-12T00:00:00",
        ["-9999"],
    ),
    "***": Case(
        STARS,
        ["no2"],
        [0],
        [70],
        8,
        "2024-01-01T00:00:00",
        "",
        ["filled with the previous value: 2"],
    ),
    "SCADA, a tag a row": Case(
        SCADA,
        ["Value"],
        [0.1],
        [5.1],
        6,
        "2024-05-01T00:00:00",
        "2024-05-01T00:05:00",
        ["2 series, named by Tag; PT101.PV is used"],
    ),
    "SCADA, a column each": Case(
        SCADA_WIDE,
        ["\\\\PLC1\\FIC100.PV"],
        [0.5],
        [7.5],
        8,
        "2024-05-01T00:00:00",
        "2024-05-01T00:07:00",
    ),
    "Fitbit": Case(
        FITBIT, ["Value"], [90], [103], 14, "2016-04-12T07:21:00", "2016-04-12T07:22:05"
    ),
    "Garmin": Case(
        GARMIN,
        ["Distance", "Calories", "Avg HR"],
        [12.25, 1107, 147],
        [5.25, 1100, 140],
        8,
        "2024-01-13T07:30:00",
        "2024-01-20T07:30:00",
    ),
    "smart meter in spring": Case(
        SMART_METER,
        ["Bezug (kWh)"],
        [0.0],
        [0.454],
        20,
        "2023-03-26T00:00:00",
        "2023-03-26T04:45:00",
        ["Missing dates added: 4"],
    ),
    "smart meter in autumn": Case(
        SMART_METER_AUTUMN,
        ["Bezug"],
        [0],
        [3.45],
        12,
        "2023-10-29T01:00:00",
        "2023-10-29T03:45:00",
        ["duplicate date"],
    ),
    "from and to": Case(
        FROM_TO, ["Preis (€/MWh)"], [50.0], [57.7], 8, "2024-01-01T00:00:00", "2024-01-01T07:00:00"
    ),
    "units in the cells": Case(
        UNITS_IN_CELLS,
        ["Temperature", "Humidity", "Speed"],
        [50, 80, 0.5],
        [55, 85, 5.5],
        6,
        "2024-01-01T00:00:00",
    ),
    "chatter before the numbers": Case(
        ARDUINO, ["column 2", "column 3"], [300, 20], [381, 20.9], 10
    ),
    "PicoLog": Case(PICOLOG, ["Channel A", "Channel B"], [0.5, 0.25], [70.5, 7.25], 8),
    "HOBO": Case(
        HOBO,
        ["Temp, °C (LGR S/N: 10101, SEN S/N: 10101)"],
        [10.5],
        [19.5],
        30,
        "2023-07-01T00:00:00",
        "2023-07-02T05:00:00",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_log_gives_its_readings_and_nothing_of_what_stands_around_them(name: str) -> None:
    assert CASES[name].differences() == []
