"""Looks over an installation, for whoever sets Fristvakt up or wonders why it does not work.

Each check is on its own: one that fails, hangs or breaks says so and stops no other. Nothing is
made, migrated or sent. What is said holds numbers and names of units, never of people.
"""

from bot.doctor.check import Check
from bot.doctor.examination import examine, examine_without_settings
from bot.doctor.trials import run_all

__all__ = ["Check", "examine", "examine_without_settings", "run_all"]
