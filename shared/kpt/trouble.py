"""What can go wrong, in the product's words. Adapters raise these; nothing of a vendor's crosses a port."""


class Trouble(Exception):
    """Something outside failed. Raised out of a function it means: let the trigger come again."""


class StoreSilent(Trouble):
    """The store did not answer, or not in time. A write may or may not have happened."""


class Taken(Exception):
    """A document that was to be created is there already."""


class Stale(Exception):
    """A document changed, or went away, since it was read."""
