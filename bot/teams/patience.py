"""An HTTP session that gives up in time, for the libraries that know only `requests`.

Neither msal's managed identity nor botbuilder sets a time limit of its own: a server that does
not answer would hold a thread for ever.
"""

from typing import Any

from requests import PreparedRequest, Response, Session
from requests.adapters import HTTPAdapter

CONNECT_S = 5.0
READ_S = 10.0


class _Impatient(HTTPAdapter):
    def send(self, request: PreparedRequest, *args: Any, **options: Any) -> Response:
        options["timeout"] = options.get("timeout") or (CONNECT_S, READ_S)
        return super().send(request, *args, **options)


def impatient_session() -> Session:
    """Return a session whose requests all have a time limit."""
    session = Session()
    for scheme in ("https://", "http://"):
        session.mount(scheme, _Impatient())
    return session
