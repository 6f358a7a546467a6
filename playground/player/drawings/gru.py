"""The words of the GRU's diagram."""

from __future__ import annotations

from playground.wording import N_

WORDS = {
    "recall": N_("recall"),
    "propose": N_("propose"),
    "keep": N_("keep"),
    "write": N_("write"),
    "hand_on": N_("pass on"),
    "say_recall": N_(
        "Let {p} % of the past into the candidate: r_{t} = {r} times the recurrent weighted sum of h_{s}."
    ),
    "say_recall_sum": N_(
        "Let {p} % of the past into the candidate: r_{t} · (W_h·h_{s} + b_h) = {r} × {past} ≈ {heard}."
    ),
    "say_propose": N_("The candidate, from the input and that share of the past: h̃_{t} ≈ {n}."),
    "say_keep": N_("Keep {p} % of the old state: z_{t} · h_{s} = {z} × {h_} ≈ {kept}."),
    "say_write": N_(
        "Write the rest, {p} %, from the candidate: (1 − z_{t}) · h̃_{t} = {rest} × {n} ≈ {written}."
    ),
    "say_renew": N_("New state = kept + written: h_{t} = {kept} + {written} ≈ {h}, for {whom}."),
    "at_drop": N_("At t = {t} z = {gate}: {q} % of h_{s} is replaced."),
    "at_keep": N_("At t = {t} z = {gate}: {p} % of h_{s} is kept, {q} % is replaced."),
    "r_for": N_(
        "Decides how much of the old state the candidate may use. In PyTorch's form it acts after the multiplication by W_h."
    ),
    "z_for": N_(
        "Decides how much of the old state is kept; the rest, 1 − z_t, comes from the candidate. Many texts write z for the other share."
    ),
    "n_for": N_("The state the unit would take if nothing were kept."),
    "h_for": N_(
        "State and output in one: kept by z, read by the prediction and by the gates of the next step. Full pipe = {reach}."
    ),
    "plus_name": N_("Kept + written"),
    "plus_for": N_(
        "Addition lets gradients pass: on the way back along this path, they are only multiplied by the gate."
    ),
    "past_name": N_("W_h·h_{t−1}: the recurrent part"),
    "past_for": N_(
        "The weighted sum of the previous states of all units. The same weights are used at every time step."
    ),
}
