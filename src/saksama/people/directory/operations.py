"""The only writers of the directory: one function per act, its journal line beside it.

``actor`` None means the program itself (the example's loader). The journal names institutions and posts by
code and number, never a person.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from saksama.journal import rules as journal_rules
from saksama.journal.operations import record
from saksama.people import rules, scope
from saksama.people.directory import contacts, sheet
from saksama.people.directory.sheet import Row
from saksama.people.models import (
    CATEGORY_OF_KIND,
    KIND_OF_CATEGORY,
    Account,
    Category,
    Institution,
    InstitutionKind,
    Person,
    Post,
    Tenure,
)
from saksama.people.problems import Problem
from saksama.places.rules import is_code

PERMISSION = "manage_directory"


@transaction.atomic
def record_institution(
    *,
    code: str,
    name: str,
    area_code: str,
    actor: Account | None,
    at: datetime,
    kind: str = "",
    category: str = "",
    is_forkopimda: bool = False,
    address: str = "",
    phone: str = "",
    email: str = "",
    is_sample: bool = False,
) -> Institution:
    """Enter an institution in the directory, or put its facts right; safe to repeat.

    Args:   kind, category: one may be left empty, it follows from the other.
    Raises: Problem unknown_area | institution_code | code_of_another_area; scope.NotAllowed where the actor
            does not keep the directory of that area.
    """
    if not is_code(area_code):
        raise Problem("unknown_area", area=area_code)
    if not rules.is_institution_code(code):
        raise Problem("institution_code", code=code)
    _may(actor, area_code, at)
    standing = Institution.objects.select_for_update().filter(pk=code).first()
    if standing is not None:
        _may(actor, standing.area_code, at)
    kind, category = _kinds(kind, category)
    institution, made = Institution.objects.update_or_create(
        code=code,
        defaults={
            "name": name.strip(),
            "kind": InstitutionKind(kind),
            "category": Category(category),
            "is_forkopimda": is_forkopimda,
            "area_code": area_code,
            "address": address.strip(),
            "phone": phone.strip(),
            "email": email.strip(),
        },
        create_defaults={
            "name": name.strip(),
            "kind": InstitutionKind(kind),
            "category": Category(category),
            "is_forkopimda": is_forkopimda,
            "area_code": area_code,
            "address": address.strip(),
            "phone": phone.strip(),
            "email": email.strip(),
            "is_sample": is_sample,
        },
    )
    facts = {"kind": kind, "category": category, "area": area_code, "new": made}
    _record("institution_recorded", institution, actor=actor, at=at, facts=facts)
    return institution


@transaction.atomic
def close_institution(
    institution: Institution, *, last_day: date, actor: Account | None, at: datetime
) -> Institution:
    """Let an institution end with ``last_day``: it is invited no more, and all it did stays on record.

    Raises: Problem institution_closed; scope.NotAllowed.
    """
    institution = _locked(institution, actor, at)
    if institution.closed_on is not None:
        raise Problem("institution_closed")
    institution.closed_on = last_day
    institution.save(update_fields=["closed_on"])
    _record("institution_closed", institution, actor=actor, at=at, facts={"last_day": last_day.isoformat()})
    return institution


@transaction.atomic
def open_post(
    institution: Institution, *, title: str, is_head: bool = False, actor: Account | None, at: datetime
) -> Post:
    """Add a post; the first one of an institution is its head. Safe to repeat.

    With ``is_head`` letters go to this post from now on, and no longer to the one before.
    """
    institution = _locked(institution, actor, at)
    standing = institution.posts.filter(title__iexact=title.strip()).first()
    if standing is not None and (standing.is_head or not is_head):
        return standing
    is_head = is_head or not institution.posts.exists()
    if is_head:
        institution.posts.update(is_head=False)
    post = standing or Post(institution=institution, title=title.strip())
    post.is_head = is_head
    post.save()
    act = "post_made_head" if standing else "post_opened"
    _record(act, institution, actor=actor, at=at, facts={"post": post.pk, "head": is_head})
    return post


@transaction.atomic
def place_in_post(
    post: Post,
    *,
    name: str,
    starts_on: date,
    phone: str = "",
    email: str = "",
    ends_on: date | None = None,
    actor: Account | None,
    at: datetime,
) -> Tenure:
    """Put a person in a post; who held it until now leaves on the day before.

    Raises: Problem name_missing | ends_before_start | tenure_overlaps; scope.NotAllowed.
    """
    institution = _locked(post.institution, actor, at)
    if not name.strip():
        raise Problem("name_missing")
    if ends_on is not None and ends_on < starts_on:
        raise Problem("ends_before_start")
    standing = post.tenures.filter(ends_on=None).first()
    if standing is not None and standing.starts_on < starts_on:
        standing.ends_on = starts_on - timedelta(days=1)
        standing.save(update_fields=["ends_on"])
    for other in post.tenures.all():
        if rules.share_a_day((starts_on, ends_on), (other.starts_on, other.ends_on)):
            raise Problem("tenure_overlaps", starts_on=other.starts_on.isoformat())
    person = Person.objects.create(name=name.strip(), sealed_contacts=contacts.sealed(phone, email))
    tenure = Tenure.objects.create(post=post, person=person, starts_on=starts_on, ends_on=ends_on)
    facts = {"post": post.pk, "tenure": tenure.pk, "starts_on": starts_on.isoformat()}
    _record("post_filled", institution, actor=actor, at=at, facts=facts)
    return tenure


@transaction.atomic
def end_tenure(tenure: Tenure, *, last_day: date, actor: Account | None, at: datetime) -> Tenure:
    """Note the last day of a person in a post. Raises: Problem ends_before_start; scope.NotAllowed."""
    institution = _locked(tenure.post.institution, actor, at)
    if last_day < tenure.starts_on:
        raise Problem("ends_before_start")
    tenure.ends_on = last_day
    tenure.save(update_fields=["ends_on"])
    facts = {"tenure": tenure.pk, "last_day": last_day.isoformat()}
    _record("post_left", institution, actor=actor, at=at, facts=facts)
    return tenure


@transaction.atomic
def amend_person(
    tenure: Tenure, *, name: str, phone: str, email: str, actor: Account | None, at: datetime
) -> Person:
    """Put the name or the contacts of a person right. Raises: Problem name_missing | person_erased."""
    institution = _locked(tenure.post.institution, actor, at)
    person = tenure.person
    if person.erased_at is not None:
        raise Problem("person_erased")
    if not name.strip():
        raise Problem("name_missing")
    person.name, person.sealed_contacts = name.strip(), contacts.sealed(phone, email)
    person.save(update_fields=["name", "sealed_contacts"])
    _record("person_amended", institution, actor=actor, at=at, facts={"tenure": tenure.pk})
    return person


@transaction.atomic
def erase_person(tenure: Tenure, *, actor: Account | None, at: datetime) -> Person:
    """Take name and contacts of a person away (UU 27/2022); post, period and journal stay whole."""
    institution = _locked(tenure.post.institution, actor, at)
    person = tenure.person
    person.name, person.sealed_contacts, person.erased_at = "–", "", at
    person.save(update_fields=["name", "sealed_contacts", "erased_at"])
    _record("person_erased", institution, actor=actor, at=at, facts={"tenure": tenure.pk})
    return person


@transaction.atomic
def import_rows(rows: Sequence[Row], *, actor: Account, today: date, at: datetime) -> int:
    """Enter all rows of a checked table, or none; returns how many institutions they speak of.

    A person who already holds the post stays; another one takes it over from the day of *sejak*, or today.

    Raises: Problem, also for what changed since the check; scope.NotAllowed.
    """
    codes = set()
    for row in rows:
        if row.faults:
            raise Problem("sheet_stale")
        told = row.told
        institution = record_institution(
            code=row.code,
            name=told["nama lembaga"],
            area_code=told["wilayah"],
            category=sheet.category_of(told["kategori"]) or "",
            is_forkopimda=sheet.is_yes(told.get("forkopimda", "")),
            address=told.get("alamat", ""),
            phone=told.get("telepon", ""),
            email=told.get("surel", ""),
            actor=actor,
            at=at,
        )
        codes.add(institution.code)
        if "jabatan" in told:
            _import_post(institution, told, actor=actor, today=today, at=at)
    home = scope.home_office(actor, today=today) or journal_rules.NO_OFFICE
    record(
        act="directory_imported",
        office=home,
        subject=("office", home),
        actor=actor.code,
        at=at,
        facts={"rows": len(rows), "institutions": len(codes)},
    )
    return len(codes)


def _import_post(
    institution: Institution, told: Mapping[str, str], *, actor: Account, today: date, at: datetime
) -> None:
    post = open_post(institution, title=told["jabatan"], actor=actor, at=at)
    name = told.get("pejabat", "")
    holder = post.tenures.filter(ends_on=None).select_related("person").first()
    if not name or (holder is not None and holder.person.name == name):
        return
    place_in_post(
        post,
        name=name,
        starts_on=sheet.day_of(told.get("sejak", "")) or today,
        phone=told.get("telepon pejabat", ""),
        email=told.get("surel pejabat", ""),
        actor=actor,
        at=at,
    )


def _kinds(kind: str, category: str) -> tuple[str, str]:
    """Both, where one of them follows from the other."""
    if not category:
        category = CATEGORY_OF_KIND.get(InstitutionKind(kind), Category.OTHER)
    if not kind:
        kind = KIND_OF_CATEGORY.get(Category(category), InstitutionKind.OTHER)
    return str(kind), str(category)


def _locked(institution: Institution, actor: Account | None, at: datetime) -> Institution:
    _may(actor, institution.area_code, at)
    return Institution.objects.select_for_update().get(pk=institution.pk)


def _may(actor: Account | None, area_code: str, at: datetime) -> None:
    if actor is not None:
        scope.allow(actor, PERMISSION, area_code, today=scope.local_day(at, area_code))


def _record(
    act: str, institution: Institution, *, actor: Account | None, at: datetime, facts: Mapping[str, Any]
) -> None:
    """In the chain of the office that keeps the entry; the program's own lines stand under no office."""
    home = scope.home_office(actor, today=scope.local_day(at, None)) if actor else None
    record(
        act=act,
        office=home or journal_rules.NO_OFFICE,
        subject=("institution", institution.code),
        actor=actor.code if actor else "system",
        at=at,
        facts=facts,
    )
