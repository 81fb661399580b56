"""Why a duty ends on the day it does, step by step, for the caseworker who doubts a date.

The steps are the calculation itself in the order the law does it; the last step is the date
that every other place shows.
"""

from collections.abc import Iterator

from rules.calendar import SWEDISH_CALENDAR, Calendar
from rules.catalogue import rule_for
from rules.deadline import Extension, ExtensionEffect
from rules.duties import Duty, DutyStatus
from rules.freshness import freshness_warning
from rules.law import Sureness, SurenessNote
from rules.length import LengthUnit, month_end_was_met
from rules.policy import Policy, WeekendRule
from rules.steps import Step, StepKind
from rules.wording import MONTHS, long_date, plain_date


def explain(duty: Duty, policy: Policy, calendar: Calendar = SWEDISH_CALENDAR) -> tuple[Step, ...]:
    """Return the steps from the event to the last day; the last is the day that decides."""
    return tuple(_steps(duty, policy, calendar))


def _steps(duty: Duty, policy: Policy, calendar: Calendar) -> Iterator[Step]:
    yield Step(StepKind.TRIGGER, _trigger_text(duty), duty.triggered_on)
    yield Step(
        StepKind.DAY_ZERO,
        "Den dagen är dag noll. Tiden börjar räknas dagen efter.",
        duty.triggered_on,
    )
    yield Step(StepKind.LENGTH, _length_text(duty), duty.base_due_on)
    if month_end_was_met(duty.triggered_on, duty.version.length):
        yield Step(StepKind.MONTH_END, _month_end_text(duty), duty.base_due_on)
    if duty.extension is not None:
        yield Step(StepKind.EXTENSION, _extension_text(duty, duty.extension), duty.due_on)
    if not calendar.is_working_day(duty.due_on):
        yield Step(StepKind.DAY_OFF, _day_off_text(duty, policy, calendar), duty.shifted_due_on)
    yield Step(StepKind.PROVISION, _provision_text(duty), duty.triggered_on)
    yield Step(StepKind.SURENESS, _sureness_text(duty), duty.version.verified_on)
    warning = freshness_warning(duty.version, duty.as_of)
    if warning is not None:
        yield Step(StepKind.FRESHNESS, warning, duty.as_of)
    if not duty.is_open:
        yield Step(StepKind.STATUS, _status_text(duty), duty.fulfilled_on or duty.as_of)
    yield Step(StepKind.DUE, _due_text(duty), duty.decisive_on)


def _trigger_text(duty: Duty) -> str:
    starts_on = rule_for(duty.rule).starts_on
    return f"Tiden räknas från att {starts_on}: {long_date(duty.triggered_on)}."


def _length_text(duty: Duty) -> str:
    length = duty.version.length
    if length.unit is LengthUnit.AT_ONCE:
        return f"Det ska göras genast, senast dagen efter: {long_date(duty.base_due_on)}."
    return (
        f"Tiden är {length}. {plain_date(duty.triggered_on).capitalize()} plus {length} "
        f"blir {long_date(duty.base_due_on)}."
    )


def _month_end_text(duty: Duty) -> str:
    month = MONTHS[duty.base_due_on.month - 1]
    return (
        f"{month.capitalize()} {duty.base_due_on.year} har ingen dag {duty.triggered_on.day}. "
        f"Då är månadens sista dag, {plain_date(duty.base_due_on)}, sista dagen "
        "(1 § lagen 1930:173)."
    )


def _day_off_text(duty: Duty, policy: Policy, calendar: Calendar) -> str:
    first = duty.due_on
    reason = calendar.why_not_working(first)
    what = f"{plain_date(first).capitalize()} är {_with_article(reason or 'ledig dag')}."
    if not duty.version.is_shiftable:
        return f"{what} Tiden flyttas ändå inte till nästa arbetsdag."
    shifted = long_date(duty.shifted_due_on)
    if policy.weekend_rule is WeekendRule.SHIFTED:
        return (
            f"{what} Kommunen har valt att räkna nästa arbetsdag, {shifted}, som sista dag "
            "(2 § lagen 1930:173). Varningarna räknas ändå mot den tidigare dagen."
        )
    return (
        f"{what} Enligt 2 § lagen (1930:173) får åtgärden kanske göras nästa arbetsdag, "
        f"{shifted}, men kommunen räknar strängt och flyttar inte dagen."
    )


