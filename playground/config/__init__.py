"""What an experiment is: its description, its fields, the registry of what can be chosen, and
variants of it.
"""
