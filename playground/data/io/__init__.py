"""Read tables and labeled collections of any format; every guess can be corrected."""
