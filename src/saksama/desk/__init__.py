"""The staff pages that join rooms: today, the case list, search, books, calendar, journal."""
