"""Reading tables and labelled collections of any format: from bytes to typed columns, each guess
shown and correctable.
"""
