"""How passwords that the server made up are kept until their owners replace them."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher, make_password


class GivenPasswordHasher(PBKDF2PasswordHasher):
    """A quick hash for one-time passwords, so that a file of 2,000 people is imported while somebody waits.

    Argon2 is slow (0.13 s each) to protect passwords people think of, which can be guessed. The server's own have 79
    random bits (accounts.one_time): nobody guesses those, however quick the hash. At the first sign-in Django keeps
    the password as Argon2 like any other.
    """

    algorithm = "given_pbkdf2_sha256"
    iterations = 1_000

    def verify(self, password: str, encoded: str) -> bool:
        """As for any account, a wrong password takes as long as Argon2: timing does not tell who has signed in yet."""
        right = super().verify(password, encoded)
        if not right:
            make_password(password)
        return right
