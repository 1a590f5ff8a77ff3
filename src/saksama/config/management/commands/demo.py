"""``saksama demo``: the database and the Kukar example as of a day; may be repeated."""

import shutil
import sys
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from saksama.config import clock, installation, readiness
from saksama.config.example import (
    checklists,
    log_ins,
    meetings,
    own_index,
    releases,
    replay,
    results,
    script,
    situation,
    vulnerability,
)
from saksama.people import operations as people
from saksama.people.models import Account
from saksama.places import operations as places

COMPLETE = "complete"
"""Stands in the example's mark once all of it has been made: an interrupted making is taken up again."""


class Command(BaseCommand):
    """Makes keys, tables, places, people and cases of the example; what stands already is left alone."""

    help = "Make the Kukar example as of a day and print its log-ins."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=_day, default=clock.DEFAULT_DEMO_DAY, metavar="DAY")
        parser.add_argument("--move-to", type=_day, metavar="DAY", help="move the example's clock")
        parser.add_argument(
            "--if-missing",
            action="store_true",
            help="before serve, which prints the log-ins: do nothing when the example stands",
        )
        parser.add_argument("--reset", action="store_true", help="throw the example away first")

    def handle(self, *args: Any, **options: Any) -> None:
        mark = Path(settings.VAR) / "demo"
        if options["move_to"]:
            self._move(options["move_to"])
            return
        if options["if_missing"] and mark.exists() and mark.read_text() == COMPLETE:
            if "migrations" in readiness.problems():  # the program is newer than the example
                call_command("migrate", verbosity=0, interactive=False)
            return
        self._refuse_a_real_office()
        if options["reset"]:
            self._reset(mark)
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.touch()
        settings.DEMO = True
        clock.set_demo_day(options["on"])
        installation.make_keys()
        self._say("tables")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("load_places")
        self._make(options["on"])
        mark.write_text(COMPLETE)
        if not options["if_missing"]:  # as before `serve`, which prints them with its own port
            self.stdout.write(log_ins.as_text("http://127.0.0.1:8000"))

    def _make(self, on: date) -> None:
        told = script.read()
        first = datetime.combine(told["first_plan_day"], time(8), tzinfo=script.ZONE)
        self._say("election, stages and stations of Kutai Kartanegara")
        with transaction.atomic():
            places.load_kukar_2024(actor="system", at=first)
            replay.start_numbers(told["office"], told["event"])
        self._say("people")
        self._make_people(told["account"], first)
        self._say("cases, replayed day by day")
        replay.replay(on, self._progress)
        situation.play(on)
        self._say("the meeting of the ninth")
        meetings.play(on)
        self._say("the field: staff, cards and forms")
        checklists.play(on)
        results.play(on)
        releases.play(on)
        vulnerability.replay(on)
        own_index.play(on)

    def _make_people(self, accounts: list[dict[str, str]], at: datetime) -> None:
        made = {log_in["code"]: log_in for log_in in log_ins.load()}
        for told in accounts:
            if told["code"] in made and Account.objects.filter(code=told["code"]).exists():
                continue
            log_in = made[told["code"]] = log_ins.new(told["code"], told["name"], told["role"])
            log_ins.save(list(made.values()))  # before the account: one without a log-in could not be mended
            with transaction.atomic():
                account = people.create_account(
                    code=told["code"],
                    name=told["name"],
                    password=log_in["password"],
                    actor=None,
                    at=at,
                    is_demo=True,
                )
                people.give_duty(
                    account=account, role=told["role"], office_code=told.get("office", "64.02"),
                    area_code=told.get("area"), starts_on=date(2024, 1, 1), actor=None, at=at,
                )  # fmt: skip
                people.enable_totp(account=account, secret=log_in["totp"], actor=None, at=at)

    def _move(self, day: date) -> None:
        try:
            clock.set_demo_day(day)
        except clock.NotADemo as error:
            raise CommandError(_("This is a real office: its clock cannot be moved.")) from error
        played = replay.replay(day) + situation.play(day) + meetings.play(day) + checklists.play(day)
        played += results.play(day)
        played += releases.play(day)
        played += vulnerability.replay(day) + own_index.play(day)
        told = _("The example stands on %(day)s; %(played)s acts replayed.")
        self.stdout.write(told % {"day": day, "played": played})
        self.stdout.write(
            _("Acts of later days stay; this makes the example anew: saksama demo --reset --on DAY")
        )

    def _reset(self, mark: Path) -> None:
        if not mark.exists():
            raise CommandError(_("There is no example here, so nothing is thrown away."))
        connection.close()
        call_command("flush", verbosity=0, interactive=False) if connection.vendor != "sqlite" else None
        for name in (
            "saksama.sqlite3",
            "saksama.sqlite3-wal",
            "saksama.sqlite3-shm",
            "demo-logins",
            "demo-day",
        ):
            (Path(settings.VAR) / name).unlink(missing_ok=True)
        for folder in (settings.EVIDENCE_ROOT, settings.KEYS):
            shutil.rmtree(folder, ignore_errors=True)

    def _refuse_a_real_office(self) -> None:
        """People of whom none belongs to the example are a real office's, whatever the folder is marked as."""
        if Account._meta.db_table not in connection.introspection.table_names():
            return
        if Account.objects.exists() and not Account.objects.filter(is_demo=True).exists():
            raise CommandError(
                _(
                    "Here is a real office. The example needs a folder and a database of its own: "
                    "set SAKSAMA_VAR, and DATABASE_URL where it is used."
                )
            )

    def _say(self, what: str) -> None:
        self.stderr.write(f"  {what}")

    def _progress(self, done: int, total: int) -> None:
        if sys.stderr.isatty() or done == total:
            self.stderr.write(f"\r  {done} of {total} acts", ending="" if done < total else "\n")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(
            _("“%(text)s” is no day. Write it as 2024-11-09.") % {"text": text}
        ) from error