def _with_article(reason: str) -> str:
    return f"en {reason}" if reason in ("lördag", "söndag", "ledig dag") else reason


def _extension_text(duty: Duty, extension: Extension) -> str:
    until, limit = long_date(extension.extended_to), _limit_text(duty)
    match duty.extension_effect:
        case ExtensionEffect.MOVED if extension.decided_on is not None:
            decided = plain_date(extension.decided_on)
            return (
                f"Förlängd till {until}. Beslutet fattades {decided}, i tid: gränsen var {limit}."
            )
        case ExtensionEffect.DECIDED_TOO_LATE if extension.decided_on is not None:
            decided = plain_date(extension.decided_on)
            return (
                f"Förlängning till {until} beslutades {decided}, efter gränsen {limit}. "
                "Den flyttar därför inte gränsen. Uttaget visar bara den senaste förlängningen: "
                "var det en andra, kan den ha beslutats i tid. Kontrollera besluten."
            )
        case ExtensionEffect.NOT_LONGER:
            return f"Förlängning till {until} är inte senare än gränsen {limit} och ändrar inget."
        case _:
            return (
                f"Förlängd till {until}. Beslutsdagen saknas; förlängningen räknas som beslutad "
                "i tid. Fyll i dagen i verksamhetssystemet."
            )


def _limit_text(duty: Duty) -> str:
    """Return the limit that the extension was held against, and the day it was moved from."""
    if duty.base_decisive_on == duty.base_due_on:
        return plain_date(duty.base_due_on)
    counted = plain_date(duty.base_due_on)
    return f"{plain_date(duty.base_decisive_on)} (nästa arbetsdag efter {counted})"


def _provision_text(duty: Duty) -> str:
    version = duty.version
    text = f"Regeln finns i {version.citation}."
    if duty.is_interpretation:
        return (
            f"{text} Uppföljningen pågick den 1 juli 2025, när den nya lagen började gälla. Att "
            "den nya tiden då gäller är vår tolkning; lagen säger inget om det."
        )
    since = plain_date(version.in_force_from)
    if version.in_force_to is None:
        return f"{text} Den lydelsen gäller händelser från och med {since}."
    until = plain_date(version.in_force_to)
    return f"{text} Den lydelsen gäller händelser från och med {since} till och med {until}."


def _sureness_text(duty: Duty) -> str:
    version = duty.version
    notes = "".join(f" Mindre säkert – {note}." for note in _unsure_notes(duty))
    return (
        f"Källa: {version.sureness.meaning}, kontrollerad {plain_date(version.verified_on)}.{notes}"
    )


def _unsure_notes(duty: Duty) -> list[str]:
    notes = [
        str(note)
        for note in duty.version.sureness_notes
        if note.sureness.must_be_said and (duty.extension or not note.only_for_extensions)
    ]
    if duty.is_interpretation:
        notes.append(str(SurenessNote("vilken av lagarna som gäller", Sureness.PROFESSIONAL)))
    return notes


def _status_text(duty: Duty) -> str:
    if duty.status is DutyStatus.NOT_REQUIRED:
        return "Inget beslut krävs: anmälan hör till en utredning som redan pågick."
    assert duty.fulfilled_on is not None  # noqa: S101 — a closed duty that is required has its day
    in_time = "i tid" if duty.status is DutyStatus.FULFILLED else "för sent"
    return f"Det blev klart {plain_date(duty.fulfilled_on)}, {in_time}."


def _due_text(duty: Duty) -> str:
    if duty.version.length.unit is LengthUnit.AT_ONCE:
        return f"Genast, senast {long_date(duty.due_on)}."
    if duty.decisive_on == duty.due_on:
        return f"Sista dag är {long_date(duty.due_on)}."
    return (
        f"Sista dag är {long_date(duty.decisive_on)}, nästa arbetsdag efter "
        f"{long_date(duty.due_on)}."
    )
