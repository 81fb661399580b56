"""What is sent to Teams goes over TLS, to nobody but the one that the certificate names."""

import asyncio
import os
import ssl
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from authority import Authority

_PROGRAM = str(Path(__file__).with_name("posting_program.py"))


@asynccontextmanager
async def teams_behind(certificate: ssl.SSLContext) -> AsyncIterator[str]:
    """Give the address of a Teams that ends each connection with its answer."""

    async def take(_request: web.Request) -> web.Response:
        answer = web.json_response({"id": "taken"})
        answer.force_close()
        return answer

    app = web.Application()
    app.router.add_post("/v3/conversations/{conversation}/activities", take)
    server = TestServer(app, scheme="https")
    await server.start_server(ssl=certificate)
    try:
        yield str(server.make_url("/"))
    finally:
        await server.close()


async def said_by_who_sends(url: str, trusted: Path) -> list[str]:
    """Return the lines of the program that sends, which trusts this authority alone."""
    where = {**os.environ, "SSL_CERT_FILE": str(trusted)}
    program = await asyncio.create_subprocess_exec(
        sys.executable, _PROGRAM, url, env=where, stdout=PIPE
    )
    said, _ = await program.communicate()
    assert program.returncode == 0
    return said.decode().splitlines()


async def test_what_is_sent_is_taken_over_tls_on_one_connection_after_another(
    tmp_path: Path,
) -> None:
    authority = Authority(tmp_path)
    async with teams_behind(authority.server_context("127.0.0.1")) as url:
        assert await said_by_who_sends(url, authority.file) == ["taken"] * 3


@pytest.mark.parametrize(("signer", "name"), [("Annan CA", "127.0.0.1"), (None, "127.0.0.2")])
async def test_nothing_is_sent_to_whom_the_certificate_does_not_name(
    tmp_path: Path, signer: str | None, name: str
) -> None:
    trusted = Authority(tmp_path)
    authority = Authority(tmp_path, signer) if signer else trusted
    async with teams_behind(authority.server_context(name)) as url:
        refused = "ClientConnectorCertificateError"
        assert await said_by_who_sends(url, trusted.file) == [refused]
