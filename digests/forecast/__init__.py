"""What the next eight weeks look like for a unit, told from its own history.

A forecast is about investigations and days, never about who works on them.
"""
