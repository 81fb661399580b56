"""Where the bot may send anything: to Microsoft, or without login to the own computer."""

from urllib.parse import urlsplit

LOOPBACK_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})
_MICROSOFT_HOST = "smba.trafficmanager.net"
_MICROSOFT_DOMAIN = ".botframework.com"


def may_answer_at(service_url: object, *, loopback: bool) -> bool:
    """Whether an answer may be sent there: Microsoft, or loopback without login."""
    if not isinstance(service_url, str):
        return False
    try:
        parts = urlsplit(service_url)
        host = parts.hostname or ""
    except ValueError:
        return False
    if loopback:
        return host in LOOPBACK_HOSTS
    is_microsoft = host == _MICROSOFT_HOST or host.endswith(_MICROSOFT_DOMAIN)
    return parts.scheme == "https" and is_microsoft
