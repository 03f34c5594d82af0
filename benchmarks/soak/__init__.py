"""A watch over two hundred feeds for hours, killed now and then: `python -m benchmarks.soak`."""
