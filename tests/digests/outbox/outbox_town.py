"""A small municipality with an outbox, and channels that answer as they are told."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from digests.outbox.choices import DeliveryChoices
from digests.outbox.contents import Contents
from digests.outbox.deliverer import Deliverer
from digests.outbox.ending import RunReport
from digests.outbox.failures import FailureContents
from digests.outbox.lost import see_to_failures
from digests.outbox.means import Means
from digests.outbox.monthly import MonthlyContents
from digests.outbox.sending import Parcel, SendOutcome, SendState
from digests.outbox.weekly import WeeklyContents
from rules.policy import DEFAULT_POLICY, Policy
from storage.engine import Database
from storage.intake import load_profile
from storage.intake.batch import import_files
from storage.queries import Look, LooksWanted, looks
from storage.records.outbox import (
    Channel,
    DeliveriesWanted,
    Delivery,
    DeliveryKind,
    DeliveryState,
    NewDelivery,
    deliveries,
    queue_deliveries,
)

STOCKHOLM = ZoneInfo("Europe/Stockholm")
IMPORTED = datetime(2026, 11, 23, 4, 12, tzinfo=UTC)
SEVEN = datetime(2026, 11, 23, 7, 0, tzinfo=STOCKHOLM)  # mån
MONDAY = date(2026, 11, 23)
MARIA, ALI = "maria.lind@kommun.example", "ali.hassan@kommun.example"
BO, SARA, ADA = "bo.aberg@kommun.example", "sara.nord@kommun.example", "ada.min@kommun.example"
STAFF = f"""\
Namn;E-post;Roll;Enhet;Objekt-id
Maria Lind;{MARIA};enhetschef;Barnenheten;
Ali Hassan;{ALI};enhetschef;Ungdomsenheten;
Bo Åberg;{BO};enhetschef;Familjeenheten;
Sara Nord;{SARA};nämndsekreterare;;
Ada Min;{ADA};administratör;;
"""
HEADER = (
    "Utredningsnr;Ärendenr;Aktualiseringsnr;Inledd datum;Avslutad datum;Förlängd t.o.m.;"
    "Förlängning beslutad;Utfall;Enhet;Handläggare;Kön;Ålder;Orsak;Insats påbörjad\n"
)
INVESTIGATIONS = (
    "UTR-1;BU-1;;2026-06-10;;;;;Barnenheten;Bo Åberg;Flicka;7;Annat;\n"
    "UTR-2;BU-2;;2026-08-01;;;;;Barnenheten;Bo Åberg;Pojke;9;Annat;\n"
    "UTR-3;BU-3;;2026-06-12;;;;;Ungdomsenheten;Bo Åberg;Pojke;9;Annat;\n"
)
TEAMS, MAIL = Channel.TEAMS, Channel.MAIL
WEEKLY = NewDelivery(
    recipient=MARIA,
    kind=DeliveryKind.WEEKLY_DIGEST,
    period="2026-W48",
    channel=TEAMS,
    send_from=SEVEN,
    useful_until=SEVEN + timedelta(days=6),
    about="barnenheten",
)
ALIS = replace(WEEKLY, recipient=ALI, about="ungdomsenheten")
MONTHLY = replace(
    WEEKLY, recipient=SARA, kind=DeliveryKind.MONTHLY_SUMMARY, period="2026-10", about=""
)


def import_lists(database: Database, folder: Path, **lists: str) -> None:
    """Import personal.csv and the rest as they are written here."""
    folder.mkdir()
    for name, content in lists.items():
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    import_files(
        database,
        sorted(folder.iterdir()),
        profile=load_profile("reference"),
        now=IMPORTED,
        full=True,
        force=True,
    )


@dataclass
class Clock:
    """Shows the time that it is set to."""

    now: datetime = SEVEN

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **how_far: float) -> None:
        self.now += timedelta(**how_far)


@dataclass
class Provider:
    """Stands where the provider's cloud is: answers as told, in order, and then takes all."""

    channel: Channel
    told: list[SendOutcome] = field(default_factory=list)
    got: list[Parcel] = field(default_factory=list)

    async def send(self, parcel: Parcel) -> SendOutcome:
        self.got.append(parcel)
        return self.told.pop(0) if self.told else SendOutcome(SendState.SENT, status=201)

    def will(self, state: SendState, **said: Any) -> None:
        self.told.append(SendOutcome(state, **said))

    @property
    def recipients(self) -> list[str]:
        return [parcel.recipient.email for parcel in self.got]


def contents_of(
    database: Database, policy: Policy = DEFAULT_POLICY
) -> dict[DeliveryKind, Contents]:
    return {
        DeliveryKind.WEEKLY_DIGEST: WeeklyContents(database, policy),
        DeliveryKind.MONTHLY_SUMMARY: MonthlyContents(database, policy),
        DeliveryKind.FAILURE_NOTICE: FailureContents(database),
    }


async def at_once(_seconds: float) -> None:
    """Wait for nothing."""


@dataclass
class Town:
    database: Database
    folder: Path
    clock: Clock = field(default_factory=Clock)
    teams: Provider = field(default_factory=lambda: Provider(TEAMS))
    mail: Provider | None = field(default_factory=lambda: Provider(MAIL))
    contents: dict[DeliveryKind, Contents] = field(default_factory=dict)
    imports: int = 0

    def imported(self, rows: str = INVESTIGATIONS, staff: str = STAFF) -> None:
        self.imports += 1
        folder = self.folder / f"export{self.imports}"
        import_lists(self.database, folder, personal=staff, utredningar=HEADER + rows)

    def queue(self, *new: NewDelivery) -> None:
        queue_deliveries(self.database, new, self.clock.now)

    def means(self, owner: str = "one", **choices: Any) -> Means:
        senders = {each.channel: each for each in (self.teams, self.mail) if each is not None}
        contents = self.contents or contents_of(self.database)
        chosen = DeliveryChoices(**choices)
        return Means(self.database, senders, contents, self.clock, owner, chosen, lambda: 1.0)

    def deliverer(self, owner: str = "one", **choices: Any) -> Deliverer:
        return Deliverer(self.means(owner, **choices), at_once)

    async def deliver(self, **choices: Any) -> RunReport:
        return await self.deliverer(**choices).deliver_due("run-1")

    def see_to(self, **choices: Any) -> int:
        """Let the minute come in which somebody looks after what nobody sees to."""
        return see_to_failures(self.means(**choices), self.clock.now, "run-2")

    def rows(self, *kinds: DeliveryKind) -> list[Delivery]:
        found = deliveries(self.database, DeliveriesWanted(kinds=kinds))
        return sorted(found, key=lambda each: each.id)

    def row(self, kind: DeliveryKind = DeliveryKind.WEEKLY_DIGEST) -> Delivery:
        (only,) = self.rows(kind)
        return only

    def states(self) -> list[tuple[str, Channel, DeliveryState]]:
        digests = self.rows(DeliveryKind.WEEKLY_DIGEST, DeliveryKind.MONTHLY_SUMMARY)
        return [(each.recipient, each.channel, each.state) for each in digests]

    def looks(self) -> list[Look]:
        return list(looks(self.database, LooksWanted()))


def texts(parcels: Iterable[Parcel]) -> list[str]:
    return [parcel.message.text for parcel in parcels]
