"""Many Readings of one story → what they say together; reports meet nowhere else."""
