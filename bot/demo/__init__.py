"""The demonstration: an invented municipality to try Fristvakt on, and to measure it with."""
