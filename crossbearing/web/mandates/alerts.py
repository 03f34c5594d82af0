"""What was new in the matches of mandates, the newest first."""

from __future__ import annotations

from crossbearing import watching
from crossbearing.records import Alert, Record
from crossbearing.store.base import Store
from crossbearing.web.addresses import segment, to
from crossbearing.web.asked import Asked
from crossbearing.web.paging import Limit, Paged, Slice, part
from crossbearing.write.catalogue import anchor


class AlertsQuery(Paged, frozen=True):
    """Which alerts: of one mandate; those that were held, too."""

    mandate: str = ""
    held: bool = False
    limit: Limit = 50


class AlertView(Record, frozen=True):
    """One alert, with where its words stand."""

    alert: Alert
    mandate: str
    """Title; the id where the mandate is in force no longer."""
    matter: str
    """Title, likewise."""
    href: str
    """Of the matter's page."""
    finding: str
    words: str
    """Where the words stand that are new."""
    day: str
    time: str


class Choice(Record, frozen=True):
    """A mandate to choose."""

    id: str
    title: str
    chosen: bool


class Alerts(Record, frozen=True):
    """Alerts as they are asked for."""

    alerts: tuple[AlertView, ...]
    slice: Slice
    mandate: str
    """Id of the mandate that was asked for; "" for all."""
    mandates: tuple[Choice, ...]
    held: bool
    raised: int
    """Of all, how many were raised, and how many held."""
    kept: int


def alerts(asked: Asked) -> Alerts:
    """What was new."""
    query: AlertsQuery = asked.query
    store = asked.reader.store
    wanted = query.mandate or None
    raised = None if query.held else True
    total = store.alert_count(wanted, raised)
    shown = _views(store, store.newest_alerts(wanted, raised, query.offset, query.limit))
    return Alerts(
        alerts=shown,
        slice=part(query, len(shown), total),
        mandate=query.mandate,
        mandates=tuple(
            Choice(each.mandate.id, each.mandate.title, each.mandate.id == query.mandate)
            for each in watching.in_force(store)
        ),
        held=query.held,
        raised=store.alert_count(wanted, True),
        kept=store.alert_count(wanted, False),
    )


def newest(store: Store, mandate_id: str, most: int) -> tuple[AlertView, ...]:
    """The newest alerts that were raised, of one mandate or ("") of all."""
    return _views(store, store.newest_alerts(mandate_id or None, True, 0, most))


def _views(store: Store, every: tuple[Alert, ...]) -> tuple[AlertView, ...]:
    there = {each.mandate.id: each.mandate for each in watching.in_force(store)} if every else {}
    made = []
    for each in every:
        mandate = there.get(each.mandate)
        matters = {matter.id: matter.title for matter in mandate.matters} if mandate else {}
        made.append(
            AlertView(
                alert=each,
                mandate=mandate.title if mandate else each.mandate,
                matter=matters.get(each.matter, each.matter),
                href=f"/mandates/{segment(each.mandate)}/{segment(each.matter)}" if each.matter in matters else "",
                finding=to(each.finding),
                words=to(anchor(each.spans[-1])) if each.spans else "",
                day=each.at[:10],
                time=each.at[11:16],
            )
        )
    return tuple(made)
