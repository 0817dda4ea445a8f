"""How many deaths will be reported in the next months, by division, and how far that can be trusted."""

from temoin.analysis.forecast.areas import Area, By
from temoin.analysis.forecast.outlook import Forecast, Outlook, Skill, TooLittle, forecast
from temoin.analysis.forecast.panel import Panel, panel

__all__ = ["Area", "By", "Forecast", "Outlook", "Panel", "Skill", "TooLittle", "forecast", "panel"]
