"""Who comes in, where they work, and how what they look at is handed on."""
