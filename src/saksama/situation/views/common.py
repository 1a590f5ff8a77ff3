"""What every page of the room asks first: which office, which day."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render

from saksama.pages import days

View = Callable[..., HttpResponseBase]


def says_which_day(view: View) -> View:
    """A day that is none, or has not come, gets its own page instead of the view's."""

    @wraps(view)
    def said(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except days.NoSuchDay as problem:
            return no_such_day(request, problem)

    return said


def no_such_day(request: Any, problem: days.NoSuchDay) -> HttpResponse:
    """The day asked for is none, or has not come."""
    context = {"problem": problem, "path": request.path}
    return render(request, "situation/no_such_day.html", context, status=400)
