"""Quiet hours are those of Swedish clocks, also over midnight and a change of clocks."""

from datetime import UTC, datetime

import pytest
from outbox_town import STOCKHOLM

from digests.outbox.quiet import quiet_until
from storage.records.outbox import DeliveryWish

NIGHT = DeliveryWish(quiet_from=22, quiet_until=6)
NOON = DeliveryWish(quiet_from=12, quiet_until=13)


def at(day: str, clock: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(f"{day} {clock}").replace(tzinfo=STOCKHOLM, fold=fold)


@pytest.mark.parametrize(
    ("wish", "now", "until"),
    [
        (NIGHT, at("2026-11-23", "21:59:59"), None),
        (NIGHT, at("2026-11-23", "22:00"), at("2026-11-24", "06:00")),
        (NIGHT, at("2026-11-24", "05:59:59"), at("2026-11-24", "06:00")),
        (NIGHT, at("2026-11-24", "06:00"), None),
        (NIGHT, at("2026-12-31", "23:00"), at("2027-01-01", "06:00")),
        (NOON, at("2026-11-23", "12:30"), at("2026-11-23", "13:00")),
        (NOON, at("2026-11-23", "13:00"), None),
        (DeliveryWish(), at("2026-11-23", "03:00"), None),
        (DeliveryWish(quiet_from=22), at("2026-11-23", "23:00"), None),
        (DeliveryWish(quiet_from=7, quiet_until=7), at("2026-11-23", "07:30"), None),
        # the night before sön 2026-10-25 has an hour more, that before sön 2026-03-29 one less
        (NIGHT, at("2026-10-25", "02:30", fold=1), at("2026-10-25", "06:00")),
        (NIGHT, at("2026-03-28", "23:00"), at("2026-03-29", "06:00")),
    ],
)
def test_quiet_hours_are_counted_on_swedish_clocks(
    wish: DeliveryWish, now: datetime, until: datetime | None
) -> None:
    assert quiet_until(wish, now) == until
    assert quiet_until(wish, now.astimezone(UTC)) == until
