"""The directory: institutions, posts, persons in them over time, and the table it is filled from."""

import io
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.urls import reverse
from openpyxl import Workbook

from saksama.journal.models import Line
from saksama.people import scope
from saksama.people.directory import blank_sheet, contacts, operations, queries, sheet
from saksama.people.models import Account, Category, Institution, Post, Tenure
from saksama.people.problems import Problem
from saksama.people.scope import Scope
from saksama.people.testing import HERE, Cast, client_of

AT = datetime(2024, 11, 4, 1, 0, tzinfo=UTC)
TODAY = date(2024, 11, 4)
EVERYWHERE = Scope(areas=frozenset({HERE}))


def camat(actor: Account | None = None, code: str = "camat-64.02.06", **changes: object) -> Institution:
    facts = {"name": "Camat Tenggarong", "category": "camat", "area_code": "64.02.06"} | changes
    return operations.record_institution(code=code, actor=actor, at=AT, **facts)


def placed(post: Post, name: str, starts_on: date, **more: object) -> Tenure:
    return operations.place_in_post(post, name=name, starts_on=starts_on, actor=None, at=AT, **more)


def table(*rows: dict[str, object], heads: tuple[str, ...] = sheet.HEADS) -> io.BytesIO:
    book, out = Workbook(), io.BytesIO()
    book.worksheets[0].append(list(heads))
    for row in rows:
        book.worksheets[0].append([row.get(head) for head in heads])
    book.save(out)
    out.seek(0)
    return out


GOOD = {
    "nama lembaga": "Camat Tenggarong", "kategori": "Camat", "wilayah": "64.02.06", "jabatan": "Camat",
    "pejabat": "Nama Contoh, S.STP.", "sejak": date(2024, 2, 1), "telepon pejabat": "0811000111",
}  # fmt: skip


def test_the_category_gives_what_an_institution_does_for_a_case_and_the_other_way_round(cast: Cast) -> None:
    assert camat().kind == "government"
    by_kind = operations.record_institution(
        code="polres-64.02", name="Polres", kind="police", area_code=HERE, actor=None, at=AT
    )
    assert by_kind.category == Category.POLICE


def test_a_successor_ends_the_predecessor_on_the_day_before_and_both_stay(cast: Cast) -> None:
    post = operations.open_post(camat(), title="Camat", actor=None, at=AT)
    placed(post, "Pertama", date(2023, 1, 1))
    placed(post, "Kedua", date(2024, 10, 1))
    assert [(t.person.name, t.ends_on) for t in post.tenures.order_by("starts_on")] == [
        ("Pertama", date(2024, 9, 30)),
        ("Kedua", None),
    ]
    held = {
        day: queries.heads_on(["camat-64.02.06"], on=day)["camat-64.02.06"][1]
        for day in (date(2022, 12, 31), date(2024, 9, 30), date(2024, 10, 1))
    }
    assert [tenure and tenure.person.name for tenure in held.values()] == [None, "Pertama", "Kedua"]


def test_nobody_is_placed_into_days_that_somebody_else_holds(cast: Cast) -> None:
    post = operations.open_post(camat(), title="Camat", actor=None, at=AT)
    placed(post, "Pertama", date(2024, 2, 1))
    with pytest.raises(Problem) as refused:
        placed(post, "Kedua", date(2024, 1, 1), ends_on=date(2024, 2, 1))
    assert refused.value.code == "tenure_overlaps"
    assert post.tenures.count() == 1


def test_letters_go_to_one_post_of_an_institution(cast: Cast) -> None:
    institution = camat()
    operations.open_post(institution, title="Camat", actor=None, at=AT)
    operations.open_post(institution, title="Sekretaris", actor=None, at=AT)
    operations.open_post(institution, title="Pelaksana tugas", is_head=True, actor=None, at=AT)
    assert list(institution.posts.filter(is_head=True).values_list("title", flat=True)) == ["Pelaksana tugas"]


