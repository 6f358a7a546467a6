"""Labelled sequences in the formats of archives: UCR text, .ts, ARFF, and tables."""

from __future__ import annotations

import json

import numpy as np
import pytest

from playground.data.io.upload import read
from playground.errors import DataError
from tests.file_cases import Labelled


def _wave(i: int, count: int = 10) -> list[float]:
    return [round(0.25 * i + 0.5 * np.sin(0.7 * k + i), 6) for k in range(count)]


N = 12
WAVES = [_wave(i) for i in range(N)]
ENDS = [w[-1] for w in WAVES]


def _ends(which: int, of: int = 2) -> list[float]:
    return [e for i, e in enumerate(ENDS) if i % of == which]


def _text(label: dict[int, str], separator: str = "\t", end: str = "\n", form: str = "{}") -> str:
    return "".join(
        separator.join([label[i % len(label)], *(form.format(v) for v in w)]) + end
        for i, w in enumerate(WAVES)
    )


TWO = {"0": [6, 6]}
TS_HEAD = "#A comment\n@problemName Demo\n@timeStamps {stamps}\n@missing {missing}\n@univariate {univariate}\n{more}@classLabel true up down\n@data\n"


def _ts(
    stamps: str = "false", missing: str = "false", univariate: str = "true", more: str = ""
) -> str:
    return TS_HEAD.format(stamps=stamps, missing=missing, univariate=univariate, more=more)


TS = _ts(more="@equalLength true\n@seriesLength 10\n") + "".join(
    ",".join(map(str, w)) + f":{'up' if i % 2 else 'down'}\n" for i, w in enumerate(WAVES)
)
TS_UNEQUAL = _ts(more="@equalLength false\n") + "".join(
    ",".join(map(str, w[i % 3 :])) + f":{'up' if i % 2 else 'down'}\n" for i, w in enumerate(WAVES)
)
TS_MISSING = _ts(missing="true") + "".join(
    ",".join("?" if k == 4 and i == 2 else str(v) for k, v in enumerate(w))
    + f":{'up' if i % 2 else 'down'}\n"
    for i, w in enumerate(WAVES)
)
TS_MANY = _ts(
    univariate="false", more="@dimensions 3\n@equalLength true\n@seriesLength 10\n"
) + "".join(
    ":".join(
        [
            ",".join("0.5" for _v in w),
            ",".join(str(-v) for v in w),
            ",".join(map(str, w)),
            "up" if i % 2 else "down",
        ]
    )
    + "\n"
    for i, w in enumerate(WAVES)
)
TS_STAMPED = _ts(stamps="true") + "".join(
    ",".join(f"(2024-01-01 00:0{k % 10}:00,{v})" for k, v in enumerate(w))
    + f":{'up' if i % 2 else 'down'}\n"
    for i, w in enumerate(WAVES)
)
TS_STAMPED_MANY = _ts(stamps="true", univariate="false", more="@dimensions 2\n") + "".join(
    ",".join(f"({k},{-v})" for k, v in enumerate(w))
    + ":"
    + ",".join(f"({k},{v})" for k, v in enumerate(w))
    + f":{'up' if i % 2 else 'down'}\n"
    for i, w in enumerate(WAVES)
)
ARFF = (
    "% UCR archive\n@relation Demo\n\n"
    + "".join(f"@attribute att{k} numeric\n" for k in range(10))
    + "@attribute target {1,-1}\n\n@data\n"
    + "".join(",".join(map(str, w)) + f",{1 if i % 2 else -1}\n" for i, w in enumerate(WAVES))
)
ARFF_MANY = (
    "@RELATION Basic\n@attribute relationalAtt relational\n"
    + "".join(f"  @attribute t{k} numeric\n" for k in range(10))
    + "@end relationalAtt\n@attribute activity {Standing,'Running fast'}\n@data\n"
    + "".join(
        "'"
        + ",".join(str(-v) for v in w)
        + "\\n"
        + ",".join(map(str, w))
        + f"',{['Standing', chr(39) + 'Running fast' + chr(39)][i % 2]}\n"
        for i, w in enumerate(WAVES)
    )
)
LONG = "case_id,dim_0,time,class\n" + "".join(
    f"{i},{v},{k},{'ill' if i % 2 else 'well'}\n"
    for i, w in enumerate(WAVES)
    for k, v in enumerate(w)
)
LONG_SHUFFLED = "id;zeit;wert;klasse\n" + "".join(
    f"p{i};{k};{str(WAVES[i][k]).replace('.', ',')};{'krank' if i % 2 else 'gesund'}\n"
    for i, k in sorted(
        ((i, k) for i in range(N) for k in range(10)), key=lambda p: (p[1] * 7 % 10, p[0])
    )
)
LONG_DATES = "timestamp,sensor_id,x,y,label\n" + "".join(
    f"2024-01-01 00:0{k}:00,s{i},{-v},{v},{'a' if i % 2 else 'b'}\n"
    for i, w in enumerate(WAVES)
    for k, v in enumerate(w)
)
NAMED_ROWS = (
    ",".join(["label", *(f"t{k}" for k in range(10))])
    + "\n"
    + "".join(
        ",".join([("cat" if i % 2 else "dog"), *map(str, w)]) + "\n" for i, w in enumerate(WAVES)
    )
)
ECG_ROWS = "".join(
    ",".join([*map(str, w), f"{i % 2}.000000000000000000e+00"]) + "\n" for i, w in enumerate(WAVES)
)
UNEQUAL_UCR = "".join(
    "\t".join([str(i % 2 + 1), *map(str, w[: 10 - i % 3]), *["NaN"] * (i % 3)]) + "\n"
    for i, w in enumerate(WAVES)
)
LONG_JSON = json.dumps(
    [
        {"id": i, "time": k, "value": v, "label": "a" if i % 2 else "b"}
        for i, w in enumerate(WAVES)
        for k, v in enumerate(w)
    ]
)

