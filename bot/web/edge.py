"""What every request to the page needs, put together once when the service starts."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from bot.conversation import AnswersQuestions
from bot.settings import Settings
from bot.teams.pace import Pace
from bot.web.drafts import Drafts
from bot.web.page import Page
from bot.web.sessions import Sessions
from storage.engine import Database


@dataclass(frozen=True, slots=True)
class Edge:
    """The page's own way in; `is_demo` lets everybody in, on the own computer only."""

    settings: Settings
    database: Database
    desk: AnswersQuestions
    clock: Callable[[], datetime]
    drafts: Drafts
    threads: ThreadPoolExecutor
    slow_threads: ThreadPoolExecutor
    pace: Pace
    document_pace: Pace
    sessions: Sessions
    pages: tuple[Page, ...]
    is_demo: bool

    @property
    def public_url(self) -> str:
        """Where the page is reached from outside; empty on the own computer."""
        return "" if self.is_demo else self.settings.public_url

    def close(self) -> None:
        """Let go of the threads; what is still being built is built for nobody."""
        self.threads.shutdown()
        self.slow_threads.shutdown(wait=False, cancel_futures=True)


EDGE = web.AppKey("web_edge", Edge)
