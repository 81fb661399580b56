"""How the cases of this database are labelled, so that no import mixes two ways."""

from sqlmodel import Field, SQLModel


class CaseLabelling(SQLModel, table=True):
    """The one row that the first import writes; `fingerprint` is empty where numbers are kept."""

    __tablename__ = "case_labelling"

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    fingerprint: str | None = None
