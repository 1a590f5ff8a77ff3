"""The product's settings with a bare view to compare against, and the number of queries told in a header."""

from saksama.config.settings import *  # noqa: F403
from saksama.config.settings import FIELD_PATHS, MIDDLEWARE

ROOT_URLCONF = "bench.urls"
MIDDLEWARE = ["bench.counting.QueryCountMiddleware", *MIDDLEWARE]
FIELD_PATHS = (*FIELD_PATHS, "/bare-insert")
