"""The cell's own words, by the keys under which ``assets/cell_words.mjs`` and
``assets/cell_parts.mjs`` say them in English.
"""

from __future__ import annotations

from playground.wording import N_, _, language

CELL_WORDS = {
    "cell_at": N_("The cell at t = {t}"),
    "unit": N_("Unit"),
    "unit_of": N_("Unit {n} of {units}"),
    "layer_of": N_("Layer {n} of {layers}"),
    "diagram": N_("Inside one unit of the {cell} at t = {t}"),
    "forward": N_("Forwards: what happens"),
    "backward": N_("Backwards: the gradient"),
    "substeps": N_("Sub-steps inside time step {t}"),
    "substep": N_("Sub-step {n}: {name}"),
    "next_substep": N_("Next sub-step"),
    "back_substep": N_("Sub-step back"),
    "play_substeps": N_("Play the sub-steps"),
    "stop_substeps": N_("Stop the sub-steps"),
    "whole": N_("All at once"),
    "keep": N_("keep"),
    "write": N_("write"),
    "renew": N_("new memory"),
    "show": N_("show"),
    "hand_on": N_("hand on"),
    "recall": N_("recall"),
    "propose": N_("propose"),
    "read": N_("read"),
    "add": N_("add"),
    "squeeze": N_("squeeze"),
    "lstm_keep": N_("Keep {p} % of the old memory: f_{t} · C_{s} = {f} × {C_} ≈ {kept}."),
    "lstm_write": N_("Write {p} % of the candidate {g}: i_{t} · C̃_{t} = {i} × {g} ≈ {written}."),
    "lstm_renew": N_("New memory = kept + written: C_{t} = {kept} + {written} ≈ {C}."),
    "lstm_show": N_("Show {p} % of tanh C_{t}: h_{t} = {o} × {tanh} ≈ {h}."),
    "gru_recall": N_(
        "Let {p} % of the past into the candidate: r_{t} = {r} times what the weights make of h_{s}."
    ),
    "gru_recall_sum": N_(
        "Let {p} % of the past into the candidate: r_{t} · (W_h·h_{s} + b_h) = {r} × {past} ≈ {heard}."
    ),
    "gru_propose": N_("The candidate, from the input and that share of the past: h̃_{t} ≈ {n}."),
    "gru_keep": N_("Keep {p} % of the old state: z_{t} · h_{s} = {z} × {h_} ≈ {kept}."),
    "gru_write": N_(
        "Write the rest, {p} %, of the candidate: (1 − z_{t}) · h̃_{t} = {rest} × {n} ≈ {written}."
    ),
    "gru_renew": N_("New state = kept + written: h_{t} = {kept} + {written} ≈ {h}, for {whom}."),
    "elman_read": N_("Read the input: W_x·x_{t} ≈ {read}."),
    "elman_recall": N_("Recall the state: W_h·h_{s}, the sum over {units} units, ≈ {past}."),
    "elman_add": N_("Add both and the bias: a_{t} = {read} + {past} + {b} ≈ {a}."),
    "elman_squeeze": N_(
        "Squeeze it: h_{t} = {fn}({a}) ≈ {h}. All of the old state is rewritten; nothing keeps it."
    ),
    "elman_unknown": N_(
        "The sums before the activation are at hand for the chosen unit only. Here: h_{t} = {h}."
    ),
    "hand_state": N_("Hand h_{t} = {h} to {whom}."),
    "to_both": N_("the prediction and to t + 1"),
    "to_prediction": N_("the prediction"),
    "to_next": N_("t + 1"),
    "to_decoder": N_("the decoder, which starts from it"),
    "to_layer": N_("layer {layer} and to t + 1"),
    "to_layer_only": N_("layer {layer}"),
    "at_keep": N_("At t = {t} f = {f}: {p} % of C_{s} is kept, {q} % is dropped."),
    "at_drop": N_("At t = {t} f = {f}: {q} % of C_{s} is dropped."),
    "at_keep_gru": N_("At t = {t} z = {f}: {p} % of h_{s} is kept, {q} % is replaced."),
    "at_drop_gru": N_("At t = {t} z = {f}: {q} % of h_{s} is replaced."),
    "at_first": N_("At t = {t} there is nothing to keep yet: before the window every state is 0."),
    "at_elman": N_(
        "At t = {t} all of h_{s} is rewritten: a simple RNN has no gate that could keep it."
    ),
    "halves": N_("If {gate} stayed like this, it alone would halve a memory in {n} steps."),
    "halves_never": N_("If {gate} stayed like this, it alone would never halve a memory."),
    "untouched": N_("Without the what-if, at t = {t}: {values}."),
    "nothing_here": N_("There is no state here: the window ends at t = {t}."),
    "back_stage": N_(
        "From t = {t} back to {s}: ∂{y}/∂{letter}_{s} ≈ {along} along the memory ({gate} = {factor} times {total}) {rest} over all other paths ≈ {before}."
    ),
    "back_own": N_(
        "From t = {t} back to {s}: ∂{y}/∂h_{s} ≈ {along} along the unit's own weight ({factor} times {total}) {rest} through the other units ≈ {before}."
    ),
    "back_total_only": N_("At t = {t} a change of {letter} moves {y} by {total} times as much."),
    "back_first": N_(
        "This is the first step: before it there is nothing to change. ∂{y}/∂{letter}_{t} ≈ {total}."
    ),
    "back_differ": N_(
        "Along the memory alone {direct} would arrive at t = {s}, over all paths it is {before}: they differ, because a change also travels through gates, candidates and other units."
    ),
    "back_same": N_("Here the direct path is nearly all of it: {direct} of {before}."),
    "back_rest": N_("all other paths: {rest}"),
    "back_one": N_("One time step back"),
    "back_walk": N_("Walk back to t = 1"),
    "back_stop": N_("Stop walking"),
    "back_start": N_("Start at the end"),
    "down": N_("Through the layers at t = {t}, the length of the gradient of {y}: {steps}."),
    "down_layer": N_("layer {layer} hands {size} to layer {below}"),
    "down_input": N_("layer {layer} hands {size} to the input"),
    "back_total": N_("over all paths"),
    "back_direct": N_("direct path: product of the gates"),
    "back_direct_own": N_("the unit's own weight alone"),
    "back_chart": N_(
        "Size of the gradient by {letter}_t over time, logarithmic: over all paths and along the direct path"
    ),
    "back_of": N_("Gradient of"),
    "of_prediction": N_("the last prediction"),
    "of_loss": N_("the loss"),
    "of_prediction_long": N_(
        "Effect of this unit on the last prediction alone; a loss on the last step has the same shape."
    ),
    "of_loss_long": N_(
        "Gradient of the loss over all targets of this sequence, as training uses it: it shrinks when the loss does."
    ),
    "not_here": N_("The way back is at hand for the chosen unit."),
    "equations": N_("Equations with the numbers"),
    "equations_rounding": N_(
        "Terms carry one digit more than their sum; ≈ because every number is rounded."
    ),
    "sum_units": N_("its {n} terms, one for each unit of t − 1"),
    "sum_unit": N_("its one term"),
    "sum_inputs": N_("its {n} terms, one for each input"),
    "sum_input": N_("its one term"),
    "from_layer": N_("of layer {layer}"),
    "own_share": N_("unit {n}"),
    "own_prediction": N_("its own last prediction"),
    "bias": N_("bias"),
    "weight": N_("weight"),
    "times": N_("times"),
    "term": N_("term"),
    "sums_unknown": N_("The sums before the activations are at hand for the chosen unit."),
    "what_if": N_("What if"),
    "hold_at": N_("Hold {letter} at"),
    "held": N_("held at {value}"),
    "hold_all": N_("in all units of this layer"),
    "let_go": N_("Let go"),
    "undo_all": N_("Undo the what-if"),
    "silence": N_("Silence unit {n}"),
    "silent": N_("unit {n} is silent"),
    "what_if_note": N_("A what-if: nothing is trained. The thin lines are the network as it is."),
    "choose_part": N_("Point at a part, or tap it, to see what it is and to hold it."),
    "reading_help": N_("How to read this"),
}
PART_WORDS = {
    "f_name": N_("Forget gate f_t (1 keeps, 0 forgets)"),
    "f_for": N_(
        "Decides, unit by unit, which share of the old memory C_{t−1} stays. Closed, it cuts off the past."
    ),
    "i_name": N_("Input gate i_t (1 writes, 0 ignores)"),
    "i_for": N_("Decides which share of the candidate is written into the memory."),
    "g_name": N_("Candidate C̃_t (torch calls it g_t; it is no gate)"),
    "g_for": N_("What could be written: a value from −1 to 1, made from the input and the last h."),
    "o_name": N_("Output gate o_t (1 shows, 0 hides)"),
    "o_for": N_(
        "Decides which share of the memory is shown as h_t: to the prediction, and to all gates of the next step."
    ),
    "C_name": N_("C_t: what is kept (long-term memory)"),
    "C_for": N_(
        "Travels from step to step past the gates, only scaled by f and added to. Full pipe = {reach}; the sign is written. It comes from earlier time steps, not from other layers."
    ),
    "h_name": N_("h_t: what is shown (short-term memory)"),
    "h_for": N_(
        "Read by the prediction (or the next layer) and by every gate of the next time step."
    ),
    "h_for_gru": N_(
        "State and output in one: kept by z, read by the prediction and by the gates of the next step. Full pipe = {reach}."
    ),
    "h_for_elman": N_("All there is to remember with; rewritten from scratch at every step."),
    "tanh_name": N_("tanh C_t"),
    "tanh_for": N_("Squeezes the memory into −1 to 1 before it is shown."),
    "x_name": N_("x_t: the input"),
    "x_for": N_(
        "What arrives at this step, as the network sees it: scaled, not in the data's own units."
    ),
    "x_for_upper": N_("What the layer below shows at this step, h_t of its {n} units."),
    "r_name": N_("Reset gate r_t (1 lets the past into the candidate, 0 hides it)"),
    "r_for": N_(
        "Decides how much of the old state the candidate may use. In PyTorch's form it acts after the multiplication with W_h."
    ),
    "z_name": N_("Update gate z_t (1 keeps, 0 replaces)"),
    "z_for": N_(
        "Decides which share of the old state is kept; the rest, 1 − z_t, is taken from the candidate. Many texts write z for the other share."
    ),
    "n_name": N_("Candidate h̃_t"),
    "n_for": N_("The state it would take if nothing were kept."),
    "plus_name": N_("Kept + written"),
    "plus_for": N_(
        "The sum is what lets gradients pass: along it, the way back is only multiplied by the gate."
    ),
    "plus_for_elman": N_("Input, old state and bias are simply added."),
    "past_name": N_("W_h·h_{t−1}: what is recalled"),
    "past_for": N_(
        "The last state of every unit, weighted and added. The same weights are used at every time step."
    ),
    "read_name": N_("W_x·x_t: what is read"),
    "read_for": N_("The input, weighted."),
    "a_name": N_("{fn}: the activation"),
    "a_for": N_("Squeezes the sum. Where it is flat, hardly any gradient comes back through it."),
    "y_name": N_("To the prediction"),
    "y_for": N_(
        "h_t of the top layer goes through the head, ŷ = W_y·h_t + b_y; below it goes to the next layer."
    ),
}


def cell_words() -> dict[str, str]:
    """Return the words in the language in use; none for English, which the cell speaks by
    itself.
    """
    return (
        {}
        if language() == "en"
        else {key: _(text) for key, text in {**CELL_WORDS, **PART_WORDS}.items()}
    )
