"""Every sentence that an import as a whole says: why it was refused, what was left undone."""

from datetime import date, datetime

_FORCE = "Är det ändå rätt fil, kör importen igen med --force."


def contradictory_rows() -> str:
    return (
        "Numret står på flera rader som säger olika saker, så jag vet inte vilken som gäller. "
        "Den tidigare uppgiften är kvar. Rätta i verksamhetssystemet och gör uttaget igen."
    )


def nothing_to_import(folder: str) -> str:
    return (
        f"I mappen {folder} finns ingen fil som slutar på .csv eller .xlsx. "
        "Kontrollera att uttaget har lagts där."
    )


def too_few_rows(names: str, rows: int, before: int) -> str:
    return (
        f"{names} har {rows} rader, men förra gången fanns det {before}. "
        f"Filen kan vara avhuggen. Inget har ändrats. Gör uttaget igen. {_FORCE}"
    )


def older_file(name: str, modified_at: datetime, before: datetime) -> str:
    return (
        f"{name} skrevs {modified_at:%Y-%m-%d kl. %H.%M}, före den fil som redan är inläst "
        f"({before:%Y-%m-%d kl. %H.%M}). Inget har ändrats. Hämta det senaste uttaget. {_FORCE}"
    )


def older_content(names: str, newest: date, before: date) -> str:
    return (
        f"Den senaste händelsen i {names} är från {newest}, men det som redan är inläst når fram "
        f"till {before}. Filen verkar vara äldre. Inget har ändrats. Hämta det senaste uttaget. "
        f"{_FORCE}"
    )


def too_many_protected(names: str, protected: int, before: int) -> str:
    return (
        f"Enligt {names} har {protected} av {before} rader fått skyddade personuppgifter. Inget "
        "har ändrats. Kontrollera kolumnen i uttaget och vilka värden som är ofarliga i profilen "
        f"(protected.harmless). {_FORCE}"
    )


def forgotten(names: str, rows: int) -> str:
    return (
        f"{names}: {rows} {'rad' if rows == 1 else 'rader'} gäller numera personer med skyddade "
        "personuppgifter. Det som fanns om dem är borttaget."
    )


def staff_list_breaks_off(names: str) -> str:
    return (
        f"{names} slutar mitt i en rad eller utan radslut, och personer som fanns förra gången "
        "saknas. Filen kan vara avhuggen, och då skulle de förlora sin åtkomst. Inget har "
        f"ändrats. Gör uttaget igen. {_FORCE}"
    )


def staff_list_in_part(names: str, files: int, before: int) -> str:
    return (
        f"Personallistan kom i {_in_files(files)} ({names}) men förra gången i "
        f"{_in_files(before)}, och den har färre rader. De som saknas skulle förlora sin åtkomst. "
        f"Inget har ändrats. Läs in alla filerna på en gång. {_FORCE}"
    )


def in_part(names: str, files: int) -> str:
    return (
        f"Listan kom i {_in_files(files)} ({names}), färre än förra gången, och har färre rader. "
        "Raderna är inlästa, men inget som saknas har markerats som borta: resten kan vara sen "
        "eller gick inte att läsa. Ska listan vara så här, kör importen igen med --full --force."
    )


def _in_files(number: int) -> str:
    return "en fil" if number == 1 else f"{number} filer"


def left_out_as_cleared(names: str, rows: int) -> str:
    return (
        f"{names}: {rows} {'rad' if rows == 1 else 'rader'} gäller avslutade ärenden som är "
        "gallrade. De lästes inte in igen."
    )


def staff_marked_gone_anyway(names: str) -> str:
    return (
        f"{names} har rader som inte gick att läsa eller som är avhuggna. Alla som inte står på en "
        "läsbar rad i listan har förlorat sin åtkomst, utom den vars egen rad är avvisad. Rätta "
        "raderna och läs in listan igen."
    )


def registration_dates(names: str) -> str:
    return (
        f"Profilen säger att datumet i {names} är dagen då anmälan registrerades, inte dagen då "
        "den kom in. Fristerna för skyddsbedömning och förhandsbedömning kan därför ta slut "
        "tidigare än vad som visas. Ta med dagen då anmälan kom in i uttaget och ändra "
        "received_date_means i profilen."
    )


def nothing_marked_gone(names: str) -> str:
    return (
        f"{names} har rader som inte gick att läsa eller som är avhuggna. Därför har inget som "
        "saknas i uttaget markerats som borta. Rätta raderna och gör uttaget igen."
    )
