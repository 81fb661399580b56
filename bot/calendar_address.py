"""Where calendars are fetched: the route that is served and the address that is given out."""

ROUTE = "/calendar/{token}.ics"


def calendar_address(public_url: str, token: str) -> str:
    """Return the address that a calendar programme fetches from."""
    return public_url.rstrip("/") + ROUTE.format(token=token)
