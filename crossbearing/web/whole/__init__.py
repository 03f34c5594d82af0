"""Pages over the whole case: its stories, search, outlets, actors, figures, quotes, days."""
