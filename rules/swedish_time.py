"""The one time zone: days are Sweden's, wherever the computer stands."""

from zoneinfo import ZoneInfo

SWEDISH_TIME = ZoneInfo("Europe/Stockholm")
