"""A poll's bytes to values: pure, and never raising, whatever the source sent."""

from ioc.deployment.feed_settings import FeedSettings
from ioc.domain.catalogue import Catalogue
from ioc.domain.faults import FaultCode
from ioc.domain.readings import Batch, Outcome, Poll
from ioc.feeds.cameras import read_cameras
from ioc.feeds.documents import text_of
from ioc.feeds.plan import plan_of
from ioc.feeds.readings import read_indicators
from ioc.feeds.refused import DocumentError, RowError, fault_of
from ioc.feeds.tallies import read_tallies


def decode(poll: Poll, settings: FeedSettings, catalogue: Catalogue | None) -> Batch:
    """Decode and map what a poll brought.

    A document that cannot be read is ``Batch.fault``, a row that cannot is a reject, a document without
    rows is neither. A poll that failed hands its own fault on; one that was not modified brings nothing.
    Without a catalogue every series and unit is accepted.
    """
    if poll.outcome is not Outcome.OK:
        return Batch(poll, fault=poll.fault)
    try:
        return _decoded(poll, settings, catalogue)
    except DocumentError as refused:
        return Batch(poll, fault=refused.fault)
    except RowError as refused:  # a ``$.`` path that fails, fails for every row
        return Batch(poll, fault=refused.fault)
    except Exception as error:  # a fault of ours must not stop the other feeds
        return Batch(poll, fault=fault_of(FaultCode.INTERNAL, f"decode: {type(error).__name__}"))


def _decoded(poll: Poll, settings: FeedSettings, catalogue: Catalogue | None) -> Batch:
    plan = plan_of(settings)
    opened = plan.open(text_of(poll.body, poll.headers, plan.decode))
    if settings.kind == "cameras":
        cameras, rejects, duplicates = read_cameras(opened, poll, catalogue)
        return Batch(poll, cameras=cameras, rejects=rejects, duplicates=duplicates)
    if settings.kind == "dossiers":
        tallies, rejects, duplicates = read_tallies(opened, poll, catalogue)
        return Batch(poll, tallies=tallies, rejects=rejects, duplicates=duplicates)
    readings, rejects, duplicates = read_indicators(opened, poll, catalogue)
    return Batch(poll, readings=readings, rejects=rejects, duplicates=duplicates)
