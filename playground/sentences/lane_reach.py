"""How far back lanes listen, in words."""

from __future__ import annotations

from collections.abc import Mapping

from playground.sentences.lists import all_at, listed
from playground.wording import _, counted


def about_reach(now: Mapping[str, int], before: Mapping[str, int], whole: int) -> str:
    """Return one sentence on the reach of each lane, and which of them grew or shrank while
    training.

    Parameters
    ----------
    now, before : mapping of name to int
        Steps until the influence falls under 1 %, now and untrained; ``whole`` where it never does.
    whole : int
        Steps of the window.
    """
    most, least = max(now.values()), min(now.values())
    far, near = listed(all_at(now, most)), listed(all_at(now, least))
    if len(now) > 1 and most == least:
        told = (
            _("All of them listen to the whole window.")
            if most >= whole
            else _("All of them reach equally far: {steps} back.")
        )
    elif most == least:
        told = (
            _("{far} listens to the whole window.")
            if most >= whole
            else _("{far} reaches {steps} back.")
        )
    elif most >= whole:
        told = _("To the whole window: {far}. Only {fewest} back: {near}.")
    else:
        told = _("Farthest, {steps} back: {far}. Only {fewest} back: {near}.")
    said = told.format(far=far, near=near, steps=steps(most), fewest=steps(least))
    grown = [name for name in now if now[name] >= before[name] + max(2, whole // 20)]
    shrunk = [name for name in now if now[name] <= before[name] - max(2, whole // 20)]
    if grown:
        said += " " + _("While training, the reach grew: {names}.").format(
            names=listed([_grew(n, before[n], now[n]) for n in grown])
        )
    if shrunk:
        told = (
            _("It shrank: {names}.") if grown else _("While training, the reach shrank: {names}.")
        )
        said += " " + told.format(names=listed([_grew(n, before[n], now[n]) for n in shrunk]))
    return said


def steps(count: int) -> str:
    """Return so many steps in words."""
    return counted(count, "{n} step", "{n} steps")


def _grew(name: str, before: int, now: int) -> str:
    return _("{name} from {before} to {now}").format(name=name, before=before, now=now)
