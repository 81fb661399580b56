"""What `fristvakt demo` does: makes a municipality, imports it, and shows what its people get."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from bot.composition import make_desk, opened
from bot.conversation import Asker, Audience, Question
from bot.demo.municipality import Municipality, write_municipality
from bot.settings import Settings, load_settings
from digests.monthly.service import monthly_summary
from digests.periods import month_of, week_of
from digests.weekly.service import weekly_digests
from digests.writing import SummaryFormat, write_monthly, write_weekly
from storage.engine import Database
from storage.intake import load_profile
from storage.intake.batch import import_files

FOLDER = Path("var/demo")
DATABASE = Path("var/demo.db")
Told = Callable[[str, int, int | None], None]


def settings_for_demo() -> Settings:
    """Return the settings with the demo's own database and no registration in Teams."""
    return load_settings(database_url=f"sqlite:///{DATABASE}")


def prepare(settings: Settings, now: datetime, told: Told) -> Municipality:
    """Write a municipality as of today and import it into a database made anew."""
    for suffix in ("", "-wal", "-shm"):
        DATABASE.with_name(DATABASE.name + suffix).unlink(missing_ok=True)
    exports = FOLDER / "export"
    exports.mkdir(parents=True, exist_ok=True)
    municipality = write_municipality(
        exports,
        now.date(),
        progress=lambda done, total: told("Hittar på en kommun", done, total),
    )
    with opened(settings) as database:
        import_files(
            database,
            [exports],
            profile=load_profile(None),
            now=now,
            full=True,
            progress=lambda source, rows: told(f"Läser in {source.path.name}", rows, None),
        )
    return municipality


def show(settings: Settings, municipality: Municipality, now: datetime) -> Iterator[str]:
    """Yield what to print: three conversations, then where the documents are."""
    with opened(settings) as database:
        yield from _conversations(settings, database, municipality, now)
        yield _documents(settings, database, now)


def _conversations(
    settings: Settings, database: Database, municipality: Municipality, now: datetime
) -> Iterator[str]:
    desk = make_desk(settings, database)
    asked = (
        ("Handläggaren", municipality.caseworker_email, "mina ärenden nära deadline"),
        ("Enhetschefen", municipality.manager_email, "hur ser läget ut på enheten?"),
        (
            "Handläggaren",
            municipality.caseworker_email,
            f"hur räknas fristen på {municipality.explained_case}?",
        ),
    )
    for who, email, text in asked:
        question = Question(text, Asker(email=email), Audience.PERSONAL, now)
        yield f"\n{who} ({email}): {text}\n{_indented(desk.answer(question).text)}"


def _documents(settings: Settings, database: Database, now: datetime) -> str:
    today, policy, stale = now.date(), settings.policy, settings.stale_after_hours
    digests = weekly_digests(
        database,
        week=week_of(today),
        today=today,
        now=now,
        policy=policy,
        stale_after_hours=stale,
    )
    summary = monthly_summary(
        database,
        month=month_of(today).previous,
        today=today,
        now=now,
        policy=policy,
        stale_after_hours=stale,
    )
    paths = [*write_weekly(FOLDER, digests), *write_monthly(FOLDER, summary, (SummaryFormat.HTML,))]
    listed = "\n".join(f"  {path}" for path in paths if path.suffix == ".html")
    return f"\nVeckobreven och nämndens sammanställning finns här:\n{listed}"


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())
