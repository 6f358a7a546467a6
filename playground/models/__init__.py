"""The networks, without torch: equations and reverse scans, first weights, size and cost."""
