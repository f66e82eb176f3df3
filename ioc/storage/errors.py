"""What can go wrong with the database, said so that a person can act on it."""

from sqlalchemy.exc import DBAPIError

_FULL = "free some space on its disk, then try again"
_DAMAGED = "restore the last backup, or move the file away to start an empty history"

# A part of the driver's message -> what happened, what to do. First match wins.
_KNOWN: tuple[tuple[str, str, str], ...] = (
    ("disk is full", "the disk is full", _FULL),
    ("no space left", "the disk is full", _FULL),
    ("database is locked", "another program holds it", "close the other program, then try again"),
    ("lock timeout", "another program holds it", "close the other program, then try again"),
    ("readonly", "it is read-only", "give this user write permission to the file and its folder"),
    ("not a database", "it is not a database file", "name another file, or move this one away"),
    ("malformed", "it is damaged", _DAMAGED),
    ("unable to open", "it cannot be opened", "check that its folder exists and that this user may write there"),
    ("disk i/o error", "its disk cannot be read or written", "check the disk, then restore the last backup if need be"),
    ("connection refused", "the server does not answer", "check that it runs and that the address is right"),
    ("connection failed", "the server does not answer", "check that it runs and that the address is right"),
    ("authentication failed", "the server refuses the user", "check user name and password"),
)


class StoreError(Exception):
    """The database cannot do what was asked: where, what happened, and what a person can do about it."""

    def __init__(self, where: str, what: str, advice: str) -> None:
        super().__init__(f"database {where}: {what}; {advice}")
        self.where = where
        self.what = what
        self.advice = advice


def explained(error: Exception, where: str) -> StoreError:
    """The ``StoreError`` that says what a driver's or SQLAlchemy's error means for the database at ``where``."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    text = " ".join(str(cause).split())
    lower = text.lower()
    for part, what, advice in _KNOWN:
        if part in lower:
            return StoreError(where, f"{what} ({text})", advice)
    return StoreError(where, f"the operation failed ({text})", "see the log; restore the last backup if it stays so")
