"""What a person is told whose words on the command line cannot be understood.

Apart from `mistakes`, since a misspelt command is answered before anything else is imported.
"""

import difflib

import typer


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
