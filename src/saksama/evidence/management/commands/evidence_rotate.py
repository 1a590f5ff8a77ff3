"""``saksama evidence_rotate``: seal everything under a new key."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from saksama.evidence import keys, rekeying
from saksama.evidence.models import SealedIdentity


class Command(BaseCommand):
    """Add a key, make it current, and seal all that is sealed with older ones anew. Safe to run again."""

    help = "Add a field key and seal everything anew under it. Back up the key file first and after."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--resume", action="store_true", help="add no key; finish a rotation that was stopped"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["resume"]:
            self.stdout.write(f"New key: {keys.add()}")
        for place in rekeying.places():
            self.stdout.write(f"{place}: {rekeying.reseal(place)}")
        SealedIdentity.objects.update(key_id=keys.load_fields().current)
        self.stdout.write(f"Keys of files: {rekeying.rewrap_files()}")
