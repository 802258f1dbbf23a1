"""How probabilities are written: whole percents, never a certainty that is none, marked where no data support them."""


def percent(probability: float) -> str:
    """Write a probability (0-1): `38 %`; `<1 %` and `>99 %` at the ends, `0 %` only when nothing is possible."""
    whole = round(100 * probability)
    if whole == 0 and probability > 0:
        return "<1 %"
    if whole == 100 and probability < 1:  # noqa: PLR2004 - a whole
        return ">99 %"
    return f"{whole} %"


def marked(probability: float, *, supported: bool) -> str:
    """Write a probability of a score, with a question mark where no data support it."""
    return percent(probability) if supported else f"{percent(probability)}?"
