"""Second-factor secrets at rest: AES-GCM with a key of their own, outside the database.

Whoever reads the database, or a stolen copy of it, cannot make log-in codes. The key is
``KEYS/mfa.key`` (64 hexadecimal digits, mode 0600), made at the first use of an installation.
The rooms that seal evidence stand above this one, so the few lines stand here again.
"""

import base64
import contextlib
import io
import os
import secrets
from functools import cache
from pathlib import Path

import segno
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

FILE_NAME = "mfa.key"
FORMAT = "a1:"
CONTEXT = b"saksama.people.mfa"
NONCE_BYTES = 12
KEY_BYTES = 32


class UnreadableSecret(Exception):
    """The stored second factor is sealed with another key, or changed. Restore the key, or reset."""


class SealedMFAAdapter(DefaultMFAAdapter):
    """allauth's hooks, with our key and our QR drawing."""

    def encrypt(self, text: str) -> str:
        nonce = os.urandom(NONCE_BYTES)
        sealed = nonce + AESGCM(_key()).encrypt(nonce, text.encode(), CONTEXT)
        return FORMAT + base64.urlsafe_b64encode(sealed).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Raises: UnreadableSecret; never the sealed text in place of the secret."""
        if not encrypted_text.startswith(FORMAT):
            raise UnreadableSecret
        sealed = base64.urlsafe_b64decode(encrypted_text.removeprefix(FORMAT))
        try:
            return AESGCM(_key()).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], CONTEXT).decode()
        except (InvalidTag, ValueError) as error:
            raise UnreadableSecret from error

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        return str(user.get_username())

    def build_totp_svg(self, url: str) -> str:
        """The address as a QR picture that stands on white in the dark theme too."""
        picture = io.BytesIO()
        segno.make_qr(url, error="m").save(
            picture, kind="svg", scale=5, border=4, light="#fff", xmldecl=False
        )
        return picture.getvalue().decode()


@transaction.atomic
def use_once(authenticator: Authenticator, code: str) -> bool:
    """Whether this correct code is newer than the last one used; remembers it.

    RFC 6238, 5.2: a code seen over a shoulder must not open a second time. allauth remembers used
    codes in the memory of one process, for half a minute; this holds for all processes.
    """
    if authenticator.type != Authenticator.Type.TOTP:
        return True
    stored = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    step = _step_of(decrypt(stored.data["secret"]), code)
    if step <= stored.data.get("last_step", 0):
        return False
    stored.data["last_step"] = step
    stored.save(update_fields=["data"])
    return True


def _step_of(secret: str, code: str) -> int:
    """Number of the half minute to which the code belongs; 0 for none of those accepted now."""
    codes = ((step, totp.hotp_value(secret, step)) for step in totp.yield_hotp_counters_from_time())
    matching = (step for step, value in codes if _is_same(code, totp.format_hotp_value(value)))
    return max(matching, default=0)


def _is_same(typed: str, expected: str) -> bool:
    """Whatever people put between the figures does not count."""
    return "".join(sign for sign in typed if sign.isdigit()) == expected


def key_path() -> Path:
    return Path(settings.KEYS) / FILE_NAME


def secrets_open() -> bool:
    """For the checks of an installation: does a stored second factor open with the key that is here?"""
    kept = Authenticator.objects.filter(type=Authenticator.Type.TOTP).values_list("data", flat=True).first()
    try:
        return kept is None or bool(decrypt(kept["secret"]))
    except (UnreadableSecret, OSError, ValueError):
        return False


def _key() -> bytes:
    return _read(key_path())


@cache
def _read(path: Path) -> bytes:
    if not path.exists():
        _make(path)
    return bytes.fromhex(path.read_text().strip())


def _make(path: Path) -> None:
    """Write the key aside and link it into place, so that two processes starting at once share one key."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    aside = path.with_suffix(f".{secrets.token_hex(4)}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_hex(KEY_BYTES))
    with contextlib.suppress(FileExistsError):
        path.hardlink_to(aside)
    aside.unlink()
