"""``saksama load_places``: areas and offices of the whole country into the database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from saksama.places import operations, queries


class Command(BaseCommand):
    help = "Load all provinces, regencies, districts and villages, and their offices. May be repeated."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--refresh", action="store_true", help="also when everything is already there")

    def handle(self, *args: Any, **options: Any) -> None:
        if queries.reference_is_complete() and not options["refresh"]:
            self.stdout.write("Areas and offices are already there.")
            return
        areas, offices = operations.load_reference(self.show)
        self.stdout.write(f"{areas:,} areas, {offices:,} offices.")

    def show(self, done: int, total: int) -> None:
        """Redraw the bar on a terminal; in a log, a line at each tenth."""
        tenths = done * 10 // total
        if self.stderr.isatty():
            filled = done * 40 // total
            end = "\n" if done == total else ""
            self.stderr.write(
                f"\rLoading areas [{'#' * filled:<40}] {done * 100 // total:3d} %{end}", ending=""
            )
            self.stderr.flush()
        elif tenths != getattr(self, "_told", -1):
            self._told = tenths
            self.stderr.write(f"Loading areas: {tenths * 10} %")
