"""Problem types: which time steps are read, which are answered, and how an answer is judged. One
file each.
"""
