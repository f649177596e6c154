"""Forms read values; the rules are those of the actions."""
