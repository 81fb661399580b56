"""What the charts are called; what they show in words is in their templates."""

from rules.indicators import IndicatorDefinition

BANDS_TITLE = "Hur lång tid de avslutade utredningarna tog"
BAND_NAMES = ("högst 90 dagar", "91–123 dagar", "mer än 123 dagar")
CAUSES_TITLE = "Orsaker till överskriden tid"


def units_title(definition: IndicatorDefinition) -> str:
    """Return for example *Förhandsbedömning i tid, per enhet*."""
    return f"{definition.title_sv}, per enhet"