DIGITS = {"1": _ends(0), "2": _ends(1)}
UPDOWN = {"down": _ends(0), "up": _ends(1)}
CASES = {
    "UCR tsv": Labelled(_text({0: "1", 1: "2"}), (12, 10, 1), ["1", "2"], [6, 6], DIGITS),
    "UCR txt, float labels and spaces": Labelled(
        _text({0: "  1.0000000e+00", 1: "  2.0000000e+00"}, "  ", form="{:.7e}"),
        (12, 10, 1),
        ["1", "2"],
        [6, 6],
        {},
    ),
    "UCR txt, commas": Labelled(
        _text({0: "1", 1: "2"}, ","), (12, 10, 1), ["1", "2"], [6, 6], DIGITS
    ),
    "UCR negative labels": Labelled(
        _text({0: "-1", 1: "1"}, "\t", "\r\n"),
        (12, 10, 1),
        ["-1", "1"],
        [6, 6],
        {"-1": _ends(0), "1": _ends(1)},
    ),
    "UCR three labels from zero": Labelled(
        _text({0: "0", 1: "1", 2: "2"}), (12, 10, 1), ["0", "1", "2"], [4, 4, 4], {"2": _ends(2, 3)}
    ),
    "UCR with unequal lengths": Labelled(
        UNEQUAL_UCR, (12, 10, 1), ["1", "2"], [6, 6], {}, told=["8 to 10 steps"]
    ),
    "class last": Labelled(
        ECG_ROWS, (12, 10, 1), ["0", "1"], [6, 6], {"0": _ends(0), "1": _ends(1)}
    ),
    ".ts": Labelled(TS, (12, 10, 1), ["down", "up"], [6, 6], UPDOWN, name="Demo_TRAIN.ts"),
    ".ts of unequal lengths": Labelled(
        TS_UNEQUAL, (12, 10, 1), ["down", "up"], [6, 6], UPDOWN, told=["8 to 10 steps"]
    ),
    ".ts, cut": Labelled(
        TS_UNEQUAL,
        (12, 8, 1),
        ["down", "up"],
        [6, 6],
        UPDOWN,
        more={"overrides": {"lengths": "cut"}},
    ),
    ".ts with missing readings": Labelled(
        TS_MISSING,
        (12, 10, 1),
        ["down", "up"],
        [6, 6],
        UPDOWN,
        told=[
            "Missing values filled with the previous value, or with the first one if there is none: 1"
        ],
    ),
    ".ts with three channels": Labelled(
        TS_MANY,
        (12, 10, 3),
        ["down", "up"],
        [6, 6],
        UPDOWN,
        ["channel 1", "channel 2", "channel 3"],
    ),
    ".ts with times": Labelled(TS_STAMPED, (12, 10, 1), ["down", "up"], [6, 6], UPDOWN),
    ".ts with times and two channels": Labelled(
        TS_STAMPED_MANY, (12, 10, 2), ["down", "up"], [6, 6], UPDOWN, ["channel 1", "channel 2"]
    ),
    "ARFF": Labelled(
        ARFF, (12, 10, 1), ["-1", "1"], [6, 6], {"-1": _ends(0), "1": _ends(1)}, name="Demo.arff"
    ),
    "ARFF of two channels": Labelled(
        ARFF_MANY,
        (12, 10, 2),
        ["Running fast", "Standing"],
        [6, 6],
        {"Standing": _ends(0)},
        ["channel 1", "channel 2"],
    ),
    "long table": Labelled(
        LONG, (12, 10, 1), ["ill", "well"], [6, 6], {"ill": _ends(1), "well": _ends(0)}, ["dim_0"]
    ),
    "long table, german, in the order of time": Labelled(
        LONG_SHUFFLED, (12, 10, 1), ["gesund", "krank"], [6, 6], {"gesund": _ends(0)}, ["wert"]
    ),
    "long table with dates": Labelled(
        LONG_DATES, (12, 10, 2), ["a", "b"], [6, 6], {"a": _ends(1)}, ["x", "y"]
    ),
    "long table as JSON": Labelled(
        LONG_JSON, (12, 10, 1), ["a", "b"], [6, 6], {"a": _ends(1)}, ["value"]
    ),
    "rows with names": Labelled(NAMED_ROWS, (12, 10, 1), ["cat", "dog"], [6, 6], {"cat": _ends(1)}),
}


@pytest.mark.parametrize("name", CASES)
def test_labelled_sequences_are_read_as_their_archive_means_them(name: str) -> None:
    assert CASES[name].differences() == []


@pytest.mark.parametrize(
    ("head", "sentence"),
    [
        ("@problemName Demo\n@classLabel false\n@data\n1,2,3\n", "no class labels"),
        ("@problemName Demo\n@targetLabel true\n@data\n1,2,3:0.5\n", "numbers instead of classes"),
    ],
)
def test_sequences_without_classes_are_refused_in_a_sentence(head: str, sentence: str) -> None:
    with pytest.raises(DataError, match=sentence):
        read(head.encode(), "a.ts")
