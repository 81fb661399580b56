"""What has left the house and stays as it was.

A summary that the board has been given is a public document (allmän handling): it names no
person and no case, and no clearing touches it.
"""

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.tables.columns import IDENTIFIER


class SentSummary(SQLModel, table=True):
    """The month's summary as the board was given it (låst sammanställning), one for each month.

    `context` is the JSON of what every format is made from, in the shape that `schema_version`
    tells; `imported_at` is the stamp of its data. `sent_at` is empty until it has been sent.
    """

    __tablename__ = "sent_summary"

    month: str = Field(primary_key=True, sa_type=IDENTIFIER)
    schema_version: int
    context: str
    imported_at: datetime
    frozen_at: datetime
    sent_at: datetime | None = None
