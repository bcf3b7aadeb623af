"""Forms: widgets that give specs."""
