"""How fast Crossbearing is and how much memory it takes. Run `python -m benchmarks`; never imported by the package."""
