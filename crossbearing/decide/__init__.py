"""What a reader decided, found again in a report and put in the place of what the machine had said."""
