"""What a Word template can show of the summary: its fields by name, every one already in words.

A municipality writes these names into a template of its own, so a name that stands here stays.
Each field carries its Swedish explanation, which the page about templates is made from.
"""

from dataclasses import dataclass
from typing import Annotated

from digests.monthly.pictures import Picture


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator beside its target and its earlier figures."""

    title: Annotated[str, "måttets namn"]
    value: Annotated[str, "månadens andel, antal eller genomsnitt"]
    basis: Annotated[str, "vad det är räknat på, till exempel *29 av 31*"]
    milestone: Annotated[str, "årets etappmål"]
    target: Annotated[str, "målvärdet"]
    verdict: Annotated[str, "bedömningen, till exempel *delvis uppfyllt*"]
    previous: Annotated[str, "månaden före"]
    year_before: Annotated[str, "samma månad i fjol"]
    change: Annotated[str, "skillnaden mot i fjol, bara för antal"]


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One month of a trend."""

    month: Annotated[str, "månaden"]
    value: Annotated[str, "andelen, antalet eller genomsnittet"]
    basis: Annotated[str, "vad det är räknat på"]
    target: Annotated[str, "vad månaden hålls mot: årets etappmål eller målvärde"]


@dataclass(frozen=True, slots=True)
class TrendTable:
    """Twelve months of one indicator."""

    title: Annotated[str, "måttets namn"]
    picture: Annotated[Picture, "diagrammet"]
    rows: Annotated[tuple[MonthRow, ...], "en rad per månad, den äldsta först"]


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A count beside that of the same time a year before."""

    title: Annotated[str, "vad som är räknat"]
    now: Annotated[str, "antalet i år"]
    before: Annotated[str, "antalet i fjol"]
    change: Annotated[str, "skillnaden i procent"]


@dataclass(frozen=True, slots=True)
class ComparisonTable:
    """Whole months beside the same months a year before."""

    now: Annotated[str, "tiden i år, till exempel *januari–oktober 2026*"]
    before: Annotated[str, "samma tid i fjol"]
    rows: Annotated[tuple[ComparedRow, ...], "en rad per antal"]


@dataclass(frozen=True, slots=True)
class BandRow:
    """How long the investigations took that were closed in a month."""

    month: Annotated[str, "månaden"]
    closed: Annotated[str, "hur många utredningar som avslutades"]
    short: Annotated[str, "andelen som tog högst 90 dagar"]
    middle: Annotated[str, "andelen som tog 91–123 dagar"]
    long: Annotated[str, "andelen som tog mer än 123 dagar"]


@dataclass(frozen=True, slots=True)
class BandTable:
    """The bands month by month."""

    picture: Annotated[Picture, "diagrammet"]
    rows: Annotated[tuple[BandRow, ...], "en rad per månad, den äldsta först"]


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One group's figure."""

    name: Annotated[str, "gruppens namn"]
    value: Annotated[str, "andelen"]
    basis: Annotated[str, "vad den är räknad på"]


@dataclass(frozen=True, slots=True)
class CauseTable:
    """Why time limits were overrun."""

    picture: Annotated[Picture, "diagrammet"]
    rows: Annotated[tuple[ShareRow, ...], "en rad per orsak"]


@dataclass(frozen=True, slots=True)
class GroupTable:
    """An indicator by sex or by age group."""

    title: Annotated[str, "måttets namn"]
    by: Annotated[str, "vad det är uppdelat efter, till exempel *Kön*"]
    rows: Annotated[tuple[ShareRow, ...], "en rad per grupp"]


@dataclass(frozen=True, slots=True)
class UnitTable:
    """An indicator by unit."""

    title: Annotated[str, "måttets namn"]
    picture: Annotated[Picture, "diagrammet, tomt när enheterna är fler än 18"]
    rows: Annotated[tuple[ShareRow, ...], "en rad per enhet"]


@dataclass(frozen=True, slots=True)
class DefinitionRow:
    """What an indicator means."""

    title: Annotated[str, "måttets namn"]
    words: Annotated[str, "vad det betyder"]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """An entry of the list of sources."""

    title: Annotated[str, "källan"]
    used_for: Annotated[str, "vad den är använd till"]


@dataclass(frozen=True, slots=True)
class GapRow:
    """What rows lack."""

    explanation: Annotated[str, "vad som saknas, och vad det betyder för siffrorna"]
    rows: Annotated[str, "hur många rader, eller *färre än fem*"]


@dataclass(frozen=True, slots=True)
class WordContext:
    """The whole summary, in the order of the document."""

    title: Annotated[str, "dokumentets namn"]
    month: Annotated[str, "månaden, till exempel *oktober 2026*"]
    preliminary: Annotated[str, "en mening om månaden inte är slut, annars tomt"]
    data_as_of: Annotated[str, "hur gamla uppgifterna är"]
    warning: Annotated[str, "vad läsaren måste veta om uppgifterna, oftast tomt"]
    verdict: Annotated[tuple[str, ...], "bedömningen, tre meningar"]
    targeted: Annotated[tuple[IndicatorRow, ...], "måtten som har mål"]
    judged_how: Annotated[tuple[str, ...], "hur målen bedöms, mening för mening"]
    hidden: Annotated[str, "en mening om att små antal inte visas, tomt om alla visas"]
    nothing: Annotated[str, "en mening om vad ett streck betyder"]
    trends: Annotated[tuple[TrendTable, ...], "tolv månader, ett mått i taget"]
    comparisons: Annotated[tuple[ComparisonTable, ...], "jämförelserna med samma tid i fjol"]
    bands: Annotated[BandTable, "hur lång tid utredningarna tog"]
    over_limit: Annotated[IndicatorRow, "över fyra månader utan beslut om förlängning"]
    causes: Annotated[CauseTable, "orsaker till överskriden tid"]
    child_spoken_with: Annotated[IndicatorRow, "samtal med barnet"]
    breakdowns: Annotated[tuple[GroupTable, ...], "samtal med barnet efter kön och ålder"]
    interventions: Annotated[
        tuple[IndicatorRow, ...], "insatser under utredningen, och avslut utan"
    ]
    emergency_care: Annotated[tuple[IndicatorRow, ...], "jourhem"]
    emergency_care_months: Annotated[str, "genomsnittlig tid i jourhem, i månader"]
    continuity: Annotated[tuple[IndicatorRow, ...], "samma handläggare, och möjliga omstarter"]
    units: Annotated[tuple[UnitTable, ...], "enheterna, ett mått i taget"]
    done: Annotated[str, "plats för text om vad som har gjorts"]
    proposed: Annotated[str, "plats för text om vad som föreslås"]
    indicators: Annotated[tuple[IndicatorRow, ...], "alla mått, med och utan mål"]
    definitions: Annotated[tuple[DefinitionRow, ...], "vad måtten betyder"]
    sources: Annotated[tuple[SourceRow, ...], "källorna"]
    rules: Annotated[tuple[str, ...], "reglerna, med lagrum och hur säkra de är"]
    gaps: Annotated[tuple[GapRow, ...], "luckor i underlaget"]
