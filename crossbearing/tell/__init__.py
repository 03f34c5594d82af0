"""How an alert reaches someone: lines for a terminal, a signed webhook, electronic mail, a feed.

Nothing here knows the case: what is due, and what became of it, is for `telling`.
"""
