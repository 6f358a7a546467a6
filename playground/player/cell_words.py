"""The texts that the diagrams of all cells share, by the keys used in the scripts."""

from __future__ import annotations

from playground.models.cells import cell_of
from playground.player.drawings import drawing_words
from playground.wording import N_, _

CELL_WORDS = {
    "cell_at": N_("The cell at t = {t}"),
    "unit_of": N_("Unit {n} of {units}"),
    "layer_of": N_("Layer {n} of {layers}"),
    "diagram": N_("Inside one unit of the {cell} at t = {t}"),
    "forward": N_("Forward: the computation"),
    "backward": N_("Backward: the gradient"),
    "substeps": N_("Sub-steps inside time step {t}"),
    "substep": N_("Sub-step {n}: {name}"),
    "next_substep": N_("Next sub-step"),
    "back_substep": N_("Previous sub-step"),
    "play_substeps": N_("Play the sub-steps"),
    "stop_substeps": N_("Stop the sub-steps"),
    "whole": N_("All at once"),
    "hand_state": N_("Pass h_{t} = {h} to {whom}."),
    "to_both": N_("the prediction and to t + 1"),
    "to_prediction": N_("the prediction"),
    "to_next": N_("t + 1"),
    "to_decoder": N_("the decoder, which starts from it"),
    "to_layer": N_("layer {layer} and to t + 1"),
    "to_layer_only": N_("layer {layer}"),
    "at_keep": N_(
        "At t = {t} {letter} = {gate}: {p} % of {state}_{s} is kept, {q} % is forgotten."
    ),
    "at_drop": N_("At t = {t} {letter} = {gate}: {q} % of {state}_{s} is forgotten."),
    "at_first": N_("At t = {t} there is nothing to keep yet: before the window every state is 0."),
    "at_rewritten": N_("At t = {t} no gate keeps {state}_{s}."),
    "halves": N_("If {gate} stayed at this value, it alone would halve a memory in {n} steps."),
    "halves_never": N_("If {gate} stayed at this value, it alone would never halve a memory."),
    "no_drawing": N_("This cell has no drawing yet; these are its gates and states."),
    "untouched": N_("Without the intervention, at t = {t}: {values}."),
    "nothing_here": N_("There is no state here: the window ends at t = {t}."),
    "back_stage": N_(
        "From t = {t} back to {s}: ∂{y}/∂{letter}_{s} ≈ {along} on the direct path ({gate} = {factor} times {total}) {rest} over all other paths ≈ {before}."
    ),
    "back_own": N_(
        "From t = {t} back to {s}: ∂{y}/∂h_{s} ≈ {along} through the unit's own weight ({factor} times {total}) {rest} through the other units ≈ {before}."
    ),
    "back_first": N_(
        "This is the first step: no state before it can be changed. ∂{y}/∂{letter}_{t} ≈ {total}."
    ),
    "back_differ": N_(
        "On the direct path through the memory alone {direct} would reach t = {s}; over all paths it is {before}. They differ because a change also travels through gates, candidates and other units."
    ),
    "back_same": N_("Here nearly all of it is the direct path: {direct} of {before}."),
    "back_rest": N_("all other paths: {rest}"),
    "back_one": N_("One time step back"),
    "back_walk": N_("Step back to t = 1"),
    "back_stop": N_("Stop"),
    "back_start": N_("Start at the end"),
    "down": N_("Through the layers at t = {t}, the norm of the gradient of {y}: {steps}."),
    "down_layer": N_("layer {layer} passes {size} to layer {below}"),
    "down_input": N_("layer {layer} passes {size} to the input"),
    "back_total": N_("over all paths"),
    "back_direct": N_("direct path: product of the gates"),
    "back_direct_own": N_("the unit's own weight alone"),
    "back_chart": N_(
        "Size of the gradient with respect to {letter}_t over time, on a logarithmic scale: over all paths and on the direct path"
    ),
    "back_of": N_("Gradient of"),
    "of_prediction": N_("the last prediction"),
    "of_loss": N_("the loss"),
    "of_prediction_long": N_(
        "Influence of this unit on the last prediction alone; the gradient of a loss on the last step has the same shape."
    ),
    "of_loss_long": N_(
        "Gradient of the loss over all targets of this sequence, as training uses it: it shrinks when the loss does."
    ),
    "not_here": N_("The backward pass is available for the chosen unit only."),
    "equations": N_("Equations with the numbers"),
    "equations_rounding": N_(
        "Terms have one digit more than their sum; ≈ because every number is rounded."
    ),
    "sum_units": N_("its {n} terms, one for each unit of t − 1"),
    "sum_unit": N_("its only term"),
    "sum_inputs": N_("its {n} terms, one for each input"),
    "sum_input": N_("its only term"),
    "from_layer": N_("of layer {layer}"),
    "own_share": N_("unit {n}"),
    "sums_unknown": N_("The sums before the activations are available for the chosen unit only."),
    "what_if": N_("What if"),
    "hold_at": N_("Hold {letter} at"),
    "hold_all": N_("in all units of this layer"),
    "let_go": N_("Release"),
    "undo_all": N_("Undo the intervention"),
    "silence": N_("Switch off unit {n}"),
    "what_if_note": N_(
        "An intervention: nothing is trained. The thin lines show the unchanged network."
    ),
    "choose_part": N_("Point at a part or tap it to see what it is and to hold it."),
    "reading_help": N_("How to read this"),
    "x_name": N_("x_t: the input"),
    "x_for": N_(
        "The input of this step as the network reads it: scaled, not in the data's own units."
    ),
    "x_for_upper": N_("The hidden state of the layer below at this step, h_t of its {n} units."),
    "y_name": N_("To the prediction"),
    "y_for": N_(
        "h_t of the top layer goes to the output layer, ŷ = W_y·h_t + b_y; h_t of a lower layer goes to the next layer."
    ),
}


def cell_words(cell: str) -> dict[str, str]:
    """Return every text of a cell's diagram by key, in the current language."""
    labels = {f"{signal.letter}_name": signal.label for signal in cell_of(cell).signals}
    words = {**CELL_WORDS, **labels, **drawing_words(cell)}
    return {key: _(text) for key, text in words.items()}
