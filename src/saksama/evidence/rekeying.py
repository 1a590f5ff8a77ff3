"""Giving everything that is sealed a new key, a row at a time, so that it can be stopped and run again.

Fields of every room are found by their type. Rows already under the current key are passed over. Only when
all rows are done may the old key be taken out of ``KEYS/fields.json``; backups made before still need it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models.functions import Cast

from saksama.evidence import crypto, keys, sealing
from saksama.evidence.models import DraftFile, SealedFile


@dataclass(frozen=True, slots=True)
class Place:
    """One encrypted column."""

    model: type[models.Model]
    field: models.Field

    def __str__(self) -> str:
        return f"{self.model._meta.db_table}.{self.field.column}"


def places() -> Iterator[Place]:
    """Every encrypted column of every room."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if isinstance(field, crypto.EncryptedTextField | crypto.EncryptedJSONField):
                yield Place(model, field)


def reseal(place: Place) -> int:
    """Seal the values of one column anew; returns how many."""
    current = f"{crypto.VERSION}.{keys.load_fields().current}."
    done = 0
    for pk, token in list(_tokens(place)):
        if not token.startswith(current):
            plain = crypto.open_token(token, purpose=str(place))
            done += _replace(place, pk, token, crypto.seal(plain, purpose=str(place)))
    return done


def rewrap_files() -> int:
    """Wrap the keys of files and draft files anew; their bytes stay as they are. Returns how many."""
    current, done = keys.load_fields().current, 0
    for model in (SealedFile, DraftFile):
        for pk, wrapped in (
            model._base_manager.exclude(key_id=current)
            .exclude(wrapped_key="")
            .values_list("pk", "wrapped_key")
        ):
            new = sealing.wrap(sealing.unwrap(wrapped, pk), pk)
            same = model._base_manager.filter(pk=pk, wrapped_key=wrapped)
            done += same.update(wrapped_key=new, key_id=current)
    return done


def _tokens(place: Place) -> Iterator[tuple[object, str]]:
    """Ciphertexts as they lie in the database, past the field that would open them."""
    raw = Cast(place.field.name, models.TextField())
    rows = place.model._base_manager.annotate(sealed_token=raw).exclude(
        **{f"{place.field.name}__isnull": True}
    )
    yield from rows.values_list("pk", "sealed_token")


def _replace(place: Place, pk: object, old: str, new: str) -> int:
    """Only if nobody changed the value meanwhile."""
    quote = connection.ops.quote_name
    table, column = quote(place.model._meta.db_table), quote(str(place.field.column))
    key = place.model._meta.pk
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {column} = %s WHERE {quote(str(key.column))} = %s AND {column} = %s",  # noqa: S608
            [new, key.get_db_prep_value(pk, connection), old],
        )
        return cursor.rowcount
