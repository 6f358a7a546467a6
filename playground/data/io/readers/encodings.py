"""Detect the encoding of a text that is not UTF-8 from a few lines, such as short headers.

General encoding detectors need sentences. Here every encoding is tried and its letters are scored:
for European ones by letters that no language of the encoding has, or not in that position in a
word, and by words common in tables; for others by the share of frequent characters.
"""

from __future__ import annotations

import itertools
import re

UNSURE = "cp1252"
_MOST_BYTES = 20_000
_SIGNS = "°±²³µ€£¥§½¼¾·–—’‘“”„…‰«»©®×™\u00a0\u00ad"
#: Letters beyond ASCII of the languages of an encoding, in lower case, and patterns that are wrong
#: even with these letters.
_LATIN = {
    "cp1252": (
        "äöüßàâæçéèêëîïôœùûáíñóúãõåøìò¿¡ªº",
        re.compile(
            r"[²³¹][^\W\d_]|[^\W\d_][¿¡][^\W\d_]|£[^\W\d_]|œ(?![uin])|ñ(?![aeiouáéíóú])|[ìù](?=[^\W\d_])|è(?=[aeiouyí])|õ(?![es])"
            r"|ø(?=[aiouyíá]|e[^rnt\W])"
        ),
    ),
    "cp1250": ("ąćęłńóśźżáčďéěíňřšťúůýžľĺŕôöőüűäđăâîşţëßç", re.compile(r"ů\b(?=[²³])")),
    "cp1254": ("ığşçöüâî\u0307", re.compile(r"(?!x)x")),  # a capital İ becomes two characters
}
_LATIN["iso8859_2"] = _LATIN["cp1250"]
_ICELANDIC = frozenset("ðþý"), frozenset("áéíóúæ")
#: Words common in tables, which decide where the letters do not.
_WORDS = {
    "cp1250": "węgiel napięcie prędkość wartość miesiąc dzień godzina zużycie średnia spotřeba čas týden výkon počet měsíc teplota hodnota idő nap",
    "cp1254": "tarih saat sıcaklık akım güç gün yıl ay fiyat değer miktar nem",
}
_FREQUENT = {
    "cp1251": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфёіїєґ",
    "koi8_r": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфё",
    "cp1253": "αοιετσνηυρπκμλςωδγχθφβξζψάέήίόύώϊϋ",
}
#: Lead bytes of the frequent characters of a two-byte encoding.
_LEADS = {
    "gb18030": (0xB0, 0xD7),
    "big5": (0xA4, 0xC6),
    "cp949": (0xB0, 0xC8),
    "cp932": (0x81, 0x97),
}
_ASIAN = {
    "gb18030": "日期 时间 温度 年份 月份 小时 数值",
    "big5": "日期 時間 溫度 氣溫",
    "cp949": "날짜 시간 기온 일시 온도",
    "cp932": "日付 年月 時間 気温 日時",
}


def alphabet_of(raw: bytes) -> str:
    """Return the encoding (Python's name) of a text that is not UTF-8; default Windows-1252."""
    sample = _sample(raw)
    runs = [len(m) for m in re.findall(rb"[\x80-\xff]+", sample)]
    if not runs:
        return UNSURE
    points = {name: _asian(sample, name) for name in _LEADS}
    alone = [
        m
        for m in re.finditer(rb"[\x80-\xff]+", sample)
        if not (sample[: m.start()][-1:] + sample[m.end() :][:1]).isalpha()
    ]
    if sum(len(m[0]) for m in alone if len(m[0]) > 1) >= 0.5 * sum(
        runs
    ):  # words without a Latin letter
        points |= {name: _letters(sample, name) for name in _FREQUENT}
    else:
        points = {"cp932": points["cp932"] if _are_runs(sample) else 0.0}
    best = max(points, key=lambda name: points[name])
    return best if points[best] >= 0.8 else _european(sample)


