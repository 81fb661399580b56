"""Every sentence that the intake says to a person: what happened and what to do.

A cell's content is never repeated: it may be a name, a personal identity number or free
text. File, row and column are enough to find it in the case system.
"""

from collections.abc import Sequence

_RE_EXPORT = "Rätta uppgiften i verksamhetssystemet och gör uttaget igen."

_ROW_FAULTS = {
    "missing_number": "Raden saknar sitt nummer. " + _RE_EXPORT,
    "missing_email": (
        "Raden saknar e-postadress. Skriv adressen som personen loggar in i Teams med."
    ),
    "missing_case_number": "Raden saknar ärendenummer. " + _RE_EXPORT,
    "missing_start_date": "Datumet saknas, och utan det går ingen frist att räkna. " + _RE_EXPORT,
    "missing_value": "Cellen är tom, men raden går inte att använda utan uppgiften. " + _RE_EXPORT,
    "unreadable_date": (
        "Jag kan inte läsa datumet. Skriv det som 2026-03-05, "
        "eller lägg till formatet under date_formats i profilen."
    ),
    "date_before_1950": "Datumet är före 1950 och kan inte stämma. " + _RE_EXPORT,
    "date_after_2100": (
        "Datumet ligger orimligt långt fram. Betyder det ”tills vidare”, lämna cellen tom eller "
        "lägg till datumet under empty_values i profilen."
    ),
    "date_in_future": "Datumet ligger efter dagen för importen. " + _RE_EXPORT,
    "end_before_start": "Datumet ligger före dagen då det började. " + _RE_EXPORT,
    "unreadable_age": "Jag kan inte läsa åldern. Skriv den i hela år, till exempel 7.",
    "age_out_of_range": "Åldern ska vara 0–21 år, eller tom. " + _RE_EXPORT,
    "unreadable_email": (
        "Det är ingen e-postadress. Skriv adressen som personen loggar in i Teams med."
    ),
    "unreadable_object_id": (
        "Det är inget objekt-id. Kopiera det från Entra "
        "(32 tecken i fem grupper med bindestreck), eller lämna cellen tom."
    ),
    "unreadable_characters": (
        "Cellen har tecken som inte går att läsa. "
        "Gör uttaget igen i UTF-8, eller ange teckenkodningen i profilen (encoding)."
    ),
    "nul_characters": (
        "Raden har tomma tecken (NUL) som inte hör hemma i ett uttag. Filen kan vara skadad eller "
        "avhuggen. Gör uttaget igen."
    ),
    "error_value": (
        "Cellen visar ett felvärde, till exempel #SAKNAS! eller #REFERENS!, och inte uppgiften. "
        "Rätta formeln eller kolumnens bredd i kalkylarket, eller lämna in uttaget som det kom ur "
        "verksamhetssystemet."
    ),
    "huge_cell": (
        "En cell är så lång att den inte kan vara en uppgift ur ett uttag. Ta bort kolumner med "
        "fritext ur uttaget, kontrollera citattecknen och gör uttaget igen."
    ),
    "text_too_long": (
        "Texten är för lång för att vara ett nummer eller ett namn. Fritext läses aldrig in: ta "
        "bort den ur kolumnen och gör uttaget igen."
    ),
    "personal_number": (
        "Cellen verkar innehålla ett personnummer eller samordningsnummer, och raden är inte "
        "inläst. Ta bort numret i verksamhetssystemet eller ur uttaget, och gör uttaget igen."
    ),
    "broken_quoting": (
        "Ett citattecken öppnas men stängs inte rätt, så raden går inte att läsa. "
        "Filen kan vara avhuggen. Gör uttaget igen."
    ),
}


def row_fault(file: str, line: int, column: str | None, code: str) -> str:
    """Why a row was rejected, for the faults that need no more than a place."""
    return f"{_place(file, line, column)}: {_ROW_FAULTS[code]}"


def unknown_value(file: str, line: int, column: str, accepted: Sequence[str], key: str) -> str:
    known = ", ".join(f"”{value}”" for value in accepted)
    return (
        f"{_place(file, line, column)}: Värdet är inte ett av dem som profilen känner till "
        f"({known}). Rätta det i verksamhetssystemet, eller lägg till värdet under "
        f"values.{key} i profilen."
    )


