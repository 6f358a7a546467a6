// What each part of the diagram is: name, equation and what it is for. Keys of words; the texts are below. Pure.

export const PART_WORDS = {
  f_name: "Forget gate f_t (1 keeps, 0 forgets)",
  f_for: "Decides, unit by unit, which share of the old memory C_{t−1} stays. Closed, it cuts off the past.",
  i_name: "Input gate i_t (1 writes, 0 ignores)",
  i_for: "Decides which share of the candidate is written into the memory.",
  g_name: "Candidate C̃_t (torch calls it g_t; it is no gate)",
  g_for: "What could be written: a value from −1 to 1, made from the input and the last h.",
  o_name: "Output gate o_t (1 shows, 0 hides)",
  o_for: "Decides which share of the memory is shown as h_t: to the prediction, and to all gates of the next step.",
  C_name: "C_t: what is kept (long-term memory)",
  C_for: "Travels from step to step past the gates, only scaled by f and added to. Full pipe = {reach}; the sign is written. It comes from earlier time steps, not from other layers.",
  h_name: "h_t: what is shown (short-term memory)",
  h_for: "Read by the prediction (or the next layer) and by every gate of the next time step.",
  h_for_gru: "State and output in one: kept by z, read by the prediction and by the gates of the next step. Full pipe = {reach}.",
  h_for_elman: "All there is to remember with; rewritten from scratch at every step.",
  tanh_name: "tanh C_t",
  tanh_for: "Squeezes the memory into −1 to 1 before it is shown.",
  x_name: "x_t: the input",
  x_for: "What arrives at this step, as the network sees it: scaled, not in the data's own units.",
  x_for_upper: "What the layer below shows at this step, h_t of its {n} units.",
  r_name: "Reset gate r_t (1 lets the past into the candidate, 0 hides it)",
  r_for: "Decides how much of the old state the candidate may use. In PyTorch's form it acts after the multiplication with W_h.",
  z_name: "Update gate z_t (1 keeps, 0 replaces)",
  z_for: "Decides which share of the old state is kept; the rest, 1 − z_t, is taken from the candidate. Many texts write z for the other share.",
  n_name: "Candidate h̃_t",
  n_for: "The state it would take if nothing were kept.",
  plus_name: "Kept + written",
  plus_for: "The sum is what lets gradients pass: along it, the way back is only multiplied by the gate.",
  plus_for_elman: "Input, old state and bias are simply added.",
  past_name: "W_h·h_{t−1}: what is recalled",
  past_for: "The last state of every unit, weighted and added. The same weights are used at every time step.",
  read_name: "W_x·x_t: what is read",
  read_for: "The input, weighted.",
  a_name: "{fn}: the activation",
  a_for: "Squeezes the sum. Where it is flat, hardly any gradient comes back through it.",
  y_name: "To the prediction",
  y_for: "h_t of the top layer goes through the head, ŷ = W_y·h_t + b_y; below it goes to the next layer.",
};

export const FORMULAS = {
  lstm: {
    f: "f_t = σ(W_fx·x_t + W_f·h_{t−1} + b_f)",
    i: "i_t = σ(W_ix·x_t + W_i·h_{t−1} + b_i)",
    g: "C̃_t = tanh(W_Cx·x_t + W_C·h_{t−1} + b_C)",
    C: "C_t = f_t · C_{t−1} + i_t · C̃_t",
    plus: "C_t = f_t · C_{t−1} + i_t · C̃_t",
    o: "o_t = σ(W_ox·x_t + W_o·h_{t−1} + b_o)",
    h: "h_t = o_t · tanh(C_t)",
    tanh: "h_t = o_t · tanh(C_t)",
  },
  gru: {
    r: "r_t = σ(W_rx·x_t + W_r·h_{t−1} + b_r)",
    z: "z_t = σ(W_zx·x_t + W_z·h_{t−1} + b_z)",
    n: "h̃_t = tanh(W_hx·x_t + b_hx + r_t · (W_h·h_{t−1} + b_h))",
    h: "h_t = z_t · h_{t−1} + (1 − z_t) · h̃_t",
    plus: "h_t = z_t · h_{t−1} + (1 − z_t) · h̃_t",
  },
  elman: {
    a: "h_t = {fn}(W_x·x_t + W_h·h_{t−1} + b)",
    h: "h_t = {fn}(W_x·x_t + W_h·h_{t−1} + b)",
    plus: "a_t = W_x·x_t + W_h·h_{t−1} + b",
    past: "W_h·h_{t−1}",
    read: "W_x·x_t",
  },
};

export const GATES = { f: "forget_gate", i: "input_gate", o: "output_gate", r: "reset_gate", z: "update_gate" };

// {name, formula, purpose} of a part, as keys of PART_WORDS and plain formulas.
export function partOf(cell, part, { upper = false } = {}) {
  const { kind } = cell;
  const special = { h: `h_for_${kind}`, plus: `plus_for_${kind}`, x: upper ? "x_for_upper" : "" }[part] ?? "";
  return { name: `${part}_name`, formula: FORMULAS[kind][part] ?? "", purpose: special in PART_WORDS ? special : `${part}_for` };
}
