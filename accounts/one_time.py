"""Passwords the server makes up: for one sign-in, to be read aloud, printed and typed."""

import secrets

# Small letters and digits that nobody takes for one another: no i, l, o, 0, 1.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, LETTERS = 4, 4  # 16 signs of 31: 79 bits


def one_time_password() -> str:
    """Such as kmr7-w4xp-t9hd-3fnq. Whoever gets it must replace it (User.must_change_password)."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(LETTERS)) for _ in range(GROUPS))
