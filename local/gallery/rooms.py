"""All there is to see, room by room."""

from typing import Final

from local.gallery import forms, letters, own, whispers
from local.gallery.exhibits import Room

ROOMS: Final = (
    Room("reminder", "The 17:00 message, and what it turns into", letters.REMINDER),
    Room("channel", "The channel", letters.CHANNEL),
    Room("digest", "The win session", letters.DIGEST),
    Room("form", "The day's form", forms.ENTRY),
    Room("settings", "A team's settings", forms.SETTINGS),
    Room("home", "Home", own.HOME),
    Room("own", "One's own times and days off", own.FORMS),
    Room("commands", "Answers to /kpt", whispers.COMMANDS),
    Room("clicks", "Answers to clicks", whispers.CLICKS),
    Room("errors", "What went wrong, and what mends it", whispers.ERRORS),
    Room("mend", "Direct messages to whoever can mend it", letters.TO_WHO_CAN_MEND),
)
