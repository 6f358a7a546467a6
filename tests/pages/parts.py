"""A page as the browser keeps it: its parts are drawn anew one by one, because of their feed or by
a button in them, and the rest stays.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import RerunData, ScriptRunnerEvent
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequests
from streamlit.testing.v1 import AppTest, app_test
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from tests.pages.visit import own_bytes, whole


class Kept:
    """What the browser was sent and still shows, and the part that it asks for next."""

    def __init__(self) -> None:
        self.messages: list[ForwardMsg] = []
        self.part: str | None = None
        self.sent: list[ForwardMsg] = []  # all that ever came, in its order

    def runner(self) -> type[LocalScriptRunner]:
        """Return the runner of a page whose last messages stay where a run does not replace them;
        Streamlit's own forgets them.
        """
        kept = self

        class Runner(LocalScriptRunner):
            def run(self, *args: Any, **named: Any) -> Any:
                self.forward_msg_queue._queue = list(kept.messages)
                self.on_event.connect(self._arrived, weak=False)
                try:
                    return super().run(*args, **named)
                finally:
                    kept.messages = list(self.forward_msg_queue._queue)

            def _arrived(
                self,
                _sender: object,
                event: ScriptRunnerEvent,
                forward_msg: ForwardMsg | None = None,
                **_more: Any,
            ) -> None:
                if event == ScriptRunnerEvent.ENQUEUE_FORWARD_MSG and forward_msg is not None:
                    kept.sent.append(forward_msg)

            def request_rerun(self, data: RerunData) -> bool:
                asked, kept.part = kept.part, None
                if not asked:
                    return super().request_rerun(data)
                self._requests = (
                    ScriptRequests()
                )  # without the run of the whole page that a runner begins with
                return super().request_rerun(replace(data, fragment_id=asked))

        return Runner


@dataclass
class Page:
    """A page in a browser.

    Parameters
    ----------
    app : AppTest
    kept : Kept
    """

    app: AppTest
    kept: Kept

    def part_of(self, button: Any) -> str:
        """Return the part a button or control stands in, or nothing for one of the page itself."""
        sent = (
            m.delta
            for m in self.kept.messages
            if m.HasField("delta") and m.delta.HasField("new_element")
        )
        return next(
            d.fragment_id
            for d in sent
            if button.id in (d.new_element.button.id, d.new_element.button_group.id)
        )

    def buttons(self) -> list[Any]:
        """Return the buttons inside parts that can be pressed."""
        return [b for b in self.app.button if not b.disabled and self.part_of(b)]

    def press(self, button: Any) -> None:
        """Press a button: inside a part, only the part is drawn anew, unless it asks for the
        page.
        """
        self.kept.part = self.part_of(button) or None
        whole(button.click().run())

    def change(self, control: Any, value: Any) -> None:
        """Set a control to a value, with the same consequences."""
        self.kept.part = self.part_of(control) or None
        whole(control.set_value(value).run())

    def tick(self) -> None:
        """Redraw the first part that follows something, as its feed asks for sooner or later."""
        assert self.clocks(), "nothing is followed"
        self.kept.part = self.clocks()[0]
        whole(self.app.run())

    def clocks(self) -> list[str]:
        """Return the parts that follow something now."""
        sent = (
            m.delta
            for m in self.kept.messages
            if m.HasField("delta") and m.delta.HasField("new_element")
        )
        followed = (
            d.fragment_id
            for d in sent
            if d.new_element.bidi_component.component_name.endswith("_feed")
            and b'"address": "' in d.new_element.bidi_component.bytes
        )
        return list(dict.fromkeys(followed))

    def wait(self, seconds: float = 60) -> None:
        """Let the parts be drawn anew until none follows anything any more."""
        end = time.monotonic() + seconds
        while self.clocks() and time.monotonic() < end:
            self.tick()
        assert not self.clocks(), f"still followed after {seconds} s"

    def shown(self) -> list[bytes]:
        """Return everything on the page, in no order of the page's; the time at which our own
        elements were sent is left out.
        """
        return sorted(
            _without_time(node.proto)
            for node in self.app
            if getattr(node, "proto", None) is not None
        )


@contextmanager
def browser() -> Iterator[Kept]:
    """Yield what the pages opened meanwhile keep."""
    kept = Kept()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app_test, "LocalScriptRunner", kept.runner())
        yield kept


def _without_time(proto: Any) -> bytes:
    own = type(proto)()
    own.CopyFrom(proto)
    if hasattr(own, "component_name"):
        own.bytes = own_bytes(own) if len(own.bytes) > 8 else own.bytes
    if hasattr(own, "deferred_file_id"):  # made for each run
        own.ClearField("deferred_file_id")
    return own.SerializeToString(deterministic=True)
