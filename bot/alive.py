"""Whether the service on this computer answers: a container's health check, as a program.

Run as `python -m bot.alive`; it ends with 0 if `/healthz` says so and 1 if not. The port is the
one in FRISTVAKT_PORT; no settings are read and no proxy is asked.
"""

import os
import sys
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException

_USUAL_PORT = 3978
_PATIENCE_S = 3


def is_alive(port: int) -> bool:
    """Return whether the service answers on the port of the own computer."""
    connection = HTTPConnection("127.0.0.1", port, timeout=_PATIENCE_S)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == HTTPStatus.OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(0 if is_alive(int(os.environ.get("FRISTVAKT_PORT", _USUAL_PORT))) else 1)
