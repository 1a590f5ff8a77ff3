"""The fixed cast of every test: who may, who may not, who must see nothing.

``cast()`` writes straight to the tables, without hashing a password or writing a line of journal, so
that any room may call it in every test. All duties run from 1 January 2024 without an end.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.utils import decrypt
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
    return Cast(
        officer=person("64.02-petugas-1", "Petugas Satu", Role.CASE_OFFICER),
        chair=person("64.02-ketua", "Ketua", Role.CHAIR),
        members=(
            person("64.02-anggota-1", "Anggota Satu", Role.MEMBER),
            person("64.02-anggota-2", "Anggota Dua", Role.MEMBER),
        ),
        coordinator=person("64.02-koordinator", "Koordinator", Role.COORDINATOR),
        secretary=person("64.02-sekretaris", "Sekretaris", Role.SECRETARY),
        colleague_without_role=person("64.02-pencegahan", "Staf Pencegahan", Role.PREVENTION),
        data_protection=person("64.02-pdp", "Pejabat Pelindungan Data", Role.DATA_PROTECTION),
        administrator=person("64.02-admin", "Admin", Role.ADMINISTRATOR),
        panwascam=person("64.02.06-panwascam-1", "Panwascam Satu", Role.PANWASCAM, office="64.02.06"),
        pkd=person("64.02.06-pkd-1", "PKD Satu", Role.PKD, office="64.02.06", area="64.02.06.1001"),
        ptps=person("64.02.06-ptps-1", "PTPS Satu", Role.PTPS, office="64.02.06", area="64.02.06.1001-001"),
        neighbour=person("64.01-petugas-1", "Petugas Paser", Role.CASE_OFFICER, office="64.01"),
        province_chair=person("64-ketua", "Ketua Provinsi", Role.CHAIR, office="64"),
        province_viewer=person("64-pemantau", "Pemantau Provinsi", Role.VIEWER, office="64"),
        national_viewer=person("00-pemantau", "Pemantau Nasional", Role.VIEWER, office="00"),
        former_officer=person(
            "64.02-petugas-lama", "Petugas Lama", Role.CASE_OFFICER, ends_on=date(2024, 10, 31)
        ),
        visitor=AnonymousUser(),
    )


def make_offices() -> None:
    """The offices of the cast and their areas, where they do not stand already."""
    for code, parent, level, kind, area, office in _OFFICES:
        Area.objects.get_or_create(
            code=code, defaults={"name": area, "level": level, "kind": kind, "parent_id": parent}
        )
        Office.objects.get_or_create(code=code, defaults={"area_id": code, "level": level, "name": office})


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
    account = Account(code=code, name=name, created_at=datetime(2024, 1, 1, tzinfo=UTC))
    account.set_unusable_password()
    account.save()
    Duty.objects.create(
        account=account,
        role=role,
        office_id=office,
        area_code=area or office,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    if second_factor:
        TOTP.activate(account, generate_totp_secret())
    return account


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
