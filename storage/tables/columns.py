"""How identifiers are stored, the same in every table."""

from typing import Any

from sqlalchemy import String

# Identifiers are compared by code point on both databases, as Python compares strings:
# rows that come in the database's order of case numbers are merged in Python.
IDENTIFIER: Any = String().with_variant(String(collation="C"), "postgresql")
