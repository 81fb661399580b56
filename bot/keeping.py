"""What the settings say of keeping, in the form that the clearing takes."""

from bot.settings import Settings
from digests.schedule.choices import KeepingChoices


def keeping_choices(settings: Settings) -> KeepingChoices:
    """Return for how long the municipality keeps what it keeps."""
    return KeepingChoices(
        facts_months=settings.keep_facts_months,
        looks_months=settings.keep_looks_months,
        deliveries_days=settings.keep_deliveries_days,
        reminders_days=settings.keep_reminders_days,
        calendars_days=settings.keep_calendars_days,
        gone_days=settings.keep_gone_days,
        imports_days=settings.keep_imports_days,
        import_files_days=settings.keep_import_files_days,
    )
