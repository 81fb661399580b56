"""What a person is told when a command cannot do what was asked: what happened, what to do."""

from pathlib import Path

from bot.cli.refusals import CannotDo
from rules.calendar import CalendarRangeError
from rules.catalogue import RuleNotInForceError
from rules.deadline import NotExtendableError


def exit_code_and_sentence(fault: Exception) -> tuple[int, str]:
    """Return 2 and a sentence for the person's mistake, 1 and a reference for ours."""
    sentence = _question_mistake(fault) or _data_mistake(fault)
    return (2, sentence) if sentence is not None else (1, _reported(fault))


def _question_mistake(fault: Exception) -> str | None:
    """Return what is wrong with the question itself."""
    match fault:
        case CannotDo():
            return str(fault)
        case RuleNotInForceError():
            return not_in_force(fault)
        case NotExtendableError():
            return "Den fristen kan inte förlängas enligt lagen. Ta bort --extended-to."
        case CalendarRangeError():
            from bot.texts.what_if import no_holidays

            return no_holidays(fault.year)
    return None


def _data_mistake(fault: Exception) -> str | None:
    """Return what the settings, the database or the files say is wrong with them."""
    from bot.settings import SettingsError
    from digests.errors import DigestError
    from storage.errors import StorageError
    from storage.intake import ProfileError, UnusableFileError
    from storage.intake.refusal import ImportRefusedError

    match fault:
        case SettingsError():
            return str(fault)
        case (
            StorageError()
            | DigestError()
            | UnusableFileError()
            | ProfileError()
            | ImportRefusedError()
        ):
            return str(fault.message)
    return None


def _reported(fault: Exception) -> str:
    """Write the fault to the log and return the calm sentence with its reference."""
    from bot import texts
    from bot.faults import report_fault
    from bot.logs import logging_to

    with logging_to(_log_file()) as log:
        reference = report_fault(fault, "command_failed")
    return texts.FAULT_WITHOUT_LOG if log.is_lost else texts.fault(reference)


def _log_file() -> Path:
    """Return where faults are logged, also where the settings themselves are at fault."""
    from bot.settings import Settings, SettingsError, load_settings

    try:
        return load_settings().log_file
    except SettingsError:
        return Path(Settings.model_fields["log_file"].default)


def not_in_force(fault: RuleNotInForceError) -> str:
    """Return the sentence for a day on which the rule does not apply."""
    from bot.texts.what_if import not_in_force_then

    return f"{not_in_force_then(fault)} Ange ett senare datum."
