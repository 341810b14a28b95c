"""The value engine (价值引擎): from contract tables to published figures, without Django.

``engine.run`` computes missing customer months and one snapshot; ``measures`` are pure functions that can be used on
their own; ``explain`` says why a figure is what it is.
"""
