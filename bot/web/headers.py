"""What every response of the page tells the browser: load nothing from elsewhere, keep nothing."""

from collections.abc import Mapping
from types import MappingProxyType

_COMMON = {
    "Server": "Fristvakt",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; frame-src 'self'; frame-ancestors 'self'; "
    "base-uri 'none'"
)
# A digest carries its own style and nothing that runs; it is shown as if from nowhere of ours.
_DOCUMENT_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; "
    "frame-ancestors 'self'; base-uri 'none'; sandbox"
)
_KEEP_NOTHING = "private, no-store"
_KEEP_AN_HOUR = "public, max-age=3600"

PAGE = MappingProxyType(
    {**_COMMON, "Content-Security-Policy": _PAGE_POLICY, "Cache-Control": _KEEP_NOTHING}
)
DOCUMENT = MappingProxyType(
    {**_COMMON, "Content-Security-Policy": _DOCUMENT_POLICY, "Cache-Control": _KEEP_NOTHING}
)
STATIC = MappingProxyType(
    {**_COMMON, "Content-Security-Policy": "default-src 'none'", "Cache-Control": _KEEP_AN_HOUR}
)


def attached(file_name: str) -> Mapping[str, str]:
    """Return the headers of a document that the browser is to keep under the name."""
    return {**DOCUMENT, "Content-Disposition": f'attachment; filename="{file_name}"'}