def _sample(raw: bytes) -> bytes:
    """Return lines that contain bytes beyond ASCII, as many as fit."""
    found, size = [], 0
    for match in itertools.islice(re.finditer(rb"[\x80-\xff][^\r\n]*", raw), 2000):
        start = (
            max(
                raw.rfind(end, max(0, match.start() - 1000), match.start())
                for end in (b"\n", b"\r")
            )
            + 1
        )
        found.append(
            raw[
                start if start else max(0, match.start() - 1000) : min(
                    match.end(), match.start() + _MOST_BYTES
                )
            ]
        )
        size += len(found[-1])
        if size > _MOST_BYTES:
            break
    return b"\n".join(found)


def _decoded(sample: bytes, name: str) -> str | None:
    try:
        return sample.decode(name)
    except UnicodeDecodeError:
        return None


def _european(sample: bytes) -> str:
    """Return the encoding with the fewest misplaced letters.

    Words common in its tables count in favour of it, and Windows-1252 wins a tie.
    """
    points = {}
    for name, (letters, wrong) in _LATIN.items():
        text = (_decoded(sample, name) or sample.decode(name, errors="replace")).lower()
        known = set(letters) | set(_SIGNS)
        if (
            name == UNSURE
            and set(text) & _ICELANDIC[0]
            and set(text) & _ICELANDIC[1]
            and "ü" not in text
        ):
            known |= _ICELANDIC[0]
        beyond = [c for c in text if ord(c) > 127 and c not in known]
        words = set(re.findall(r"[^\W\d_]+", text)) & set(
            _WORDS.get("cp1250" if name == "iso8859_2" else name, "").split()
        )
        points[name] = len(beyond) + len(wrong.findall(text)) - len(words)
    return min(points, key=lambda name: points[name])


def _letters(sample: bytes, name: str) -> float:
    """Return the share of frequent letters of a one-byte encoding, minus capitals inside words."""
    text = _decoded(sample, name)
    beyond = [c for c in text or "" if ord(c) > 127]
    if not beyond:
        return 0.0
    good = sum(c.lower() in _FREQUENT[name] or c in _SIGNS for c in beyond)
    common = sum(c.lower() in _FREQUENT[name][:13] for c in beyond)
    odd = len(
        re.findall(
            r"(?<=[^\W\d_a-zA-Z])(?=[^\W\d_a-zA-Z])", re.sub(r"[^\W\d_]+", _turns, text or "")
        )
    )
    return (good - odd) / len(beyond) + 0.1 * common / len(beyond)


def _turns(match: re.Match[str]) -> str:
    """Return pairs of a lower-case letter before a capital one inside a word, nothing else."""
    word = match[0]
    return " ".join("яя" for a, b in itertools.pairwise(word) if a.islower() and b.isupper())


def _asian(sample: bytes, name: str) -> float:
    """Return the share of frequent characters of a two-byte encoding; known words add to it."""
    text = _decoded(sample, name)
    beyond = [c for c in text or "" if ord(c) > 127]
    if not beyond:
        return 0.0
    low, high = _LEADS[name]
    punctuation = (0x81, 0x83) if name == "cp932" else (0xA1, 0xA3)
    good = 0
    for c in beyond:
        pair = c.encode(name)
        good += len(pair) == 2 and (
            low <= pair[0] <= high or punctuation[0] <= pair[0] <= punctuation[1]
        )
    known = any(word in (text or "") for word in _ASIAN[name].split())
    return good / len(beyond) + 0.2 * known - 0.05 * (name == "cp949" and len(beyond) < 4)


def _are_runs(sample: bytes) -> bool:
    """Return whether a text looks Japanese.

    Its characters come in runs, and most of their bytes are not letters in other encodings.
    """
    text = _decoded(sample, "cp932")
    if text is None:
        return False
    runs = [len(run) for run in re.findall(r"[^\x00-\x7f]+", text)]
    low = len(re.findall(rb"[\x81-\x9f][\x40-\x7e\x80-\xfc]", sample))
    return sum(n for n in runs if n >= 2) >= 0.7 * sum(runs) and low >= 0.7 * sum(runs)
