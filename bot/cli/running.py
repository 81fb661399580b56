"""`serve` and `demo`: the service, and a made-up municipality to try it on."""

from functools import partial
from typing import Annotated

import typer

from bot.cli.options import AsOf


def serve() -> None:
    """Starta tjänsten: svarar i Teams, och skickar det som ska skickas."""
    from bot.logs import logging_to
    from bot.service import serve as serve_until_stopped
    from bot.settings import load_settings

    settings = load_settings()
    with logging_to(settings.log_file):
        serve_until_stopped(settings, anonymous=False, announce=_announce)


def demo(
    serve_afterwards: Annotated[
        bool, typer.Option("--serve/--no-serve", help="Starta boten när allt är visat.")
    ] = True,
    as_of: AsOf = None,
) -> None:
    """Prova på en påhittad kommun: svar, veckobrev, sammanställning, sidan och boten."""
    from bot.cli.progress import progress_bar
    from bot.clock import moment_on
    from bot.demo.opening import page_address
    from bot.demo.show import (
        conversations,
        prepare,
        settings_for_demo,
        where_to_look,
        write_documents,
    )
    from bot.logs import logging_to
    from bot.service import serve as serve_until_stopped

    settings = settings_for_demo()
    now, page = moment_on(as_of), page_address(settings)
    if serve_afterwards:
        typer.echo(f"Sidan att titta på: {page} (den öppnas när allt är klart)")
    with progress_bar() as told:
        municipality = prepare(settings, now, told)
    for conversation in conversations(settings, municipality, now):
        typer.echo(conversation)
    with progress_bar() as told:
        pages = write_documents(settings, now, told)
    typer.echo(where_to_look(pages))
    if serve_afterwards:
        with logging_to(settings.log_file):
            serve_until_stopped(settings, anonymous=True, announce=partial(_announce_page, page))


def _announce_page(page: str, address: str) -> None:
    from bot.demo.opening import open_page

    typer.echo(f"\nSidan är öppen på {page}")
    _announce(address)
    open_page(page)


def _announce(address: str) -> None:
    typer.echo(f"\nBoten svarar nu på {address}. Ctrl-C avslutar.")
