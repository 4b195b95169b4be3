"""The `eventsourcing` application under the store: one log, in rows that hold our own wire form."""

from collections.abc import Iterable, Iterator
from itertools import starmap, zip_longest
from typing import ClassVar, cast
from uuid import UUID

import attrs
from eventsourcing.application import Application
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import Mapper, Notification, StoredEvent, Transcoder
from eventsourcing.utils import Environment, EnvType, TopicError

from hersys_lifecycle.audit import RecordedEvent
from hersys_lifecycle.codec import structure_recorded, type_name, unsealed, write_line
from hersys_lifecycle.errors import CorruptLogError, MalformedEventError, UnreadableEntryError
from hersys_lifecycle.store.errors import StoreSettingsError
from hersys_lifecycle.store.writing import Timely

LOG_ID = UUID("06d1f16b-fe0e-521b-8b78-bda0ceb5b412")
"""The originator of every row: a store holds one log. A promise to whoever stored one."""

_PAGE = 1000
"""How many rows are read at once."""

_TRIAL = b"{}"
"""A line to try a compressor and a cipher on."""

_UNREADABLE = (
    "its content is not as it was recorded, or it was recorded with other settings: "
    "if so, open the store with the COMPRESSOR_TOPIC, CIPHER_TOPIC and CIPHER_KEY of then"
)


@attrs.frozen
class Row:
    """A recorded event as `eventsourcing` asks for it: the log is its originator, the position its version."""

    entry: RecordedEvent
    line: bytes | None = None
    """Its line where that is written already, maybe by an older release."""

    @property
    def originator_id(self) -> UUID:
        """The log."""
        return LOG_ID

    @property
    def originator_version(self) -> int:
        """The position, so that the key of the table lets only one writer have it."""
        return self.entry.position


class LineTranscoder(Transcoder):
    """Recorded events as canonical lines with their digests; what is read passes every validator."""

    def encode(self, obj: RecordedEvent) -> bytes:
        """Return the line of a recorded event."""
        return write_line(obj)

    def decode(self, data: bytes) -> RecordedEvent:
        """Return the recorded event of a line.

        Raises:
            MalformedEventError: the line is not as it was written, or no wire form.
        """
        return structure_recorded(unsealed(data))


class LineMapper(Mapper[UUID]):
    """Maps rows to stored events and back: our line, compressed and encrypted as configured.

    The topic is the type of the event on the wire, so no import path is stored.
    """

    def to_stored_event(self, domain_event: DomainEventProtocol[UUID]) -> StoredEvent:
        """Return what to write for a row."""
        row = cast("Row", domain_event)
        entry, line = row.entry, row.line or self.transcoder.encode(row.entry)
        return StoredEvent(LOG_ID, entry.position, type_name(entry.event), self.packed(line))

    def to_domain_event(self, stored_event: StoredEvent) -> Row:
        """Return the row that was written.

        Raises:
            CorruptLogError: the row is not as it was written.
            UnreadableEntryError: it is, and this release cannot read it.
        """
        data = self.written(stored_event)
        try:
            return Row(structure_recorded(data))
        except MalformedEventError as error:
            raise UnreadableEntryError(stored_event.originator_version, str(error)) from error

    def written(self, stored_event: StoredEvent) -> dict[str, object]:
        """Return the wire form that was written, whatever the release that wrote it.

        Raises:
            CorruptLogError: the row is not as it was written.
        """
        position = stored_event.originator_version
        try:
            line = self.unpacked(stored_event.state)
            readable = line.decode().startswith("{")  # a cipher's bytes may begin so, but are no UTF-8
        except Exception as error:  # each compressor and cipher has errors of its own, and a state may be no bytes
            raise CorruptLogError(position, f"{_UNREADABLE} ({error})") from error
        if not readable:
            raise CorruptLogError(position, _UNREADABLE)
        try:
            data = unsealed(line)
        except MalformedEventError as error:
            raise CorruptLogError(position, f"its content is not as it was recorded: {error}") from error
        event = data.get("event")
        topic = event.get("type") if isinstance(event, dict) else None
        columns = (stored_event.originator_id, position, stored_event.topic)
        if columns != (LOG_ID, data.get("position"), topic):
            raise CorruptLogError(position, f"its columns {columns} do not fit its content")
        return data

    def packed(self, line: bytes) -> bytes:
        """Return a line compressed and encrypted as configured."""
        state = self.compressor.compress(line) if self.compressor else line
        return self.cipher.encrypt(state) if self.cipher else state

    def unpacked(self, state: bytes) -> bytes:
        """Return the line that was packed."""
        state = self.cipher.decrypt(state) if self.cipher else state
        return self.compressor.decompress(state) if self.compressor else state


