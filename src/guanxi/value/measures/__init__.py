"""Measures (指标): each a pure function from contract tables and assumptions to an Ibis table."""
