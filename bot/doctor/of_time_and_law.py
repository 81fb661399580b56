"""Whether the clock's rules are known, and the law in the catalogue is fresh."""

from datetime import date, datetime, timedelta, tzinfo
from itertools import pairwise

from bot.doctor.check import Finding, fine, wrong
from digests.words import counted
from rules.catalogue import CATALOGUE
from rules.freshness import freshness_warning
from rules.swedish_time import SWEDISH_TIME
from rules.wording import plain_date

_FAR_ENOUGH = 400  # a change of the clock comes at least twice in these days
_HOUR, _TWO_HOURS = timedelta(hours=1), timedelta(hours=2)


def look_at_time_zone(now: datetime, zone: tzinfo = SWEDISH_TIME) -> Finding:
    """Tell whether the time zone data knows the coming changes of the clock."""
    changes = _changes(now, zone)
    offsets = {datetime(now.year, month, 1, 12, tzinfo=zone).utcoffset() for month in (1, 7)}
    if offsets != {_HOUR, _TWO_HOURS} or len(changes) < 2:
        return wrong(
            "Tidszonen Europe/Stockholm saknar kommande sommar- och vintertid, så utskick kan "
            "komma en timme fel.",
            "Uppdatera tidszonsdata: paketet tzdata i systemet, eller Fristvakts egna paket.",
        )
    return fine(f"Europe/Stockholm är känd. Klockan ställs om nästa gång {plain_date(changes[0])}.")


def _changes(now: datetime, zone: tzinfo) -> list[date]:
    noon = datetime.combine(now.astimezone(zone).date(), datetime.min.time(), zone)
    noon += timedelta(hours=12)
    noons = [noon + timedelta(days=number) for number in range(_FAR_ENOUGH)]
    return [
        today.date()
        for yesterday, today in pairwise(noons)
        if today.utcoffset() != yesterday.utcoffset()
    ]


def look_at_rules(today: date) -> Finding:
    """Tell whether any rule may be out of date."""
    old = [rule for rule in CATALOGUE if freshness_warning(rule.versions[-1], today) is not None]
    if old:
        titles = ", ".join(rule.title for rule in old)
        return wrong(
            f"{counted(len(old), 'regel', 'regler')} av {len(CATALOGUE)} kan vara inaktuella: "
            f"{titles}.",
            "Uppdatera Fristvakt. Finns ingen nyare, låt en jurist jämföra docs/regler.md med "
            "gällande lag innan någon litar på datumen.",
        )
    oldest = min(rule.versions[-1].verified_on for rule in CATALOGUE)
    changes = sorted({each.change_announced_for for each in CATALOGUE if each.change_announced_for})
    coming = f" En lagändring är aviserad till {plain_date(changes[0])}." if changes else ""
    return fine(
        f"{len(CATALOGUE)} regler, alla kontrollerade {plain_date(oldest)} eller senare.{coming}"
    )
