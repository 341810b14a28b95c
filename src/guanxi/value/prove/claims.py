"""Claims and their outcome (验证项与结果): what a paper printed, what was found here, how near it must be."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from guanxi.kit.words import Words
from guanxi.value.prove.published import Folder

#: Room for the last bit of a float, so that half a unit of the last digit is still within.
SLACK = 1e-9
PARAMETER_RATE, LIKELIHOOD = 0.001, 0.05


@dataclass(frozen=True, slots=True)
class Claim:
    """One number: ``expected`` as printed, ``got`` here, ``within`` what distance."""

    name: str
    expected: float
    got: float
    within: float

    @property
    def ok(self) -> bool:
        """Return whether the claim holds; a number that is none never does."""
        return abs(self.got - self.expected) <= self.within + SLACK * max(1.0, abs(self.expected))


@dataclass(frozen=True, slots=True)
class Subject:
    """Claims of one source: ``needs`` are its data files, ``prove`` computes the claims."""

    name: str
    words: Words
    source: str
    needs: tuple[str, ...]
    prove: Callable[[Folder], Sequence[Claim]]


def cell(name: str, printed: str, got: float) -> Claim:
    """Return a claim on a printed number: half a unit of its last digit."""
    return Claim(name, float(printed), float(got), half_unit(printed))


def parameter(name: str, printed: str, got: float) -> Claim:
    """Return a claim on a parameter: 0.1 %, and never narrower than what was printed."""
    return Claim(name, float(printed), float(got), max(PARAMETER_RATE * abs(float(printed)), half_unit(printed)))


def likelihood(name: str, printed: str, got: float) -> Claim:
    """Return a claim on a log-likelihood."""
    return Claim(name, float(printed), float(got), LIKELIHOOD)


def exact(name: str, expected: float, got: float, within: float = 0.0) -> Claim:
    """Return a claim on a number that is known, not printed."""
    return Claim(name, float(expected), float(got), within)


def half_unit(printed: str) -> float:
    """Return half a unit of the last printed digit."""
    return 0.5 * 10.0 ** int(Decimal(printed).as_tuple().exponent)
