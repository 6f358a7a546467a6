"""Colours with one meaning each, and text that is legible on what it stands on."""

from __future__ import annotations

import itertools
import math
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from playground.figures import class_shares, confusion
from playground.figures.palette import HUES, contrast, legible, mixed, palette, variant_styles
from playground.models.cells import recurrent_cells

ROOT = Path(__file__).parents[3]
THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())["theme"]
SCRIPT = (ROOT / "playground/player/assets/colours.mjs").read_text()
#: Difference by CIEDE2000 at which two hues can be told apart in thin lines.
APART = 15


def of_script(name: str, dark: bool) -> list[str]:
    """Return the colours that the player's script gives a name, in one theme."""
    found = re.search(rf"const {name} = \[(.*?)\];", SCRIPT)
    assert found
    colours = re.findall(r"#[0-9A-F]{6}", found[1])
    half = len(colours) // 2
    return colours[half:] if dark else colours[:half]


def meanings(dark: bool) -> dict[str, list[str]]:
    """Return every colour that means something, by what it means."""
    colours = palette(dark)
    cells = {f"cell {name}": [colour] for name, colour in colours["cells"].items()}
    gates = {f"gate {hue}": of_script(hue.upper(), dark) for hue in ("orange", "green", "blue")}
    return {
        **cells,
        **gates,
        "prediction": [colours["prediction"]],
        "positive": of_script("POSITIVE", dark),
        "negative": of_script("NEGATIVE", dark),
        "selected": [colours["selection"]],
        "button": [THEME["dark" if dark else "light"]["primaryColor"]],
        "grey": [HUES["grey"][dark]],
    }


