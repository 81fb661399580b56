"""When the schedule does what, as the operator reads it; counts only, never a case."""

from datetime import datetime

from digests.periods import Month, Week
from digests.schedule.coming import Coming
from digests.words import NO_BREAK_SPACE, counted
from rules.swedish_time import SWEDISH_TIME
from rules.wording import long_date, plain_date
from storage.records.outbox import Channel, DeliveryKind

NO_CHANNEL = "Skickas inte: varken Teams eller e-post är inställt"
NOT_CHOSEN = "Skickas inte: det är valt bort i inställningarna"
NEVER_TICKED = "Schemat har inte gått än."
NO_FOLDER = "Ingen mapp bevakas. Uppgifterna läses in med fristvakt import."
ABOUT_TO = "Inom någon minut"
WAITS = "Väntar"
SCHEDULE, OUTBOX = "Schemat", "Utskicken"

_KINDS = {
    DeliveryKind.WEEKLY_DIGEST: ("veckobrev", "veckobrev"),
    DeliveryKind.MONTHLY_SUMMARY: ("sammanställning", "sammanställningar"),
    DeliveryKind.REMINDER: ("påminnelse", "påminnelser"),
    DeliveryKind.FAILURE_NOTICE: ("felbesked", "felbesked"),
}
_IN = {Channel.TEAMS: "i Teams", Channel.MAIL: "med e-post"}


def only_administrator(what: str) -> str:
    return f"{what} visas bara för systemförvaltaren. Fråga den som sköter Fristvakt hos er."


def moment_words(at: datetime) -> str:
    """Return for example *måndag 23 november 2026 kl. 07.00*, in Swedish time."""
    local = at.astimezone(SWEDISH_TIME)
    return f"{long_date(local.date())} kl.{NO_BREAK_SPACE}{local:%H.%M}"


def passed_words(at: datetime) -> str:
    """Return for example *20 november 2026 kl. 09.30*, in Swedish time."""
    local = at.astimezone(SWEDISH_TIME)
    return f"{plain_date(local.date())} kl.{NO_BREAK_SPACE}{local:%H.%M}"


def how_many(coming: Coming) -> str:
    """Return for example *6 veckobrev för vecka 48*."""
    of = f" för {_period(coming.period)}" if coming.period else ""
    one, many = _KINDS[coming.kind]
    number = counted(coming.sent, one, many) if coming.sent else f"Inga {many}"
    return f"{number}{of}"


def besides(coming: Coming) -> str:
    """Return who gets nothing and who gets it in somebody's place; empty where all is as usual."""
    parts = (
        f"{coming.withheld} pausade får inget" if coming.withheld else "",
        f"{coming.to_deputies} till ställföreträdare" if coming.to_deputies else "",
    )
    return ", ".join(part for part in parts if part)


def way(channel: Channel | None, *, is_chosen: bool) -> str:
    """Return by which way it goes, or why it does not go."""
    if channel is not None:
        return _IN[channel].capitalize()
    return NO_CHANNEL if is_chosen else NOT_CHOSEN


def _period(period: Week | Month) -> str:
    return f"vecka {period.number}" if isinstance(period, Week) else period.name


def ticked(at: datetime, *, is_recent: bool) -> str:
    """Return when the schedule last ran, and what to do where that was long ago."""
    if is_recent:
        return f"Schemat går. Senast {passed_words(at)}."
    return (
        f"Schemat har stannat. Det gick senast {passed_words(at)}, men ska gå varje minut. "
        "Kontrollera att tjänsten är igång (fristvakt serve) och kör fristvakt doctor."
    )


def imported_from(hour: int) -> str:
    return f"Varje dag från kl. {hour:02}.00 till midnatt, när nya filer har kommit"
