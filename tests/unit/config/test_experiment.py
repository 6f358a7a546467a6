"""The description: one rule of a field at a time."""

from __future__ import annotations

import json
import math

import pytest

from playground.config import experiment, registry
from playground.config.experiment import SETTINGS, Change, Experiment
from playground.config.field_spec import Setting
from playground.errors import DescriptionError

FIELDS = [(group, setting) for group, settings in SETTINGS.items() for setting in settings.values()]
NUMBERS = [(g, s) for g, s in FIELDS if s.kind in (int, float)]


def named(values: list[tuple[str, Setting]]) -> list[str]:
    """Return the dotted names, for the names of tests."""
    return [f"{group}.{setting.name}" for group, setting in values]


def refused(given: object) -> DescriptionError:
    """Return how a description is refused."""
    with pytest.raises(DescriptionError) as caught:
        Experiment.from_dict(given)
    assert "\n" not in str(caught.value)
    return caught.value


@pytest.mark.parametrize(("group", "setting"), FIELDS, ids=named(FIELDS))
def test_field_has_words_and_a_default_within_its_own_rules(group: str, setting: Setting) -> None:
    """Label and help are sentences for the page, and the default passes its own check."""
    assert setting.label
    assert setting.help.endswith(".")
    if not setting.room:
        setting.check(setting.default)
    assert setting.group in ("Data", "Problem", "Network", "Training", "Seeds")


@pytest.mark.parametrize(("group", "setting"), NUMBERS, ids=named(NUMBERS))
@pytest.mark.parametrize("wrong", ["3", True, math.nan, math.inf, 10**400, [1], {}])
def test_number_refuses_what_is_no_number(group: str, setting: Setting, wrong: object) -> None:
    """Text, truth values, not-a-number and infinity are told apart from numbers, and the field is
    named.
    """
    assert refused({group: {setting.name: wrong}}).field == f"{group}.{setting.name}"


@pytest.mark.parametrize(("group", "setting"), NUMBERS, ids=named(NUMBERS))
def test_number_refuses_what_is_out_of_range_and_says_the_range(
    group: str, setting: Setting
) -> None:
    """One beyond either end is refused in words that hold the range."""
    for limit, beyond in ((setting.minimum, -1), (setting.maximum, 1)):
        assert limit is not None, "every number has both ends"
        error = refused({group: {setting.name: limit + beyond * max(1.0, abs(limit))}})
        assert error.field == f"{group}.{setting.name}"
        assert setting.allowed() in error.message


@pytest.mark.parametrize(("group", "setting"), FIELDS, ids=named(FIELDS))
def test_null_is_for_fields_that_can_be_empty(group: str, setting: Setting) -> None:
    """Null is taken where it means something and refused elsewhere."""
    if setting.nullable:
        assert (
            getattr(
                getattr(Experiment.from_dict({group: {setting.name: None}}), group), setting.name
            )
            is None
        )
    else:
        assert refused({group: {setting.name: None}}).field == f"{group}.{setting.name}"


def test_whole_number_may_be_written_with_a_point() -> None:
    """2.0 is a whole number, 2.5 is not."""
    assert Experiment.from_dict({"model": {"num_layers": 2.0}}).model.num_layers == 2
    assert refused({"model": {"num_layers": 2.5}}).field == "model.num_layers"


