"""What the tests over the wire share."""

from tests.emulators import firestore_emulator

__all__ = ["firestore_emulator"]
