"""What the Guide says, as data: the words of the field, short answers, lessons. Nothing here knows a page's code."""
