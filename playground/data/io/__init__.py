"""Read tables and labelled collections of any format; every guess can be corrected."""
