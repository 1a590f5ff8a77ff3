"""The fixed cast of every test: who may, who may not, who must see nothing.

``cast()`` writes straight to the tables, without hashing a password or writing a line of journal, so
that any room may call it in every test. All duties run from 1 January 2024 without an end.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.utils import decrypt, encrypt
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from saksama.people.models import Account, Duty, Role
from saksama.places.models import Area, Level, Office

HERE = "64.02"
"""Kutai Kartanegara, the office of the cast."""
FROM = date(2024, 1, 1)

_OFFICES = (
    ("00", None, Level.NATION, "negara", "Indonesia", "Bawaslu Republik Indonesia"),
    ("64", "00", Level.PROVINCE, "provinsi", "Kalimantan Timur", "Bawaslu Provinsi Kalimantan Timur"),
    ("64.01", "64", Level.REGENCY, "kabupaten", "Paser", "Bawaslu Paser"),
    (
        "64.02",
        "64",
        Level.REGENCY,
        "kabupaten",
        "Kabupaten Kutai Kartanegara",
        "Bawaslu Kabupaten Kutai Kartanegara",
    ),
    ("64.02.06", "64.02", Level.DISTRICT, "kecamatan", "Tenggarong", "Panwaslu Kecamatan Tenggarong"),
)


_CODES = [code for code, *_ in _OFFICES]


@dataclass(frozen=True, slots=True)
class Part:
    """An account to be made, with its one duty; ``area``: below the office, where it is not the whole of it."""

    code: str
    name: str
    role: str
    office: str = HERE
    area: str | None = None
    starts_on: date = FROM
    ends_on: date | None = None
    second_factor: bool = True


_CAST = {
    "officer": Part("64.02-petugas-1", "Petugas Satu", Role.CASE_OFFICER),
    "chair": Part("64.02-ketua", "Ketua", Role.CHAIR),
    "member_1": Part("64.02-anggota-1", "Anggota Satu", Role.MEMBER),
    "member_2": Part("64.02-anggota-2", "Anggota Dua", Role.MEMBER),
    "coordinator": Part("64.02-koordinator", "Koordinator", Role.COORDINATOR),
    "secretary": Part("64.02-sekretaris", "Sekretaris", Role.SECRETARY),
    "colleague_without_role": Part("64.02-pencegahan", "Staf Pencegahan", Role.PREVENTION),
    "data_protection": Part("64.02-pdp", "Pejabat Pelindungan Data", Role.DATA_PROTECTION),
    "administrator": Part("64.02-admin", "Admin", Role.ADMINISTRATOR),
    "panwascam": Part("64.02.06-panwascam-1", "Panwascam Satu", Role.PANWASCAM, "64.02.06"),
    "pkd": Part("64.02.06-pkd-1", "PKD Satu", Role.PKD, "64.02.06", "64.02.06.1001"),
    "ptps": Part("64.02.06-ptps-1", "PTPS Satu", Role.PTPS, "64.02.06", "64.02.06.1001-001"),
    "neighbour": Part("64.01-petugas-1", "Petugas Paser", Role.CASE_OFFICER, "64.01"),
    "province_chair": Part("64-ketua", "Ketua Provinsi", Role.CHAIR, "64"),
    "province_viewer": Part("64-pemantau", "Pemantau Provinsi", Role.VIEWER, "64"),
    "national_viewer": Part("00-pemantau", "Pemantau Nasional", Role.VIEWER, "00"),
    "former_officer": Part(
        "64.02-petugas-lama", "Petugas Lama", Role.CASE_OFFICER, ends_on=date(2024, 10, 31)
    ),
}


@dataclass(frozen=True, slots=True)
class Cast:
    """One person for each situation; ``visitor`` is nobody."""

    officer: Account
    """Case officer of 64.02."""
    chair: Account
    members: tuple[Account, ...]
    """Two commissioners besides chair and coordinator."""
    coordinator: Account
    secretary: Account
    colleague_without_role: Account
    """Prevention staff of 64.02: same office, no cases."""
    data_protection: Account
    administrator: Account
    panwascam: Account
    """Panwascam member of 64.02.06."""
    pkd: Account
    """Village supervisor, 64.02.06.1001."""
    ptps: Account
    """Polling-station supervisor, 64.02.06.1001-001."""
    neighbour: Account
    """Case officer of 64.01: a stranger to every case of 64.02."""
    province_chair: Account
    province_viewer: Account
    national_viewer: Account
    former_officer: Account
    """Case officer of 64.02 until 31 October 2024."""
    visitor: AnonymousUser

    def everybody(self) -> dict[str, Account | AnonymousUser]:
        """All, by the name of the field; members as member_1 and so on."""
        named = {name: getattr(self, name) for name in self.__slots__ if name != "members"}
        return named | {f"member_{place}": member for place, member in enumerate(self.members, 1)}


def cast() -> Cast:
    """Offices, accounts, duties and second factors, once per test."""
    make_offices()
    made = dict(zip(_CAST, persons(*_CAST.values()), strict=True))
    members = tuple(made.pop(name) for name in ("member_1", "member_2"))
    return Cast(**made, members=members, visitor=AnonymousUser())


def make_offices() -> None:
    """The offices of the cast and their areas, where they do not stand already."""
    standing = set(Area.objects.filter(pk__in=_CODES).values_list("pk", flat=True))
    Area.objects.bulk_create(
        Area(code=code, name=area, level=level, kind=kind, parent_id=parent)
        for code, parent, level, kind, area, _ in _OFFICES
        if code not in standing
    )
    standing = set(Office.objects.filter(pk__in=_CODES).values_list("pk", flat=True))
    Office.objects.bulk_create(
        Office(code=code, area_id=code, level=level, name=office)
        for code, _, level, _, _, office in _OFFICES
        if code not in standing
    )


def person(
    code: str,
    name: str,
    role: str,
    *,
    office: str = HERE,
    area: str | None = None,
    starts_on: date = FROM,
    ends_on: date | None = None,
    second_factor: bool = True,
) -> Account:
    """An account with one duty, without a usable password; with a second factor unless told otherwise."""
    (account,) = persons(Part(code, name, role, office, area, starts_on, ends_on, second_factor))
    return account


def persons(*parts: Part) -> list[Account]:
    """As ``person``, several at once: nearly every test begins with the whole cast."""
    accounts = [Account(code=p.code, name=p.name, created_at=datetime(2024, 1, 1, tzinfo=UTC)) for p in parts]
    for account in accounts:
        account.set_unusable_password()
    Account.objects.bulk_create(accounts)
    Duty.objects.bulk_create(
        Duty(
            account=account,
            role=part.role,
            office_id=part.office,
            area_code=part.area or part.office,
            starts_on=part.starts_on,
            ends_on=part.ends_on,
        )
        for account, part in zip(accounts, parts, strict=True)
    )
    Authenticator.objects.bulk_create(
        Authenticator(
            user=account, type=Authenticator.Type.TOTP, data={"secret": encrypt(generate_totp_secret())}
        )
        for account, part in zip(accounts, parts, strict=True)
        if part.second_factor
    )
    return accounts


def client_of(account: Account | AnonymousUser) -> Client:
    """A browser in which ``account`` is logged in, second factor done; a visitor's is not."""
    client = Client()
    if account.is_authenticated:
        client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def totp_secret(account: Account) -> str:
    """The plain secret of the account's second factor, to compute a code with."""
    sealed = Authenticator.objects.get(user=account, type=Authenticator.Type.TOTP)
    return decrypt(sealed.data["secret"])
