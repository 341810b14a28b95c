"""What a run of the engine publishes (发布的指标): the tables between the value engine and the pages.

``PUBLISHED`` names them in order; the contracts stand in one file per topic.
"""

from guanxi.contracts.figures.bank import ACQUISITION, CONCENTRATION, RECONCILIATION, TEAMS
from guanxi.contracts.figures.bridge import PROFIT_BRIDGE
from guanxi.contracts.figures.codes import (
    COMPANY_TIERS,
    DEPARTURES,
    GRADES,
    LEVELS,
    PERSON_TIERS,
    REASONS,
    SCOPES,
    STEPS,
    SUGGESTION_KINDS,
    TIERS,
)
from guanxi.contracts.figures.customer import CUSTOMER_FIGURES
from guanxi.contracts.figures.groups import GROUP_MEMBERS, GROUPS
from guanxi.contracts.figures.lifetime import MODEL_CARDS
from guanxi.contracts.figures.loyalty import LOYALTY
from guanxi.contracts.figures.moves import MOVES
from guanxi.contracts.figures.positioning import ALL as POSITIONS
from guanxi.contracts.figures.signs import FIVE_SIGNS
from guanxi.contracts.figures.treasury import TREASURY
from guanxi.contracts.figures.usage import USAGE_MODELS
from guanxi.contracts.figures.work import SUGGESTIONS
from guanxi.contracts.shape import Contract

#: Every insight a run publishes; measures of the same name in ``value/plan.py`` fill them.
INSIGHTS: tuple[Contract, ...] = (TREASURY, *LOYALTY, FIVE_SIGNS, PROFIT_BRIDGE, *POSITIONS, MODEL_CARDS, USAGE_MODELS)
PUBLISHED = (
    CUSTOMER_FIGURES,
    CONCENTRATION,
    ACQUISITION,
    RECONCILIATION,
    TEAMS,
    SUGGESTIONS,
    MOVES,
    GROUPS,
    GROUP_MEMBERS,
    *INSIGHTS,
)

__all__ = [
    "ACQUISITION",
    "COMPANY_TIERS",
    "CONCENTRATION",
    "CUSTOMER_FIGURES",
    "DEPARTURES",
    "GRADES",
    "GROUPS",
    "GROUP_MEMBERS",
    "INSIGHTS",
    "LEVELS",
    "PERSON_TIERS",
    "PUBLISHED",
    "REASONS",
    "RECONCILIATION",
    "SCOPES",
    "STEPS",
    "SUGGESTIONS",
    "SUGGESTION_KINDS",
    "TEAMS",
    "TIERS",
]