def lab(colour: str) -> np.ndarray:
    """Return CIELAB, (3,), under D65."""
    c = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
    rows = [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750]]
    xyz = np.array([*rows, [0.0193339, 0.1191920, 0.9503041]]) @ linear
    f = xyz / [0.95047, 1.0, 1.08883]
    f = np.where(f > 216 / 24389, np.cbrt(f), (24389 / 27 * f + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def difference(one: str, other: str) -> float:
    """Return the colour difference CIEDE2000 (Sharma, Wu and Dalal 2005)."""
    (l1, a1, b1), (l2, a2, b2) = lab(one), lab(other)
    mean = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    g = 1 + 0.5 * (1 - math.sqrt(mean**7 / (mean**7 + 25**7)))
    c1, c2 = math.hypot(g * a1, b1), math.hypot(g * a2, b2)
    h1, h2 = math.degrees(math.atan2(b1, g * a1)) % 360, math.degrees(math.atan2(b2, g * a2)) % 360
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    hue = (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2
    chroma, light = (c1 + c2) / 2, (l1 + l2) / 2
    weights = ((-0.17, 1, -30), (0.24, 2, 0), (0.32, 3, 6), (-0.2, 4, -63))
    t = 1 + sum(w * math.cos(math.radians(k * hue + shift)) for w, k, shift in weights)
    sl = 1 + 0.015 * (light - 50) ** 2 / math.sqrt(20 + (light - 50) ** 2)
    dl, dc = (l2 - l1) / sl, (c2 - c1) / (1 + 0.045 * chroma)
    dh = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2)) / (1 + 0.015 * chroma * t)
    wide = math.radians(60 * math.exp(-(((hue - 275) / 25) ** 2)))
    rotation = -2 * math.sqrt(chroma**7 / (chroma**7 + 25**7)) * math.sin(wide)
    return math.sqrt(dl**2 + dc**2 + dh**2 + rotation * dc * dh)


def test_the_colour_difference_is_that_of_the_standard() -> None:
    """Equal colours differ by nothing; black and white by 100."""
    assert difference("#6B46B0", "#6B46B0") == 0
    assert difference("#000000", "#FFFFFF") == pytest.approx(100, abs=0.1)
    assert difference("#FF0000", "#00FF00") == pytest.approx(86.6, abs=0.1)


@pytest.mark.parametrize("dark", [False, True])
def test_no_two_meanings_share_a_colour(dark: bool) -> None:
    """Gates, cells, prediction, sign and selection can be told apart by hue."""
    close = [
        (first, second, round(difference(one, other), 1))
        for (first, ones), (second, others) in itertools.combinations(meanings(dark).items(), 2)
        for one, other in itertools.product(ones, others)
        if difference(one, other) < (APART if "button" not in (first, second) else 10)
    ]
    assert close == []


@pytest.mark.parametrize("dark", [False, True])
def test_player_and_charts_agree_on_every_colour(dark: bool) -> None:
    """The script of the player has the hues of the charts."""
    for hue in ("orange", "green", "blue", "grey"):
        assert of_script(hue.upper(), dark)[0] == HUES[hue][dark]
    assert of_script("VIOLET", dark) == [palette(dark)["prediction"]] * 2


def backgrounds(dark: bool) -> list[str]:
    """Return what text stands on: the page, boxes, the sidebar, and regions of charts."""
    theme, colours = THEME["dark" if dark else "light"], palette(dark)
    page, box = theme["backgroundColor"], theme["secondaryBackgroundColor"]
    assert (colours["page"], colours["ground"], colours["text"]) == (page, box, theme["textColor"])
    regions = []
    for part in colours["part"]:
        *channels, alpha = map(float, re.findall(r"[\d.]+", part))
        tint = "#" + "".join(f"{round(c):02X}" for c in channels)
        regions.append(mixed(page, tint, alpha))
    return [page, box, *regions]


def texts(dark: bool) -> Iterator[tuple[str, str]]:
    """Yield every colour in which text is written, with its name."""
    theme, colours = THEME["dark" if dark else "light"], palette(dark)
    yield from ((f"cell {name}", colour) for name, colour in colours["cells"].items())
    yield from ((name, colours[name]) for name in ("text", "baseline", "prediction", "selection"))
    yield "link", theme["linkColor"]
    for hue in ("ORANGE", "GREEN", "BLUE", "VIOLET", "GREY"):
        yield f"letter {hue}", of_script(hue, dark)[1]


@pytest.mark.parametrize("dark", [False, True])
def test_every_text_is_legible_on_every_background(dark: bool) -> None:
    """At least 4.5 : 1, on the page, in boxes and in the regions of a chart."""
    faint = [
        (name, colour, ground, round(contrast(colour, ground), 2))
        for name, colour in texts(dark)
        for ground in backgrounds(dark)[: 2 if name.startswith("letter") else None]
        if contrast(colour, ground) < 4.5
    ]
    assert faint == []


@pytest.mark.parametrize("dark", [False, True])
def test_faded_text_of_the_styles_is_legible(dark: bool) -> None:
    """An opacity or a mix with the background leaves 4.5 : 1."""
    ink, files = palette(dark)["text"], [*ROOT.glob("playground/ui/**/*.py")]
    files += [*ROOT.glob("playground/ui/browser/*.mjs"), *ROOT.glob("playground/player/**/*.css")]
    faded = set()
    for file in files:
        for rule in re.findall(r"[^{}]*\{[^{}]*\}", file.read_text()):
            if "opacity" in rule and re.search(r"font-size|output|Caption", rule):
                faded |= {float(share) for share in re.findall(r"opacity: ?(0\.\d+)", rule)}
    faded.add(float(re.findall(r"muted: rgb\(mix\(paper, text, ([\d.]+)\)", SCRIPT)[0]))
    for share, ground in itertools.product(faded, backgrounds(dark)[:2]):
        assert contrast(mixed(ground, ink, share), ground) >= 4.5, (share, ground)


@pytest.mark.parametrize("dark", [False, True])
def test_words_on_buttons_and_selected_segments_are_legible(dark: bool) -> None:
    """White on the primary colour, and text on the tint of what is selected; buttons stand out."""
    theme = THEME["dark" if dark else "light"]
    assert contrast("#FFFFFF", theme["primaryColor"]) >= 4.5
    for ground in backgrounds(dark)[:2]:
        assert contrast(theme["primaryColor"], ground) >= 3
        assert contrast(theme["textColor"], mixed(ground, theme["textColor"], 0.13)) >= 4.5


@pytest.mark.parametrize("dark", [False, True])
def test_variants_are_legible_shades_of_the_colour_of_their_cell(dark: bool) -> None:
    """Four variants of any cell have 4.5 : 1 on the page and in boxes."""
    for name in recurrent_cells():
        for colour, _dash in variant_styles(dict.fromkeys("abcd", name), dark).values():
            assert min(contrast(colour, ground) for ground in backgrounds(dark)[:2]) >= 4.5


@pytest.mark.parametrize("dark", [False, True])
def test_numbers_and_names_in_coloured_fields_are_legible(dark: bool) -> None:
    """Counts of a confusion matrix at every share, and the names of classes on their bands."""
    colours = palette(dark)
    for share in np.linspace(0, 1, 101):
        ground = mixed(colours["page"], colours["prediction"], float(share))
        assert contrast(legible(ground), ground) >= 4.5
    counts = [[60, 40], [1, 99]]
    matrix = confusion.confusion_chart(counts, ["a", "b"], dark)
    assert len(matrix["layout"]["annotations"]) == 4
    shares = np.tile(np.full(9, 1 / 9), (3, 1))
    chart = class_shares.class_shares_chart(shares, list("abcdefghi"), 0, dark)
    for note in chart["layout"]["annotations"]:
        ground = next(t["fillcolor"] for t in chart["data"] if t["name"] == note["text"])
        assert contrast(note["font"]["color"], ground) >= 4.5
    assert chart["data"][0]["fillcolor"] == colours["prediction"]


def test_no_other_file_of_the_pages_has_a_colour_of_its_own() -> None:
    """A colour has one place: the palette, the cells, the player's colours and the theme."""
    allowed = {
        "palette.py",
        "colours.mjs",
        "source_picture.py",
        "page.py",
        "favicon.svg",
        "site.py",
        "papers.css",  # for paper, without a theme
        "learn_pages.py",
    }
    allowed |= {"chart_theme.mjs", "draw.mjs"}  # what an element shows before it knows its theme
    rooms = [*ROOT.glob("playground/**/*.py"), *ROOT.glob("playground/**/*.mjs")]
    rooms += [*ROOT.glob("playground/**/*.css"), *ROOT.glob("pages/*.py")]
    coloured = {
        file.relative_to(ROOT).as_posix()
        for file in rooms
        if "models/cells" not in file.as_posix()
        and file.name not in allowed
        and any(len(set(c)) > 2 for c in re.findall(r"#[0-9A-Fa-f]{6}\b", file.read_text()))
    }
    assert coloured == set()
