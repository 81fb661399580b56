"""Whether the files and folders that settings name are there and can be used."""

import os

from bot.doctor.check import TRY_AGAIN, Finding, fine, wrong
from bot.logs import STANDARD_ERROR
from bot.settings import Settings
from digests.errors import DigestError
from storage.intake import ProfileError, load_profile


def look_at_import_folder(settings: Settings) -> Finding:
    """Tell whether exports can be read from the folder and moved on within it."""
    folder = settings.import_folder
    if folder is None:
        return fine("Ingen mapp bevakas. Uttagen läses in med ”fristvakt import”.")
    if not folder.is_dir():
        return wrong(
            f"Mappen {folder} som ska bevakas finns inte.",
            "Gör mappen, eller rätta FRISTVAKT_IMPORT_FOLDER.",
        )
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return wrong(
            f"Fristvakt får inte läsa och skriva i mappen {folder}.",
            "Ge den användare som kör tjänsten rätt att läsa, skriva och flytta filer där.",
        )
    try:
        load_profile(settings.import_profile)
    except ProfileError as unusable:
        return wrong(unusable.message, f"Rätta FRISTVAKT_IMPORT_PROFILE. {TRY_AGAIN}")
    return fine(f"Mappen {folder} går att läsa och skriva i.")


def look_at_template(settings: Settings) -> Finding:
    """Tell whether the municipality's own Word template can be filled in."""
    template = settings.summary_template
    if template is None:
        return fine("Fristvakts egen Wordmall används.")
    from digests.monthly.docx import require_usable  # here: it takes time to load

    try:
        require_usable(template)
    except DigestError as unusable:
        return wrong(unusable.message, "Rätta mallen; fälten står i docs/sv/mallfalt.md.")
    return fine(f"Wordmallen {template} går att fylla i.")


def look_at_log(settings: Settings) -> Finding:
    """Tell whether the log can be written; nothing is written to it."""
    file = settings.log_file
    if file == STANDARD_ERROR:
        return fine("Loggen går till standard error.")
    place = next(each for each in (file, *file.absolute().parents) if each.exists())
    if file.is_dir() or not os.access(place, os.W_OK):
        return wrong(
            f"Loggen {file} går inte att skriva.",
            "Ge den användare som kör tjänsten rätt att skriva i mappen, eller rätta "
            "FRISTVAKT_LOG_FILE.",
        )
    return fine(f"Loggen {file} går att skriva.")
