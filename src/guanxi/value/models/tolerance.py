"""Zone of tolerance (服务容忍区): between the service a customer finds adequate and the one they desire.

adequacy = perceived − adequate, superiority = perceived − desired, position = adequacy ÷ (desired − adequate): below
0 the customer is dissatisfied, in 0–1 satisfied, above 1 delighted. All on one scale. Source: Parasuraman, Zeithaml
and Berry, Alternative scales for measuring service quality, Journal of Retailing 70 (1994).
"""

from dataclasses import dataclass
from enum import StrEnum

from guanxi.kit.words import Words


class Verdict(StrEnum):
    """Where the perceived service lies."""

    DISSATISFIED = "dissatisfied"
    SATISFIED = "satisfied"
    DELIGHTED = "delighted"

    @property
    def words(self) -> Words:
        """Return the verdict in words."""
        return WORDS[self]


WORDS = {
    Verdict.DISSATISFIED: Words("dissatisfied", "不满意"),
    Verdict.SATISFIED: Words("satisfied", "满意"),
    Verdict.DELIGHTED: Words("delighted", "惊喜"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a service stands; ``position`` is ``None`` when the zone has no width."""

    adequacy: float
    superiority: float
    position: float | None
    verdict: Verdict


def place(*, desired: float, adequate: float, perceived: float) -> Place:
    """Return where ``perceived`` lies; raises ``ValueError`` when less is desired than is adequate."""
    if desired < adequate:
        raise ValueError("nobody desires less than what is adequate")
    adequacy, superiority, width = perceived - adequate, perceived - desired, desired - adequate
    verdict = Verdict.DISSATISFIED if adequacy < 0 else Verdict.DELIGHTED if superiority > 0 else Verdict.SATISFIED
    return Place(adequacy, superiority, adequacy / width if width else None, verdict)
