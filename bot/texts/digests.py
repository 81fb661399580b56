"""Pausing the digests and taking them up again."""

from datetime import date

from rules.wording import long_date

NOT_FOR_YOU = "Jag skickar inga utskick till dig i din roll, så det finns inget att pausa."
PAUSED = "Dina utskick är pausade tills du ber om dem igen. Skriv ”slå på utskicken igen”."
RESUMED = "Dina utskick är påslagna igen."
NOT_PAUSED = "Dina utskick är inte pausade. De kommer som vanligt."
ASK_RESUME = "slå på utskicken igen"


def paused_until(day: date) -> str:
    return f"Dina utskick är pausade och kommer igen från och med {long_date(day)}."


def until_has_passed(day: date) -> str:
    return (
        f"{long_date(day).capitalize()} är inte en kommande dag. Välj en dag från och med i morgon."
    )
