"""Sealed files with their custody, sealed identities with their blind index, and sealed drafts."""

from typing import Any, NoReturn
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from saksama.evidence import inspection, media
from saksama.evidence.crypto import EncryptedJSONField, EncryptedTextField


class NeverChanged(Exception):
    """A sealed file and its custody are neither changed nor deleted."""


class OnlyAdded(models.Model):
    """Rows that are written once."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise NeverChanged(type(self).__name__)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise NeverChanged(type(self).__name__)


class SealedFile(OnlyAdded):
    """The original, encrypted, as it came. Nothing of it is ever altered or overwritten."""

    class Status(models.TextChoices):
        SEALED = "sealed", _("Sealed")
        QUARANTINED = "quarantined", _("In quarantine")  # kept, never shown; copied only on an explicit wish
        ERASED = "erased", _("Erased")  # its key is gone; hash, size and custody stay

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    office = models.CharField(max_length=24, help_text="Code of the office that received it.")
    sha256 = models.CharField(max_length=64, help_text="Of the plain bytes, computed while they streamed in.")
    size = models.PositiveBigIntegerField(help_text="Plain bytes.")
    media_type = models.CharField(max_length=100, help_text="Told by content, not by name.")
    claimed_name = EncryptedTextField(help_text="As the giver's device called it; may name a person.")
    status = models.CharField(max_length=12, choices=Status)
    reason = models.CharField(
        max_length=20, blank=True, help_text="Why in quarantine: a key of inspection.REASONS."
    )
    sealed_at = models.DateTimeField()
    storage_key = models.CharField(max_length=100, unique=True)
    wrapped_key = models.TextField(blank=True, help_text="The file's own key, sealed with the field key.")
    key_id = models.CharField(max_length=12, help_text="Which field key wrapped it.")

    class Meta:
        indexes = [models.Index(fields=["sha256"], name="evidence_file_sha256")]

    def __str__(self) -> str:
        return f"file {self.id}"

    @property
    def short_id(self) -> str:
        """First letters of the id, for names of copies and for people to say aloud."""
        return self.id.hex[:8]

    @property
    def is_viewable(self) -> bool:
        """Can a safe view be made, as opposed to a copy only?"""
        return self.status == self.Status.SEALED and self.media_type in media.VIEWABLE_IMAGES | {media.PDF}

    @property
    def is_image(self) -> bool:
        return self.media_type in media.IMAGES

    @property
    def reason_sentence(self) -> str:
        """Why it is in quarantine, for people."""
        return str(inspection.REASONS.get(self.reason, ""))


class Custody(OnlyAdded):
    """One act on one file: who had it, when, why. Beside each row stands a line of the journal."""

    class Act(models.TextChoices):
        SEALED = "sealed", _("Received and sealed")
        VIEWED = "viewed", _("Viewed")
        COPIED = "copied", _("Copied")
        VERIFIED = "verified", _("Checked against its hash")
        ERASED = "erased", _("Erased")

    file = models.ForeignKey(SealedFile, on_delete=models.PROTECT, related_name="custody")
    act = models.CharField(max_length=10, choices=Act)
    actor = models.CharField(max_length=64)
    office = models.CharField(max_length=24)
    why = EncryptedTextField(blank=True, help_text="In the actor's words; may name a person.")
    at = models.DateTimeField()
    line = models.ForeignKey("journal.Line", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.act} {self.file_id}"


class SealedIdentity(models.Model):
    """Who a reporter, witness or representative is. Elsewhere they are known by ``label`` only."""

    class Kind(models.TextChoices):
        REPORTER = "reporter", _("Reporter")
        WITNESS = "witness", _("Witness")
        REPRESENTATIVE = "representative", _("Representative")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    office = models.CharField(max_length=24)
    kind = models.CharField(max_length=16)
    label = models.CharField(max_length=12, unique=True, help_text="Random and short, tells nothing: P-7F3.")
    sealed = EncryptedJSONField(help_text="{'of': id, 'fields': {...}}; see operations.FIELDS.")
    key_id = models.CharField(max_length=12)
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "sealed identities"

    def __str__(self) -> str:
        return self.label


class IdentityIndex(models.Model):
    """Blind index: finds an identity by an exact name, NIK, phone or e-mail without holding any of them."""

    class Kind(models.TextChoices):
        NAME = "name", _("Name")
        NIK = "nik", _("NIK")
        PHONE = "phone", _("Phone")
        EMAIL = "email", _("E-mail")

    identity = models.ForeignKey(SealedIdentity, on_delete=models.PROTECT, related_name="index_rows")
    kind = models.CharField(max_length=8, choices=Kind)
    digest = models.CharField(max_length=64, help_text="HMAC-SHA256 of the normalised value.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["identity", "kind", "digest"], name="evidence_index_once")
        ]
        indexes = [models.Index(fields=["kind", "digest"], name="evidence_index_find")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.identity_id}"


class IdentityAct(OnlyAdded):
    """One act on one identity, each look among them: the protector of reporters reads these."""

    class Act(models.TextChoices):
        SEALED = "sealed", _("Sealed")
        AMENDED = "amended", _("Amended")
        REVEALED = "revealed", _("Revealed")
        ERASED = "erased", _("Erased")

    identity = models.ForeignKey(SealedIdentity, on_delete=models.PROTECT, related_name="acts")
    act = models.CharField(max_length=10, choices=Act)
    actor = models.CharField(max_length=64)
    office = models.CharField(max_length=24, help_text="Office of the actor.")
    ground = models.CharField(max_length=24, blank=True, help_text="A code of rules.Ground.")
    note = EncryptedTextField(blank=True, help_text="In the actor's words; may name a person.")
    at = models.DateTimeField()
    line = models.ForeignKey("journal.Line", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.act} {self.identity_id}"


class SealedDraft(models.Model):
    """An unfinished form, found only by its code. Nobody's record until it is sent: not in the journal."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    digest = models.CharField(
        max_length=64, unique=True, help_text="HMAC of the resume code; the code is not kept."
    )
    data = EncryptedJSONField(default=dict)
    updated_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"draft {self.id}"


class DraftFile(models.Model):
    """A file that waits in a draft, encrypted like all others."""

    id = models.UUIDField(primary_key=True, editable=False)
    draft = models.ForeignKey(SealedDraft, on_delete=models.CASCADE, related_name="files")
    claimed_name = EncryptedTextField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    quarantine = models.CharField(max_length=20, blank=True)
    storage_key = models.CharField(max_length=100, unique=True)
    wrapped_key = models.TextField()
    key_id = models.CharField(max_length=12)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "id"]

    def __str__(self) -> str:
        return f"draft file {self.id}"
