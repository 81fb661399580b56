"""What a person is told when a command cannot do what was asked: what happened, what to do."""

import difflib
from pathlib import Path

import typer

from bot import texts
from bot.cli.refusals import CannotDo
from bot.faults import log_faults_to, report_fault
from bot.settings import Settings, SettingsError, load_settings
from digests.errors import DigestError
from rules.calendar import CalendarRangeError
from rules.catalogue import RuleNotInForceError
from rules.deadline import NotExtendableError
from rules.wording import plain_date
from storage.errors import StorageError
from storage.intake import ProfileError, UnusableFileError
from storage.intake.refusal import ImportRefusedError

_SPEAKING = (StorageError, DigestError, UnusableFileError, ProfileError, ImportRefusedError)


def exit_code_and_sentence(fault: Exception) -> tuple[int, str]:
    """Return 2 and a sentence for the person's mistake, 1 and a reference for ours."""
    sentence = _mistake(fault)
    if sentence is not None:
        return 2, sentence
    try:
        log_faults_to(_log_file())
    except OSError:
        return 1, texts.FAULT_WITHOUT_LOG
    return 1, texts.fault(report_fault(fault, "command_failed"))


def _log_file() -> Path:
    """Return where faults are logged, also where the settings themselves are at fault."""
    try:
        return load_settings().log_file
    except SettingsError:
        return Path(Settings.model_fields["log_file"].default)


def _mistake(fault: Exception) -> str | None:
    match fault:
        case CannotDo() | SettingsError():
            return str(fault)
        case RuleNotInForceError():
            return not_in_force(fault)
        case NotExtendableError():
            return "Den fristen kan inte förlängas enligt lagen. Ta bort --extended-to."
        case CalendarRangeError():
            return f"Jag har inga helgdagar för {fault.year}. Ange ett datum 1990–2100."
    if isinstance(fault, _SPEAKING):
        return str(fault.message)
    return None


def not_in_force(fault: RuleNotInForceError) -> str:
    """Return the sentence for a day on which the rule does not apply."""
    title = fault.rule.title
    first = plain_date(fault.in_force_from)
    return (
        f"Regeln om {title} gällde inte {plain_date(fault.day)}. Jag känner till den från och "
        f"med {first}. Ange ett senare datum."
    )


def usage_sentence(mistake: typer.TyperException) -> str:
    """Return what is wrong with the words on the command line, and how to mend it.

    Typer keeps its kinds of mistake to itself, so they are told apart by name.
    """
    context = getattr(mistake, "ctx", None)
    see = f"Se ”{context.command_path if context else 'fristvakt'} --help”."
    match type(mistake).__name__:
        case "NoArgsIsHelpError":
            return str(mistake)
        case "NoSuchOption":
            return f"Det finns inget val som heter {_attribute(mistake, 'option_name')}. {see}"
        case "MissingParameter":
            return f"Det saknas något: {_parameter(mistake)}. {see}"
        case "BadParameter":
            return f"Värdet för {_parameter(mistake)} går inte att använda. {_hint(mistake)}{see}"
        case "BadOptionUsage":
            return f"Valet {_attribute(mistake, 'option_name')} saknar sitt värde. {see}"
        case _:
            return f"{_unknown_command(mistake, context)}{see}"


def _attribute(mistake: typer.TyperException, name: str) -> str:
    return str(getattr(mistake, name, ""))


def _parameter(mistake: typer.TyperException) -> str:
    parameter = getattr(mistake, "param", None)
    if parameter is None:
        return "ett av värdena"
    if parameter.param_type_name == "argument":
        return str(parameter.metavar or parameter.name).upper()
    return str(parameter.opts[0])


def _hint(mistake: typer.TyperException) -> str:
    """Return what may be written instead, where the parameter knows it."""
    choices = getattr(getattr(getattr(mistake, "param", None), "type", None), "choices", None)
    if choices:
        shown = ", ".join(str(getattr(choice, "value", choice)) for choice in choices)
        return f"Välj bland {shown}. "
    said = mistake.message
    return f"{said} " if said.startswith("Skriv") else ""


def _unknown_command(mistake: typer.TyperException, context: typer.Context | None) -> str:
    commands = getattr(context and context.command, "commands", None)
    if not commands:
        return "Jag förstår inte kommandot. "
    written = next(iter(mistake.message.split("'")[1::2]), "")
    nearest = difflib.get_close_matches(written, list(commands), n=1)
    hint = f"Menar du ”{nearest[0]}”? " if nearest else ""
    return f"Det finns inget sådant kommando. {hint}"
