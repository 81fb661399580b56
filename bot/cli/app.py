"""The commands by name, and what becomes of a mistake or a fault on their way.

Exit codes: 0 done, 1 unexpected fault, 2 usage or unusable input, 3 done but some rows were
rejected, some deliveries failed or the doctor found something to mend.
"""

import sys

import typer

from bot.cli import (
    audit,
    backup,
    case_labels,
    cases,
    deliveries,
    doctor,
    documents,
    duties,
    erase_staff,
    export_person,
    figures,
    intake,
    law,
    purge,
    recipients,
    running,
    teams_package,
)
from bot.cli.help import SwedishCommand, SwedishGroup
from bot.cli.printable import UNREADABLE, can_be_read, repeating

APP = typer.Typer(
    name="fristvakt",
    cls=SwedishGroup,
    help="Fristvakt håller reda på lagens frister för barn och unga i socialtjänsten.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)
_DIGEST = typer.Typer(
    cls=SwedishGroup, help="Veckobrev per enhet.", no_args_is_help=True, rich_markup_mode=None
)
_SUMMARY = typer.Typer(
    cls=SwedishGroup,
    help="Nämndens sammanställning.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

APP.command("due", cls=SwedishCommand)(law.due)
APP.command("rules", cls=SwedishCommand)(law.rules)
APP.command("import", cls=SwedishCommand)(intake.import_exports)
APP.command("migrate", cls=SwedishCommand)(intake.migrate)
APP.command("ask", cls=SwedishCommand)(cases.ask)
APP.command("understand", cls=SwedishCommand)(cases.understand_file)
APP.command("duties", cls=SwedishCommand)(duties.duties)
APP.command("stats", cls=SwedishCommand)(figures.stats)
_DIGEST.command("weekly", cls=SwedishCommand)(documents.weekly)
_SUMMARY.command("monthly", cls=SwedishCommand)(documents.monthly)
APP.add_typer(_DIGEST, name="digest")
APP.add_typer(_SUMMARY, name="summary")
APP.add_typer(deliveries.APP, name="deliveries")
APP.add_typer(recipients.APP, name="recipients")
APP.command("audit", cls=SwedishCommand)(audit.audit)
APP.command("case-labels", cls=SwedishCommand)(case_labels.case_labels)
APP.command("purge", cls=SwedishCommand)(purge.purge)
APP.command("export-person", cls=SwedishCommand)(export_person.export_person)
APP.command("erase-staff", cls=SwedishCommand)(erase_staff.erase_staff)
APP.command("doctor", cls=SwedishCommand)(doctor.doctor)
APP.command("backup", cls=SwedishCommand)(backup.backup)
APP.command("restore", cls=SwedishCommand)(backup.restore)
APP.command("serve", cls=SwedishCommand)(running.serve)
APP.command("teams-package", cls=SwedishCommand)(teams_package.teams_package)
APP.command("demo", cls=SwedishCommand)(running.demo)


@_DIGEST.callback()
@_SUMMARY.callback()
def _group() -> None:
    """Keep a group of one command a group."""


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code; every message is a Swedish sentence."""
    if not all(map(can_be_read, arguments)):
        print(UNREADABLE, file=sys.stderr)
        return 2
    try:
        code = APP(arguments, prog_name="fristvakt", standalone_mode=False)
    except typer.Exit as leaving:
        return leaving.exit_code
    except typer.TyperException as mistake:
        from bot.cli.usage import usage_sentence

        print(repeating(usage_sentence(mistake), arguments), file=sys.stderr)
        return 2
    except (KeyboardInterrupt, typer.Abort):
        print("Avbrutet.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        return 0
    except Exception as fault:
        from bot.cli.mistakes import exit_code_and_sentence

        code, sentence = exit_code_and_sentence(fault)
        print(repeating(sentence, arguments), file=sys.stderr)
        return code
    return code if isinstance(code, int) else 0
