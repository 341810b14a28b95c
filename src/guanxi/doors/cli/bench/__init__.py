"""Benchmarks (性能测量): how long real work takes beside a floor that moves the same bytes and thinks nothing.

Each measurement is a process of its own, so that its peak of memory is its own; floor and work take turns, so that a
busy machine slows both.
"""
