"""All exhibits, by room."""

from typing import Final

from local.gallery import board
from local.gallery.exhibits import digests, ephemeral, forms, messages, own, sheets
from local.gallery.exhibits.exhibit import Room

ROOMS: Final = (
    Room("reminder", "The 17:00 message, and what it turns into", messages.REMINDER),
    Room("channel", "The channel", messages.CHANNEL),
    Room("digest", "The win session", digests.DIGEST),
    Room("form", "The day's form", forms.ENTRY),
    Room("kept", "Keeping a line during the day", forms.KEPT),
    Room("settings", "A team's settings", forms.SETTINGS),
    Room("sheet", "The team's spreadsheet, and its entries as a file", sheets.SHEETS),
    Room("home", "Home", own.HOME),
    Room("own", "One's own times and days off", own.FORMS),
    Room("board", "The way to the board", board.IN_SLACK),
    Room("commands", "Answers to /kpt", ephemeral.COMMANDS),
    Room("clicks", "Answers to clicks", ephemeral.CLICKS),
    Room("errors", "What went wrong, and what mends it", ephemeral.ERRORS),
    Room("mend", "Direct messages to whoever can mend it", messages.TO_WHO_CAN_MEND),
)
