"""Tables made together are the same tables."""

import pytest
from django.db import models
from django.db.migrations import AddIndex, CreateModel, Migration
from django.db.migrations.state import ProjectState

from saksama.config.management.commands.migrate import CreateModels, together

pytestmark = pytest.mark.rules


def creation(name, **fields):
    return CreateModel(name, [("id", models.BigAutoField(primary_key=True)), *fields.items()])


def key_to(model):
    return models.ForeignKey(model, on_delete=models.CASCADE)


@pytest.fixture
def listed():
    return [
        creation("Office"),
        creation("Case", office=key_to("made.office")),
        AddIndex("case", models.Index(fields=["office"], name="by_office")),
        creation("Note", case=key_to("made.case")),
    ]


def test_neighbours_only_are_joined_and_nothing_changes_its_place(listed):
    first, index, last = together(listed)
    assert isinstance(first, CreateModels)
    assert first.creations == tuple(listed[:2])
    assert [index, last] == listed[2:]


def test_the_state_after_them_is_the_same_also_where_it_was_rendered_before(listed):
    one_by_one, joined = ProjectState(), ProjectState()
    assert one_by_one.apps
    assert joined.apps
    for state, operations in ((one_by_one, listed), (joined, together(listed))):
        migration = Migration("0001", "made")
        migration.operations = list(operations)
        migration.mutate_state(state, preserve=False)
    assert one_by_one == joined
    assert [field.name for field in joined.apps.get_model("made", "office")._meta.get_fields()] == [
        field.name for field in one_by_one.apps.get_model("made", "office")._meta.get_fields()
    ]
