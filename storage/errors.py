"""What can go wrong with the database, said so that a person knows what to do."""


class StorageError(Exception):
    """The database cannot be used; `message` is a Swedish sentence for the person who asked."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
