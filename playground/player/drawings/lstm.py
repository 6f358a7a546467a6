"""The words of the LSTM's diagram."""

from __future__ import annotations

from playground.wording import N_

WORDS = {
    "keep": N_("keep"),
    "write": N_("write"),
    "renew": N_("new memory"),
    "show": N_("show"),
    "hand_on": N_("pass on"),
    "say_keep": N_("Keep {p} % of the old memory: f_{t} · C_{s} = {f} × {C_} ≈ {kept}."),
    "say_write": N_("Write {p} % of the candidate {g}: i_{t} · C̃_{t} = {i} × {g} ≈ {written}."),
    "say_renew": N_("New memory = kept + written: C_{t} = {kept} + {written} ≈ {C}."),
    "say_show": N_("Show {p} % of tanh C_{t}: h_{t} = {o} × {tanh} ≈ {h}."),
    "f_for": N_(
        "Decides, unit by unit, how much of the old memory C_{t−1} is kept. Closed, it cuts off the past."
    ),
    "i_for": N_("Decides how much of the candidate is written into the memory."),
    "g_for": N_(
        "The new content proposed at this step: a value from −1 to 1, computed from the input and the previous h."
    ),
    "o_for": N_(
        "Decides how much of the memory is shown as h_t: to the prediction, and to all gates of the next step."
    ),
    "C_for": N_(
        "Carried from step to step past the gates: only scaled by f and added to. Full pipe = {reach}; the sign is written next to it. It comes from earlier time steps, not from other layers."
    ),
    "h_for": N_(
        "Read by the prediction (or the next layer) and by every gate of the next time step."
    ),
    "tanh_name": N_("tanh C_t"),
    "tanh_for": N_("Squashes the memory into −1 to 1 before it is shown."),
    "plus_name": N_("Kept + written"),
    "plus_for": N_(
        "Addition lets gradients pass: on the way back along this path, they are only multiplied by the gate."
    ),
}
