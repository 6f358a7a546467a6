"""The gradient page's numbers: how far back a network's last prediction listens, before and during
training; float64, no torch.
"""