def test_own_contacts_are_sealed_in_the_table_and_absent_from_the_journal(cast: Cast) -> None:
    post = operations.open_post(camat(), title="Camat", actor=None, at=AT)
    tenure = placed(post, "Nama Contoh", date(2024, 2, 1), phone="0811000111", email="a@b.example")
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed_contacts FROM people_person")
        assert "0811" not in cursor.fetchone()[0]
    assert contacts.of(tenure.person) == {"phone": "0811000111", "email": "a@b.example"}
    told = str(list(Line.objects.values_list("facts", "subject_id")))
    assert "Contoh" not in told
    assert "0811" not in told


def test_a_person_may_be_forgotten_and_the_period_stays(cast: Cast) -> None:
    post = operations.open_post(camat(), title="Camat", actor=None, at=AT)
    tenure = placed(post, "Nama Contoh", date(2024, 2, 1), phone="0811000111")
    operations.erase_person(tenure, actor=cast.secretary, at=AT)
    tenure.refresh_from_db()
    assert (tenure.person.name, tenure.person.sealed_contacts, tenure.starts_on) == (
        "–",
        "",
        date(2024, 2, 1),
    )
    with pytest.raises(Problem, match="dihapus"):
        operations.amend_person(tenure, name="Lagi", phone="", email="", actor=None, at=AT)


def test_a_closed_institution_is_invited_no_more_but_found_with_its_history(cast: Cast) -> None:
    operations.close_institution(camat(), last_day=date(2024, 10, 31), actor=None, at=AT)
    assert not queries.around(HERE, on=TODAY).exists()
    assert queries.around(HERE, on=date(2024, 10, 31)).exists()
    assert queries.institutions_of(cast.chair, today=TODAY, with_closed=True).exists()


def test_an_office_invites_its_own_area_and_those_that_contain_it(cast: Cast) -> None:
    for code, area in (("a", "64.02.06"), ("kpu-64", "64"), ("bkn", "00"), ("kpu-64.01", "64.01")):
        operations.record_institution(
            code=f"{code}-x", name=code, category="organiser", area_code=area, actor=None, at=AT
        )
    assert set(queries.around(HERE, on=TODAY).values_list("name", flat=True)) == {"a", "kpu-64", "bkn"}


def test_the_forkopimda_is_a_mark_beside_the_category(cast: Cast) -> None:
    camat()
    operations.record_institution(
        code="polres-64.02",
        name="Polres",
        category="police",
        is_forkopimda=True,
        area_code=HERE,
        actor=None,
        at=AT,
    )
    found = queries.institutions_of(cast.chair, today=TODAY, category=queries.FORKOPIMDA)
    assert [row.code for row in found] == ["polres-64.02"]


def test_an_entry_is_not_moved_into_or_out_of_anothers_area(cast: Cast) -> None:
    camat()
    with pytest.raises(scope.NotAllowed):
        camat(cast.secretary, area_code="64.01")
    operations.record_institution(
        code="kpu-64.01", name="KPU", category="organiser", area_code="64.01", actor=None, at=AT
    )
    with pytest.raises(scope.NotAllowed):
        camat(cast.secretary, code="kpu-64.01")


# --- the table ---------------------------------------------------------------------------------------


def test_a_table_is_checked_without_entering_anything_then_entered_whole(cast: Cast) -> None:
    rows = sheet.read(table(GOOD), scope=EVERYWHERE)
    assert not rows[0].faults
    assert not Institution.objects.exists()
    operations.import_rows(sheet.unpacked(sheet.packed(rows)), actor=cast.secretary, today=TODAY, at=AT)
    holder = Tenure.objects.get()
    assert (holder.post.title, holder.person.name, holder.starts_on) == (
        "Camat",
        "Nama Contoh, S.STP.",
        date(2024, 2, 1),
    )


