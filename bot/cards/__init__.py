"""How answers look in Teams: Adaptive Cards, one module per kind of card."""
