"""The only writers of the room, one function per act, its journal line beside it."""
