"""The outbox comes to a database in use, and can be taken away again, without touching the rest."""

from alembic import command
from alembic.config import Config
from outbox_rows import begun, queued
from sqlalchemy import inspect, text

from storage.engine import Database, open_database
from storage.schema import MIGRATIONS, bring_up_to_date

TOLD = {
    "conversation": "INSERT INTO conversation (object_id, conversation_id, service_url, tenant_id,"
    " bot_id, channel_id, user_id, last_seen_at, installed)"
    " VALUES ('a', 'c', 'u', 't', 'b', 'msteams', 'p', '2026-11-20 06:00:00', true)",
    "reminder": "INSERT INTO reminder (email_key, case_number, remind_on, state, created_at,"
    " changed_at, object_id) VALUES ('asa@x.se', 'BU-2026-00001', '2026-11-23', 'waiting',"
    " '2026-11-20 06:00:00', '2026-11-20 06:00:00', 'a')",
    "digest_pause": "INSERT INTO digest_pause (email_key, until, paused_at)"
    " VALUES ('asa@x.se', '2026-12-01', '2026-11-20 06:00:00')",
}
OUTBOX = {
    *("delivery", "delivery_attempt", "delivery_wish"),
    *("absence", "channel_hold", "service_tick"),
}


def test_what_people_have_told_is_kept_when_the_outbox_comes_and_goes(
    database: Database, database_url: str
) -> None:
    go_back_to(database, "0004")
    with database.writing() as connection:
        for statement in TOLD.values():
            connection.execute(text(statement))
    before = rows(database)

    reopened = open_database(database_url)
    assert rows(reopened) == before
    queued(reopened)
    begun(reopened)
    go_back_to(reopened, "0004")
    assert rows(reopened) == before
    assert not OUTBOX & tables(reopened)
    bring_up_to_date(reopened.engine)
    assert tables(reopened) >= OUTBOX
    reopened.close()


def rows(database: Database) -> dict[str, list[tuple[object, ...]]]:
    with database.reading() as connection:
        return {
            table: [tuple(row) for row in connection.execute(text(f"SELECT * FROM {table}"))]  # noqa: S608 — our own names
            for table in TOLD
        }


def tables(database: Database) -> set[str]:
    with database.reading() as connection:
        return set(inspect(connection).get_table_names())


def go_back_to(database: Database, version: str) -> None:
    config = Config()
    config.set_main_option("script_location", MIGRATIONS.as_posix())
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, version)
