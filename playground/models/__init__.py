"""The networks, without torch: equations and reverse scans, initial weights, size and cost."""
