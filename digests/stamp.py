"""How old the data behind a digest is, so that nobody mistakes an old list for a new one."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from rules.wording import plain_date

SWEDISH_TIME = ZoneInfo("Europe/Stockholm")
DEFAULT_STALE_AFTER_HOURS = 36


@dataclass(frozen=True, slots=True)
class DataStamp:
    """When the case system's data last came in, None before the first import."""

    imported_at: datetime | None
    is_stale: bool = False

    @property
    def words(self) -> str:
        """Return for example *uppgifter per 20 november 2026 kl. 05.12*."""
        if self.imported_at is None:
            return "inga uppgifter har lästs in"
        local = self.imported_at.astimezone(SWEDISH_TIME)
        return f"uppgifter per {plain_date(local.date())} kl. {local:%H.%M}"

    @property
    def warning(self) -> str | None:
        """Return a Swedish sentence if the data is missing or too old to rely on."""
        if self.imported_at is None:
            return (
                "Inga uppgifter har lästs in från verksamhetssystemet. "
                "Det går inte att säga hur det står till."
            )
        if self.is_stale:
            return (
                "Uppgifterna är äldre än de brukar vara. Det som har hänt sedan dess syns inte "
                "här. Kontrollera i verksamhetssystemet."
            )
        return None


def data_stamp(imported_at: datetime | None, now: datetime, stale_after_hours: float) -> DataStamp:
    """Return the stamp as it reads at `now`."""
    if imported_at is None:
        return DataStamp(None)
    return DataStamp(imported_at, now - imported_at > timedelta(hours=stale_after_hours))
