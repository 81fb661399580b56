"""How old the data behind a digest is, so that nobody mistakes an old list for a new one."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from rules.swedish_time import SWEDISH_TIME
from rules.wording import plain_date

if TYPE_CHECKING:  # reading the clock needs no database
    from storage.queries import LastImport

DEFAULT_STALE_AFTER_HOURS = 36

_AGE_UNKNOWN = (
    "Inga uppgifter har lästs in från verksamhetssystemet. Det går inte att säga hur det står till."
)
_STALE = (
    "Uppgifterna är äldre än de brukar vara. Det som har hänt sedan dess syns inte "
    "här. Kontrollera i verksamhetssystemet."
)
_FROM_REGISTRATION = (
    "Anmälningarna är daterade den dag de registrerades. Kom de in tidigare går fristen ut "
    "tidigare än vad som står här."
)
_RECOMPUTED = (
    "Det här är inte den sammanställning som skickades: siffrorna är räknade på nytt och kan "
    "skilja sig från dem."
)


@dataclass(frozen=True, slots=True)
class DataStamp:
    """When the case system's data last came in, None before the first import.

    `counts_from_registration` tells that the days of the reports are those of registration,
    `is_recomputed` that other figures of the same period have been sent.
    """

    imported_at: datetime | None
    is_stale: bool = False
    counts_from_registration: bool = False
    is_recomputed: bool = False

    @property
    def words(self) -> str:
        """Return for example *uppgifter per 20 november 2026 kl. 05.12*."""
        if self.imported_at is None:
            return "inga uppgifter har lästs in"
        return _words(self.imported_at)

    @property
    def warning(self) -> str | None:
        """Return what the reader must know before relying on the dates, None where nothing."""
        said = [_RECOMPUTED] if self.is_recomputed else []
        said += [_AGE_UNKNOWN] if self.imported_at is None else []
        said += [_STALE] if self.is_stale else []
        said += [_FROM_REGISTRATION] if self.counts_from_registration else []
        return " ".join(said) or None


@lru_cache(maxsize=8)
def _words(imported_at: datetime) -> str:
    """Return the words, the same in every answer between two imports."""
    local = imported_at.astimezone(SWEDISH_TIME)
    return f"uppgifter per {plain_date(local.date())} kl. {local:%H.%M}"


def data_stamp(last: "LastImport | None", now: datetime, stale_after_hours: float) -> DataStamp:
    """Return the stamp as it reads at `now` (aware)."""
    if last is None:
        return DataStamp(None)
    is_stale = now - last.oldest_at > timedelta(hours=stale_after_hours)
    return DataStamp(last.oldest_at, is_stale, last.received_dates_are_registration)
