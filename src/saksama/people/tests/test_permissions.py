"""The catalogue, the table of roles and the marks on routes."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import get_resolver, path

from saksama.people import checks, marks, permissions
from saksama.people.models import Role
from saksama.people.testing import Cast

AT = datetime(2024, 11, 9, 2, 0, tzinfo=UTC)
DOCS = Path(settings.HOME) / "docs" / "permissions.md"

WHO_MAY = """
                              chair member coord secr offic prev pcam pkd  ptps dpo  view admin
view_desk                     x     x      x     x    x     x    x    x    x    x    x    x
view_figures                  x     x      x     x    x     x    x    .    .    x    x    .
view_cases                    x     x      x     x    x     .    x    .    .    .    x    .
view_files                    x     x      x     x    x     .    x    .    .    .    .    .
view_journal                  x     .      x     x    .     .    .    .    .    x    .    .
export_register               x     x      x     x    x     .    x    .    .    .    x    .
receive_report                .     .      x     x    x     .    x    .    .    .    .    .
record_finding                x     x      x     .    x     .    x    .    .    .    .    .
record_information            .     .      x     .    x     .    x    .    .    .    .    .
study_case                    .     .      x     .    x     .    x    .    .    .    .    .
register_case                 .     .      x     .    x     .    x    .    .    .    .    .
clarify                       x     x      x     .    x     .    x    .    .    .    .    .
merge_cases                   .     .      x     .    x     .    x    .    .    .    .    .
import_register               .     .      x     x    .     .    .    .    .    .    .    .
assign_case                   x     .      x     x    .     .    x    .    .    .    .    .
stop_case                     x     .      x     .    .     .    x    .    .    .    .    .
hold_plenary                  x     x      x     x    .     .    x    .    .    .    .    .
vote_plenary                  x     x      x     .    .     .    x    .    .    .    .    .
decide                        x     x      x     .    .     .    x    .    .    .    .    .
forward_case                  x     .      x     .    x     .    x    .    .    .    .    .
notify_status                 .     .      x     x    x     .    x    .    .    .    .    .
issue_document                x     .      x     x    x     .    x    .    .    .    .    .
delegate_case                 x     .      x     .    .     .    x    .    .    .    .    .
take_over_case                x     .      x     .    .     .    .    .    .    .    .    .
accept_case                   x     .      x     x    x     .    x    .    .    .    .    .
reveal_identity               x     .      x     .    x     .    x    .    .    .    .    .
copy_files                    .     .      x     .    x     .    x    .    .    .    .    .
write_supervision_record      x     x      x     .    x     x    x    x    x    .    .    .
view_own_supervision_records  x     x      x     .    x     x    x    x    x    .    .    .
view_supervision_records      x     x      x     x    x     x    x    .    .    .    x    .
manage_calendar               x     .      .     x    .     .    .    .    .    .    .    x
manage_places                 .     .      .     x    .     .    .    .    .    .    .    x
manage_people                 .     .      .     .    .     .    .    .    .    .    .    x
view_index                    x     x      x     x    x     x    x    .    .    x    x    .
compute_index                 x     x      x     x    .     x    .    .    .    .    .    .
view_directory                x     x      x     x    x     x    x    .    .    .    .    x
manage_directory              .     .      x     x    .     x    x    .    .    .    .    x
view_checklists               x     x      x     x    x     x    x    .    .    .    x    .
manage_instruments            x     .      x     x    .     x    .    .    .    .    .    .
manage_cards                  .     .      .     x    .     .    .    .    .    .    .    x
enter_for_station             x     x      x     x    x     x    x    .    .    .    .    .
settle_submissions            .     .      x     x    x     x    .    .    .    .    .    .
export_submissions            x     .      x     x    x     x    .    .    .    .    .    .
enter_results                 x     x      x     x    x     x    x    .    .    .    .    .
reopen_results                x     .      x     x    .     .    .    .    .    .    .    .
spare_the_line                x     .     x      x    .    .    .    .    .    .    .    .
report_situation              x     x      x     x    x     x    x    .    .    .    .    .
view_releases                 x     x      x     x    .     x    .    .    .    .    x    .
write_release                 x     x      x     x    .     x    .    .    .    .    .    .
approve_release               x     x      x     .    .     .    .    .    .    .    .    .
view_meetings                 x     x      x     x    x     x    x    .    .    .    x    .
hold_meetings                 x     .      x     x    .     x    x    .    .    .    .    .
check_in_guests               x     x      x     x    x     x    x    .    .    .    .    .
view_repeat_subjects          .     .      .     .    x     .    .    .    .    .    .    .
send_neutrality_letter        x     .      x     x    x     x    .    .    .    .    .    .
view_advice                   x     x      x     x    x     x    x    .    .    .    x    .
give_advice                   x     x      x     .    x     x    x    .    .    .    .    .
manage_alerts                 x     .      x     x    .     .    .    .    .    .    .    x
follow_alerts                 x     .      x     x    .     .    x    .    .    .    .    .
declare_recusal               x     x      x     x    x     .    x    .    .    .    .    .
set_recusal                   x     .      x     x    .     .    x    .    .    .    .    .
manage_absence                x     .      x     x    .     .    x    .    .    .    .    .
view_station_risk             x     x      x     x    x     x    x    x    x    .    x    .
check_stations                x     x      x     .    .     x    x    x    x    .    .    .
choose_severity               x     .      x     .    .     x    .    .    .    .    .    .
name_supervisor               x     .      x     x    .     x    x    .    .    .    .    .
view_prevention               x     x      x     x    x     x    x    x    .    .    x    .
record_prevention             x     x      x     .    .     x    x    x    .    .    .    .
fill_assessment               x     x      x     x    .     x    .    .    .    .    .    .
review_assessment             x     x      x     .    .     x    .    .    .    .    .    .
enter_results                 x     x      x     x    x    x    x    .    .    .    .    .
reopen_results                x     .      x     x    .    .    .    .    .    .    .    .
export_submissions            x     .      x     x    x    x    .    .    .    .    .    .
view_numbers                  x     x      x     x    .    .    x    .    .    .    .    .
explain_numbers               x     .      x     x    .    .    x    .    .    .    .    .
"""


@pytest.mark.rules
def test_each_role_holds_what_the_table_says_and_nothing_else() -> None:
    _, *lines = WHO_MAY.strip("\n").splitlines()
    table = {code: cells for code, *cells in (line.split() for line in lines)}
    assert set(table) == set(permissions.CATALOGUE)
    for code, cells in table.items():
        marked = {role for role, cell in zip(Role.values, cells, strict=True) if cell == "x"}
        assert marked == permissions.CATALOGUE[code].roles, code


@pytest.mark.rules
def test_every_permission_is_described_in_both_languages() -> None:
    assert all(one.id.endswith(".") and one.en.endswith(".") for one in permissions.CATALOGUE.values())


@pytest.mark.rules
def test_documentation_lists_every_role() -> None:
    roles = DOCS.read_text(encoding="utf-8").partition("## Roles")[2].partition("## ")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", roles, re.MULTILINE)) == set(Role.values)


@pytest.mark.rules
def test_documentation_lists_every_permission_with_its_roles_and_reach() -> None:
    catalogue = DOCS.read_text(encoding="utf-8").partition("## Catalogue")[2]
    rows = dict(re.findall(r"^\| `(\w+)` \|(.*)\|$", catalogue, re.MULTILINE))
    assert set(rows) == set(permissions.CATALOGUE)
    for code, one in permissions.CATALOGUE.items():
        said, roles, reach = (cell.strip() for cell in rows[code].split("|"))
        assert said == one.en
        everybody = one.roles == set(Role.values)
        assert set(roles.split(", ")) == ({"every role"} if everybody else one.roles), code
        assert reach == one.reach


@pytest.mark.rules
def test_only_acts_on_cases_meetings_and_releases_end_at_the_office() -> None:
    at_the_office = {code for code, one in permissions.CATALOGUE.items() if one.reach == permissions.OFFICE}
    seen_with = {permissions.CATALOGUE[code].seen_with for code in at_the_office}
    assert seen_with == {"view_cases", "view_meetings", "view_releases", "view_numbers"}
    assert "take_over_case" not in at_the_office


@pytest.mark.rules
@pytest.mark.parametrize(
    "fault",
    [
        'roles = ["king"]\nreach = "area"',
        'roles = []\nreach = "moon"',
        'roles = []\nreach = "area"\nseen_with = "x"',
    ],
)
def test_a_slip_of_the_pen_in_the_catalogue_stops_the_start(fault: str) -> None:
    with pytest.raises(permissions.FaultyCatalogue):
        permissions.read(f'[act]\nid = "."\nen = "."\n{fault}')


@pytest.mark.rules
def test_a_view_cannot_ask_for_a_permission_that_does_not_exist() -> None:
    with pytest.raises(permissions.UnknownPermission):
        marks.requires("do_as_one_likes")


@pytest.mark.rules
def test_every_route_of_the_house_is_marked() -> None:
    assert checks.every_route_is_marked(None) == []
    assert len(list(checks.routes(get_resolver()))) > 20


@pytest.mark.rules
def test_an_unmarked_route_is_refused_at_the_start(settings) -> None:
    settings.ROOT_URLCONF = type(
        "Routes", (), {"urlpatterns": [path("x/", lambda request: HttpResponse(), name="x")]}
    )
    assert [error.id for error in checks.every_route_is_marked(None)] == ["people.E001"]


def ask(view, rf, account, at):
    request = rf.get("/x/")
    request.user, request.at = account, at
    return view(request)


def test_the_gate_of_a_view_opens_refuses_or_hides(cast: Cast, rf) -> None:
    view = marks.requires("register_case")(lambda request: HttpResponse(",".join(request.scope.offices)))
    assert ask(view, rf, cast.officer, AT).content == b"64.02"
    with pytest.raises(PermissionDenied):
        ask(view, rf, cast.secretary, AT)
    with pytest.raises(Http404):
        ask(view, rf, cast.ptps, AT)
    assert ask(view, rf, cast.visitor, AT).status_code == 302


def test_today_is_the_day_at_the_own_office(cast: Cast, rf) -> None:
    view = marks.requires("view_desk")(lambda request: HttpResponse(request.today.isoformat()))
    late = datetime(2024, 11, 9, 16, 30, tzinfo=UTC)  # half past midnight in Kukar
    assert ask(view, rf, cast.officer, late).content.decode() == date(2024, 11, 10).isoformat()