def test_defaults_are_those_of_the_contract() -> None:
    """DESIGN §5, field by field."""
    plain = Experiment().to_dict()
    assert Experiment.from_dict({}).to_dict() == {
        **plain,
        "data": {**plain["data"], "params": {"period": 25.0, "amplitude": 1.0, "phase": 0.0}},
    }
    assert plain["data"]["length"] == 600
    assert plain["problem"]["lookback"] == 50
    assert plain["model"]["forget_bias"] == 1.0
    assert plain["training"]["grad_clip_norm"] == 1.0
    assert plain["training"]["changes"] == []


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"modle": {}}, "modle", "did you mean 'model'?"),
        ({"model": {"hidden": 3}}, "model.hidden", "hidden_size"),
        ({"model": {"cell": "lstn"}}, "model.cell", "did you mean 'lstm'?"),
        ({"problem": {"kind": "many"}}, "problem.kind", "many_to"),
        ({"data": {"source": "sin"}}, "data.source", "did you mean 'sine'?"),
        ({"data": {"params": {"perod": 3}}}, "data.params.perod", "period"),
        ({"data": {"params": {"period": "x"}}}, "data.params.period", "number"),
        ({"data": {"params": 3}}, "data.params", "object"),
        ({"data": {"columns": ["a", "a"]}}, "data.columns", "different"),
        ({"data": {"target": 3}}, "data.target", "text"),
        ({"data": 3}, "data", "object"),
        ({"model": None}, "model", "object"),
        ({"version": 2}, "version", "version 1"),
        ({"version": True}, "version", "version 1"),
        (
            {"problem": {"train_share": 0.9, "validation_share": 0.2}},
            "problem.validation_share",
            "0.99",
        ),
        (
            {"data": {"source": "hold"}, "problem": {"kind": "seq2seq"}},
            "problem.kind",
            "many_to_many",
        ),
        ({"training": {"changes": [{"step": 1}]}}, "training.changes[0]", "such as"),
        (
            {"training": {"changes": [{"step": 0, "field": "learning_rate", "value": 1}]}},
            "training.changes[0].step",
            "whole number",
        ),
        (
            {"training": {"changes": [{"step": 1, "field": "seed", "value": 1}]}},
            "training.changes[0].field",
            "learning_rate",
        ),
        (
            {"training": {"changes": [{"step": 1, "field": "learning_rate", "value": None}]}},
            "training.changes[0].value",
            "number",
        ),
    ],
)
def test_mistake_is_named_with_what_is_allowed(given: dict, field: str, words: str) -> None:
    """The sentence belongs to one field and holds what to do."""
    error = refused(given)
    assert error.field == field
    assert words in error.message


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "3",
        "null",
        '"x"',
        "{]",
        b"\xff\xfe\x00",
        "[" * 100_000,
        '{"model": {"seed": ' + "9" * 5000 + "}}",
    ],
)
def test_text_that_is_no_description_is_refused_in_words(text: str | bytes) -> None:
    """Broken JSON and JSON of another kind."""
    with pytest.raises(DescriptionError):
        Experiment.from_json(text)


def test_key_given_twice_is_refused() -> None:
    """JSON would silently take the last one."""
    with pytest.raises(DescriptionError, match="twice") as caught:
        Experiment.from_json('{"model": {"seed": 1, "seed": 2}}')
    assert caught.value.field == "seed"


def test_changes_are_put_in_the_order_of_their_steps() -> None:
    """So that equal runs have equal descriptions."""
    later = {"step": 9, "field": "learning_rate", "value": 0.5}
    early = {"step": 3, "field": "grad_clip_norm", "value": None}
    changes = Experiment.from_dict({"training": {"changes": [later, early]}}).training.changes
    assert changes == (Change(3, "grad_clip_norm", None), Change(9, "learning_rate", 0.5))


def test_link_holds_only_what_differs() -> None:
    """And the version, always."""
    assert Experiment.from_dict({}).to_query() == {"v": "1"}
    changed = Experiment.from_dict(
        {"model": {"cell": "gru"}, "training": {"seed": 3, "grad_clip_norm": None}}
    )
    assert changed.to_query() == {
        "model.cell": "gru",
        "training.grad_clip_norm": "null",
        "training.seed": "3",
        "v": "1",
    }


