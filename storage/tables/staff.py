"""The people in personal.csv."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.tables.columns import IDENTIFIER


class Staff(SQLModel, table=True):
    """A person in personal.csv (medarbetare).

    `post_since` is when an import first gave them the role and unit they have; empty while that
    is what they had when personal.csv first named them.
    """

    __tablename__ = "staff"

    email_key: str = Field(primary_key=True, sa_type=IDENTIFIER)
    email: str
    name: str
    name_key: str = Field(index=True, sa_type=IDENTIFIER)
    role: str
    unit: str | None = None
    unit_key: str = Field(index=True, sa_type=IDENTIFIER)
    entra_object_id: str | None = Field(default=None, index=True, sa_type=IDENTIFIER)
    gone_since: datetime | None = None
    post_since: datetime | None = None
    first_batch_id: int = Field(foreign_key="import_batch.id")
    changed_batch_id: int = Field(foreign_key="import_batch.id")
