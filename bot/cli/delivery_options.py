"""The options of commands that show or send deliveries; names are looked up when they are used."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.options import one_of

if TYPE_CHECKING:
    from storage.records.outbox import Channel, DeliveryKind, DeliveryState


def _state(text: str) -> "DeliveryState":
    from storage.records.outbox import DeliveryState

    return one_of(DeliveryState)(text)


def _kind(text: str) -> "DeliveryKind":
    from storage.records.outbox import DeliveryKind

    return one_of(DeliveryKind)(text)


def _channel(text: str) -> "Channel":
    from storage.records.outbox import Channel

    return one_of(Channel)(text)


States = Annotated[
    list[Any] | None,
    typer.Option(
        "--state",
        parser=_state,
        metavar="LÄGE",
        help="Bara de lägena, till exempel failed; kan upprepas.",
    ),
]
Kinds = Annotated[
    list[Any] | None,
    typer.Option(
        "--kind",
        parser=_kind,
        metavar="SLAG",
        help="Bara de slagen, till exempel weekly_digest; kan upprepas.",
    ),
]
ChannelName = Annotated[
    Any, typer.Option("--channel", parser=_channel, metavar="teams|mail", help="Bara den vägen.")
]
Recipient = Annotated[
    str | None, typer.Option("--recipient", metavar="E-POST", help="Bara till den personen.")
]
Period = Annotated[
    str | None,
    typer.Option("--period", metavar="PERIOD", help="Bara den perioden, till exempel 2026-W47."),
]
_LARGEST = 2**31 - 1
Id = Annotated[
    int, typer.Argument(metavar="NR", max=_LARGEST, help="Utskickets nummer, som i listan.")
]
Ids = Annotated[
    list[int],
    typer.Argument(metavar="NR…", max=_LARGEST, help="Utskickens nummer, som i listan."),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Visa bara vad som skulle göras. Ingenting ändras.")
]
