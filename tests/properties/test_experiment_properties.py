"""What holds for every description: it survives JSON and the link, and nothing out of range gets
in.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.config.experiment import SETTINGS, Experiment
from playground.errors import DescriptionError, PlaygroundError
from tests.strategies import descriptions, experiments, refused

KEYS = st.sampled_from(
    [
        "source",
        "params",
        "kind",
        "events",
        "compose",
        "columns",
        "name",
        "period",
        "at",
        *(n for f in SETTINGS.values() for n in f),
    ]
)
FIELDS = [(group, name) for group, fields in SETTINGS.items() for name in fields]
DOTTED = (
    st.sampled_from(
        [f"{g}.{n}" for g, n in FIELDS]
        + ["v", "at", "foo.x", "data.params.name", "data.params.period", "model.params.x"]
    )
    | st.text()
)


@given(experiments())
def test_description_survives_json(experiment: Experiment) -> None:
    """Written and read again, it is the same, and every field is there."""
    back = Experiment.from_json(experiment.to_json())
    assert back == experiment
    assert back.digest() == experiment.digest()
    assert {
        (g, n) for g, fields in experiment.to_dict().items() if g != "version" for n in fields
    } == set(FIELDS)


@given(experiments())
def test_description_survives_the_link(experiment: Experiment) -> None:
    """Through the address bar, escaping included."""
    link = urlencode(experiment.to_query())
    assert (
        Experiment.from_query(dict(parse_qsl(link, keep_blank_values=True, strict_parsing=True)))
        == experiment
    )


@given(experiments())
def test_resolved_description_resolves_to_itself(experiment: Experiment) -> None:
    """Defaults are filled in once."""
    assert Experiment.from_dict(experiment.to_dict()) == experiment
    assert experiment.with_values({}) == experiment


@pytest.mark.parametrize(("group", "name"), FIELDS, ids=[f"{g}.{n}" for g, n in FIELDS])
@settings(max_examples=settings().max_examples // 4)  # for each of the fields
@given(st.data())
def test_value_that_is_not_allowed_is_refused_by_the_name_of_its_field(
    group: str, name: str, data: st.DataObject
) -> None:
    """Whatever it is: out of range, of another type, empty."""
    wrong = data.draw(refused(SETTINGS[group][name]))
    with pytest.raises(DescriptionError) as caught:
        Experiment.from_dict({group: {name: wrong}})
    assert (caught.value.field or "").startswith(f"{group}.{name}")
    assert "\n" not in caught.value.message


@given(
    descriptions(),
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda x: st.lists(x) | st.dictionaries(st.text(), x),
        max_leaves=8,
    ),
)
def test_nonsense_in_any_place_is_refused_or_read_but_never_breaks(
    plain: dict[str, Any], nonsense: Any
) -> None:
    """A description is read, or refused with a sentence; there is nothing in between."""
    for group, name in (
        ("data", "params"),
        ("training", "changes"),
        ("data", "columns"),
        ("model", "seed"),
    ):
        try:
            Experiment.from_json(json.dumps({**plain, group: {**plain[group], name: nonsense}}))
        except PlaygroundError as error:
            assert str(error)


@given(
    st.dictionaries(
        st.sampled_from(
            [f"{g}.{n}" for g, n in FIELDS]
            + ["v", "at", "data.params.period", "model.", ".", "data.params."]
        ),
        st.text(),
    )
)
def test_any_link_is_read_or_refused(query: dict[str, str]) -> None:
    """Links come from outside."""
    try:
        Experiment.from_query(query)
    except PlaygroundError as error:
        assert str(error)


ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters())
    | st.sampled_from(["\ud800", "sine", "outlier"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(st.characters(), max_size=6) | KEYS, inner, max_size=3)
    ),
    max_leaves=6,
)


@given(
    st.dictionaries(
        st.sampled_from(["data", "problem", "model", "training", "version", "foo", "\ud800"]),
        st.dictionaries(KEYS, ODD) | ODD,
    )
)
def test_any_description_is_read_or_refused_in_a_sentence_that_can_be_sent(
    plain: dict[str, Any],
) -> None:
    """As a dictionary and as JSON."""
    for make, given_ in ((Experiment.from_dict, plain), (Experiment.from_json, json.dumps(plain))):
        try:
            made = make(given_)
        except PlaygroundError as error:
            assert str(error).encode("utf-8")
        else:
            assert made.to_json().encode("utf-8")


@given(
    st.dictionaries(
        DOTTED,
        st.text(st.characters())
        | ODD.map(json.dumps)
        | st.sampled_from(["3", "file", "sine", "[]", "{}"]),
        max_size=5,
    )
)
def test_any_link_is_read_or_refused_in_a_sentence_that_can_be_sent(query: dict[str, str]) -> None:
    """Parameters given one by one and as a whole, halves of characters, groups that do not
    exist.
    """
    try:
        made = Experiment.from_query(query)
    except PlaygroundError as error:
        assert str(error).encode("utf-8")
    else:
        assert made.to_json().encode("utf-8")
