"""Sentences that compare the reach of the lanes."""

from __future__ import annotations

from collections.abc import Mapping

from playground.sentences.lists import all_at, listed
from playground.wording import _, counted


def about_reach(now: Mapping[str, int], before: Mapping[str, int], whole: int) -> str:
    """Return the longest and the shortest reach, and which changed noticeably in training.

    Parameters
    ----------
    now, before : mapping of name to int
        Steps until the influence falls below 1 %, now and untrained; ``whole`` where it never does.
    whole : int
        Steps of the window.
    """
    longest, shortest = max(now.values()), min(now.values())
    if longest > shortest:
        sentence = (
            _("Longest reach: the whole window, {far}. Shortest: {fewest}, {near}.")
            if longest >= whole
            else _("Longest reach: {steps}, {far}. Shortest: {fewest}, {near}.")
        )
    elif len(now) > 1:
        sentence = (
            _("All of them reach back over the whole window.")
            if longest >= whole
            else _("All of them reach back equally far: {steps}.")
        )
    else:
        sentence = (
            _("{far} reaches back over the whole window.")
            if longest >= whole
            else _("{far} reaches back {steps}.")
        )
    sentence = sentence.format(
        far=listed(all_at(now, longest)),
        near=listed(all_at(now, shortest)),
        steps=counted(longest, "{n} step", "{n} steps"),
        fewest=counted(shortest, "{n} step", "{n} steps"),
    )
    return " ".join([sentence, *_changes(now, before, max(2, whole // 20))])


def _changes(now: Mapping[str, int], before: Mapping[str, int], noticeable: int) -> list[str]:
    changed = {
        name: _("{name} from {before} to {now}").format(
            name=name, before=before[name], now=now[name]
        )
        for name in now
    }
    grown = [words for name, words in changed.items() if now[name] >= before[name] + noticeable]
    shrunk = [words for name, words in changed.items() if now[name] <= before[name] - noticeable]
    sentences = []
    if grown:
        sentences.append(_("The reach grew in training: {names}.").format(names=listed(grown)))
    if shrunk:
        sentences.append(_("The reach shrank in training: {names}.").format(names=listed(shrunk)))
    return sentences
