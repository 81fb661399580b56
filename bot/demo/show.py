"""What `fristvakt demo` does: makes a municipality, imports it, and shows what its people get."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from bot.composition import desk_choices, opened
from bot.conversation import Asker, Audience, Question
from bot.demo.municipality import Municipality, Size, write_municipality
from bot.settings import Settings, load_settings
from digests.monthly.service import monthly_summary
from digests.periods import month_of, week_of
from digests.weekly.service import weekly_digests
from digests.writing import SummaryFormat, write_monthly, write_weekly
from storage.intake import load_profile
from storage.intake.batch import import_files

FOLDER = Path("var/demo")
DATABASE = Path("var/demo.db")
Told = Callable[[str, int, int | None], None]


def settings_for_demo() -> Settings:
    """Return the settings with the demo's own database and no registration in Teams."""
    return load_settings(database_url=f"sqlite:///{DATABASE}")


def prepare(
    settings: Settings, now: datetime, told: Told, size: Size | None = None
) -> Municipality:
    """Write a municipality as of today and import it into a database made anew."""
    for suffix in ("", "-wal", "-shm"):
        DATABASE.with_name(DATABASE.name + suffix).unlink(missing_ok=True)
    exports, size = FOLDER / "export", size or Size()
    exports.mkdir(parents=True, exist_ok=True)
    municipality = write_municipality(
        exports,
        now.date(),
        reports_per_day=size.reports_per_day,
        units_per_kind=size.units_per_kind,
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


def conversations(settings: Settings, municipality: Municipality, now: datetime) -> Iterator[str]:
    """Yield three questions with the answers to them, as text."""
    caseworker, manager = municipality.caseworker_email, municipality.manager_email
    why = f"hur räknas fristen på {municipality.explained_case}?"
    asked = (
        ("Handläggaren", caseworker, "mina ärenden nära deadline"),
        ("Enhetschefen", manager, "hur ser läget ut på enheten?"),
        ("Handläggaren", caseworker, why),
    )
    with opened(settings) as database:
        desk = desk_choices(settings).desk(database)
        for who, email, text in asked:
            question = Question(text, Asker(email=email), Audience.PERSONAL, now)
            yield f"\n{who} ({email}): {text}\n{_indented(desk.answer(question).text)}"


def write_documents(settings: Settings, now: datetime, told: Told) -> tuple[Path, ...]:
    """Write this week's digests and last month's summary; return the pages to open."""
    today, policy, stale = now.date(), settings.policy, settings.stale_after_hours
    with opened(settings) as database:
        digests = weekly_digests(
            database,
            week=week_of(today),
            today=today,
            now=now,
            policy=policy,
            stale_after_hours=stale,
            progress=lambda cases: told("Bygger veckobreven", cases, None),
        )
        summary = monthly_summary(
            database,
            month=month_of(today).previous,
            today=today,
            now=now,
            policy=policy,
            stale_after_hours=stale,
            progress=lambda cases: told("Bygger sammanställningen", cases, None),
        )
    files = [*write_weekly(FOLDER, digests), *write_monthly(FOLDER, summary, (SummaryFormat.HTML,))]
    return tuple(path for path in files if path.suffix == ".html")


def where_to_look(pages: tuple[Path, ...]) -> str:
    """Return the sentence that says where the pages are."""
    listed = "\n".join(f"  {path}" for path in pages)
    return f"\nVeckobreven och nämndens sammanställning finns här:\n{listed}"


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())
