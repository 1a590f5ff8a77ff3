"""The key to which phones seal a queue that others carry to the office."""

from django.db import models

from saksama.evidence.crypto import EncryptedTextField


class CarryKey(models.Model):
    """An office's key pair for carried queues: phones hold the public half, the private one opens what arrives."""

    office = models.OneToOneField("places.Office", models.PROTECT, primary_key=True, related_name="+")
    office_id: str
    public = models.CharField(max_length=120, help_text="P-256 point, uncompressed, base64.")
    private = EncryptedTextField(help_text="PKCS 8, PEM.")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.office_id
