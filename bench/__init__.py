"""How fast Fristvakt is, as ratios between two ways of doing the same work in the same run."""
