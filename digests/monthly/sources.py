"""What the summary rests on (källförteckning), and the places that the secretary fills in."""

from digests.monthly.parts import PlaceForText, Section, Source
from digests.stamp import DataStamp

_PUBLIC = (
    Source(
        "Huddinge kommun, förvaltningens svar på revisorernas granskning 2021",
        "målen 100 procent i tid och 50 procent inom 90 dagar, och de tre tidsbanden",
    ),
    Source(
        "Huddinge kommun, årsredovisning 2022",
        "bedömningen i hög grad, delvis eller ej uppfyllt, etappmål och målvärden, jourhem",
    ),
    Source(
        "Malmö stad, redovisning av utredningstider 2017–2019",
        "jämförelsen med samma tid året före och de fyra grupperna av orsaker",
    ),
    Source(
        "Stockholms stad, inspektörernas granskning 2024",
        "samtal med barnet, efter kön och ålder",
    ),
    Source("JO 2565-2016 och JO 2411-2017", "möjliga omstarter av fristen"),
    Source(
        "26 kap. 1 § offentlighets- och sekretesslagen (2009:400)",
        "att antal under fem inte visas",
    ),
)

PLACES = (
    PlaceForText(Section.DONE, "[Skriv här vad som har gjorts sedan förra sammanställningen.]"),
    PlaceForText(Section.PROPOSED, "[Skriv här vad som föreslås.]"),
)


def sources_of(stamp: DataStamp) -> tuple[Source, ...]:
    """Return the list of sources; the provisions with their sureness stand in the rule notes."""
    own = Source(f"Kommunens verksamhetssystem, {stamp.words}", "alla siffror")
    return (own, *_PUBLIC)
