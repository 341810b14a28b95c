"""The value engine (价值引擎): from contract tables to published figures, without Django.

``run`` computes missing customer months and one snapshot; ``measures`` are pure functions to be used on their own;
``models`` hold the statistics; ``why`` says why a figure is what it is. ``docs/library.md`` shows them in a notebook.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from guanxi.contracts.layout import Part
    from guanxi.value.assumptions import load as load_assumptions
    from guanxi.value.engine import run
    from guanxi.value.explain import source_rows, why
    from guanxi.value.library import figures, parts_of, take_extracts
    from guanxi.value.results import Snapshot
    from guanxi.value.sources import Store

#: Public name → where it lives; read when first asked for, so that nothing pays for what it does not use.
_PUBLIC = {
    "Part": "guanxi.contracts.layout:Part",
    "Snapshot": "guanxi.value.results:Snapshot",
    "Store": "guanxi.value.sources:Store",
    "figures": "guanxi.value.library:figures",
    "load_assumptions": "guanxi.value.assumptions:load",
    "parts_of": "guanxi.value.library:parts_of",
    "run": "guanxi.value.engine:run",
    "source_rows": "guanxi.value.explain:source_rows",
    "take_extracts": "guanxi.value.library:take_extracts",
    "why": "guanxi.value.explain:why",
}

__all__ = [
    "Part",
    "Snapshot",
    "Store",
    "figures",
    "load_assumptions",
    "parts_of",
    "run",
    "source_rows",
    "take_extracts",
    "why",
]


def __getattr__(name: str) -> Any:
    if name not in _PUBLIC:
        raise AttributeError(f"guanxi.value has no {name}")
    module, public = _PUBLIC[name].split(":")
    return getattr(import_module(module), public)
