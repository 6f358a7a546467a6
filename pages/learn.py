"""The Learn page: the subject of the playground, and its lessons."""

from __future__ import annotations

from playground.ui.learn.page import learn

learn()
