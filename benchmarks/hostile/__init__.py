"""Inputs made to hurt, over every format that is collected: `python -m benchmarks.hostile [--count N] [--seed N]`."""
