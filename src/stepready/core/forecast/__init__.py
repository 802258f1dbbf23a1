"""Where the score is heading: trend, interval, probabilities.

`fit` reads the log once; `predict` answers for any test day from that fit.
"""

from stepready.core.forecast.forecast import Forecast, Outlook, Spoken, outlook, predict
from stepready.core.forecast.kalman import State
from stepready.core.forecast.leave_out import Without, without
from stepready.core.forecast.model import ExamModel, ForecastModel
from stepready.core.forecast.observation import UnusedScore
from stepready.core.forecast.trend import Level, Shape, Trend, fit

__all__ = [
    "ExamModel",
    "Forecast",
    "ForecastModel",
    "Level",
    "Outlook",
    "Shape",
    "Spoken",
    "State",
    "Trend",
    "UnusedScore",
    "Without",
    "fit",
    "outlook",
    "predict",
    "without",
]
