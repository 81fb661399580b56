"""How far back the schedule looks for what was missed, and how long its traces must last for it.

Numbers alone, so that the settings have them without loading the database.
"""

REMINDERS_LOOK_BACK_DAYS = 60
"""A reminder that was missed longer ago than this is left to its person's own list."""

LEAST_DELIVERIES_DAYS = REMINDERS_LOOK_BACK_DAYS + 1
"""A row of the outbox tells that a reminder, or a month's summary, has gone: it outlives them."""
