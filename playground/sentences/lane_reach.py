"""How far back lanes listen, in words."""

from __future__ import annotations

from collections.abc import Mapping

from playground.sentences.race import listed
from playground.wording import _


def about_reach(now: Mapping[str, int], before: Mapping[str, int], whole: int) -> str:
    """Return one sentence on the reach of each lane, and which of them grew or shrank while training.

    Parameters
    ----------
    now, before : mapping of name to int
        Steps until the influence falls under 1 %, now and untrained; ``whole`` where it never does.
    whole : int
        Steps of the window.
    """
    if len(set(now.values())) == 1:
        reach = next(iter(now.values()))
        said = (
            _("All of them listen to the whole window.")
            if reach >= whole
            else _("All of them reach equally far: {reach} steps back.").format(reach=reach)
        )
    else:
        far, near = max(now, key=now.__getitem__), min(now, key=now.__getitem__)
        told = (
            _("{far} listens to the whole window, {near} only {near_reach} steps back.")
            if now[far] >= whole
            else _("{far} listens farthest, {far_reach} steps back; {near} only {near_reach}.")
        )
        said = told.format(far=far, near=near, far_reach=now[far], near_reach=now[near])
    grown = [name for name in now if now[name] >= before[name] + max(2, whole // 20)]
    shrunk = [name for name in now if now[name] <= before[name] - max(2, whole // 20)]
    if grown:
        said += " " + _("While it learned, the reach grew: {names}.").format(names=listed([_grew(n, before[n], now[n]) for n in grown]))
    if shrunk:
        said += " " + _("It shrank: {names}.").format(names=listed([_grew(n, before[n], now[n]) for n in shrunk]))
    return said


def _grew(name: str, before: int, now: int) -> str:
    return _("{name} from {before} to {now}").format(name=name, before=before, now=now)
