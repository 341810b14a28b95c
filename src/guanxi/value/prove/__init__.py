"""Proof (验证): published results reproduced on this installation, one file per subject.

``guanxi prove`` runs them; what needs a paper's data file is left out when the file is not there, and that is said.
"""

from collections.abc import Iterator

from guanxi.value.prove import (
    buying,
    capital,
    cohorts,
    deck,
    leaving,
    lifetimes,
    pricing,
    robustness,
    spending,
)
from guanxi.value.prove.claims import Claim, Subject
from guanxi.value.prove.published import Folder

SUBJECTS: tuple[Subject, ...] = (
    buying.BG_NBD,
    buying.EDGES,
    buying.PARETO_NBD,
    spending.GAMMA_GAMMA,
    cohorts.COHORTS,
    leaving.KAPLAN_MEIER,
    leaving.COX,
    lifetimes.CLOSED_FORMS,
    capital.BASEL,
    capital.RAROC,
    capital.EXPECTED_LOSS,
    pricing.TRANSFER,
    deck.SERVING,
    deck.CONCENTRATION,
    deck.DECK,
    deck.RANKS,
    deck.TOLERANCE,
    robustness.ROBUSTNESS,
)


def proved(files: Folder) -> Iterator[tuple[Subject, list[Claim]]]:
    """Yield every subject with its claims; none for a subject whose files are not there."""
    for subject in SUBJECTS:
        yield subject, list(subject.prove(files)) if files.has(subject.needs) else []
