"""Read the forecast's coefficients from the data file that `benchmarks/fit_forecast.py` writes."""

import json
from functools import cache
from pathlib import Path

from stepready.core.forecast import ForecastModel
from stepready.core.values.errors import StepreadyError

FILE = Path(__file__).parent / "data" / "forecast.json"


@cache
def load_forecast_model() -> ForecastModel:
    """Return the shipped coefficients; raise StepreadyError when the file is missing or broken."""
    try:
        return ForecastModel.from_data(json.loads(FILE.read_bytes()))
    except (OSError, ValueError, KeyError, TypeError) as problem:
        msg = f"the forecast's coefficients in {FILE.name} cannot be read ({problem}); reinstall stepready"
        raise StepreadyError(msg) from problem
