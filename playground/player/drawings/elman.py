"""The words of the simple RNN's diagram."""

from __future__ import annotations

from playground.wording import N_

WORDS = {
    "read": N_("read"),
    "recall": N_("recall"),
    "add": N_("add"),
    "squash": N_("activate"),
    "hand_on": N_("pass on"),
    "say_read": N_("Read the input: W_x·x_{t} ≈ {read}."),
    "say_recall": N_("Recall the state: W_h·h_{s}, the sum over {units} units, ≈ {past}."),
    "say_add": N_("Add both and the bias: a_{t} = {read} + {past} + {b} ≈ {a}."),
    "say_squash": N_(
        "Apply {fn}: h_{t} = {fn}({a}) ≈ {h}. The old state is rewritten completely; nothing keeps it."
    ),
    "say_unknown": N_(
        "The sums before the activation are available for the chosen unit only. Here: h_{t} = {h}."
    ),
    "at_rewritten": N_(
        "At t = {t} all of h_{s} is rewritten: a simple RNN has no gate that could keep it."
    ),
    "h_for": N_("The only memory; recomputed from scratch at every step."),
    "plus_name": N_("Sum"),
    "plus_for": N_("Input, old state and bias are simply added."),
    "past_name": N_("W_h·h_{t−1}: the recurrent part"),
    "past_for": N_(
        "The weighted sum of the previous states of all units. The same weights are used at every time step."
    ),
    "read_name": N_("W_x·x_t: the input part"),
    "read_for": N_("The weighted input."),
    "a_name": N_("{fn}: the activation function"),
    "a_for": N_(
        "The activation function. Where it is flat, hardly any gradient passes back through it."
    ),
}
