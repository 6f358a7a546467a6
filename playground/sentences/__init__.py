"""Sentences under the pictures, made from the current numbers and shown only while they are
true.
"""
