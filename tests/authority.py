"""A certificate authority of the tests' own."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from trustme import CA


class Authority:
    """Trusted by whoever is given its file, and by nobody else."""

    def __init__(self, folder: Path, name: str = "Testkommunens CA") -> None:
        self._ca = CA(organization_name=name)
        self.file = folder / f"{name}.pem"
        self._ca.cert_pem.write_to_path(self.file)

    def server_context(self, *names: str, days_left: int = 30) -> ssl.SSLContext:
        """What a server with a certificate for those names shows."""
        ends_at = datetime.now(UTC) + timedelta(days=days_left)
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self._ca.issue_cert(*names, not_after=ends_at).configure_cert(context)
        return context
