"""Microsoft 365 Agents Playground: the client that stands in for Teams.

It draws cards as Teams does and sends what Teams sends, but always as one and the same person,
so there is one of it for each person. It insists on a group chat, a team and five other users.
"""

import csv
import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from real_programs import free_port, running

PACKAGES = Path(__file__).with_name("node_modules")
COMMAND = PACKAGES / "@microsoft" / "m365agentsplayground" / "cli.js"
GROUP_CHAT = "Gruppchatt"
CHANNEL = "Allmänt"
_TENANT = "00000000-0000-4000-8000-000000000001"
_OTHERS = 5


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the staff list who can be the one who writes."""

    name: str
    email: str
    role: str
    unit: str
    object_id: str


def staff_in(file: Path) -> list[Person]:
    """Return those in a staff list whose Entra object id is known."""
    with file.open(encoding="utf-8-sig", newline="") as text:
        rows = csv.DictReader(text, delimiter=";")
        everybody = [
            Person(row["Namn"], row["E-post"], row["Roll"], row["Enhet"], row["Objekt-id"])
            for row in rows
        ]
    return [person for person in everybody if person.object_id]


def node() -> str | None:
    """Return where Node.js is, None where it is not."""
    return shutil.which("node")


@contextmanager
def client_for(
    person: Person, staff: Sequence[Person], *, bot: str, folder: Path, port: int | None = None
) -> Iterator[str]:
    """Give the address of a client in which the person talks with the bot."""
    folder.mkdir(parents=True, exist_ok=True)
    config = folder / "playground.yml"
    config.write_text(_config(person, staff), encoding="utf-8")
    chosen = free_port(port)
    address = f"http://localhost:{chosen}/"
    command = [node() or "node", str(COMMAND), "start", "-e", bot, "-c", "msteams"]
    settings = {
        "TEAMSAPPTESTER_BROWSER": "none",
        "M365_AGENTS_PLAYGROUND_CONFIG_PATH": str(config),
    }
    with running(
        [*command, "-p", str(chosen), "--dt", "true"],
        answers_at=address,
        folder=folder,
        log=folder / "playground.log",
        settings=settings,
    ):
        yield address


def _config(person: Person, staff: Sequence[Person]) -> str:
    """Return the settings as JSON, which is YAML with every text in quotes."""
    others = [each for each in staff if each != person][:_OTHERS]
    config = {
        "version": "0.1.1",
        "tenantId": _TENANT,
        "bot": {"id": "00000000-0000-4000-8000-000000000011", "name": "Fristvakt"},
        "currentUser": _user("user-id-0", person),
        "users": [_user(f"user-id-{n}", each) for n, each in enumerate(others, start=1)],
        "personalChat": {"id": "personal-chat-id"},
        "groupChat": {"id": "group-chat-id", "name": GROUP_CHAT},
        "team": {
            "id": "team-id",
            "aadGroupId": "00000000-0000-4000-8000-000000000099",
            "name": "Barn och unga",
            "channels": [{"id": "channel-id", "name": CHANNEL}],
        },
    }
    return json.dumps(config, ensure_ascii=False, indent=2)


def _user(number: str, person: Person) -> dict[str, str]:
    given, _, surname = person.name.rpartition(" ")
    return {
        "id": number,
        "name": person.name,
        "userPrincipleName": person.email,  # so spelt
        "aadObjectId": person.object_id,
        "givenName": given,
        "surname": surname,
        "email": person.email,
    }
