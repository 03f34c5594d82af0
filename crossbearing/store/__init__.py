"""Where a case is kept: captures, what each stage made of them, and nothing half written."""
