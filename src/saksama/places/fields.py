"""A column for dotted codes that compares byte by byte on every database."""

from typing import Any

from django.db import models


class AreaCodeField(models.CharField):
    """Dotted area, office or station code.

    SQLite compares text by bytes; PostgreSQL follows the database's language, where a dot may weigh
    nothing. Collation ``C`` there makes ``rules.code_range`` true and its index usable on both.
    Foreign keys to a column of this kind take the collation over by themselves.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 20)
        super().__init__(*args, **kwargs)

    def db_parameters(self, connection: Any) -> dict[str, Any]:
        parameters: dict[str, Any] = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters
