"""What may stand in ``data.compose`` and ``data.events``: waves put together, and what happens to a
series on the way.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playground.config import registry
from playground.config.field_spec import Setting
from playground.errors import DescriptionError, nearest
from playground.wording import N_, _

#: Most pieces and most events of one series.
MOST = 12
_FAR = 100_000

_HOW = Setting(
    "how",
    str,
    "add",
    "How",
    "Adds the wave to the values so far, multiplies them by it, or appends it.",
    choices=("add", "multiply", "concatenate"),
)
_WAVE = Setting(
    "source",
    str,
    "sine",
    "Wave",
    "A generated wave; of several columns, the first is used.",
    room="source",
)
_PARAMS = Setting("params", dict, {}, "Parameters", "The wave's own parameters, by name.")
_AT = Setting(
    "at",
    int,
    100,
    "At row",
    "The first row at which it happens, counted from 0.",
    unit="row",
    minimum=0,
    maximum=_FAR,
)
_EVERY = Setting(
    "every",
    int,
    0,
    "Repeat every",
    "Rows until it happens again; 0 for only once.",
    unit="rows",
    minimum=0,
    maximum=_FAR,
)
_LASTS = Setting(
    "rows",
    int,
    0,
    "Duration",
    "Rows for which it lasts; 0 lasts to the end.",
    unit="rows",
    minimum=0,
    maximum=_FAR,
)
_SIZE = Setting(
    "size",
    float,
    3.0,
    "Size",
    "Amount added to the target, in the target's unit.",
    minimum=-1e9,
    maximum=1e9,
)

#: Keys of one entry of ``data.compose``.
PIECE: tuple[Setting, ...] = (
    _HOW,
    _WAVE,
    _PARAMS,
    Setting(
        "rows",
        int,
        0,
        "Rows",
        "Rows to append; 0 appends as many as the first wave has. Only for append.",
        minimum=0,
        maximum=_FAR,
    ),
)
#: Keys of one entry of ``data.events`` besides ``kind``, by kind.
EVENTS: dict[str, tuple[Setting, ...]] = {
    "outlier": (_AT, _SIZE, _EVERY),
    "gap": (
        _AT,
        Setting(
            "rows",
            int,
            10,
            "Duration",
            "Rows whose values are missing; see Missing values.",
            unit="rows",
            minimum=1,
            maximum=_FAR,
        ),
        _EVERY,
    ),
    "level_shift": (_AT, _SIZE, _LASTS, _EVERY),
    "regime_change": (_AT, _WAVE, _PARAMS, _LASTS, _EVERY),
}
#: What they are called on screen.
NAMES = {
    "add": N_("add"),
    "multiply": N_("multiply"),
    "concatenate": N_("append"),
    "outlier": N_("outlier"),
    "gap": N_("gap"),
    "level_shift": N_("level shift"),
    "regime_change": N_("regime change"),
}


def waves() -> list[str]:
    """Return the names of the generated waves, which alone can be pieces and regimes."""
    return [name for name, entry in registry.sources().items() if entry.is_generator]


def check_pieces(given: object, field: str = "data.compose") -> tuple[dict[str, Any], ...]:
    """Return every piece checked and complete; a `DescriptionError` names the wrong one."""
    return tuple(
        _checked(piece, PIECE, f"{field}[{i}]") for i, piece in enumerate(_listed(given, field))
    )


def check_events(given: object, field: str = "data.events") -> tuple[dict[str, Any], ...]:
    """Return every event checked and complete; a `DescriptionError` names the wrong one."""
    checked = []
    for i, event in enumerate(_listed(given, field)):
        place = f"{field}[{i}]"
        kind = event.get("kind") if isinstance(event, Mapping) else None
        if not isinstance(kind, str) or kind not in EVENTS:
            sentence = _('needs an object with a "kind"; {hint}')
            raise DescriptionError(sentence.format(hint=nearest(kind, EVENTS)), field=place)
        rest = {name: value for name, value in event.items() if name != "kind"}
        checked.append({"kind": kind, **_checked(rest, EVENTS[kind], place)})
    return tuple(checked)


def _listed(given: object, field: str) -> list[Any]:
    if not isinstance(given, list | tuple) or len(given) > MOST:
        sentence = _("needs a list of at most {most} entries.")
        raise DescriptionError(sentence.format(most=MOST), field=field)
    return list(given)


def _checked(given: object, settings: tuple[Setting, ...], place: str) -> dict[str, Any]:
    known = {setting.name: setting for setting in settings}
    if not isinstance(given, Mapping):
        sentence = _("needs an object with the keys {keys}.")
        raise DescriptionError(sentence.format(keys=", ".join(known)), field=place)
    for name in given:
        if name not in known:
            sentence = _("unknown key; {hint}").format(hint=nearest(name, known))
            raise DescriptionError(sentence, field=f"{place}.{name}")
    found = {
        name: setting.check(given.get(name, setting.default), f"{place}.{name}")
        for name, setting in known.items()
    }
    if "source" in found:
        if found["source"] not in waves():
            sentence = _("{source} is no generated wave; {hint}").format(
                source=repr(found["source"]), hint=nearest(found["source"], waves())
            )
            raise DescriptionError(sentence, field=f"{place}.source")
        found["params"] = registry.source(found["source"]).check_params(
            found["params"], f"{place}.params"
        )
    return found