def test_the_same_table_twice_changes_nothing(cast: Cast) -> None:
    for _ in range(2):
        rows = sheet.read(table(GOOD), scope=EVERYWHERE)
        operations.import_rows(rows, actor=cast.secretary, today=TODAY, at=AT)
    assert (Institution.objects.count(), Post.objects.count(), Tenure.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize(
    "change",
    [
        {"nama lembaga": None}, {"kategori": "camaat"}, {"wilayah": "64.99"}, {"wilayah": "64.01"},
        {"surel": "bukan surel"}, {"jabatan": None}, {"sejak": "kemarin"}, {"kode": "Ada Spasi"},
        {"pejabat": "x" * 200},
    ],
)  # fmt: skip
def test_a_row_with_a_fault_names_its_row_and_stops_the_whole_table(
    cast: Cast, change: dict[str, object]
) -> None:
    other = GOOD | {"nama lembaga": "Camat Lain"}
    rows = sheet.read(table(other, GOOD | change), scope=EVERYWHERE)
    faulty = [row for row in rows if row.faults]
    assert [row.line for row in faulty] == [3]
    with pytest.raises(Problem):
        operations.import_rows(rows, actor=cast.secretary, today=TODAY, at=AT)
    assert not Institution.objects.exists()


def test_a_file_that_is_no_table_is_refused_in_words(cast: Cast) -> None:
    lacking = table({"kategori": "camat"}, heads=("kategori", "wilayah"))
    for file, code in ((io.BytesIO(b"not a table"), "sheet_unreadable"), (lacking, "sheet_columns")):
        with pytest.raises(Problem) as refused:
            sheet.read(file, scope=EVERYWHERE)
        assert refused.value.code == code
    with pytest.raises(Problem):
        sheet.unpacked("a1:changed")


def test_the_empty_table_is_understood_as_it_is_given_out(cast: Cast) -> None:
    rows = sheet.read(io.BytesIO(blank_sheet.file()), scope=EVERYWHERE)
    assert [row.faults for row in rows] == [[]]


# --- the pages ---------------------------------------------------------------------------------------


def test_a_secretary_fills_the_directory_from_the_pages(cast: Cast) -> None:
    client = client_of(cast.secretary)
    sent = {"name": "KPU Kutai Kartanegara", "category": "organiser", "area": HERE}
    page = client.post(reverse("add_institution"), sent, follow=True)
    code = Institution.objects.get().code
    assert "KPU Kutai Kartanegara" in page.text
    client.post(reverse("add_post", args=[code]), {"title": "Ketua"})
    post = Post.objects.get()
    told = {"name": "Nama Contoh", "starts_on": "2024-01-02", "phone": "0811000111"}
    page = client.post(reverse("place_person", args=[code, post.pk]), told, follow=True)
    assert "0811000111" in page.text
    assert "0811000111" not in client_of(cast.officer).get(reverse("institution", args=[code])).text
    page = client_of(cast.officer).get(reverse("directory"))
    assert "Nama Contoh" in page.text


def test_a_table_is_brought_in_from_the_page_in_two_steps(cast: Cast) -> None:
    client = client_of(cast.secretary)
    file = table(GOOD)
    file.name = "lembaga.xlsx"
    page = client.post(reverse("import_directory"), {"sheet": file})
    assert page.status_code == 200
    assert "0811000111" not in page.text
    assert not Institution.objects.exists()
    client.post(reverse("import_directory"), {"checked": page.context["packed"]})
    assert Institution.objects.exists()
    assert client.post(reverse("import_directory"), {"checked": "verändert"}).status_code == 409


def test_an_area_outside_ones_care_is_refused_with_what_was_typed(cast: Cast) -> None:
    sent = {"name": "KPU Paser", "category": "organiser", "area": "64.01"}
    page = client_of(cast.secretary).post(reverse("add_institution"), sent)
    assert page.status_code == 422
    assert "KPU Paser" in page.text


def test_the_list_asks_the_same_few_questions_however_long_it_is(
    cast: Cast, django_assert_max_num_queries
) -> None:
    for number in range(30):
        institution = camat(code=f"camat-{number}", name=f"Camat {number}")
        placed(operations.open_post(institution, title="Camat", actor=None, at=AT), "Nama", date(2024, 1, 1))
    client = client_of(cast.chair)
    with django_assert_max_num_queries(14):
        client.get(reverse("directory"))
