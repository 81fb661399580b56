"""Where turns and activities are measured: around the desk, and around the door to Teams."""

import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from http import HTTPStatus

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.conversation import AnswersQuestions, Question, Reply
from bot.measuring import UNKNOWN, ActivityResult, Listening, Measures, TurnOutcome
from digests import events

_ACTIVITIES = "/api/messages"
_MS = 1_000


@dataclass(frozen=True, slots=True)
class MeasuredDesk:
    """A desk whose answers are counted, timed and logged: what was meant, never what was said."""

    desk: AnswersQuestions
    measures: Measures
    seconds: Callable[[], float] = time.perf_counter

    async def knows(self, object_id: str) -> bool:
        return await self.desk.knows(object_id)

    async def answer(self, question: Question) -> Reply:
        """Return the desk's answer; what it raises is raised."""
        began = self.seconds()
        try:
            answer = await self.desk.answer(question)
        except Exception:
            intent = question.reading.intent if question.reading else UNKNOWN
            self._tell(str(intent), TurnOutcome.FAULT, self.seconds() - began)
            raise
        outcome = TurnOutcome.REFUSED if answer.denied else TurnOutcome.ANSWERED
        intent = answer.intent or UNKNOWN
        self._tell(str(intent), outcome, self.seconds() - began, answer.rows)
        return answer

    def _tell(self, intent: str, outcome: TurnOutcome, seconds: float, rows: int = 0) -> None:
        self.measures.turn(intent, outcome, seconds)
        ms = round(seconds * _MS)
        events.event("turn", intent=intent, outcome=outcome.value, ms=ms, rows=rows)


def add_measuring(app: web.Application, measures: Measures) -> None:
    """Count what the application is asked by Teams, and what is logged while it serves."""

    @web.middleware
    async def timed(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path != _ACTIVITIES:
            return await _calmly(request, handler)
        return await _timed(request, handler, measures)

    async def listening(_app: web.Application) -> AsyncIterator[None]:
        heard = Listening(measures)
        events.LOGGER.addHandler(heard)
        yield
        events.LOGGER.removeHandler(heard)

    app.middlewares.append(timed)
    app.cleanup_ctx.append(listening)


async def _timed(request: web.Request, handler: Handler, measures: Measures) -> web.StreamResponse:
    """Return the response; how long it took and what it was is counted, whatever it was."""
    began, status = time.perf_counter(), HTTPStatus.INTERNAL_SERVER_ERROR.value
    try:
        response = await handler(request)
        status = response.status
    except web.HTTPException as said:
        status = said.status
        raise
    finally:
        measures.activity(_result(status), time.perf_counter() - began)
    return response


async def _calmly(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Return the response; a fault of ours is logged, and nothing but that it was one is said."""
    try:
        return await handler(request)
    except web.HTTPException:
        raise
    except Exception as fault:
        events.fault(fault, "request_failed")
        raise web.HTTPInternalServerError(text="fault") from None


def _result(status: int) -> ActivityResult:
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return ActivityResult.FAILED
    is_refused = status >= HTTPStatus.BAD_REQUEST
    return ActivityResult.REFUSED if is_refused else ActivityResult.TAKEN
