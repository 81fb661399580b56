"""What has been sent and what has not, as the operator (systemförvaltaren) reads it.

Nothing here says anything of a case: who, what, which period, by which channel, how far.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from digests.outbox.contents import Reason
from digests.words import counted
from rules.swedish_time import SWEDISH_TIME
from rules.wording import short_date
from storage.records.outbox import OPEN_STATES, Channel, Delivery, DeliveryKind, DeliveryState

NOTHING = "Det finns inga utskick i det urvalet."
PLANNED_COLUMNS = ("Vad", "Period", "Till", "Väg", "I stället för")
NOBODY_TO_SEND_TO = "Det finns ingen att skicka till. Kontrollera roll och enhet i personal.csv."
NO_CHANNEL = (
    "Det finns ingen väg att skicka det på. Ställ in Teams (FRISTVAKT_BOT_APP_ID) eller e-post "
    "(FRISTVAKT_SMTP_HOST); se docs/sv/utskick.md."
)
NOT_FROM_THE_FUTURE = (
    "Det går inte att skicka något som det ser ut en dag som inte har varit. Ta bort --as-of "
    "eller välj en tidigare dag."
)
NO_ATTEMPT = "Inget försök har gjorts."
DRY_RUN = "Prov: ingenting har ändrats och ingenting skickas."
NOT_RETRIED = "Bara det som inte har kommit fram går att försöka igen med."
NOT_CANCELLED = "Bara det som inte har lämnats över går att ta bort."
COLUMNS = ("Nr", "Vad", "Period", "Till", "Väg", "Läge")
ATTEMPT_COLUMNS = ("Började", "Slutade", "Utfall", "Svar", "Vänta", "Fel", "Körning")

KIND_WORDS: Mapping[DeliveryKind, str] = {
    DeliveryKind.WEEKLY_DIGEST: "veckobrev",
    DeliveryKind.MONTHLY_SUMMARY: "sammanställning",
    DeliveryKind.REMINDER: "påminnelse",
    DeliveryKind.FAILURE_NOTICE: "felbesked",
}
CHANNEL_WORDS: Mapping[Channel, str] = {Channel.TEAMS: "Teams", Channel.MAIL: "e-post"}
STATE_WORDS: Mapping[DeliveryState, str] = {
    DeliveryState.QUEUED: "i kö",
    DeliveryState.CLAIMED: "på väg",
    DeliveryState.SUBMITTING: "lämnas över nu",
    DeliveryState.SENT: "skickat",
    DeliveryState.RETRY: "försöks igen",
    DeliveryState.UNKNOWN: "osäkert",
    DeliveryState.FAILED: "kom inte fram",
    DeliveryState.CANCELLED: "skickas inte",
    DeliveryState.SUPERSEDED: "ersatt",
}
_WORDS_OF_SEVERAL: Mapping[DeliveryState, str] = {
    DeliveryState.SENT: "skickade",
    DeliveryState.UNKNOWN: "osäkra",
    DeliveryState.SUPERSEDED: "ersatta",
}
OUTCOME_WORDS: Mapping[str, str] = {
    "sent": "togs emot",
    "refused": "nekades",
    "unreachable": "når inte fram",
    "retry_later": "togs inte emot",
    "unknown": "osäkert",
}
_REASONS: Mapping[str, str] = {
    Reason.NO_RIGHT: "mottagaren får inte längre se uppgifterna",
    Reason.GONE: "mottagaren finns inte kvar i personallistan",
    Reason.PAUSED: "mottagaren har pausat sina utskick",
    Reason.NOT_NEEDED: "det som skulle sägas gäller inte längre",
    Reason.TOO_LATE: "tiden då det var till nytta har gått",
    Reason.BY_OPERATOR: "systemförvaltaren tog bort det",
}
_ERRORS: Mapping[str, str] = {
    "lost": "svaret uteblev",
    "no_database": "databasen gick inte att nå",
    "no_token": "boten fick inte logga in i Microsoft Entra",
    "no_room": "Teams gränser för antal anrop var fyllda",
    "no_connection": "Teams gick inte att nå",
    "no_answer": "Teams svarade inte i tid",
    "cut_off": "förbindelsen med Teams bröts",
    "not_begun": "chatten gick inte att öppna i Teams",
    "foreign_address": "chattens adress är inte Microsofts",
    "connect": "e-postservern gick inte att nå",
    "timeout": "svaret kom inte i tid",
    "busy": "e-postservern bad oss återkomma",
    "no_mailbox": "mottagarens brevlåda finns inte eller tar inte emot",
    "refused": "e-postservern tog inte emot brevet",
    "garbled": "e-postserverns svar gick inte att förstå",
    "foreign_domain": "adressen ligger utanför kommunens domäner (FRISTVAKT_MAIL_DOMAINS)",
    "tls": "e-postservern erbjuder ingen skyddad förbindelse som går att lita på",
    "login": "e-postservern godtar inte inloggningen",
    "blocked": "personen har tagit bort eller blockerat appen i Teams",
    "gone_chat": "chatten finns inte längre i Teams",
    "never_met": "personen har aldrig haft kontakt med appen i Teams",
    "no_channel": "kanalen är inte inställd",
}
_BY_STATE: Mapping[DeliveryState, str] = {
    DeliveryState.UNKNOWN: "ingen vet om det kom fram; fråga mottagaren, eller skicka det igen",
    DeliveryState.SUPERSEDED: "ett nyare har tagit dess plats",
}

MAY_BE_RETRIED = frozenset(
    {
        DeliveryState.RETRY,
        DeliveryState.FAILED,
        DeliveryState.UNKNOWN,
        DeliveryState.CANCELLED,
    }
)
MAY_BE_CANCELLED = OPEN_STATES | {DeliveryState.UNKNOWN}


def no_such(number: int) -> str:
    return f"Det finns inget utskick med nummer {number}. Se alla med ”fristvakt deliveries”."


def earlier(number: int) -> str:
    return f"{number} tidigare visas inte. Välj med --state, --period eller --recipient."


def already_there(number: int) -> str:
    return f"{number} fanns redan i utkorgen och köas inte igen. Se ”fristvakt deliveries retry”."


def run(run_id: str) -> str:
    return f"Körning: {run_id}."


def moment(at: datetime | None, *, with_seconds: bool = False) -> str:
    """Return for example *mån 23 nov 07:00*, in Swedish time."""
    if at is None:
        return "–"
    there = at.astimezone(SWEDISH_TIME)
    return f"{short_date(there.date())} {there:{'%H:%M:%S' if with_seconds else '%H:%M'}}"


def details(delivery: Delivery) -> list[str]:
    """Return what else there is to know of one delivery, a line each."""
    return [
        f"Köat: {moment(delivery.queued_at)}. Skickas tidigast {moment(delivery.send_from)} och "
        f"senast {moment(delivery.useful_until)}.",
        f"Ändrat: {moment(delivery.changed_at, with_seconds=True)}. Körning: {delivery.run_id}.",
    ]


def next_try(delivery: Delivery) -> str | None:
    """Return when it is tried next; only what is still to be sent has such a moment."""
    if delivery.state not in OPEN_STATES:
        return None
    return f"nästa försök {moment(delivery.next_attempt_at)}"


def why(delivery: Delivery) -> str | None:
    """Return why a delivery stands as it does and what comes next, where there is something."""
    tries, is_open = delivery.attempts, delivery.state in OPEN_STATES
    parts = [
        next_try(delivery),
        f"{counted(tries, 'försök', 'försök')} hittills" if tries and is_open else None,
        _BY_STATE.get(delivery.state),
        None if delivery.last_error is None else _code_words(delivery, delivery.last_error),
        "försenat" if delivery.is_late else None,
        "kan ha kommit två gånger, och är märkt så" if delivery.is_repeat else None,
        f"i stället för {delivery.on_behalf_of}" if delivery.on_behalf_of else None,
    ]
    return "; ".join(part for part in parts if part) or None


def _code_words(delivery: Delivery, code: str) -> str:
    """Return what a code of the outbox means; one that has no words is shown as it is."""
    is_withheld = delivery.state in (DeliveryState.CANCELLED, DeliveryState.UNKNOWN)
    words = _REASONS.get(code) if is_withheld else None
    return words or _ERRORS.get(code) or _status_words(code)


def _status_words(code: str) -> str:
    status = code.removeprefix("http_")
    return f"Teams svarade {status}" if status != code else f"fel: {code}"


def month_not_over(month: str) -> str:
    return (
        f"{month.capitalize()} är inte slut, så sammanställningen skickas inte än. "
        "Se siffrorna så här långt utan --send."
    )


def state_words(state: DeliveryState, number: int) -> str:
    """Return what so many deliveries in the state are, for example *skickade*."""
    return _WORDS_OF_SEVERAL.get(state, STATE_WORDS[state]) if number > 1 else STATE_WORDS[state]


def totals(deliveries: tuple[Delivery, ...]) -> str:
    """Return for example *12 utskick: 10 skickade, 2 i kö*."""
    numbers = Counter(each.state for each in deliveries)
    told = [
        f"{numbers[state]} {state_words(state, numbers[state])}"
        for state in STATE_WORDS
        if numbers[state]
    ]
    return f"{counted(len(deliveries), 'utskick', 'utskick')}: {', '.join(told)}."
