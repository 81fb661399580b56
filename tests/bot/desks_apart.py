"""Desks that are opened in the other process: each does what a test has to see happen there."""

import logging
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import cast

from bot.conversation import Answer, Question
from digests import events
from storage.errors import StorageError

OUT_OF_REACH = StorageError("database_unavailable", "Databasen går inte att nå. Försök igen.")
SECRET = "Anna Andersson 20120101-1234"


class ObedientDesk:
    """Does what the question says, and notes in a file what it has heard."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def answer(self, question: Question) -> Answer:
        with (self._folder / "heard").open("a", encoding="utf-8") as heard:
            heard.write(f"{question.text}\n")
        match question.text:
            case "dö":
                os.kill(os.getpid(), signal.SIGKILL)
            case "häng":
                self._wait_for_a_word()
            case "ingen databas":
                raise OUT_OF_REACH
            case "fel":
                raise ZeroDivisionError(SECRET)
            case "sluta":
                raise SystemExit(3)
            case "oläsligt":
                return Answer(cast("str", lambda: question.text), "")  # what pickle cannot write
            case "lång":
                return Answer("å" * int((question.asker.email or "").partition("@")[0]), "")
            case "sista ord":
                for _ in range(5):
                    events.refusal("another_identity")
                os.kill(os.getpid(), signal.SIGKILL)
            case "avvisa":
                events.refusal("another_identity")
            case "bibliotek":
                logging.getLogger("some.library").warning("it says %s", SECRET)
        return Answer(str(os.getpid()), "Svar från Fristvakt")

    def _wait_for_a_word(self) -> None:
        hanging = self._folder / "hanging"
        with suppress(FileExistsError):
            os.mkfifo(hanging)
        hanging.read_text("utf-8")

    def knows(self, object_id: str) -> bool:
        return object_id == "known"


@contextmanager
def obedient(folder: Path) -> Iterator[ObedientDesk]:
    yield ObedientDesk(folder)


@contextmanager
def unopened() -> Iterator[ObedientDesk]:
    raise OUT_OF_REACH
    yield
