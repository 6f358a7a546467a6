"""The limits of a server come from one place, and the environment overrides them."""

from __future__ import annotations

import logging
from dataclasses import fields, replace

import pytest

from playground.config import limits
from playground.config.experiment import SETTINGS, Experiment
from playground.config.limits import LIMITS, Limits, check_size
from playground.errors import DescriptionError


@pytest.mark.parametrize("name", [each.name for each in fields(Limits)])
def test_every_limit_has_a_variable_that_overrides_it_alone(name: str) -> None:
    """Its name begins as those of the other settings do."""
    (own,) = (each for each in fields(Limits) if each.name == name)
    variable = own.metadata["variable"]
    assert variable.startswith("PLAYGROUND_")
    assert Limits.of({variable: " 7 "}) == replace(Limits(), **{name: 7})


@pytest.mark.parametrize("text", ["0", "-3", "many", "1.5", "1e3"])
def test_a_value_that_cannot_be_used_is_named_in_the_log_and_changes_nothing(
    text: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A mistake in a setting keeps no class from starting."""
    with caplog.at_level(logging.WARNING):
        assert Limits.of({"PLAYGROUND_SESSIONS": text}) == Limits()
    assert f"PLAYGROUND_SESSIONS needs a whole number of at least 1, but got '{text}'" in (
        caplog.text
    )


def test_by_default_every_size_that_a_description_allows_is_allowed() -> None:
    """The limits of a server only lower those of the fields."""
    assert SETTINGS["model"]["hidden_size"].maximum == LIMITS.units
    assert SETTINGS["training"]["max_steps"].maximum == LIMITS.steps


@pytest.mark.parametrize(
    ("field", "limit"), [("model.hidden_size", "units"), ("training.max_steps", "steps")]
)
def test_a_network_or_run_beyond_the_server_s_size_is_refused_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, field: str, limit: str
) -> None:
    """It names the field, what is allowed and what came."""
    monkeypatch.setattr(limits, "LIMITS", replace(LIMITS, **{limit: 16}))
    check_size(Experiment.from_query({field: "16"}))
    with pytest.raises(DescriptionError, match=r"needs at most 16 on this server, but got 17\."):
        check_size(Experiment.from_query({field: "17"}))
