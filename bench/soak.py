"""Many minutes of questions without a pause: does the service's memory stay where it is?

The process's memory is read every few seconds. What counts is its growth after the first fifth,
by when everybody has asked and what is remembered for a while is full.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import linear_regression, mean

from bench.turn_place import Bot, Place, place_with

_BOT = "fristvakt"
_AT_ONCE = 8
_SECONDS = 5.0
_WARM_AFTER = 0.2
_MOST_MB_IN_10_000_TURNS = 1.0
_MOST_SHARE = 0.02
_TEXTS = (
    "mina ärenden nära deadline",
    "vad är försenat",
    "visa mina ärenden",
    "vad har jag nästa vecka",
    "hur många utredningar har jag",
    "vad gäller för förhandsbedömning",
    "mina påminnelser",
    "hjälp",
)


@dataclass(frozen=True, slots=True)
class Reading:
    """The memory of the bot's process after so many turns."""

    turns: int
    memory_mb: float


def measure(say: Callable[[str], None], minutes: float) -> Iterator[str]:
    """Yield the lines about memory."""
    with place_with((_BOT,), say) as place:
        readings = list(_readings(place, place.bots[_BOT], minutes * 60))
    warm = readings[round(len(readings) * _WARM_AFTER) :]
    yield from _told(warm, readings[-1].turns, minutes)


def _readings(place: Place, bot: Bot, seconds: float) -> Iterator[Reading]:
    turns, asked_s = 0, 0.0
    while asked_s < seconds:
        sample = place.ask(bot, _AT_ONCE, _SECONDS, in_new_words=True, texts=_TEXTS)
        turns += len(sample.turns)
        asked_s += sample.seconds
        yield Reading(turns, bot.memory_mb)


def _told(warm: Sequence[Reading], turns: int, minutes: float) -> Iterator[str]:
    memory = [reading.memory_mb for reading in warm]
    slope, _ = linear_regression([reading.turns for reading in warm], memory)
    quarter = max(1, len(memory) // 4)
    growth = mean(memory[-quarter:]) / mean(memory[:quarter]) - 1
    in_10_000 = slope * 10_000
    is_flat = in_10_000 <= _MOST_MB_IN_10_000_TURNS and growth <= _MOST_SHARE
    yield f"{minutes:g} minutes, {turns:,} turns, {_AT_ONCE} at once, eight questions in new words"
    yield (
        f"memory after the first fifth: first {memory[0]:.1f}, last {memory[-1]:.1f}, "
        f"most {max(memory):.1f} MB"
    )
    yield (
        f"growth: {in_10_000:+.2f} MB in 10,000 turns (≤ {_MOST_MB_IN_10_000_TURNS:g}), "
        f"{growth:+.1%} from the first quarter to the last (≤ {_MOST_SHARE:.0%}): "
        f"{'flat' if is_flat else 'NOT FLAT'}"
    )
