"""The cells as torch modules: one file per cell, found by the cell's name.

Each file defines ``recurrent(model, inputs)``, which returns a module of all layers of a stack,
batch first. It is called like PyTorch's: ``states, last = module(x, first)`` with x (B, T, F),
states (B, T, H) of the top layer, and the last state of every layer, from which the next call can
continue. Its parameters have PyTorch's names: ``weight_ih_l0``, ``weight_hh_l0``, ….
Exported scripts contain the functions and classes of one of these files, which therefore use only
torch.
"""