def test_link_ignores_keys_that_are_not_its_own() -> None:
    """View settings stand beside the description."""
    assert (
        Experiment.from_query({"at": "500", "show": "gates", "model.cell": "gru"}).model.cell
        == "gru"
    )


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"model.hidden_size": "many"}, "model.hidden_size"),
        ({"model.hidden_size": ""}, "model.hidden_size"),
        ({"data.columns": "["}, "data.columns"),
        ({"data.params.perod": "3"}, "data.params.perod"),
        ({"training.changes": "{}"}, "training.changes"),
        ({"v": "2"}, "version"),
        ({"model.nothing": "1"}, "model.nothing"),
        ({"modle.cell": "gru"}, "modle.cell"),
        ({"foo.x": "1", "at": "500"}, "foo.x"),
        ({"data.params": "3", "data.params.period": "5"}, "data.params"),
        ({"problem.params": "{}"}, "problem.params"),
    ],
)
def test_link_with_a_mistake_names_the_field(query: dict[str, str], field: str) -> None:
    """As in JSON."""
    with pytest.raises(DescriptionError) as caught:
        Experiment.from_query(query)
    assert caught.value.field == field


def test_new_source_brings_its_own_length_and_parameters() -> None:
    """A task's own number of sequences, unless another is asked for."""
    task = Experiment.from_dict({"data": {"length": 77}}).with_values(
        {"data.source": "hold", "problem.kind": "many_to_many"}
    )
    assert task.data.length == registry.lookup("source", "hold").facts["defaults"]["data.length"]
    assert "period" not in task.data.params
    asked = Experiment().with_values(
        {"data.source": "hold", "problem.kind": "many_to_many", "data.length": 55}
    )
    assert asked.data.length == 55


def test_equal_descriptions_share_their_digest() -> None:
    """However they were written."""
    written = Experiment.from_json(json.dumps({"training": {"seed": 3.0}, "model": {}}))
    assert written.digest() == Experiment.from_query({"training.seed": "3"}).digest()
    assert written.digest() != Experiment.from_dict({}).digest()


def test_unknown_group_of_a_link_is_told_with_the_nearest_one() -> None:
    """A slip of the pen would otherwise be lost without a word."""
    with pytest.raises(DescriptionError, match="did you mean 'model'"):
        Experiment.from_query({"modle.cell": "gru"})


@pytest.mark.parametrize("given", [{"data": {"columns": []}}, {"data": {"columns": None}}, {}])
def test_no_column_chosen_means_every_column(given: dict) -> None:
    """As the field's help and the schema say; all three are one description."""
    assert Experiment.from_dict(given).data.columns is None
    assert Experiment.from_dict(given) == Experiment.from_dict({})
    assert Experiment.from_query({"data.columns": "[]"}) == Experiment.from_dict({})


def test_key_given_twice_is_found_by_looking_at_each_key_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Twenty thousand keys are compared twenty thousand times, and not four hundred million
    times.
    """
    seen = 0

    class Key(str):
        """A key that counts how often it is compared or looked up."""

        __slots__ = ()

        def __hash__(self) -> int:
            nonlocal seen
            seen += 1
            return super().__hash__()

        def __eq__(self, other: object) -> bool:
            nonlocal seen
            seen += 1
            return super().__eq__(other)

    pairs = [(Key(f"k{i}"), 0) for i in range(20_000)]
    with pytest.raises(DescriptionError, match="given twice"):
        experiment._object([*pairs, (Key("k19999"), 1)])
    assert seen < 10 * len(pairs)
    assert experiment._object(pairs) == dict(pairs)


@pytest.mark.parametrize(
    "text",
    [
        '{"data": {"events": [{"kind": []}]}}',
        '{"data": {"events": [{"kind": {}}]}}',
        '{"data": {"source": "file", "params": {"name": "\\ud800x"}}}',
        '{"data": {"columns": ["\\ud800"]}}',
        '{"\\ud800": 1}',
        '{"data": {"\\udfff": 1}}',
        '{"version": "\\ud800"}',
        '{"data": {"params": {"\\ud800": 1}}}',
    ],
)
def test_description_of_odd_kinds_and_half_characters_is_refused_in_a_sentence_that_can_be_sent(
    text: str,
) -> None:
    """A sentence that is no UTF-8 would break the page that shows it."""
    with pytest.raises(DescriptionError) as caught:
        Experiment.from_json(text)
    assert str(caught.value).encode("utf-8")
