"""A register kept elsewhere, brought over: upload, meaning of the columns, check, import (docs/intake.md)."""
