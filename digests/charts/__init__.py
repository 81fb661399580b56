"""Charts as vector drawings: what they show is chosen here, matplotlib draws it.

A drawing is readable in grey, says its figures in words, and leaves a gap with a reason where
there is no figure: a line or a bar drawn anyway would claim to know.
"""
