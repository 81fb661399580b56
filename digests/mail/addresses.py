"""Which addresses a letter may go to: those in the municipality's own domains, and no others.

Only plain addresses pass. Quotes, comments, spaces, a second @ and the signs by which old mail
servers route onwards (% and !) are refused: what has been compared must be what the server
understands. The form returned is the one to send to.
"""

import re

_LOCAL_PART = re.compile(r"[A-Za-z0-9#$&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9#$&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_LONGEST_LOCAL_PART = 64
_LONGEST_DOMAIN = 253


def ascii_address(text: str) -> str | None:
    """Return the address with its domain in small ASCII letters, None where it is not plain."""
    local_part, at, domain = text.strip().partition("@")
    ascii_form = ascii_domain(domain)
    if not at or ascii_form is None or len(local_part) > _LONGEST_LOCAL_PART:
        return None
    return f"{local_part}@{ascii_form}" if _LOCAL_PART.fullmatch(local_part) else None


def ascii_domain(text: str) -> str | None:
    """Return *åre.se* as *xn--re-xia.se*, None where it is no domain."""
    try:
        domain = text.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    labels = domain.split(".")
    is_domain = len(domain) <= _LONGEST_DOMAIN and all(map(_LABEL.fullmatch, labels))
    return domain if is_domain else None


def is_within(address: str, domains: frozenset[str]) -> bool:
    """Whether an address from `ascii_address` lies in one of the domains, written out whole."""
    return address.rpartition("@")[2] in domains
