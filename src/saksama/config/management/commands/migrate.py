"""Django's own ``migrate``, which makes the tables of a new installation in half the time."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django.core.management.commands import migrate
from django.db.migrations import CreateModel, Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class CreateModels(Operation):
    """Several models, one after the other, with nothing between them that reads the state.

    Django renders whatever is related to a new model anew, for each model; here nearly all are related through the
    account. The state is rendered once, when the first table is made.
    """

    reversible = False

    def __init__(self, creations: Iterable[CreateModel]) -> None:
        self.creations = tuple(creations)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)
        for creation in self.creations:
            creation.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for creation in self.creations:
            creation.database_forwards(app_label, schema_editor, from_state, to_state)


def together(operations: Iterable[Operation]) -> Iterator[Operation]:
    """The same operations in the same order, neighbouring ``CreateModel`` as one (a single one is cheaper alone)."""
    for is_creation, run in groupby(operations, lambda operation: type(operation) is CreateModel):
        neighbours = list(run)
        if is_creation and len(neighbours) > 1:
            yield CreateModels(neighbours)  # type: ignore[arg-type]
        else:
            yield from neighbours


class Executor(MigrationExecutor):
    """Applies what creates models together; takes back one by one, as Django does."""

    def apply_migration(
        self, state: ProjectState, migration: Migration, fake: bool = False, fake_initial: bool = False
    ) -> Any:
        listed = migration.operations
        if not fake_initial:  # Django then looks for the tables of each ``CreateModel``
            migration.operations = list(together(listed))
        try:
            return super().apply_migration(state, migration, fake, fake_initial)
        finally:
            migration.operations = listed


migrate.MigrationExecutor = Executor  # type: ignore[misc]


class Command(migrate.Command):
    """See the module."""
