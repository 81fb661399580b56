"""The migrations and the tables say the same thing, on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from storage.engine import Database
from storage.schema import MIGRATIONS, known_versions
from storage.tables import metadata

_FORBIDDEN = ("personnummer", "personal_number", "child_name", "address", "note", "comment", "text")


def test_the_migrated_schema_is_what_the_tables_declare(database: Database) -> None:
    with database.reading() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, metadata) == []


def test_the_case_lists_are_found_by_reader_and_day(database: Database) -> None:
    with database.reading() as connection:
        for table in ("report", "investigation", "placement"):
            columns = [index["column_names"] for index in inspect(connection).get_indexes(table)]
            assert ["caseworker_key", "open_until"] in columns
            assert ["unit_key", "open_until"] in columns
            assert ["case_number"] in columns


def test_file_names_and_alembic_agree_on_the_versions() -> None:
    config = Config()
    config.set_main_option("script_location", MIGRATIONS.as_posix())
    revisions = list(ScriptDirectory.from_config(config).walk_revisions())
    assert [each.revision for each in reversed(revisions)] == list(known_versions())


def test_no_table_has_room_for_names_of_children_or_free_text() -> None:
    columns = {column.name for table in metadata.tables.values() for column in table.columns}
    assert not columns & set(_FORBIDDEN)
