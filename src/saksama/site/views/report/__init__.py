"""Report a violation: the pages a citizen walks through (routes: ``site.urls``)."""
