"""Citizen pages: home, report a violation, receipt, track a report, offices, privacy.

Everything works without JavaScript and without a session. No page names a party; pages that hold what a
person typed are never stored by a browser or a proxy.
"""
