"""A whole turn from a large municipality, beside bots that only say back what was said.

All are asked over HTTP by one process, check the token of whoever asks, and answer to another
process, as between them and Teams. Ours also reads who asks, understands, loads, judges, writes
the access log and sends a card. Beside it stand the echo of botbuilder's own sample on its stock
CloudAdapter, the echo of the SDK that succeeds it, and an echo behind our own edge. The successor
looks its own token up twice in each turn; the same echo with a token that it is given tells how
much of its time that is.

Samples are short and the bots take turns, the first of each round another each time. What counts
is the ratio within a round, for the machine has other users; the processor time that a bot's own
process spends says how much of a ratio is the machine's.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from statistics import median, quantiles

from bench.ratio import Goal, Pairs, line
from bench.turn_place import AGENTS, GIVEN, Bot, Place, Sample, place_with

OURS, STOCK, EDGE = "fristvakt", "stock echo", "our edge"
_BOTS = (STOCK, AGENTS, GIVEN, EDGE, OURS)
_SUCCESSORS = {AGENTS: AGENTS, GIVEN: "that, token given"}
_ROUNDS = 15
_SECONDS = 0.8
_AT_ONCE = (1, 8, 32)
_AT_ONCE_FOR_THE_GOAL = 8

Samples = Mapping[str, Sequence[Sample]]


def measure(say: Callable[[str], None]) -> Iterator[str]:
    """Yield the lines about turns."""
    with place_with(_BOTS, say) as place:
        for bot in place.bots.values():
            place.warm_up(bot, max(_AT_ONCE))
        for at_once in _AT_ONCE:
            yield from _compared(place, at_once, _BOTS)
        yield from _compared(place, _AT_ONCE_FOR_THE_GOAL, (STOCK, OURS), in_new_words=True)


def _compared(
    place: Place, at_once: int, names: Sequence[str], *, in_new_words: bool = False
) -> Iterator[str]:
    cards = place.cards()
    taken = _in_turns(place, at_once, [place.bots[name] for name in names], in_new_words)
    assert place.cards() - cards == sum(len(sample.turns) for sample in taken[OURS])
    how = f"{at_once} at once{', in new words' if in_new_words else ''}"
    yield f"{how}:"
    for name in names:
        yield _absolute(name, taken[name])
    yield from _ratios(taken, how, is_for_the_goal=not in_new_words)


def _in_turns(place: Place, at_once: int, bots: Sequence[Bot], in_new_words: bool) -> Samples:
    taken: dict[str, list[Sample]] = {bot.name: [] for bot in bots}
    for number in range(_ROUNDS):
        first = number % len(bots)
        for bot in (*bots[first:], *bots[:first]):
            is_new = in_new_words and bot.name == OURS
            taken[bot.name].append(place.ask(bot, at_once, _SECONDS, in_new_words=is_new))
    return taken


def _ratios(taken: Samples, how: str, *, is_for_the_goal: bool) -> Iterator[str]:
    many = is_for_the_goal and how.startswith(f"{_AT_ONCE_FOR_THE_GOAL} ")
    ours, stock = taken[OURS], taken[STOCK]
    yield line(
        f"turns per second ÷ stock echo, {how}",
        Pairs(_per_turn(stock), _per_turn(ours)),
        Goal(3, at_least=True) if many else None,
    )
    yield line("  the same by processor time of the bot", Pairs(_spent(stock), _spent(ours)))
    for name, nth in (("p50", 50), ("p95", 95)):
        pairs = Pairs((_nth(ours, nth) * 1e9,), (_nth(stock, nth) * 1e9,))
        yield line(f"  {name} ÷ stock echo, {how}", pairs, Goal(0.5))
    for name in filter(taken.__contains__, _SUCCESSORS):
        yield from _beside_successor(taken, name, how)


def _beside_successor(taken: Samples, name: str, how: str) -> Iterator[str]:
    ours, theirs = taken[OURS], taken[name]
    pairs = Pairs(_per_turn(theirs), _per_turn(ours))
    goal = Goal(1, at_least=True) if name == AGENTS else None
    yield line(f"turns per second ÷ {_SUCCESSORS[name]}, {how}", pairs, goal)
    spent = Pairs(_spent(theirs), _spent(ours))
    yield line("  the same by processor time of the bot", spent)


def _absolute(what: str, samples: Sequence[Sample]) -> str:
    per_second = median(len(sample.turns) / sample.seconds for sample in samples)
    p50, p95, p99 = (_nth(samples, nth) * 1_000 for nth in (50, 95, 99))
    spent = median(_spent(samples)) / 1e6
    return (
        f"    {what:<22} {per_second:>5.0f} turns/s, p50 {p50:.1f}, p95 {p95:.1f}, "
        f"p99 {p99:.1f} ms, {spent:.2f} ms of processor a turn"
    )


def _nth(samples: Sequence[Sample], nth: int) -> float:
    """Return the percentile of all turns together, in seconds."""
    return quantiles((turn for each in samples for turn in each.turns), n=100)[nth - 1]


def _per_turn(samples: Sequence[Sample]) -> tuple[float, ...]:
    return tuple(sample.per_turn_ns for sample in samples)


def _spent(samples: Sequence[Sample]) -> tuple[float, ...]:
    return tuple(sample.spent_per_turn_ns for sample in samples)
