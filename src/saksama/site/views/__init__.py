"""Views of the citizen's pages: ``home`` and quiet pages, ``report`` step by step, ``tracking`` by code."""