def too_few_cells(file: str, line: int, found: int, expected: int) -> str:
    return (
        f"{_place(file, line, None)}: Raden har {found} celler men rubrikraden har {expected}. "
        "Filen kan vara avhuggen. Gör uttaget igen."
    )


def too_many_cells(file: str, line: int, found: int, expected: int) -> str:
    return (
        f"{_place(file, line, None)}: Raden har {found} celler men rubrikraden har {expected}. "
        "Ett skiljetecken inne i en cell måste stå inom citattecken. Gör uttaget igen med "
        "citattecken runt text."
    )


def _place(file: str, line: int, column: str | None) -> str:
    return f"{file}, rad {line}" + (f", kolumnen ”{column}”" if column else "")


def file_missing(file: str) -> str:
    return f"Jag hittar inte filen {file}. Kontrollera sökvägen och att uttaget har körts."


def file_unreadable(file: str) -> str:
    return (
        f"Jag kan inte läsa filen {file}. Kontrollera att kontot som kör importen får läsa den "
        "och att den inte är öppen i ett annat program."
    )


def file_empty(file: str) -> str:
    return f"Filen {file} är tom. Gör uttaget igen."


def file_changed(file: str) -> str:
    return (
        f"Filen {file} ändrades medan jag läste den. Vänta tills uttaget är klart och "
        "importera filen igen."
    )


def workbook_unreadable(file: str) -> str:
    return (
        f"Jag kan inte öppna Excelfilen {file}. Den kan vara skadad, avhuggen eller skyddad "
        "med lösenord. Spara den utan lösenord eller gör uttaget igen."
    )


def workbook_of_other_kind(file: str) -> str:
    return (
        f"Filen {file} är en arbetsbok av ett slag där jag inte kan se felvärden. Spara den som "
        "Excelarbetsbok (.xlsx) eller som CSV och läs in den igen."
    )


def endless_line(file: str) -> str:
    return (
        f"Filen {file} har en rad som aldrig tar slut. Den är skadad eller inget uttag. "
        "Gör uttaget igen."
    )


def several_sheets(file: str, sheets: Sequence[str]) -> str:
    return (
        f"Filen {file} har {len(sheets)} blad som alla ser ut som uttag, och jag vet inte "
        "vilket som gäller. Spara ett blad per fil."
    )


def no_header(file: str, rows: int, profile: str) -> str:
    return (
        f"Jag hittar ingen rubrikrad bland de {rows} första raderna i {file}. Kontrollera att "
        f"filen är ett uttag med rubriker, eller lägg till kolumnnamnen i profilen ”{profile}”."
    )


def missing_columns(file: str, missing: Sequence[str], unknown: Sequence[str], key: str) -> str:
    one = len(missing) == 1
    lead = "kolumnen" if one else "kolumnerna"
    renamed = (
        f" {_quoted(unknown)} känner jag inte igen. Har en kolumn bytt namn? Lägg i så fall "
        f"till det nya namnet under {key} i profilen."
        if unknown
        else f" Ta med {'den' if one else 'dem'} i uttaget, eller lägg till namnet som filen "
        f"använder under {key} i profilen."
    )
    return f"I {file} saknas {lead} {_quoted(missing)}.{renamed}"


def unknown_columns(file: str, unknown: Sequence[str]) -> str:
    one = len(unknown) == 1
    return (
        f"{file} har {'en kolumn' if one else 'kolumner'} som jag inte känner till: "
        f"{_quoted(unknown)}. Ta bort {'den' if one else 'dem'} ur uttaget, eller lägg till "
        f"{'den' if one else 'dem'} under ignored_columns i profilen. "
        "Det som står i en sådan kolumn sparas aldrig."
    )


def repeated_column(file: str, first: str, second: str) -> str:
    return (
        f"I {file} betyder kolumnerna ”{first}” och ”{second}” samma sak, och jag vet inte "
        "vilken som gäller. Ta bort den ena ur uttaget, eller ändra i profilen."
    )


def hidden_column_name(position: int) -> str:
    """A name for a column whose heading itself may be a personal identity number."""
    return f"kolumn {position}"


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f"”{name}”" for name in names)
