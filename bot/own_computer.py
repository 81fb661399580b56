"""Whether a request comes from the computer that the service runs on, as far as can be seen.

Behind a proxy everybody seems to be on the own computer; what says that it was passed on is not.
A page of somebody else's in a browser here could reach us under a name of its own (DNS
rebinding); what asks by another name than the own computer's is not from here either.
"""

from ipaddress import ip_address
from urllib.parse import urlsplit

from aiohttp import web

from bot.addresses import LOOPBACK_HOSTS

_PASSED_ON = frozenset({"forwarded", "via", "x-real-ip", "x-original-host", "x-client-ip"})
_BEGINS_SO = "x-forwarded"


def is_from_here(request: web.Request) -> bool:
    """Whether somebody on the own computer asks, under a name of the own computer."""
    return names_this_computer(request) and not is_passed_on(request) and _is_sent_here(request)


def names_this_computer(request: web.Request) -> bool:
    """Whether the request asks for the service by a name that only the own computer knows it by.

    The header is read and not `request.host`: without one aiohttp asks the name server, and
    everybody waits for it.
    """
    try:
        host = urlsplit(f"//{request.headers.get('Host', '')}").hostname
    except ValueError:
        return False
    return host in LOOPBACK_HOSTS


def is_passed_on(request: web.Request) -> bool:
    """Whether a proxy says that it passes the request on for somebody else."""
    names = (name.lower() for name in request.headers)
    return any(name in _PASSED_ON or name.startswith(_BEGINS_SO) for name in names)


def _is_sent_here(request: web.Request) -> bool:
    try:
        return ip_address(request.remote or "").is_loopback
    except ValueError:
        return False
