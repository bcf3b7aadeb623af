"""What the Guide knows of the pages: what they are called."""

TITLES = {"memory": "Memory lab", "many": "Many series"}  # of pages that are not called as their address is


def title(page: str) -> str:
    """What the page of that address is called on screen.

    >>> title("memory"), title("data")
    ('Memory lab', 'Data')
    """
    return TITLES.get(page, page.capitalize())
