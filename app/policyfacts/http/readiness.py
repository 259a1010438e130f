"""Whether the service can answer, found out beside the threads and connections of requests."""

import random
from asyncio import wrap_future
from concurrent.futures import Future
from threading import Lock, Thread
from time import monotonic

from anyio import fail_after

from policyfacts.database import Database, DatabaseDamaged, DatabaseReplaced
from policyfacts.errors import DatabaseUnusable, FactsError
from policyfacts.search.snapshot import SnapshotKeeper

_SECONDS = 2
# An outcome is shared by all who ask within this time.
_SHARED_SECONDS = 0.5
# Facts read at random by each probe, since damage may be anywhere.
_FACTS = 20


class Readiness:
    """One probe at a time, in a thread and with a connection of its own."""

    def __init__(self, database: Database, snapshots: SnapshotKeeper) -> None:
        self._database, self._snapshots = database, snapshots
        self._lock = Lock()
        self._probe: Future[str | FactsError] | None = None
        self._ended_at = 0.0

    async def check(self) -> str:
        """Return the id of the current release; raise what is wrong, within two seconds."""
        try:
            with fail_after(_SECONDS):
                outcome = await wrap_future(self._current_probe())
        except TimeoutError:
            message = f"The database does not answer within {_SECONDS} seconds."
            raise DatabaseUnusable(message) from None
        if isinstance(outcome, FactsError):
            raise outcome
        return outcome

    def _current_probe(self) -> "Future[str | FactsError]":
        """Return the probe that runs or has just ended; else start one."""
        with self._lock:
            probe = self._probe
            if probe is not None and probe.done() and self._is_old():
                probe = None
            if probe is None:
                probe = self._probe = Future()
                # Nobody can cancel it: others may wait for it as well.
                probe.set_running_or_notify_cancel()
                Thread(target=self._run, args=(probe,), name="readiness", daemon=True).start()
            return probe

    def _is_old(self) -> bool:
        return monotonic() - self._ended_at > _SHARED_SECONDS

    def _run(self, probe: "Future[str | FactsError]") -> None:
        outcome: str | FactsError
        try:
            outcome = self._read()
        except FactsError as error:
            outcome = error
        except Exception as error:
            # Damage that the database does not notice shows in what is made of it.
            outcome = DatabaseDamaged("What the database holds cannot be read.", repr(error))
        self._ended_at = monotonic()
        probe.set_result(outcome)

    def _read(self) -> str:
        """Read the release and some of its facts, as a process would that has just started."""
        try:
            with self._database.probe() as connection:
                session = self._snapshots.open_session(connection)
                facts = session.snapshot.sets.everything()
                places = random.sample(range(len(facts)), min(len(facts), _FACTS))
                session.bodies([facts[place] for place in places])
                return session.snapshot.release.id
        except DatabaseReplaced:
            # The other file may hold an older release, which would never become the newest.
            self._snapshots.forget()
            raise
