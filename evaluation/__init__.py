"""How good Crossbearing is: measures, gold and floors. Run `python -m evaluation`; never imported by the package."""
