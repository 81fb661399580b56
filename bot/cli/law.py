"""`due` and `rules`: the law on its own, without any municipality's data."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.options import AsJson, AsOf, day, one_of, tell
from rules.catalogue import RuleId

if TYPE_CHECKING:
    from rules.catalogue import Rule, RuleVersion
    from rules.deadline import Extension
    from rules.duties import Duty


_Rule = Annotated[
    RuleId,
    typer.Argument(
        parser=one_of(RuleId), metavar="REGEL", help="Regelns namn, se ”fristvakt rules”."
    ),
]
_TriggeredOn = Annotated[
    date,
    typer.Option("--from", parser=day, metavar="DATUM", help="Dagen då tiden börjar: dag noll."),
]
_ExtendedTo = Annotated[
    date | None,
    typer.Option("--extended-to", parser=day, metavar="DATUM", help="Förlängd till och med."),
]
_ExtensionDecided = Annotated[
    date | None,
    typer.Option(
        "--extension-decided", parser=day, metavar="DATUM", help="Dagen för förlängningen."
    ),
]
_Ended = Annotated[
    date | None,
    typer.Option("--ended", parser=day, metavar="DATUM", help="Dagen då det blev klart."),
]


def due(
    rule: _Rule,
    triggered_on: _TriggeredOn,
    extended_to: _ExtendedTo = None,
    extension_decided: _ExtensionDecided = None,
    ended: _Ended = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Räkna ut sista dagen för en frist och visa varför."""
    from bot.clock import moment_on
    from bot.settings import load_settings
    from rules.duties import Owed, duty_at
    from rules.explanation import explain

    extension = _extension(extended_to, extension_decided)
    _require_order(triggered_on, extended_to, extension_decided, ended)
    policy = load_settings().policy
    owed = Owed(rule, "", "", triggered_on, "", "", fulfilled_on=ended, extension=extension)
    duty = duty_at(owed, moment_on(as_of).date(), policy)
    steps = [step.text for step in explain(duty, policy)]
    tell(_due_document(duty, steps), as_json=as_json, text=lambda: "\n".join(steps))


def rules(as_of: AsOf = None, as_json: AsJson = False) -> None:
    """Visa alla regler som Fristvakt räknar efter, med lagrum och säkerhet."""
    from bot.clock import moment_on
    from rules.catalogue import CATALOGUE

    today = moment_on(as_of).date()

    tell(
        [_rule_document(rule, today) for rule in CATALOGUE],
        as_json=as_json,
        text=lambda: "\n\n".join(_rule_text(rule) for rule in CATALOGUE),
    )


def _extension(extended_to: date | None, decided: date | None) -> "Extension | None":
    from bot.cli.refusals import CannotDo
    from rules.deadline import Extension

    if decided is not None and extended_to is None:
        raise CannotDo("Ange också --extended-to: till vilken dag fristen förlängdes.")
    return Extension(extended_to, decided) if extended_to else None


def _require_order(
    triggered_on: date, extended_to: date | None, decided: date | None, ended: date | None
) -> None:
    from bot.cli.refusals import CannotDo

    later = {"--extended-to": extended_to, "--extension-decided": decided, "--ended": ended}
    for option, value in later.items():
        if value is not None and value < triggered_on:
            raise CannotDo(f"{option} ligger före --from. Kontrollera datumen.")


def _due_document(duty: "Duty", steps: list[str]) -> dict[str, Any]:
    return {
        "rule": duty.rule.value,
        "version_in_force_from": duty.version.in_force_from.isoformat(),
        "citation": str(duty.version.citation),
        "sureness": duty.sureness.value,
        "triggered_on": duty.triggered_on.isoformat(),
        "due_on": duty.due_on.isoformat(),
        "shifted_due_on": duty.shifted_due_on.isoformat(),
        "status": duty.status.value,
        "days_left": duty.days_left,
        "steps": steps,
    }


def _rule_text(rule: "Rule") -> str:
    versions = [
        f"  från {version.in_force_from}: {version.length} – {version.citation} "
        f"({version.sureness.meaning}, kontrollerad {version.verified_on})"
        for version in rule.versions
    ]
    return "\n".join([f"{rule.id.value}: {rule.title}", *versions])


def _rule_document(rule: "Rule", today: date) -> dict[str, Any]:
    announced = rule.change_announced_for
    return {
        "rule": rule.id.value,
        "title": rule.title,
        "starts_on": rule.starts_on,
        "change_announced_for": announced.isoformat() if announced else None,
        "versions": [_version_document(version, today) for version in rule.versions],
    }


def _version_document(version: "RuleVersion", today: date) -> dict[str, Any]:
    from rules.freshness import freshness_warning

    return {
        "in_force_from": version.in_force_from.isoformat(),
        "in_force_to": version.in_force_to.isoformat() if version.in_force_to else None,
        "length": {"amount": version.length.amount, "unit": version.length.unit.value},
        "repeats_every": str(version.repeats_every) if version.repeats_every else None,
        "citation": str(version.citation),
        "address": version.citation.statute.address,
        "extension": version.extension_grounds,
        "is_shiftable": version.is_shiftable,
        "sureness": version.sureness.value,
        "sureness_notes": [
            {"about": note.about, "sureness": note.sureness.value}
            for note in version.sureness_notes
        ],
        "verified_on": version.verified_on.isoformat(),
        "warning": freshness_warning(version, today),
        "reading": version.reading,
    }
