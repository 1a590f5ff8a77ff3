"""Accounts, duties and the one function of area scope. See docs/permissions.md."""
