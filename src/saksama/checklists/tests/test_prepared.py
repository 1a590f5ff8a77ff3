"""Statements that libpq sends by itself: same rows, same errors, and a dead line is no end."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DataError, IntegrityError, connection, connections

from saksama.checklists import prepared
from saksama.checklists.testing import on_the_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def outside():
    """Runs a function on a connection of its own, where no transaction is open."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no line to a server")

    def told(act):
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as thread:
        yield lambda act: thread.submit(told, act).result()


def test_values_of_each_kind_come_back_as_they_went(outside):
    statement = "SELECT %s::text, %s::bytea, %s::bigint, %s::timestamptz, %s::bigint"
    given = ("TPS 003, Désa '%' ", b"\x00\xff<data/>", 2**40, on_the_day(), None)
    first, again = outside(lambda: [prepared.run(statement, given) for _ in range(2)])
    assert first == again == [given]


def test_a_broken_rule_of_the_database_is_the_frameworks_error_and_the_line_goes_on(outside):
    def act():
        insert = "INSERT INTO checklists_directorystamp (id, number) VALUES (7, %s) RETURNING id"
        with pytest.raises(IntegrityError):
            prepared.run(insert, (-1,))
        with pytest.raises(DataError):
            prepared.run("SELECT %s::text", ("a\0b",))
        return prepared.run("SELECT %s::text", ("whole",))

    assert outside(act) == [("whole",)]


def test_a_line_that_died_is_replaced_without_a_word(outside):
    def act():
        (first,) = prepared.run("SELECT pg_backend_pid()", ())
        with pytest.raises(Exception, match="terminat"), connections["default"].cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        (second,) = prepared.run("SELECT pg_backend_pid()", ())
        return first, second

    first, second = outside(act)
    assert first != second