class RecordApplication(Application[UUID]):
    """One log, appended to and read in order; persistence, compression and encryption by environment."""

    name = "hersys_lifecycle"
    env: ClassVar[dict[str, str]] = {
        # For a connection of the pool; each operation is tried ten times.
        "POSTGRES_CONNECT_TIMEOUT": "1",
        # There are more while threads need them.
        "POSTGRES_POOL_SIZE": "1",
        "SQLITE_LOCK_TIMEOUT": "30",
    }

    def construct_env(self, name: str, env: EnvType | None = None) -> Environment:
        """Return the settings; a key alone stands for the cipher of the extra ``crypto``."""
        settings = super().construct_env(name, env)
        if settings.get("CIPHER_KEY") and not settings.get("CIPHER_TOPIC"):
            settings["CIPHER_TOPIC"] = "eventsourcing.cryptography:AESCipher"
        return settings

    def construct_mapper(self) -> Mapper[UUID]:
        """Return the mapper through our codec, with the configured compressor and cipher, once these are tried.

        Raises:
            StoreSettingsError: what is configured is no compressor or no cipher.
            OSError, TopicError, ValueError: its own settings are wrong, or it cannot be found.
        """
        try:
            made = self.factory.mapper(transcoder=self.construct_transcoder(), mapper_class=LineMapper)
            mapper = cast("LineMapper", made)
            unpacked = mapper.unpacked(mapper.packed(_TRIAL))
        except (OSError, TopicError, ValueError):
            raise
        except Exception as error:  # a topic may name anything
            raise self._unusable(str(error)) from error
        if unpacked != _TRIAL:
            raise self._unusable("what is written cannot be read back")
        return mapper

    def _unusable(self, reason: str) -> StoreSettingsError:
        names = ("COMPRESSOR_TOPIC", "CIPHER_TOPIC")
        topics = ", ".join(f"{name}={topic}" for name in names if (topic := self.env.get(name)))
        return StoreSettingsError(f"{topics}: {reason}")

    def construct_transcoder(self) -> Transcoder:
        """Return the transcoder through our codec; it is no matter of configuration."""
        return LineTranscoder()

    def entry(self, row: StoredEvent) -> RecordedEvent:
        """Return the recorded event of a row; raises as the mapper."""
        return cast("Row", self.mapper.to_domain_event(row)).entry

    def line(self, row: StoredEvent) -> bytes:
        """Return the line of a row that was read as an entry: as it was written, whatever the release."""
        return cast("LineMapper", self.mapper).unpacked(row.state)

    def append(
        self, entries: Iterable[RecordedEvent], lines: Iterable[bytes] = (), in_time: Timely | None = None
    ) -> None:
        """Write some entries, or rather their lines if those are given, all or none.

        Raises:
            IntegrityError: another writer was first at one of the positions.
            OutdatedError: ``in_time`` raised it, once the database had let us in.
        """
        self.save(*starmap(Row, zip_longest(entries, lines)), in_time=in_time)

    def stored(self, last: Notification | None) -> Iterator[Notification]:
        """Yield the rows of the table in the order they were written, from the last one known on, that one included.

        Raises:
            CorruptLogError: a row is not of the position it stands at, or cannot be read.
        """
        since, position, limit = (last.id, last.originator_version, _PAGE) if last else (None, 1, _PAGE)
        while True:
            try:
                page = self.recorder.select_notifications(since, limit)
            except (AttributeError, LookupError, TypeError, ValueError) as error:  # from a column of another kind
                if limit == 1:
                    raise CorruptLogError(position, f"its row cannot be read: {error}") from error
                limit = 1  # to find the row
                continue
            for row in page:
                if row.originator_version != position:
                    raise CorruptLogError(position, f"it is missing; {row.originator_version!r} stands in its place")
                yield row
                position += 1
            if len(page) < limit:
                return
            since = page[-1].id + 1
