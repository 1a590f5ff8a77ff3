"""The product's settings with one more route: a bare view to compare against."""

from saksama.config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
EXTRA_BENCH = True
