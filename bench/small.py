"""A small office for the kill test: keys, tables, a few places and the vote of 27 November 2024."""

import os

import django


def make() -> None:
    from django.core.management import call_command

    call_command("init", "--without-places", verbosity=0)
    from saksama.places import testing

    testing.kukar()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saksama.config.settings")
    django.setup()
    make()
