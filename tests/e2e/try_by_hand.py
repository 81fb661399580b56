"""`make playground`: the demo's municipality, the bot and the client, for a person to try.

The client always writes as one and the same person; start it again to be another.
"""

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from playground import COMMAND, Person, client_for, node, staff_in
from real_programs import ProgramFailedError
from served_without_login import bot_over

from bot.clock import now_in_sweden
from bot.demo.municipality import Municipality, write_municipality

FOLDER = Path("var/playground").absolute()
EXPORTS = FOLDER / "export"
_PORT = 56150


def main() -> int:
    """Serve until Ctrl-C; `AS` in the environment says who to be."""
    if node() is None or not COMMAND.exists():
        print("Klienten saknas. Den behöver Node.js med npm: kör ”make playground”.")
        return 1
    print("Hittar på en kommun …", flush=True)
    municipality = write_municipality(EXPORTS, now_in_sweden().date())
    staff = staff_in(EXPORTS / "personal.csv")
    wanted = os.environ.get("AS") or municipality.caseworker_email
    chosen = next((each for each in staff if each.email == wanted.casefold()), None)
    if chosen is None:
        print(f"Ingen heter {wanted} i den påhittade kommunen. Välj en av dem här:")
        print(_listed(staff))
        return 2
    _serve(chosen, staff, municipality)
    return 0


def _serve(chosen: Person, staff: Sequence[Person], municipality: Municipality) -> None:
    print("Läser in den och startar boten och klienten …", flush=True)
    with (
        bot_over(EXPORTS, FOLDER / "bot") as bot,
        client_for(chosen, staff, bot=bot, folder=FOLDER / "client", port=_PORT) as address,
    ):
        print(_words(chosen, municipality, address), flush=True)
        signal.pause()


def _words(chosen: Person, municipality: Municipality, address: str) -> str:
    return f"""
Öppna {address} i en webbläsare. Där skriver du som {_described(chosen)}.
Prova till exempel ”mina ärenden nära deadline” eller ”hjälp”. Ctrl-C avslutar.

Vill du vara någon annan, avsluta och starta om med AS=, till exempel
  make playground AS={municipality.caseworker_email}  (handläggare)
  make playground AS={municipality.manager_email}  (enhetschef)
  make playground AS={municipality.secretary_email}  (nämndsekreterare)
  make playground AS={municipality.administrator_email}  (systemförvaltare)
Alla som finns att välja står i {(EXPORTS / "personal.csv").relative_to(Path.cwd())}.
"""


def _described(person: Person) -> str:
    return f"{person.name}, {person.role}{f' på {person.unit}' if person.unit else ''}"


def _listed(staff: Sequence[Person]) -> str:
    return "\n".join(f"  {each.email}  ({_described(each)})" for each in staff)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        sys.exit(main())
    except ProgramFailedError as failed:
        sys.exit(str(failed))
    except KeyboardInterrupt:
        print("\nAvslutat.")
