"""The bot and the client as programs, and a browser to use the client with.

Where there is no browser or Node.js the tests here are skipped with one line at the end of the
run; FRISTVAKT_E2E=required, as `make e2e` sets it, stops the run instead.
"""

import os
import shutil
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from chat import DESKTOP, PICTURES, Chat, ChatAs
from client_town import STAFF, Town, town_on, write_exports
from playground import COMMAND, Person, client_for, node
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright
from served_without_login import bot_over

from bot.clock import now_in_sweden

# Each process of a run on several has its own: none clears away what another is writing.
LOGS = PICTURES / "logs" / os.environ.get("PYTEST_XDIST_WORKER", "alone")
_IS_REQUIRED = os.environ.get("FRISTVAKT_E2E") == "required"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# Nothing leaves the machine: Chromium's own errands are turned off. It is often root here.
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_ANSWERS_WITHIN_MS = 60_000  # the processor is shared with whatever else is tested


def _browser_program() -> str | None:
    return next(filter(None, map(shutil.which, _BROWSERS)), None)


def _missing() -> str | None:
    if _browser_program() is None:
        return "no Chromium (Debian: apt-get install chromium)"
    if node() is None:
        return "no Node.js"
    return None if COMMAND.exists() else "its npm packages are not installed (make e2e)"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    missing = _missing()
    if missing is not None and not _IS_REQUIRED:
        terminalreporter.write_line(f"tests/e2e, the real client, was skipped: {missing}.")


@pytest.fixture(scope="session")
def browser_program() -> str:
    missing, program = _missing(), _browser_program()
    if missing is None and program is not None:
        return program
    if _IS_REQUIRED:
        pytest.exit(f"The real client cannot be run: {missing}.", returncode=1)
    # `make test` runs on machines without a browser; `make e2e` and .ci/run never come here.
    pytest.skip(f"no real client: {missing}")


@pytest.fixture(scope="session")
def town() -> Town:
    return town_on(now_in_sweden().date())


@pytest.fixture(scope="session")
def logs(browser_program: str) -> Path:
    """Where what the programs said in this run is kept, for whoever looks for a fault."""
    shutil.rmtree(LOGS, ignore_errors=True)
    LOGS.mkdir(parents=True)
    return LOGS


@pytest.fixture(scope="session")
def bot(town: Town, logs: Path) -> Iterator[str]:
    exports = logs / "bot" / "export"
    exports.mkdir(parents=True)
    write_exports(exports, town)
    with bot_over(exports, logs / "bot") as address:
        yield address


@pytest.fixture(scope="session")
def client_of(bot: str, logs: Path) -> Iterator[Callable[[Person], str]]:
    """Gives the address of a person's client, started when first asked for."""
    addresses: dict[Person, str] = {}
    with ExitStack() as running:

        def address(person: Person) -> str:
            if person not in addresses:
                client = client_for(person, STAFF, bot=bot, folder=logs / person.name)
                addresses[person] = running.enter_context(client)
            return addresses[person]

        yield address


@pytest.fixture(scope="module")
def browser(browser_program: str) -> Iterator[Browser]:
    """A browser for one module: while Playwright is open no coroutine of another test runs."""
    expect.set_options(timeout=_ANSWERS_WITHIN_MS)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=browser_program, args=_FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """What the pages of one module share: the client's script, parsed once."""
    with browser.new_context(
        viewport=DESKTOP, locale="sv-SE", timezone_id="Europe/Stockholm"
    ) as shared:
        shared.set_default_timeout(_ANSWERS_WITHIN_MS)
        yield shared


@pytest.fixture
def chat_as(
    context: BrowserContext, client_of: Callable[[Person], str], request: pytest.FixtureRequest
) -> Iterator[ChatAs]:
    """Opens an empty chat between a person and the bot."""

    def opened(person: Person) -> Chat:
        page = context.new_page()
        page.goto(client_of(person))
        # Not before the client has told the bot who is there does it send what is written.
        expect(page.get_by_text("conversationUpdate").first).to_be_visible()
        return Chat(page)

    yield opened
    for page in list(context.pages):
        if request.node.stash.get(_FAILED, False):
            page.screenshot(path=LOGS / f"failed-{request.node.name}.png")
        page.close()


_FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call":
        item.stash[_FAILED] = report.failed
    return report
