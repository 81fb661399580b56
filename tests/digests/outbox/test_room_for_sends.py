"""No delivery is another's to take while it is still being sent or written down."""

from datetime import timedelta

import pytest

from digests.outbox.choices import DeliveryChoices

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize("seconds", [1, 89, 90, 300, 3600])
def test_the_lease_follows_how_long_a_channel_may_take(seconds: int) -> None:
    send = timedelta(seconds=seconds)
    choices = DeliveryChoices().with_room_for(send)
    assert choices.longest_send > send
    to_write_down = timedelta(seconds=sum(choices.record_waits_s))
    assert choices.lease > choices.longest_send + 2 * to_write_down


def test_a_channel_that_is_quick_changes_nothing() -> None:
    assert DeliveryChoices().with_room_for(MINUTE) == DeliveryChoices()


def test_a_lease_that_is_too_short_is_refused_before_anything_is_sent() -> None:
    with pytest.raises(ValueError, match="lease"):
        DeliveryChoices(lease=MINUTE)
    with pytest.raises(ValueError, match="lease"):
        DeliveryChoices(longest_send=5 * MINUTE)
